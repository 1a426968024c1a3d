/** What operators make of values. */
import type * as ast from "../../ast/ast.ts";
import { compute, negated, type Operator } from "./arithmetic.ts";
import type { Frame } from "./ids.ts";
import { isNone, noNumbers } from "./numbers.ts";
import type { Ranges } from "./ranges.ts";
import { allTexts, isNoText, listed, noTexts, ofLength, onlyText } from "./texts.ts";
import { either, isImpossible, joined, ofNumbers, ofTexts, ofTruth, withReasons, type Value } from "./value.ts";
import type { World } from "./world.ts";

/** Nothing where the type alone says what the result is. */
export function operatorValue(
  ranges: Ranges,
  expression: ast.Unary | ast.Binary,
  frame: Frame,
  world: World,
): Value | undefined {
  if (expression.kind === "Unary" && expression.operator === "-") {
    const value = ranges.value(expression.operand, frame, world);
    return isNumeric(value) ? withReasons(ofNumbers(negated(value.numbers)), value.because) : undefined;
  }
  if (expression.kind === "Unary" || isTruth(expression.operator)) {
    const { mayBeTrue, mayBeFalse } = ranges.truth(expression, frame, world);
    return ofTruth(mayBeTrue, mayBeFalse);
  }
  const left = ranges.value(expression.left, frame, world);
  const right = ranges.value(expression.right, frame, world);
  if (expression.operator === "??") {
    return left.missing ? either({ ...left, missing: false }, right) : left;
  }
  const found = isNumeric(left) && isNumeric(right) ? arithmetic(expression, left, right) : undefined;
  const joint = found ?? (expression.operator === "+" ? concatenation(left, right) : undefined);
  return joint && withReasons(joint, joined(left.because, right.because));
}

function isTruth(operator: ast.BinaryOperator): boolean {
  return ["&&", "||", "==", "!=", "<", "<=", ">", ">="].includes(operator);
}

function arithmetic({ operator }: ast.Binary, left: Value, right: Value): Value {
  return ofNumbers(compute(operator as Operator, left.numbers, right.numbers));
}

/** A text with anything is a text. */
function concatenation(left: Value, right: Value): Value | undefined {
  if (!isText(left) && !isText(right)) return undefined;
  const [first, second] = [onlyText(left.texts), onlyText(right.texts)];
  if (!isText(left) || !isText(right)) return ofTexts(allTexts);
  if (first !== undefined && second !== undefined) return ofTexts(listed([first + second]));
  return ofTexts(ofLength(compute("+", left.texts.length, right.texts.length)));
}

/** Whether it is a number, if it is there: operators refuse what is absent. */
export function isNumeric(value: Value): boolean {
  return !isNone(value.numbers) && isImpossible({ ...value, missing: false, numbers: noNumbers });
}

function isText(value: Value): boolean {
  return !isNoText(value.texts) && isImpossible({ ...value, missing: false, texts: noTexts });
}

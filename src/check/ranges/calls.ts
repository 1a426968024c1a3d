/** What the functions of the language make of values. */
import type * as ast from "../../ast/ast.ts";
import { evaluate, type Constant } from "../constant.ts";
import { absolute, compute, extreme, rounded } from "./arithmetic.ts";
import { both, closed, counts, either, hull, isNone, noNumbers, type Numbers } from "./numbers.ts";
import { isNumeric } from "./operators.ts";
import { isNoText, ofLength } from "./texts.ts";
import {
  either as eitherValue,
  joined,
  noValue,
  ofConstant,
  ofNumbers,
  ofSize,
  ofTexts,
  ofTruth,
  single,
  withReasons,
  type Reason,
  type Value,
} from "./value.ts";

/** Functions of primitives that are tried out where all values are listed. */
const tried: ReadonlySet<string> = new Set(["lower", "upper", "trim", "startsWith", "endsWith", "contains", "matches"]);
const mostTried = 32;

const aLength: Reason = { text: "a length is never negative", isWeak: true };
const aCount: Reason = { text: "a count is never negative", isWeak: true };
const visitsCount: Reason = { text: "`visits` counts from 0", isWeak: true };

/** Nothing where the type alone says what the result is. */
export function callValue(call: ast.Call, given: readonly Value[]): Value | undefined {
  const found = tryOut(call, given) ?? resultOf(call.callee.name, given);
  return found && withReasons(found, given.map((value) => value.because).reduce(joined, found.because));
}

function resultOf(name: string, given: readonly Value[]): Value | undefined {
  const [first = noValue] = given;
  switch (name) {
    case "len":
      return withReasons(ofNumbers(lengthOf(first)), [aLength]);
    case "visits":
      return withReasons(ofNumbers(counts), [visitsCount]);
    case "count":
      return withReasons(ofNumbers(upTo(first.size)), [aCount]);
    case "abs":
    case "round":
    case "floor":
    case "ceil":
    case "number":
    case "int":
      return isNumeric(first) ? ofNumbers(mapped(name, first.numbers)) : undefined;
    case "min":
    case "max": {
      const pick = name === "min" ? Math.min : Math.max;
      const isOfNumbers = given.length > 1 && given.every(isNumeric);
      return isOfNumbers
        ? ofNumbers(
            extreme(
              given.map((value) => value.numbers),
              pick,
            ),
          )
        : undefined;
    }
    case "trim":
      return ofTexts(ofLength(upTo(first.texts.length)));
    case "keys":
    case "entries":
    case "map":
    case "sort":
    case "reverse":
      return ofSize(first.size);
    case "filter":
      return ofSize(upTo(first.size));
    case "slice":
      if (first.other) return isNoText(first.texts) ? ofSize(upTo(first.size)) : undefined;
      return ofTexts(ofLength(upTo(first.texts.length)));
    case "concat":
      return concatenation(given);
    default:
      return undefined;
  }
}

function lengthOf({ texts, other, size }: Value): Numbers {
  const ofList = other ? size : noNumbers;
  return isNoText(texts) ? ofList : either(texts.length, ofList);
}

function upTo(size: Numbers): Numbers {
  const all = hull(size);
  return all ? closed(0, all.high, true) : counts;
}

function mapped(name: "abs" | "round" | "floor" | "ceil" | "number" | "int", set: Numbers): Numbers {
  switch (name) {
    case "abs":
      return absolute(set);
    case "number":
      return set;
    case "int":
      return rounded(set, Math.trunc);
    default:
      return rounded(set, Math[name]);
  }
}

function concatenation(given: readonly Value[]): Value | undefined {
  if (given.every((value) => isNoText(value.texts))) {
    return ofSize(given.map((value) => value.size).reduce((a, b) => compute("+", a, b)));
  }
  if (given.some((value) => value.other)) return undefined;
  return ofTexts(ofLength(given.map((value) => value.texts.length).reduce((a, b) => compute("+", a, b))));
}

/** The results for each of the listed values of the first argument. */
function tryOut(call: ast.Call, [first, ...others]: readonly Value[]): Value | undefined {
  const texts = first && triedTexts(call, first);
  if (!texts) return undefined;
  const rest = others.map((other) => single(other)?.value);
  const results = texts.map((text) => resultFor(call, text, rest));
  if (results.some((result) => result === undefined)) return undefined;
  return results.reduce<Value>((found, result) => eitherValue(found, ofConstant(result)), noValue);
}

function triedTexts({ callee }: ast.Call, first: Value): readonly string[] | undefined {
  const { only } = first.texts;
  const isListed = tried.has(callee.name) && only && only.size <= mostTried && !first.other && isNone(first.numbers);
  return isListed ? [...only] : undefined;
}

/** The result of a call whose first argument is a text; nothing where another argument is not known. */
function resultFor(call: ast.Call, text: string, rest: readonly Constant[]): Constant {
  const names: Record<string, Constant> = { "0": text };
  const given = call.arguments.map((argument, index): ast.Expression => {
    if (index > 0 && argument.kind === "RegularExpression") return argument;
    names[String(index)] ??= rest[index - 1];
    return { kind: "Name", name: String(index), span: argument.span };
  });
  if (Object.values(names).includes(undefined)) return undefined;
  return evaluate({ ...call, arguments: given }, names)?.value;
}

/** The values of a first argument for which a call can have a result. */
export function argumentsFor(call: ast.Call, [first, ...others]: readonly Value[], wanted: Value): Value | undefined {
  const texts = first && triedTexts(call, first);
  if (!texts || wanted.mayBeTrue === wanted.mayBeFalse) return undefined;
  const rest = others.map((other) => single(other)?.value);
  const excluded = texts.filter((text) => resultFor(call, text, rest) === !wanted.mayBeTrue);
  if (excluded.length === 0) return undefined;
  const kept = texts.filter((text) => !excluded.includes(text));
  return withReasons(kept.map(ofConstant).reduce(eitherValue, ofTruth(false, false)), wanted.because);
}

/** The values of a first argument with which a call has a length, or is not empty. */
export function lengthsFor(name: string, first: Value, wanted: Value): Value | undefined {
  if (name === "len") {
    const length = both(wanted.numbers, counts);
    const texts = ofLength(length);
    return withReasons({ ...first, texts: isNoText(first.texts) ? first.texts : texts, size: length }, wanted.because);
  }
  if (name !== "trim" || isNoText(first.texts)) return undefined;
  const least = hull(wanted.texts.length)?.low ?? 0;
  if (least === 0) return undefined;
  return withReasons({ ...first, texts: ofLength(closed(least, Number.MAX_VALUE, true)) }, wanted.because);
}

/** How two values can stand to each other. */
import type * as ast from "../../ast/ast.ts";
import * as numbers from "./numbers.ts";
import * as texts from "./texts.ts";
import type { Value } from "./value.ts";

/** Which of four ways are possible; `apart`: neither less, nor equal, nor greater. */
export interface Relation {
  readonly less: boolean;
  readonly equal: boolean;
  readonly greater: boolean;
  readonly apart: boolean;
}

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

export const anyRelation: Relation = { less: true, equal: true, greater: true, apart: true };

export function isComparison(operator: ast.BinaryOperator): operator is Comparison {
  return ["==", "!=", "<", "<=", ">", ">="].includes(operator);
}

export function bothRelations(a: Relation, b: Relation): Relation {
  return {
    less: a.less && b.less,
    equal: a.equal && b.equal,
    greater: a.greater && b.greater,
    apart: a.apart && b.apart,
  };
}

export function eitherRelation(a: Relation, b: Relation): Relation {
  return {
    less: a.less || b.less,
    equal: a.equal || b.equal,
    greater: a.greater || b.greater,
    apart: a.apart || b.apart,
  };
}

/** The same, seen from the other side. */
export function turnedRelation({ less, equal, greater, apart }: Relation): Relation {
  return { less: greater, equal, greater: less, apart };
}

export function isPossible({ less, equal, greater, apart }: Relation): boolean {
  return less || equal || greater || apart;
}

/** In which ways a comparison is true, or false. */
export function waysOf(comparison: Comparison, outcome: boolean): Relation {
  const isTrue: Relation = {
    less: comparison === "<" || comparison === "<=" || comparison === "!=",
    equal: comparison === "==" || comparison === "<=" || comparison === ">=",
    greater: comparison === ">" || comparison === ">=" || comparison === "!=",
    apart: comparison === "!=",
  };
  if (outcome) return isTrue;
  return { less: !isTrue.less, equal: !isTrue.equal, greater: !isTrue.greater, apart: !isTrue.apart };
}

/** How two values can stand to each other under `==` and `!=`: `less` and `greater` stand for any difference. */
export function equality(a: Value, b: Value): Relation {
  const equal = canBeEqual(a, b);
  const differs = !equal || !isOneAndTheSame(a, b);
  return { less: differs, equal, greater: differs, apart: differs };
}

function canBeEqual(a: Value, b: Value): boolean {
  return (
    (a.missing && b.missing) ||
    (a.other && b.other) ||
    (a.mayBeTrue && b.mayBeTrue) ||
    (a.mayBeFalse && b.mayBeFalse) ||
    numbers.both(a.numbers, b.numbers).intervals.length > 0 ||
    !texts.isNoText(texts.both(a.texts, b.texts))
  );
}

/** Whether both have one possible value only. Of two values that can be equal and have no other, nothing else is possible. */
function isOneAndTheSame(a: Value, b: Value): boolean {
  return [a, b].every((value) => countOf(value) === 1);
}

function countOf(value: Value): number {
  const number = numbers.isNone(value.numbers) ? 0 : numbers.onlyNumber(value.numbers) === undefined ? 2 : 1;
  const text = texts.isNoText(value.texts) ? 0 : texts.onlyText(value.texts) === undefined ? 2 : 1;
  const others = [value.missing, value.mayBeTrue, value.mayBeFalse].filter(Boolean).length;
  return number + text + others + (value.other ? 2 : 0);
}

/**
 * How two values that are there can stand to each other under `<`, `<=`, `>`, `>=`. An order of what may be absent is refused where types are checked,
 * so that absence is left out here.
 */
export function order(a: Value, b: Value): Relation {
  if (isOther(a) || isOther(b)) return anyRelation;
  const [left, right] = [numbers.hull(a.numbers), numbers.hull(b.numbers)];
  const [one, other] = [texts.onlyText(a.texts), texts.onlyText(b.texts)];
  const areTexts = !texts.isNoText(a.texts) && !texts.isNoText(b.texts);
  if (areTexts && (one === undefined || other === undefined)) return { ...anyRelation, apart: false };
  return {
    less:
      (left !== undefined && right !== undefined && left.low < right.high) || (areTexts && String(one) < String(other)),
    equal: numbers.both(a.numbers, b.numbers).intervals.length > 0 || (areTexts && one === other),
    greater:
      (left !== undefined && right !== undefined && left.high > right.low) || (areTexts && String(one) > String(other)),
    apart: a.numbers.nan || b.numbers.nan,
  };
}

/** Whether it may be a date, a bigint, or, where a type is not known, of different kinds, of which no order is known. */
function isOther(value: Value): boolean {
  const kinds = [!texts.isNoText(value.texts), !numbers.isNone(value.numbers)];
  return value.other || value.mayBeTrue || value.mayBeFalse || kinds.every(Boolean) || !kinds.some(Boolean);
}

/** What is known of a value: a set that holds every value that it can have, and where that is known from. */
import type { Related } from "../../diagnostics/diagnostic.ts";
import * as numbers from "./numbers.ts";
import type { Numbers } from "./numbers.ts";
import * as texts from "./texts.ts";
import type { Texts } from "./texts.ts";

/** Where something is known from. */
export interface Reason {
  /** For messages: "`where value <= 10`". */
  readonly text: string;
  readonly at?: Related;
  /** Weaker ones are told only where there is no other. */
  readonly isWeak?: boolean;
}

export interface Value {
  readonly numbers: Numbers;
  readonly mayBeTrue: boolean;
  readonly mayBeFalse: boolean;
  readonly texts: Texts;
  /** Absent or `null`, which the language does not tell apart. */
  readonly missing: boolean;
  /** Anything else: lists, maps, objects, dates, bigints. */
  readonly other: boolean;
  /** How many elements or keys a list or a map has. */
  readonly size: Numbers;
  readonly because: readonly Reason[];
}

const mostReasons = 4;

export const noValue: Value = {
  numbers: numbers.noNumbers,
  mayBeTrue: false,
  mayBeFalse: false,
  texts: texts.noTexts,
  missing: false,
  other: false,
  size: numbers.noNumbers,
  because: [],
};
export const anyValue: Value = {
  numbers: numbers.allNumbers,
  mayBeTrue: true,
  mayBeFalse: true,
  texts: texts.allTexts,
  missing: true,
  other: true,
  size: numbers.counts,
  because: [],
};
export const missingValue: Value = { ...noValue, missing: true };
export const presentValue: Value = { ...anyValue, missing: false };
export const otherValue: Value = { ...noValue, other: true, size: numbers.counts };

export function ofNumbers(set: Numbers): Value {
  return { ...noValue, numbers: set };
}

export function ofTexts(set: Texts): Value {
  return { ...noValue, texts: set };
}

export function ofTruth(mayBeTrue: boolean, mayBeFalse: boolean): Value {
  return { ...noValue, mayBeTrue, mayBeFalse };
}

export function ofSize(size: Numbers): Value {
  return { ...otherValue, size: numbers.both(size, numbers.counts) };
}

export function ofConstant(value: unknown): Value {
  if (value === null || value === undefined) return missingValue;
  if (typeof value === "number") return ofNumbers(numbers.just(value));
  if (typeof value === "string") return ofTexts(texts.listed([value]));
  if (typeof value === "boolean") return ofTruth(value, !value);
  return Array.isArray(value) ? ofSize(numbers.just(value.length)) : otherValue;
}

export function withReasons(value: Value, because: readonly Reason[]): Value {
  return { ...value, because };
}

/** Whether there is no such value. */
export function isImpossible(value: Value): boolean {
  return !value.missing && isOnlyMissing(value);
}

export function isOnlyMissing(value: Value): boolean {
  return (
    !value.mayBeTrue &&
    !value.mayBeFalse &&
    !(value.other && !numbers.isNone(value.size)) &&
    numbers.isNone(value.numbers) &&
    texts.isNoText(value.texts)
  );
}

/** The only value that there is, where it is one that can be compared. */
export function single(value: Value): { readonly value: string | number | boolean | null } | undefined {
  if (value.other) return undefined;
  const text = texts.onlyText(value.texts);
  const number = numbers.onlyNumber(value.numbers);
  const candidates = [
    ...(texts.isNoText(value.texts) ? [] : [text]),
    ...(numbers.isNone(value.numbers) ? [] : [number]),
    ...(value.mayBeTrue ? [true] : []),
    ...(value.mayBeFalse ? [false] : []),
    ...(value.missing ? [null] : []),
  ];
  const [only, ...more] = candidates;
  return only === undefined || more.length > 0 ? undefined : { value: only };
}

/** What both say. The reasons are those of what adds something. */
export function both(a: Value, b: Value): Value {
  if (a === b || b === anyValue) return a;
  if (a === anyValue) return b;
  const result: Omit<Value, "because"> = {
    numbers: numbers.both(a.numbers, b.numbers),
    mayBeTrue: a.mayBeTrue && b.mayBeTrue,
    mayBeFalse: a.mayBeFalse && b.mayBeFalse,
    texts: texts.both(a.texts, b.texts),
    missing: a.missing && b.missing,
    other: a.other && b.other,
    size: numbers.both(a.size, b.size),
  };
  if (isSame(result, a)) return a;
  if (isSame(result, b)) return b;
  return { ...result, because: joined(a.because, b.because) };
}

export function either(a: Value, b: Value): Value {
  if (a === b || isImpossible(b)) return a;
  if (isImpossible(a)) return b;
  return {
    numbers: numbers.either(a.numbers, b.numbers),
    mayBeTrue: a.mayBeTrue || b.mayBeTrue,
    mayBeFalse: a.mayBeFalse || b.mayBeFalse,
    texts: texts.either(a.texts, b.texts),
    missing: a.missing || b.missing,
    other: a.other || b.other,
    size: numbers.either(a.other ? a.size : numbers.noNumbers, b.other ? b.size : numbers.noNumbers),
    because: joined(a.because, b.because),
  };
}

export function isSame(a: Omit<Value, "because">, b: Omit<Value, "because">): boolean {
  return (
    a.mayBeTrue === b.mayBeTrue &&
    a.mayBeFalse === b.mayBeFalse &&
    a.missing === b.missing &&
    a.other === b.other &&
    numbers.sameNumbers(a.numbers, b.numbers) &&
    texts.sameTexts(a.texts, b.texts) &&
    (!a.other || numbers.sameNumbers(a.size, b.size))
  );
}

export function joined(a: readonly Reason[], b: readonly Reason[]): readonly Reason[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const found = [...a];
  for (const reason of b) {
    if (found.length < mostReasons && !found.some((one) => isSameReason(one, reason))) found.push(reason);
  }
  return found;
}

function isSameReason(a: Reason, b: Reason): boolean {
  return a.text === b.text && a.at?.source === b.at?.source && a.at?.span.start === b.at?.span.start;
}

/** All values but one. */
export function except(value: Value, { value: excluded }: { readonly value: string | number | boolean | null }): Value {
  switch (typeof excluded) {
    case "number":
      return { ...value, numbers: numbers.without(value.numbers, excluded) };
    case "string":
      return { ...value, texts: texts.without(value.texts, excluded) };
    case "boolean":
      return excluded ? { ...value, mayBeTrue: false } : { ...value, mayBeFalse: false };
    default:
      return { ...value, missing: false };
  }
}

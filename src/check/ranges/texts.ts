/** Sets of texts: listed ones, or all but some, of certain lengths. */
import {
  allNumbers,
  both as bothNumbers,
  closed,
  counts,
  either as eitherNumbers,
  isNone,
  just,
  noNumbers,
  type Numbers,
} from "./numbers.ts";

export interface Texts {
  /** The texts themselves, where they are known; absent: any. */
  readonly only?: ReadonlySet<string>;
  /** Those that are not in the set; empty where `only` is there. */
  readonly not: ReadonlySet<string>;
  /** The lengths in UTF-16 units. */
  readonly length: Numbers;
}

/** Longer lists are not kept. */
const mostListed = 256;
const none: ReadonlySet<string> = new Set();

export const noTexts: Texts = { only: none, not: none, length: noNumbers };
export const allTexts: Texts = { not: none, length: counts };

export function listed(texts: Iterable<string>): Texts {
  const only = new Set(texts);
  const lengths = [...new Set([...only].map((text) => text.length))].toSorted((a, b) => a - b);
  const [shortest, longest] = [lengths[0], lengths.at(-1)];
  if (shortest === undefined || longest === undefined) return noTexts;
  const length =
    lengths.length > 16 ? closed(shortest, longest, true) : lengths.map(just).reduce(eitherNumbers, noNumbers);
  return only.size > mostListed ? { not: none, length } : { only, not: none, length };
}

export function ofLength(length: Numbers): Texts {
  return { not: none, length: bothNumbers(length, counts) };
}

export function isNoText({ only, length }: Texts): boolean {
  return only?.size === 0 || isNone(length);
}

export function onlyText({ only }: Texts): string | undefined {
  return only?.size === 1 ? [...only][0] : undefined;
}

export function both(a: Texts, b: Texts): Texts {
  if (a === b || b === allTexts) return a;
  if (a === allTexts) return b;
  const only = a.only ?? b.only;
  const length = bothNumbers(a.length, b.length);
  if (!only) {
    const not = a.not.size === 0 ? b.not : b.not.size === 0 ? a.not : new Set([...a.not, ...b.not]);
    const kept = not.size > mostListed ? a.not : not;
    return kept === a.not && length === a.length ? a : { not: kept, length };
  }
  const kept = [...only].filter((text) => has(a, text) && has(b, text));
  if (kept.length === a.only?.size) return a;
  return kept.length === b.only?.size ? b : listed(kept);
}

export function either(a: Texts, b: Texts): Texts {
  if (a === b || isNoText(b)) return a;
  if (isNoText(a)) return b;
  if (a.only && b.only) return listed([...a.only, ...b.only]);
  const not = [...a.not, ...b.not].filter((text) => !has(a, text) && !has(b, text));
  return { not: new Set(not), length: eitherNumbers(a.length, b.length) };
}

export function without(set: Texts, text: string): Texts {
  if (!has(set, text)) return set;
  if (set.only) return listed([...set.only].filter((one) => one !== text));
  const length = text === "" ? bothNumbers(set.length, closed(1, Number.MAX_VALUE, true)) : set.length;
  return set.not.size >= mostListed ? { ...set, length } : { not: new Set([...set.not, text]), length };
}

export function has({ only, not, length }: Texts, text: string): boolean {
  if (only) return only.has(text);
  return !not.has(text) && !isNone(bothNumbers(length, just(text.length)));
}

/** The texts of the set of which something can hold, where the set is listed. */
export function filtered(set: Texts, mayBe: (text: string) => boolean): Texts {
  if (!set.only) return set;
  const kept = [...set.only].filter(mayBe);
  return kept.length === set.only.size ? set : listed(kept);
}

export function sameTexts(a: Texts, b: Texts): boolean {
  return a === b || (a.only === b.only && a.not === b.not && a.length === b.length);
}

/** Lengths that a number says: of a text with at least so many units. */
export function atLeast(least: number): Numbers {
  return bothNumbers(allNumbers, closed(Math.max(0, least), Number.MAX_VALUE, true));
}

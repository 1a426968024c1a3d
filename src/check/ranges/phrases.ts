/** Sets of values in words: "is at most 10". */
import { hull, isNone, type Interval, type Numbers } from "./numbers.ts";
import { isNoText, type Texts } from "./texts.ts";
import { isOnlyMissing, type Value } from "./value.ts";

const mostListed = 5;

/** What can be said of a value behind its name; nothing where there is nothing worth saying. */
export function phraseOf(value: Value, isOfAbsence: boolean): string | undefined {
  if (isOnlyMissing(value)) return value.missing ? "is absent" : undefined;
  if (isOfAbsence) return value.missing ? undefined : "is never absent";
  if (value.mayBeTrue || value.mayBeFalse) {
    return value.mayBeTrue && value.mayBeFalse ? undefined : `is \`${value.mayBeTrue}\``;
  }
  const said = [
    ...(isNone(value.numbers) ? [] : [numbersPhrase(value.numbers)]),
    ...(isNoText(value.texts) ? [] : [textsPhrase(value.texts)]),
    ...(value.other ? [sizePhrase(value.size, "element")] : []),
  ];
  const [only, ...more] = said;
  return more.length > 0 ? undefined : only;
}

function numbersPhrase(set: Numbers): string | undefined {
  const points = set.intervals.filter(({ low, high }) => low === high);
  if (points.length === set.intervals.length && points.length > 0 && points.length <= mostListed) {
    return `is ${listed(points.map(({ low }) => String(low)))}`;
  }
  const bounds = hull(set);
  const within = bounds && boundsPhrase(bounds);
  if (within !== undefined) return `is ${within}`;
  const gaps = set.intervals.slice(1).map(({ low, lowOpen }) => (lowOpen ? String(low) : undefined));
  const [gap, ...more] = gaps;
  return gap !== undefined && more.length === 0 ? `is never ${gap}` : undefined;
}

function boundsPhrase({ low, high, lowOpen, highOpen }: Interval): string | undefined {
  const hasLow = Math.abs(low) < Number.MAX_VALUE;
  const hasHigh = Math.abs(high) < Number.MAX_VALUE;
  if (hasLow && hasHigh) {
    if (!lowOpen && !highOpen) return `from ${low} to ${high}`;
    return `${lowOpen ? "greater than" : "at least"} ${low} and ${highOpen ? "less than" : "at most"} ${high}`;
  }
  if (hasLow) return `${lowOpen ? "greater than" : "at least"} ${low}`;
  return hasHigh ? `${highOpen ? "less than" : "at most"} ${high}` : undefined;
}

function textsPhrase({ only, not, length }: Texts): string | undefined {
  if (only) return only.size <= mostListed ? `is ${listed(quoted(only))}` : undefined;
  if (not.size > 0 && not.size <= mostListed) return `is never ${listed(quoted(not))}`;
  return sizePhrase(length, "character");
}

function sizePhrase(size: Numbers, what: string): string | undefined {
  const bounds = hull(size);
  if (!bounds) return undefined;
  const { low, high } = bounds;
  const many = (count: number): string => `${count} ${what}${count === 1 ? "" : "s"}`;
  if (low === high) return `has ${many(low)}`;
  if (high < Number.MAX_VALUE) return low > 0 ? `has from ${low} to ${many(high)}` : `has at most ${many(high)}`;
  return low > 0 ? `has at least ${many(low)}` : undefined;
}

function quoted(texts: ReadonlySet<string>): readonly string[] {
  return [...texts].map((text) => JSON.stringify(text));
}

/** `a`, `b` or `c`. */
function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
}

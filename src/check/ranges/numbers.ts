/** Sets of numbers: unions of intervals, and whether `NaN` is among them. Every operation gives at least the numbers that it can give, never fewer. */

export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

export interface Numbers {
  /** Ascending, none empty, none overlapping another. */
  readonly intervals: readonly Interval[];
  readonly nan: boolean;
  /** Whether every number in the intervals is whole, and so finite. */
  readonly whole: boolean;
}

/** More intervals than this become one that spans them. */
const mostIntervals = 64;

const largest = Number.MAX_VALUE;

export const noNumbers: Numbers = { intervals: [], nan: false, whole: true };
export const allNumbers: Numbers = { ...closed(-Infinity, Infinity, false), nan: true };
export const wholeNumbers: Numbers = closed(-largest, largest, true);
/** What lengths and counts are. */
export const counts: Numbers = closed(0, largest, true);

export function closed(low: number, high: number, whole: boolean): Numbers {
  return numbers([{ low, high, lowOpen: false, highOpen: false }], false, whole);
}

export function just(value: number): Numbers {
  if (Number.isNaN(value)) return { intervals: [], nan: true, whole: true };
  return closed(value, value, Number.isInteger(value));
}

/** The numbers on one side of a bound: `below(3, true)` are those less than 3, or equal to it. */
export function below(bound: number, included: boolean): Numbers {
  return numbers([{ low: -Infinity, high: bound, lowOpen: false, highOpen: !included }], false, false);
}

export function above(bound: number, included: boolean): Numbers {
  return numbers([{ low: bound, high: Infinity, lowOpen: !included, highOpen: false }], false, false);
}

export function isNone({ intervals, nan }: Numbers): boolean {
  return intervals.length === 0 && !nan;
}

/** The one number that there is, if there is only one. */
export function onlyNumber({ intervals, nan }: Numbers): number | undefined {
  const [first, ...more] = intervals;
  return first && more.length === 0 && !nan && first.low === first.high ? first.low : undefined;
}

/** The lowest and the highest, as one interval; nothing where there is none. */
export function hull({ intervals }: Numbers): Interval | undefined {
  const first = intervals[0];
  const last = intervals.at(-1);
  return first && last && { low: first.low, lowOpen: first.lowOpen, high: last.high, highOpen: last.highOpen };
}

export function both(a: Numbers, b: Numbers): Numbers {
  if (a === b || b === allNumbers) return a;
  const found: Interval[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const one = a.intervals[i];
    const other = b.intervals[j];
    if (!one || !other) break;
    found.push(overlap(one, other));
    if (endsBefore(one, other)) i++;
    else j++;
  }
  const result = numbers(found, a.nan && b.nan, a.whole || b.whole);
  return sameNumbers(result, a) ? a : sameNumbers(result, b) ? b : result;
}

export function either(a: Numbers, b: Numbers): Numbers {
  if (a === b) return a;
  const all = [...a.intervals, ...b.intervals].toSorted(
    (one, other) => one.low - other.low || Number(one.lowOpen) - Number(other.lowOpen),
  );
  return numbers(merged(all), a.nan || b.nan, a.whole && b.whole);
}

/** All but one number. */
export function without(set: Numbers, value: number): Numbers {
  if (Number.isNaN(value)) return set;
  const rest = set.intervals.flatMap((interval) => [
    overlap(interval, { low: -Infinity, high: value, lowOpen: false, highOpen: true }),
    overlap(interval, { low: value, high: Infinity, lowOpen: true, highOpen: false }),
  ]);
  const result = numbers(rest, set.nan, set.whole);
  return sameNumbers(result, set) ? set : result;
}

export function sameNumbers(a: Numbers, b: Numbers): boolean {
  return (
    a.nan === b.nan &&
    (a.whole === b.whole || a.intervals.length === 0) &&
    a.intervals.length === b.intervals.length &&
    a.intervals.every((one, index) => {
      const other = b.intervals[index];
      return (
        one.low === other?.low &&
        one.high === other.high &&
        one.lowOpen === other.lowOpen &&
        one.highOpen === other.highOpen
      );
    })
  );
}

/** Makes a set of ascending intervals, some of which may be empty; between whole numbers every bound is a number of the set. */
export function numbers(intervals: readonly Interval[], nan: boolean, whole: boolean): Numbers {
  const kept = (whole ? intervals.map(toWhole) : intervals).filter(
    ({ low, high, lowOpen, highOpen }) => low < high || (low === high && !lowOpen && !highOpen),
  );
  const points = whole || kept.every(({ low, high }) => low === high && Number.isInteger(low));
  if (kept.length <= mostIntervals) return { intervals: kept, nan, whole: points };
  const all = hull({ intervals: kept, nan, whole });
  return { intervals: all ? [all] : [], nan, whole: points };
}

/** Beyond these, whole numbers are further than 1 apart. */
const isExact = (bound: number): boolean => Math.abs(bound) <= Number.MAX_SAFE_INTEGER;

function toWhole({ low, high, lowOpen, highOpen }: Interval): Interval {
  const least = low === -Infinity ? -largest : Math.ceil(low);
  const most = high === Infinity ? largest : Math.floor(high);
  const lowIsOut = lowOpen && least === low;
  const highIsOut = highOpen && most === high;
  return {
    low: lowIsOut && isExact(least) ? least + 1 : least,
    high: highIsOut && isExact(most) ? most - 1 : most,
    lowOpen: lowIsOut && !isExact(least),
    highOpen: highIsOut && !isExact(most),
  };
}

function overlap(a: Interval, b: Interval): Interval {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  return {
    low,
    high,
    lowOpen: (a.low === low && a.lowOpen) || (b.low === low && b.lowOpen),
    highOpen: (a.high === high && a.highOpen) || (b.high === high && b.highOpen),
  };
}

function endsBefore(a: Interval, b: Interval): boolean {
  return a.high < b.high || (a.high === b.high && (a.highOpen || !b.highOpen));
}

function merged(ascending: readonly Interval[]): readonly Interval[] {
  const found: Interval[] = [];
  for (const next of ascending) {
    const last = found.at(-1);
    const touches = last && (next.low < last.high || (next.low === last.high && !(next.lowOpen && last.highOpen)));
    if (!touches) found.push(next);
    else if (endsBefore(last, next)) found[found.length - 1] = { ...last, high: next.high, highOpen: next.highOpen };
  }
  return found;
}

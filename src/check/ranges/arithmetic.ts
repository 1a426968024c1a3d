/** Arithmetic on sets of numbers. Rounding keeps order, so that the results for the bounds bound the results; only whether a bound itself is reached is lost. */
import {
  above,
  allNumbers,
  both,
  closed,
  either,
  hull,
  isNone,
  noNumbers,
  numbers,
  type Interval,
  type Numbers,
} from "./numbers.ts";

export type Operator = "+" | "-" | "*" | "/" | "%";

/** What an operation can give. */
export function compute(operator: Operator, a: Numbers, b: Numbers): Numbers {
  if (isNone(a) || isNone(b)) return noNumbers;
  const left = hull(a);
  const right = hull(b);
  // What is only `NaN` stays that.
  if (!left || !right) return { ...noNumbers, nan: true };
  const nan = a.nan || b.nan;
  const whole = a.whole && b.whole;
  switch (operator) {
    case "+":
      return among([left.low + right.low, left.high + right.high], nan || cancels(left, turned(right)), whole);
    case "-":
      return among([left.low - right.high, left.high - right.low], nan || cancels(left, right), whole);
    case "*": {
      const isZeroTimesInfinity = (spansZero(left) && isInfinite(right)) || (spansZero(right) && isInfinite(left));
      return among(products(left, right), nan || isZeroTimesInfinity, whole);
    }
    case "/":
      // Next to zero there is no bound.
      return spansZero(right) ? allNumbers : among(quotients(left, right), nan, false);
    case "%":
      return remainder(left, right, nan, whole);
  }
}

/** From the lowest to the highest of the results; a result that is no number says that nothing is known. */
function among(results: readonly number[], nan: boolean, whole: boolean): Numbers {
  if (results.some(Number.isNaN)) return allNumbers;
  const low = Math.min(...results);
  const high = Math.max(...results);
  return { ...closed(low, high, whole && Number.isFinite(low) && Number.isFinite(high)), nan };
}

/** Whether both may be the same infinity, so that their difference is no number. */
function cancels(a: Interval, b: Interval): boolean {
  return (a.high === Infinity && b.high === Infinity) || (a.low === -Infinity && b.low === -Infinity);
}

function turned({ low, high, lowOpen, highOpen }: Interval): Interval {
  return { low: -high, high: -low, lowOpen: highOpen, highOpen: lowOpen };
}

function isInfinite({ low, high }: Interval): boolean {
  return low === -Infinity || high === Infinity;
}

function products(a: Interval, b: Interval): readonly number[] {
  const times = (x: number, y: number): number => (x === 0 || y === 0 ? 0 : x * y);
  return [times(a.low, b.low), times(a.low, b.high), times(a.high, b.low), times(a.high, b.high)];
}

function quotients(a: Interval, b: Interval): readonly number[] {
  return [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high];
}

/** The sign is that of the dividend, the size below both. */
function remainder(a: Interval, b: Interval, nan: boolean, whole: boolean): Numbers {
  const isFinite = [a.low, a.high].every(Number.isFinite);
  if (spansZero(b) || !isFinite) return allNumbers;
  const divisor = Math.max(Math.abs(b.low), Math.abs(b.high));
  const most = whole && divisor <= Number.MAX_SAFE_INTEGER ? divisor - 1 : divisor;
  const low = a.low >= 0 ? 0 : Math.max(a.low, -most);
  const high = a.high <= 0 ? 0 : Math.min(a.high, most);
  return { ...closed(low, high, whole && Number.isFinite(divisor)), nan };
}

function spansZero({ low, high }: Interval): boolean {
  return low <= 0 && high >= 0;
}

export function negated(set: Numbers): Numbers {
  return numbers(set.intervals.map(turned).toReversed(), set.nan, set.whole);
}

export function absolute(set: Numbers): Numbers {
  const positive = above(0, true);
  return { ...either(both(set, positive), both(negated(set), positive)), nan: set.nan };
}

/** What `round`, `floor` and `ceil` give: whole numbers, but of infinities and `NaN`. */
export function rounded(set: Numbers, round: (value: number) => number): Numbers {
  const all = set.intervals.map(({ low, high }) => ({
    low: round(low),
    high: round(high),
    lowOpen: false,
    highOpen: false,
  }));
  const isFinite = all.every(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  const parts = all.map((one) => numbers([one], false, isFinite));
  return { ...parts.reduce(either, noNumbers), nan: set.nan };
}

/** The smallest, or the greatest, of one number of each set; `NaN` where one of them is. */
export function extreme(sets: readonly Numbers[], pick: (...values: number[]) => number): Numbers {
  const hulls = sets.map(hull);
  const nan = sets.some((set) => set.nan);
  const whole = sets.every((set) => set.whole);
  const known = hulls.filter((one) => one !== undefined);
  if (sets.some(isNone)) return noNumbers;
  if (known.length < sets.length) return { ...noNumbers, nan: true };
  const low = pick(...known.map((one) => one.low));
  const high = pick(...known.map((one) => one.high));
  return { ...closed(low, high, whole), nan };
}

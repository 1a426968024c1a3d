/** The functions of the language on values that are known before a run. */
import type { Constant, ConstantLambda } from "./constant.ts";

/** A list longer than this is left to the run. */
const longestRange = 10_000;

type List = readonly Constant[];
type MapValue = Readonly<Record<string, Constant>>;
type Ordered = string | number | bigint | boolean;

const ascending = (a: Ordered, b: Ordered): number => (a < b ? -1 : a > b ? 1 : 0);
/** Arguments are compared as `Math` does, for which a `NaN` is the result; elements of a list one with the other, of which the first of equal ones is. */
const extreme =
  (among: (...numbers: readonly number[]) => number, isBetter: (a: Ordered, b: Ordered) => boolean) =>
  (first: Constant, ...others: List): Constant =>
    Array.isArray(first)
      ? (first as readonly Ordered[]).reduce<Ordered | undefined>(
          (found, value) => (found === undefined || isBetter(value, found) ? value : found),
          undefined,
        )
      : among(...([first, ...others] as readonly number[]));

function numberOf(value: Constant, whole: boolean): Constant {
  if (typeof value === "string" && value.trim() === "") return undefined;
  const found = Number(value);
  if (Number.isNaN(found)) return typeof value === "string" ? undefined : found;
  return whole ? Math.trunc(found) : found;
}

/** By name. What only a run knows (`visits`, `now`, `uuid`) and what has no value (`set`) is not here. Calls that type checking refuses may throw. */
export const constantFunctions: ReadonlyMap<string, (...given: never[]) => Constant> = new Map<
  string,
  (...given: never[]) => Constant
>(
  Object.entries({
    len: (value: string | List | MapValue) =>
      typeof value === "string" || Array.isArray(value) ? value.length : Object.keys(value).length,
    contains: (value: string | List, part: Constant) => (value as List).includes(part),
    startsWith: (text: string, start: string) => text.startsWith(start),
    endsWith: (text: string, end: string) => text.endsWith(end),
    matches: (text: string, pattern: RegExp) => pattern.test(text),
    lower: (text: string) => text.toLowerCase(),
    upper: (text: string) => text.toUpperCase(),
    trim: (text: string) => text.trim(),
    split: (text: string, separator: string | RegExp) => text.split(separator),
    join: (list: List, separator?: string) => list.join(separator),
    slice: (value: string | List, start: number, end?: number) => value.slice(start, end),
    concat: (first: string | List, ...rest: List) =>
      typeof first === "string" ? first + rest.join("") : [first, ...rest].flat(),
    reverse: (list: List) => list.toReversed(),
    sort: (list: List, key: (value: Constant) => Constant = (value) => value) =>
      list.toSorted((a, b) => ascending(key(a) as Ordered, key(b) as Ordered)),
    first: (list: List) => list[0],
    last: (list: List) => list.at(-1),
    keys: (map: MapValue) => Object.keys(map),
    values: (map: MapValue) => Object.values(map),
    entries: (map: MapValue) => Object.entries(map),
    has: (map: MapValue, key: string) => Object.hasOwn(map, key),
    map: (list: List, by: ConstantLambda) => list.map((value, index) => by(value, index)),
    filter: (list: List, by: ConstantLambda) => list.filter((value, index) => by(value, index) === true),
    find: (list: List, by: ConstantLambda) => list.find((value, index) => by(value, index) === true),
    some: (list: List, by: ConstantLambda) => list.some((value, index) => by(value, index) === true),
    every: (list: List, by: ConstantLambda) => list.every((value, index) => by(value, index) === true),
    count: (list: List, by: ConstantLambda) => list.filter((value, index) => by(value, index) === true).length,
    sum: (list: readonly number[]) => list.reduce((total, value) => total + value, 0),
    min: extreme(Math.min, (a, b) => a < b),
    max: extreme(Math.max, (a, b) => a > b),
    abs: (value: number) => Math.abs(value),
    round: (value: number) => Math.round(value),
    floor: (value: number) => Math.floor(value),
    ceil: (value: number) => Math.ceil(value),
    range: (...bounds: readonly number[]) => {
      const [start = 0, end = 0] = bounds.length === 1 ? [0, bounds[0]] : bounds;
      if (end - start > longestRange) throw new RangeError("too long to be a constant");
      return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
    },
    string: (value: Constant) => String(value),
    number: (value: Constant) => numberOf(value, false),
    int: (value: Constant) => numberOf(value, true),
  }),
);

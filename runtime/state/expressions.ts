/**
 * What expressions of the language mean where JavaScript has no one readable expression for it. Pure functions that generated modules call as `rt.…`;
 * nothing here changes what it is given.
 */

/** `map[key]`: the value under a key that the map itself has; absent otherwise, also for keys that every object inherits. */
export function lookup<V>(map: { readonly [key: string]: V }, key: string): V | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** `sum(list)`: 0 for an empty list. */
export function sum(list: readonly number[]): number {
  let total = 0;
  for (const value of list) total += value;
  return total;
}

/** What `min`, `max` and `sort` order: numbers and bigints by size, texts by their UTF-16 units, dates by time, `false` before `true`. */
export type Ordered = number | bigint | string | boolean | Date;

/** `min(list)`: the first of the smallest; absent for an empty list. */
export function least<V extends Ordered>(list: readonly V[]): V | undefined {
  return list.reduce<V | undefined>(
    (found, value) => (found === undefined || value < found ? value : found),
    undefined,
  );
}

/** `max(list)`: the first of the greatest; absent for an empty list. */
export function greatest<V extends Ordered>(list: readonly V[]): V | undefined {
  return list.reduce<V | undefined>(
    (found, value) => (found === undefined || value > found ? value : found),
    undefined,
  );
}

/** `sort(list)` and `sort(list, key)`: a copy in ascending order; equal elements stay in their order. */
export function sorted<V extends Ordered>(list: readonly V[]): readonly V[];
export function sorted<V>(list: readonly V[], key: (element: V) => Ordered): readonly V[];
export function sorted<V>(list: readonly V[], key?: (element: V) => Ordered): readonly V[] {
  const pairs = list.map((element) => ({ element, key: key === undefined ? (element as Ordered) : key(element) }));
  return pairs.sort((a, b) => compare(a.key, b.key)).map(({ element }) => element);
}

function compare(a: Ordered, b: Ordered): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `range(end)` and `range(start, end)`: the integers from `start` (0) up to, not including, `end`; none if `end` is not above `start`. */
export function range(...bounds: readonly [end: number] | readonly [start: number, end: number]): readonly number[] {
  const [start, end] = bounds.length === 1 ? [0, bounds[0]] : bounds;
  const list: number[] = [];
  for (let value = start; value < end; value++) list.push(value);
  return list;
}

/** What can be made a number; all but texts always are one. */
export type Numeric = string | number | bigint | boolean | Date;

/** `number(x)` of what may be a text: the number that JavaScript reads in it; absent if it is blank or no number. A date counts in milliseconds. */
export function toNumber(value: Numeric): number | undefined {
  if (typeof value !== "string") return Number(value);
  const number = value.trim() === "" ? Number.NaN : Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** `int(x)` of what may be a text: its number without the fraction; absent if the text is blank, no number or infinite. */
export function toInt(value: Numeric): number | undefined {
  const number = toNumber(value);
  if (number === undefined || (typeof value === "string" && !Number.isFinite(number))) return undefined;
  return Math.trunc(number);
}

/** `string(x)` and `${x}` of what JavaScript would not write readably: a date in ISO 8601 (UTC), `null` as `null`, objects and arrays as JSON. */
export function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** The members that are there: `{ ...present({ comment }) }` has no `comment` where it is absent. */
export function present<const V extends object>(
  members: V,
): { readonly [Name in keyof V]?: Exclude<V[Name], undefined> } {
  const there = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { readonly [Name in keyof V]?: Exclude<V[Name], undefined> };
}

/** `contains(list, value)` where the value's type is wider than that of the elements. */
export function includes(list: readonly unknown[], value: unknown): boolean {
  return list.includes(value);
}

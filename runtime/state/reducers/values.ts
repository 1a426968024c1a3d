/** What `min` and `max` order. */
export type Ordered = number | bigint | string | Date;

export function add(current: bigint | undefined, update: bigint): bigint;
export function add(current: number | undefined, update: number): number;
export function add(current: number | bigint | undefined, update: number | bigint): number | bigint {
  if (current === undefined) return update;
  return typeof current === "bigint" ? current + BigInt(update) : current + Number(update);
}

export function multiply(current: bigint | undefined, update: bigint): bigint;
export function multiply(current: number | undefined, update: number): number;
export function multiply(current: number | bigint | undefined, update: number | bigint): number | bigint {
  if (current === undefined) return update;
  return typeof current === "bigint" ? current * BigInt(update) : current * Number(update);
}

/** The smaller one; `NaN` if one of them is, so that the order of updates does not matter. */
export function min<V extends Ordered>(current: V | undefined, update: V): V {
  return current === undefined || isNaNumber(update) || (!isNaNumber(current) && update < current) ? update : current;
}

/** The greater one; `NaN` if one of them is, so that the order of updates does not matter. */
export function max<V extends Ordered>(current: V | undefined, update: V): V {
  return current === undefined || isNaNumber(update) || (!isNaNumber(current) && update > current) ? update : current;
}

function isNaNumber(value: Ordered): boolean {
  return value !== value;
}

export function and(current: boolean | undefined, update: boolean): boolean {
  return (current ?? true) && update;
}

export function or(current: boolean | undefined, update: boolean): boolean {
  return (current ?? false) || update;
}

/** Keeps the first value that is neither absent nor `null`. */
export function first<V>(current: V | undefined, update: V): V {
  return current ?? update;
}

/** Keeps the last value. */
export function last<V>(_current: V | undefined, update: V): V {
  return update;
}

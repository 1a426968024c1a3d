import { isArray, isObject, isPlain } from "./plain.ts";

/** Whether two values of a state have the same content: `-0` is not `0`, `NaN` is `NaN`, and the order of members does not matter. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (one instanceof Date) return other instanceof Date && one.getTime() === other.getTime();
  const isList = isArray(one) || one instanceof Uint8Array;
  if (isList ? Object.getPrototypeOf(one) !== Object.getPrototypeOf(other) : !isPlain(one) || !isPlain(other))
    return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && same(Reflect.get(one, name), Reflect.get(other, name)))
  );
}

import { isReplacement, set } from "../types/replacement.ts";
import { isArray, isObject, isPlain, setOwn } from "./plain.ts";

/** Values nested deeper are refused when they are adopted, so their insides need no copy. */
const deepest = 3000;

/**
 * A copy of what somebody outside passed, who may go on using and changing his own: arrays, plain objects and replacements are copied deeply, cycles
 * included; everything else is left as it is.
 */
export function detach(value: unknown, copies?: Map<object, unknown>, depth = 0): unknown {
  if (!isObject(value) || depth === deepest) return value;
  if (isReplacement(value)) return set(detach(value.value, copies, depth + 1));
  const isList = isArray(value);
  if (!isList && !isPlain(value)) return value;
  let all = copies;
  const known = all?.get(value);
  if (known !== undefined) return known;
  const copy = isList ? [...value] : { ...value };
  all?.set(value, copy);
  for (const key of Object.keys(copy)) {
    const member: unknown = Reflect.get(copy, key);
    if (!isObject(member)) continue;
    all ??= new Map<object, unknown>([[value, copy]]);
    setOwn(copy as { [key: string]: unknown }, key, detach(member, all, depth + 1));
  }
  return copy;
}

/** As `detach`, for what holds fields: it may be of any class. */
export function detachFields(value: unknown): unknown {
  return detach(isObject(value) && !isArray(value) ? { ...value } : value);
}

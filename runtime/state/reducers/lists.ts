import { making, own } from "../fold.ts";
import { keyOf } from "./key.ts";

/** Adds at the end. */
export function append<E>(current: readonly E[] | undefined, update: readonly E[]): readonly E[] {
  if (current === undefined) return own([...update]);
  if (making(current) === undefined) return own([...current, ...update]);
  const grown = current as E[];
  for (let i = 0; i < update.length; i++) grown.push(update[i] as E);
  return grown;
}

/** Adds at the front; the update keeps its order. */
export function prepend<E>(current: readonly E[] | undefined, update: readonly E[]): readonly E[] {
  // While it grows, the list is held in reverse: adding at the end costs the same for every length.
  const list = making(current) === undefined ? (current ?? []).toReversed() : (current as E[]);
  for (let i = update.length - 1; i >= 0; i--) list.push(update[i] as E);
  // oxlint-disable-next-line unicorn/no-array-reverse -- The list is turned around in its place.
  return list === current ? list : own(list, undefined, () => void list.reverse());
}

/** Adds what is not there yet; objects and arrays are the same if they have the same content. */
export function union<E>(current: readonly E[] | undefined, update: readonly E[]): readonly E[] {
  const known = making(current);
  const list = known === undefined ? [...(current ?? [])] : (current as E[]);
  const index = known?.index ?? new Map(list.map((element, i) => [keyOf(element), i]));
  for (const element of update) {
    const key = keyOf(element);
    if (index.has(key)) continue;
    index.set(key, list.length);
    list.push(element);
  }
  return list === current ? list : own(list, index);
}

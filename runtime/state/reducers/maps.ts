import { making, own } from "../fold.ts";
import { isPlain, type Members, setOwn } from "../plain.ts";

type Growing = { [key: string]: unknown };

/** The object itself if the open fold has made it, else a copy that belongs to the fold once `own` has taken it. */
function growing(current: object | undefined): Growing {
  return making(current) === undefined ? { ...current } : (current as Growing);
}

function ownGrown<V extends object>(target: Growing, current: object | undefined): V {
  return (target === current ? target : own(target)) as V;
}

function memberOf(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Members)[key] : undefined;
}

/** Sets the members of the update; `undefined` removes one. */
export function merge<V extends object>(
  current: V | undefined,
  update: { readonly [K in keyof V]?: V[K] | undefined },
): V {
  const target = growing(current);
  for (const key of Object.keys(update)) {
    const value = memberOf(update, key);
    if (value === undefined) delete target[key];
    else setOwn(target, key, value);
  }
  return ownGrown(target, current);
}

/** As `merge`, but plain objects within are merged in turn; all else is replaced. */
export function deepMerge<V>(current: V | undefined, update: object | NoInfer<V>): V {
  return mergeDeep(current, update) as V;
}

function mergeDeep(current: unknown, update: unknown): unknown {
  if (!isPlain(update)) return update;
  const before = isPlain(current) ? current : undefined;
  const target = growing(before);
  for (const key of Object.keys(update)) {
    const value = update[key];
    if (value === undefined) delete target[key];
    else setOwn(target, key, mergeDeep(memberOf(target, key), value));
  }
  return ownGrown(target, before);
}

/** Merges maps; the values of equal keys are folded with `reduce`. */
export function mergeWith<V>(
  reduce: (current: V, update: V) => V,
): (
  current: { readonly [key: string]: V } | undefined,
  update: { readonly [key: string]: V },
) => { readonly [key: string]: V } {
  return (current, update) => {
    const target = growing(current);
    for (const key of Object.keys(update)) {
      const value = update[key] as V;
      setOwn(target, key, Object.hasOwn(target, key) ? reduce(target[key] as V, value) : value);
    }
    return ownGrown(target, current);
  };
}

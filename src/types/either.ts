import { isAssignable } from "./assignable.ts";
import { unionOf } from "./make.ts";
import { alternatives, structure, without } from "./parts.ts";
import type { Type } from "./type.ts";

/** The type of an expression that is one or the other of several: an object that fits a map beside it is a map as well, as `{}` in `counts ?? {}`. */
export function eitherOf(types: readonly Type[]): Type {
  const all = unionOf(types);
  const maps = alternatives(all).filter((one) => structure(one).kind === "map");
  if (maps.length === 0) return all;
  return without(all, (one) => one.kind === "object" && maps.some((map) => isAssignable(one, map)));
}

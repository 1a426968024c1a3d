import type { Schema } from "../types/schema.ts";
import { mapOf } from "./collections.ts";
import { either, lazy } from "./modifiers.ts";
import { partialObject } from "./structures.ts";
import { bare, Type, typeOf } from "./type.ts";

/** The update type of `merge`: an object or map of which any member may be absent; `undefined` removes one. */
export function partial<V>(schema: Schema<V>): Type<Partial<V>, false> {
  const { kind } = bare(typeOf(schema));
  if (kind.members !== undefined) return partialObject(kind.members);
  if (kind.values !== undefined) return retyped(mapOf(kind.values, true));
  throw new TypeError(`Only objects and maps can be merged, not ${kind.label()}.`);
}

/** The update type of `deepMerge`: as `partial`, at every depth. What is neither an object nor a map is replaced as a whole. */
export function deepPartial<U>(schema: Schema<unknown>): Type<U, false> {
  return retyped(deepPartialOf(typeOf(schema), new Map()));
}

/** `made` holds the recursive types that are being taken apart, so that each is taken apart once. */
function deepPartialOf(type: Type<unknown>, made: Map<Type<unknown>, Type<unknown, false>>): Type<unknown, false> {
  if (type.kind.name === undefined) return withPartialParts(type, made);
  const existing = made.get(type);
  if (existing !== undefined) return existing;
  const named = lazy(`Partial${type.kind.name}`, () => withPartialParts(type, made));
  made.set(type, named);
  return named;
}

function withPartialParts(type: Type<unknown>, made: Map<Type<unknown>, Type<unknown, false>>): Type<unknown, false> {
  const { kind } = bare(type);
  const inside = (part: Type<unknown>): Type<unknown, false> => deepPartialOf(part, made);
  if (kind.members !== undefined) {
    return partialObject(new Map([...kind.members].map(([name, member]) => [name, inside(member)])));
  }
  if (kind.values !== undefined) return mapOf(inside(kind.values), true);
  if (kind.options !== undefined) return either(...kind.options.map(inside));
  return new Type<unknown, false>({ ...kind, optional: false });
}

/** The same type under the static type that its caller knows to be right. */
function retyped<V>(type: Type<unknown, false>): Type<V, false> {
  return new Type<V, false>(type.kind);
}

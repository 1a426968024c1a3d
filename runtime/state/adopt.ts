import type { Schema } from "../types/schema.ts";
import { conditionsOf, meets } from "./conditions.ts";
import { type Finding, findingsOf, refused, type Type, typeOf } from "./type.ts";

/**
 * Validates a value and makes it safe to keep, in one walk: plain objects and arrays are frozen in place, deeply; `Date`s and bytes are copied,
 * together with what contains them. Returns the value to keep, or `refused`; then `explain` says why, and parts of the value may be frozen.
 */
export function adopt(schema: Schema<unknown>, value: unknown): unknown {
  return typeOf(schema).keep(value);
}

/** All that makes a value unfit; empty if it fits. */
export function explain(schema: Schema<unknown>, value: unknown): readonly Finding[] {
  return findingsOf(typeOf(schema), value);
}

/** Whether values of this type hold a `Date` or bytes, which cannot be frozen: such a value is lent as a copy. */
export function isFragile(schema: Schema<unknown>): boolean {
  return typeOf(schema).kind.fragile();
}

/** The value as a handler may see it, such that no change to it is a change of the state. */
export function lend(schema: Schema<unknown>, value: unknown): unknown {
  return value !== undefined && isFragile(schema) ? adopt(schema, value) : value;
}

/** The members of an object type, by name; none for other types. */
export function membersOf(schema: Schema<unknown>): ReadonlyMap<string, Type<unknown>> {
  return typeOf(schema).kind.members ?? new Map();
}

/** Whether a member of this type may be absent. */
export function isOptional(schema: Schema<unknown>): boolean {
  return typeOf(schema).optional;
}

/** Reducers that take the elements of an update and leave the array behind. */
const taking: readonly (string | undefined)[] = ["append", "prepend", "union"];

/** As `adopt`, for an update that the reducer takes the elements of at once: the array itself is not frozen. Absent where there is no such reducer. */
export function adoptElements(update: Schema<unknown>, reduce: string | undefined): Recheck | undefined {
  return taking.includes(reduce) ? typeOf(update).kind.keepElements : undefined;
}

/** Adopts a field's value after an update was folded in. */
export type Recheck = (value: unknown) => unknown;

/** Reducers whose result holds nothing but elements of the current value and of the update, both adopted. */
const rearranging: readonly (string | undefined)[] = [undefined, "append", "prepend", "union", "last", "first"];

/**
 * What remains to be checked of a field when an update has been folded in: its conditions, and what its reducer has made. `reduce` is the
 * reducer as in the description. Nothing remains if the result is `undefined`. Why a value was refused says `explain`.
 */
export function recheck(field: Schema<unknown>, reduce: string | undefined): Recheck | undefined {
  const type = typeOf(field);
  if (!rearranging.includes(reduce) && !reduce?.startsWith("appendBy(")) return type.keep;
  const conditions = conditionsOf(type);
  if (conditions.length === 0) return undefined;
  return (value) => (conditions.every((condition) => meets(condition, value)) ? value : refused);
}

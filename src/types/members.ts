import { alternatives, structure } from "./parts.ts";
import { mapOf, objectOf, orAbsent, unionOf, unknownType } from "./make.ts";
import type { ObjectMember, Type } from "./type.ts";

/** What `x.name` is for a present `x`: the member's type, or absent where the member is optional; nothing where some alternative of the type has no such member. */
export function memberType(type: Type, name: string): Type | undefined {
  const found: Type[] = [];
  for (const alternative of alternatives(type)) {
    const of = structure(alternative);
    if (of.kind === "unknown" || of.kind === "opaque") found.push(unknownType);
    else if (of.kind === "map") found.push(orAbsent(of.value));
    else if (of.kind === "object") {
      const member = of.members.get(name);
      if (!member) return undefined;
      found.push(member.optional ? orAbsent(member.type) : member.type);
    } else return undefined;
  }
  return unionOf(found);
}

/** The names that `x.` can be followed by; those that every alternative has. */
export function* memberNames(type: Type): Iterable<string> {
  const [first, ...others] = alternatives(type).map(objectMembers);
  for (const name of first?.keys() ?? []) if (others.every((members) => members?.has(name))) yield name;
}

/** Whether `x.` can be followed by any. */
export function hasMembers(type: Type): boolean {
  for (const _ of memberNames(type)) return true;
  return false;
}

/** The members of an object type, looked through its name. */
export function objectMembers(type: Type): ReadonlyMap<string, ObjectMember> | undefined {
  const of = structure(type);
  return of.kind === "object" ? of.members : undefined;
}

/** The type of the elements of an array or a tuple; nothing for what is neither in every alternative. */
export function elementType(type: Type): Type | undefined {
  const found: Type[] = [];
  for (const alternative of alternatives(type)) {
    const of = structure(alternative);
    if (of.kind === "array") found.push(of.element);
    else if (of.kind === "tuple") found.push(...of.elements);
    else if (of.kind === "unknown" || of.kind === "opaque") found.push(unknownType);
    else return undefined;
  }
  return unionOf(found);
}

/** The type of the values of a map, or of an object taken as one. */
export function valueType(type: Type): Type | undefined {
  const found: Type[] = [];
  for (const alternative of alternatives(type)) {
    const of = structure(alternative);
    if (of.kind === "map") found.push(of.value);
    else if (of.kind === "unknown" || of.kind === "opaque") found.push(unknownType);
    else return undefined;
  }
  return unionOf(found);
}

/** An object type as the map of its members' values. */
export function asMap(type: Type): Type | undefined {
  const members = objectMembers(type);
  return members ? mapOf(unionOf([...members.values()].map((member) => member.type))) : undefined;
}

/**
 * What spreading a value of the type adds, as one object or one map: a member that some alternatives lack is optional,
 * and members beside a map are values of it. Nothing where an alternative is neither an object nor a map.
 */
export function spreadType(type: Type): Type | undefined {
  const all = alternatives(type);
  const [only] = all;
  if (!only) return undefined;
  if (all.length === 1) return objectMembers(only) || valueType(only) ? only : undefined;
  const values: Type[] = [];
  const members = new Map<string, ObjectMember[]>();
  for (const alternative of all) {
    const value = valueType(alternative);
    const of = objectMembers(alternative);
    if (value) values.push(value);
    else if (!of) return undefined;
    for (const member of of?.values() ?? []) members.set(member.name, [...(members.get(member.name) ?? []), member]);
  }
  const merged = [...members].map(([name, found]) => ({
    name,
    type: unionOf(found.map((member) => member.type)),
    optional: found.length < all.length || found.some((member) => member.optional),
  }));
  return values.length === 0 ? objectOf(merged) : mapOf(unionOf([...values, ...merged.map((member) => member.type)]));
}

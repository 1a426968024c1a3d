/** What a type is made of, with declared types looked through. */
import { isPrimitive, literalType, neverType, unionOf, unknownType } from "./make.ts";
import type { Type } from "./type.ts";

/** What a declared type stands for, through as many names as there are; everything else is itself. A type that is only a name for itself is unknown: it is reported where it is declared. */
export function structure(type: Type): Type {
  if (type.kind !== "named") return type;
  const seen = new Set([type.symbol]);
  let at: Type = type.symbol.type;
  while (at.kind === "named") {
    if (seen.has(at.symbol)) return unknownType;
    seen.add(at.symbol);
    at = at.symbol.type;
  }
  return at;
}

/** The alternatives of a type, none of them a union or a declared union; a type that is no union is its only alternative, `never` has none. */
export function alternatives(type: Type): readonly Type[] {
  if (type.kind !== "union" && type.kind !== "named") return type.kind === "never" ? [] : [type];
  const found: Type[] = [];
  collect(type, found, new Set());
  return found;
}

function collect(type: Type, into: Type[], seen: Set<Type>): void {
  const of = structure(type);
  if (of.kind === "union") {
    if (seen.has(of)) return;
    seen.add(of);
    for (const member of of.members) collect(member, into, seen);
  } else if (of.kind !== "never") {
    into.push(type);
  }
}

/** The same type without the alternatives that `drop` names; the type itself where there are none. */
export function without(type: Type, drop: (alternative: Type) => boolean): Type {
  const all = alternatives(type);
  const kept = all.filter((alternative) => !drop(alternative));
  return kept.length === all.length ? type : unionOf(kept);
}

export function isMissing(type: Type): boolean {
  return type.kind === "absent" || isPrimitive(type, "null");
}

/** Whether a value of this type may be absent or `null`. */
export function mayBeMissing(type: Type): boolean {
  return alternatives(type).some(isMissing);
}

/** Whether a value of this type may be absent. */
export function mayBeAbsent(type: Type): boolean {
  return type.kind === "absent" || (type.kind === "union" && type.members.some((member) => member.kind === "absent"));
}

/** The type of a value that is known to be there: neither absent nor `null`. */
export function present(type: Type): Type {
  return without(type, isMissing);
}

/** The type without absence; `null` stays. */
export function withoutAbsent(type: Type): Type {
  if (type.kind === "absent") return neverType;
  if (type.kind !== "union" || !mayBeAbsent(type)) return type;
  return unionOf(type.members.filter((member) => member.kind !== "absent"));
}

/** Whether nothing can be said of a value of this type: its mistake is reported already, or only TypeScript knows it. */
export function isUndecided(type: Type): boolean {
  const of = structure(type);
  return of.kind === "unknown" || of.kind === "opaque" || (of.kind === "union" && alternatives(of).some(isUndecided));
}

/** The alternatives with `boolean` split into its two values: what can be told apart by comparing with literals. */
export function units(type: Type): readonly Type[] {
  const all = alternatives(type);
  // Most unions have none, and long ones are split for every arm of a match.
  if (!all.some(isBoolean)) return all;
  return all.flatMap((alternative) =>
    isBoolean(alternative) ? [literalType(true), literalType(false)] : [alternative],
  );
}

function isBoolean(type: Type): boolean {
  return isPrimitive(structure(type), "boolean");
}

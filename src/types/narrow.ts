/** What a comparison says of the type of what was compared. */
import { canEqual } from "./compare.ts";
import { unionOf } from "./make.ts";
import { alternatives, isMissing, structure, units, without } from "./parts.ts";
import type { LiteralType, ObjectType, Type } from "./type.ts";

/** The type of something that equals a value of `other`: `"a"` where a `string` equals `"a"`. */
export function equalTo(type: Type, other: Type): Type {
  const wanted = units(other);
  return unionOf(
    units(type).flatMap((unit) => {
      const fitting = wanted.filter((want) => canEqual(unit, want));
      if (fitting.length === 0) return [];
      const of = structure(unit);
      const isWide = of.kind === "primitive" && of.name !== "null";
      return isWide && fitting.every((want) => structure(want).kind === "literal") ? fitting : [unit];
    }),
  );
}

/** The type of something that equals none of the literals in `other`; only alternatives with a single value can be excluded. */
export function unequalTo(type: Type, other: Type): Type {
  const excluded = units(other);
  const holdsMissing = excluded.some(isMissing);
  const values = new Set(excluded.flatMap((one) => literalValue(one) ?? []));
  const isExcluded = (unit: Type): boolean => {
    if (isMissing(unit)) return holdsMissing;
    const value = literalValue(unit);
    return value !== undefined && values.has(value);
  };
  const all = units(type);
  const kept = all.filter((unit) => !isExcluded(unit));
  return kept.length === all.length ? type : unionOf(kept);
}

function literalValue(type: Type): LiteralType["value"] | undefined {
  const of = structure(type);
  return of.kind === "literal" ? of.value : undefined;
}

/** The alternatives of a union of objects whose member can have the type: `s.kind == "circle"` tells which shape `s` is. */
export function withMember(type: Type, name: string, memberType: Type): Type {
  if (alternatives(type).length < 2) return type;
  return without(type, (alternative) => {
    const of = structure(alternative);
    if (of.kind !== "object") return false;
    const member = (of as ObjectType).members.get(name);
    return (
      member !== undefined &&
      !(member.optional && alternatives(memberType).some(isMissing)) &&
      !canEqual(member.type, memberType)
    );
  });
}

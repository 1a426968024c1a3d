import type { TypeSymbol } from "../bind/symbols.ts";
import { typeKey } from "./key.ts";
import type { LiteralType, ObjectMember, Primitive, PrimitiveName, Type } from "./type.ts";

const primitives: Readonly<Record<PrimitiveName, Primitive>> = {
  string: { kind: "primitive", name: "string" },
  int: { kind: "primitive", name: "int" },
  number: { kind: "primitive", name: "number" },
  boolean: { kind: "primitive", name: "boolean" },
  date: { kind: "primitive", name: "date" },
  bigint: { kind: "primitive", name: "bigint" },
  bytes: { kind: "primitive", name: "bytes" },
  json: { kind: "primitive", name: "json" },
  null: { kind: "primitive", name: "null" },
};

export const {
  string: stringType,
  int: intType,
  number: numberType,
  boolean: booleanType,
  date: dateType,
  bigint: bigintType,
  bytes: bytesType,
  json: jsonType,
  null: nullType,
} = primitives;

export const absentType: Type = { kind: "absent" };
export const neverType: Type = { kind: "never" };
export const unknownType: Type = { kind: "unknown" };
export const patternType: Type = { kind: "pattern" };

/** The names of the built-in types that take no arguments, in the order in which messages list them. */
export const primitiveNames = Object.keys(primitives) as readonly PrimitiveName[];

export function primitiveCalled(name: string): Primitive | undefined {
  return Object.hasOwn(primitives, name) ? primitives[name as PrimitiveName] : undefined;
}

export function isPrimitive(type: Type, name: PrimitiveName): boolean {
  return type.kind === "primitive" && type.name === name;
}

export function literalType(value: string | number | boolean | bigint): LiteralType {
  return { kind: "literal", value };
}

export function arrayOf(element: Type): Type {
  return { kind: "array", element };
}

export function tupleOf(elements: readonly Type[]): Type {
  return { kind: "tuple", elements };
}

export function mapOf(value: Type): Type {
  return { kind: "map", value };
}

export function objectOf(members: Iterable<ObjectMember>): Type {
  return { kind: "object", members: new Map([...members].map((member) => [member.name, member])) };
}

/** A member without documentation or condition; one whose type may be absent is optional. */
export function memberOf(name: string, type: Type, optional = false): ObjectMember {
  return { name, type, optional };
}

export function namedType(symbol: TypeSymbol): Type {
  return { kind: "named", symbol };
}

export function lambdaType(result: Type): Type {
  return { kind: "lambda", result };
}

/** The type of which a literal is one value: `int` for `3`, `number` for `0.5`. */
export function baseOf(literal: LiteralType): Primitive {
  switch (typeof literal.value) {
    case "string":
      return stringType;
    case "number":
      return Number.isInteger(literal.value) ? intType : numberType;
    case "boolean":
      return booleanType;
    case "bigint":
      return bigintType;
  }
}

/**
 * The union of some types, in the order of their first mention: flat, without duplicates, without what a wider member holds already
 * (`"a" | string` is `string`, `true | false` is `boolean`, an empty array is an array of anything). One type stays what it is, none is `never`, one `unknown` makes all of it unknown.
 * Named unions stay named.
 */
export function unionOf(types: Iterable<Type>): Type {
  const found = new Map<string, Type>();
  for (const type of types) {
    for (const member of type.kind === "union" ? type.members : [type]) {
      if (member.kind === "unknown") return unknownType;
      if (member.kind !== "never") found.set(typeKey(member), member);
    }
  }
  if (found.size < 2) return found.values().next().value ?? neverType;
  const members = joinBooleans([...found.values()]).filter((member) => !isHeld(member, found));
  const [only] = members;
  return members.length === 1 && only ? only : { kind: "union", members };
}

function joinBooleans(members: readonly Type[]): readonly Type[] {
  const literals = members.filter(isTruth);
  if (literals.length < 2) return members;
  const first = members.indexOf(literals[0] as Type);
  return members.flatMap((member, index) => (index === first ? [booleanType] : isTruth(member) ? [] : [member]));
}

function isTruth(type: Type): boolean {
  return type.kind === "literal" && typeof type.value === "boolean";
}

function isHeld(member: Type, all: ReadonlyMap<string, Type>): boolean {
  if (member.kind === "literal") {
    const base = baseOf(member);
    return all.has(base.name) || (base.name === "int" && all.has("number"));
  }
  if (member.kind === "array" && member.element.kind === "never") {
    return [...all.values()].some((other) => other !== member && other.kind === "array");
  }
  return isPrimitive(member, "int") && all.has("number");
}

/** The type, or absent. */
export function orAbsent(type: Type): Type {
  return unionOf([type, absentType]);
}

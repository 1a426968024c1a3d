import { typeKey } from "./key.ts";
import { baseOf, isPrimitive, jsonType } from "./make.ts";
import { alternatives, structure } from "./parts.ts";
import type { ObjectType, Primitive, Type } from "./type.ts";

/**
 * Whether every value of `from` is a value of `to`. Objects are open: members that `to` does not name are welcome.
 * What only TypeScript knows fits everywhere and everything fits it, because the compiler of the generated module decides that.
 */
export function isAssignable(from: Type, to: Type): boolean {
  return fits(from, to, new Set());
}

/** `assumed` holds the pairs of declared types that are being compared: a recursive type fits as long as nothing speaks against it. */
function fits(from: Type, to: Type, assumed: Set<string>): boolean {
  if (from === to || from.kind === "unknown" || to.kind === "unknown" || from.kind === "never") return true;
  if (from.kind === "opaque" || to.kind === "opaque") return from.kind !== "absent";
  if (from.kind === "named" || to.kind === "named") {
    const pair = `${typeKey(from)} ${typeKey(to)}`;
    if (typeKey(from) === typeKey(to) || assumed.has(pair)) return true;
    assumed.add(pair);
    const answer = fits(structure(from), structure(to), assumed);
    if (!answer) assumed.delete(pair);
    return answer;
  }
  if (from.kind === "union") return alternatives(from).every((member) => fits(member, to, assumed));
  if (to.kind === "union") {
    const members = alternatives(to);
    if (members.some((member) => fits(from, member, assumed))) return true;
    return (
      isPrimitive(from, "boolean") && [true, false].every((value) => members.some((member) => isLiteral(member, value)))
    );
  }
  switch (to.kind) {
    case "primitive":
      return fitsPrimitive(from, to, assumed);
    case "literal":
      return from.kind === "literal" && from.value === to.value;
    case "array":
      if (from.kind === "tuple") return from.elements.every((element) => fits(element, to.element, assumed));
      return from.kind === "array" && fits(from.element, to.element, assumed);
    case "tuple":
      return (
        from.kind === "tuple" &&
        from.elements.length === to.elements.length &&
        from.elements.every((element, index) => fits(element, to.elements[index] as Type, assumed))
      );
    case "map":
      if (from.kind === "object")
        return [...from.members.values()].every((member) => fits(member.type, to.value, assumed));
      return from.kind === "map" && fits(from.value, to.value, assumed);
    case "object":
      return from.kind === "object" && fitsObject(from, to, assumed);
    case "absent":
    case "pattern":
      return from.kind === to.kind;
    case "lambda":
      return from.kind === "lambda" && fits(from.result, to.result, assumed);
    case "never":
      return false;
  }
}

function isLiteral(type: Type, value: boolean): boolean {
  const of = structure(type);
  return of.kind === "literal" && of.value === value;
}

function fitsPrimitive(from: Type, to: Primitive, assumed: Set<string>): boolean {
  if (to.name === "json") return fitsJson(from, assumed);
  const base = from.kind === "literal" ? baseOf(from) : from;
  return base.kind === "primitive" && (base.name === to.name || (base.name === "int" && to.name === "number"));
}

function fitsJson(from: Type, assumed: Set<string>): boolean {
  switch (from.kind) {
    case "primitive":
      return from.name !== "date" && from.name !== "bigint" && from.name !== "bytes";
    case "literal":
      return typeof from.value !== "bigint";
    case "array":
      return fits(from.element, jsonType, assumed);
    case "tuple":
      return from.elements.every((element) => fits(element, jsonType, assumed));
    case "map":
      return fits(from.value, jsonType, assumed);
    case "object":
      return [...from.members.values()].every((member) => fits(member.type, jsonType, assumed));
    default:
      return false;
  }
}

function fitsObject(from: ObjectType, to: ObjectType, assumed: Set<string>): boolean {
  for (const member of to.members.values()) {
    const given = from.members.get(member.name);
    if (!given) {
      if (!member.optional) return false;
    } else if (given.optional && !member.optional) {
      return false;
    } else if (!fits(given.type, member.type, assumed)) {
      return false;
    }
  }
  return true;
}

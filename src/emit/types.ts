/** Types of the language as TypeScript: deeply readonly. */
import type { TypeSymbol } from "../bind/symbols.ts";
import type { MapType, ObjectMember, Type } from "../types/type.ts";
import { mayBeAbsent, withoutAbsent } from "../types/parts.ts";
import type { ModuleScope } from "./module-scope.ts";
import { memberText, stringText } from "./text.ts";

const PRIMITIVES = {
  string: "string",
  int: "number",
  number: "number",
  boolean: "boolean",
  date: "Date",
  bigint: "bigint",
  bytes: "Uint8Array",
  json: "rt.Json",
  null: "null",
} as const;

export function typeText(type: Type, scope: ModuleScope): string {
  switch (type.kind) {
    case "primitive":
      return PRIMITIVES[type.name];
    case "literal":
      if (typeof type.value === "string") return stringText(type.value);
      return typeof type.value === "bigint" ? `${type.value}n` : String(type.value);
    case "array":
      return `readonly ${elementText(type.element, scope)}[]`;
    case "tuple":
      return `readonly [${type.elements.map((element) => typeText(element, scope)).join(", ")}]`;
    case "map":
      return holdsItself(type)
        ? `{ readonly [key: string]: ${typeText(type.value, scope)} }`
        : `Readonly<Record<string, ${typeText(type.value, scope)}>>`;
    case "object":
      return objectTypeText([...type.members.values()], scope);
    case "union":
      return type.members.map((member) => typeText(member, scope)).join(" | ");
    case "named":
      return scope.typeName(type.symbol);
    case "opaque":
      if (type.of === "type") return scope.importedType(type.import);
      if (type.of === "update") return `Parameters<typeof ${scope.value(type.import)}>[1]`;
      return `Awaited<ReturnType<typeof ${scope.value(type.import)}>>`;
    case "absent":
      return "undefined";
    case "never":
      return "never";
    default:
      return "unknown";
  }
}

/** Whether a map is a part of the type of its own values: TypeScript follows `Record` at once and would call the alias circular. */
function holdsItself(map: MapType): boolean {
  const seen = new Set<TypeSymbol>();
  const finds = (type: Type): boolean => {
    switch (type.kind) {
      case "named":
        if (seen.has(type.symbol)) return false;
        seen.add(type.symbol);
        return finds(type.symbol.type);
      case "map":
        return type === map || finds(type.value);
      case "array":
        return finds(type.element);
      case "tuple":
        return type.elements.some(finds);
      case "union":
        return type.members.some(finds);
      default:
        return false;
    }
  };
  return finds(map.value);
}

/** What stands before `[]`. */
function elementText(type: Type, scope: ModuleScope): string {
  const text = typeText(type, scope);
  return type.kind === "union" || type.kind === "array" || type.kind === "tuple" ? `(${text})` : text;
}

export function objectTypeText(members: readonly ObjectMember[], scope: ModuleScope): string {
  const texts = members.map((member) => {
    const { type, optional } = memberType(member);
    return `readonly ${memberName(member, scope)}${optional ? "?" : ""}: ${typeText(type, scope)}`;
  });
  return texts.length === 0 ? "{}" : `{ ${texts.join("; ")} }`;
}

/** The name of a member in its type, as coming from where it is declared. */
export function memberName({ name, place }: ObjectMember, scope: ModuleScope): string {
  const text = memberText(name);
  return place === undefined ? text : scope.marked(text, place.span, place.source);
}

/** A member whose value may be absent is an optional one. */
export function memberType(member: ObjectMember): { readonly type: Type; readonly optional: boolean } {
  if (!mayBeAbsent(member.type)) return member;
  return { type: withoutAbsent(member.type), optional: true };
}

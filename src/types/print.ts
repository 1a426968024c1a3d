import { mayBeAbsent, withoutAbsent } from "./parts.ts";
import type { LiteralType, Type } from "./type.ts";

/** A literal as the language writes it. */
export function literalToString(value: LiteralType["value"] | null): string {
  if (typeof value === "bigint") return `${value}n`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** The type as the language writes it; absence, which has no notation of its own, is the word `absent`. */
export function typeToString(type: Type): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "literal":
      return literalToString(type.value);
    case "array":
      return type.element.kind === "union" ? `(${typeToString(type.element)})[]` : `${typeToString(type.element)}[]`;
    case "tuple":
      return `[${type.elements.map(typeToString).join(", ")}]`;
    case "map":
      return `Record<string, ${typeToString(type.value)}>`;
    case "object":
      return objectToString(type.members.values());
    case "union":
      return type.members.map(typeToString).join(" | ");
    case "named":
      return type.symbol.name;
    case "opaque":
      return opaqueToString(type.import.name, type.of);
    case "lambda":
      return "function";
    case "pattern":
      return "regular expression";
    case "absent":
    case "never":
    case "unknown":
      return type.kind;
  }
}

function objectToString(members: Iterable<{ name: string; optional: boolean; type: Type }>): string {
  const texts = [...members].map(
    (member) => `${memberName(member.name)}${member.optional ? "?" : ""}: ${typeToString(member.type)}`,
  );
  return texts.length === 0 ? "{}" : `{ ${texts.join(", ")} }`;
}

function memberName(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}

function opaqueToString(name: string, of: "type" | "update" | "result"): string {
  if (of === "type") return name;
  return of === "update" ? `update of ${name}` : `result of ${name}`;
}

/** Types longer than this are cut in messages: the rest says nothing that helps. */
const longest = 120;

/** The type as a message names it, in backticks: `` `string` ``, or `` `string`, or absent ``. */
export function describe(type: Type): string {
  if (type.kind === "absent") return "absent";
  if (type.kind === "array" && type.element.kind === "never") return "the empty list `[]`";
  const text = typeToString(withoutAbsent(type));
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return mayBeAbsent(type) ? `\`${cut}\`, or absent` : `\`${cut}\``;
}

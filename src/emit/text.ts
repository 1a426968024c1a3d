/** Small pieces of TypeScript text. */
import { isReserved } from "../plan/names.ts";
import { plain } from "./origins.ts";

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** A string literal, in the quotes that need fewer escapes. */
export function stringText(value: string): string {
  const text = JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  if (count(value, '"') <= count(value, "'")) return text;
  return `'${text.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Whole numbers of five digits or more get separators: `30_000`. */
export function numberText(value: number): string {
  if (!Number.isSafeInteger(value) || Math.abs(value) < 10_000) return String(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, "_");
}

export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** A member's name in a type. */
export function memberText(name: string): string {
  return isIdentifier(name) ? name : stringText(name);
}

/** A property's name in an object literal: `__proto__` would set the prototype if it were not computed. */
export function keyText(name: string): string {
  return name === "__proto__" ? `["__proto__"]` : memberText(name);
}

/** `object.name`, or `object["name"]` for what is no identifier. */
export function accessText(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${stringText(name)}]`;
}

/** One property of an object literal, in the short form where name and value agree. */
export function propertyText(name: string, value: string): string {
  return plain(value) === name && isIdentifier(name) && !isReserved(name) ? value : `${keyText(name)}: ${value}`;
}

/** `{ a: 1, b }`; members without a value are left out. */
export function objectText(members: readonly (readonly [name: string, value: string | undefined])[]): string {
  const texts = members.flatMap(([name, value]) => (value === undefined ? [] : [propertyText(name, value)]));
  return texts.length === 0 ? "{}" : `{ ${texts.join(", ")} }`;
}

/** Members of an object as a new one: `{ text: state.text }`. */
export function pickText(object: string, members: readonly { readonly name: string }[]): string {
  return objectText(members.map(({ name }) => [name, accessText(object, name)]));
}

export function arrayText(items: readonly string[]): string {
  return `[${items.join(", ")}]`;
}

/** `"a" | "b"`; `never` for none. */
export function literalUnion(names: readonly string[]): string {
  return names.length === 0 ? "never" : names.map(stringText).join(" | ");
}

/** A documentation comment as text, for what is written inside other text. */
export function docText(doc: string): string {
  const lines = doc.replaceAll("*/", "*\\/").split("\n");
  return lines.length === 1
    ? `/** ${lines.join("")} */`
    : ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}

/** An expression as the body of an arrow function: a brace at its beginning would open a block. */
export function bodyText(expression: string): string {
  return plain(expression).startsWith("{") ? `(${expression})` : expression;
}

import type { Encoded } from "../types/storage.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { isPlain } from "./plain.ts";

/**
 * Values are stored as JSON. What JSON cannot say is an object with one member whose name begins with `$`: `{"$date":0}`, `{"$bigint":"7"}` (in hexadecimal
 * from 2⁶⁴ on, which takes time in proportion to its length), `{"$bytes":"AQI="}`, `{"$number":"-0"}`. An object of the user that looks so gets another `$`
 * before its member's name. The text can be read without a schema, which is what lets a migration read what an older version has stored.
 *
 * Members that are `undefined` are left out.
 * @throws TypeError for what cannot be stored, which nothing that was adopted has
 */
export function encode(value: unknown): Encoded {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return isSaid(value) ? `${value}` : `{"$number":"${value === 0 ? "-0" : value}"}`;
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return `{"$bigint":"${bigintText(value)}"}`;
    case "object":
      return value === null ? "null" : objectText(value);
    default:
      throw unadopted();
  }
}

/**
 * Reads what `encode` has written; nothing in the result is frozen. What looks like a tag and is none stays the object that it is. It is for the
 * caller to adopt the result: stored text may come from anybody.
 * @throws SyntaxError if the text is not JSON.
 */
export function decode(text: Encoded): unknown {
  const value: unknown = JSON.parse(text);
  return text.includes('"$') ? untagged(value, 0) : value;
}

/** The value of a field that is stored as several chunks: the elements of all of them, in one frozen array. */
export function join(chunks: readonly unknown[]): unknown {
  if (chunks.length === 1) return chunks[0];
  const elements: unknown[] = [];
  for (const chunk of chunks) {
    if (Array.isArray(chunk)) for (const element of chunk) elements.push(element);
    else elements.push(chunk);
  }
  return Object.freeze(elements);
}

function objectText(value: object): string {
  if (Array.isArray(value)) return elementsText(value);
  if (isPlain(value)) return membersText(value);
  if (value instanceof Date) return `{"$date":${value.getTime()}}`;
  if (value instanceof Uint8Array) return `{"$bytes":"${toBase64(value)}"}`;
  throw unadopted();
}

/** Arrays from this length on are handed to `JSON.stringify` if they are JSON, which takes less time then, also for finding out; shorter ones take more. */
const long = 8;

function elementsText(array: readonly unknown[]): string {
  if (array.length >= long && areJson(array)) return JSON.stringify(array);
  let text = "[";
  for (let i = 0; i < array.length; i++) text += i === 0 ? encode(array[i]) : `,${encode(array[i])}`;
  return `${text}]`;
}

function membersText(value: { readonly [key: string]: unknown }): string {
  let text = "";
  let size = 0;
  let mayBeTag = false;
  for (const key in value) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${size === 0 ? "" : ","}${quoted(key)}:${encode(member)}`;
    mayBeTag = ++size === 1 && key.charCodeAt(0) === dollar;
  }
  return mayBeTag ? `{"$${text.slice(1)}}` : `{${text}}`;
}

/** Whether `JSON.stringify` says all of a value, and nothing in it looks like a tag. */
function isJson(value: unknown): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return isSaid(value);
    case "object":
      if (value === null) return true;
      return Array.isArray(value) ? areJson(value) : isPlain(value) && hasJson(value);
    default:
      return false;
  }
}

function areJson(array: readonly unknown[]): boolean {
  for (let i = 0; i < array.length; i++) if (!isJson(array[i])) return false;
  return true;
}

function hasJson(value: { readonly [key: string]: unknown }): boolean {
  for (const key in value) {
    if (key.charCodeAt(0) === dollar) return false;
    const member = value[key];
    if (typeof member !== "string" && member !== undefined && !isJson(member)) return false;
  }
  return true;
}

const dollar = 36;

/** Whether JSON has a number: it is finite, and not `-0`. */
function isSaid(value: number): boolean {
  return value === 0 ? 1 / value > 0 : value - value === 0;
}

function unadopted(): TypeError {
  return new TypeError("A value is being stored that was not adopted: please report this.");
}

/** Strings up to this length are looked through here, which is faster than to call for it. */
const short = 40;

function quoted(text: string): string {
  if (text.length > short) return JSON.stringify(text);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Control characters, quotes, backslashes, and what may be an unpaired surrogate.
    if (unit < 32 || unit === 34 || unit === 92 || unit >= 0xd800) return JSON.stringify(text);
  }
  return `"${text}"`;
}

function bigintText(value: bigint): string {
  if (BigInt.asIntN(65, value) === value) return `${value}`;
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

/** Deeper text is left as it is: the adoption that follows refuses it. */
const deepest = 3000;

/** Replaces tags below a value that `JSON.parse` has made, in place. */
function untagged(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || depth > deepest) return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = untagged(value[i], depth + 1);
    return value;
  }
  const members = value as { [key: string]: unknown };
  const names = Object.keys(members);
  const [name] = names;
  if (names.length === 1 && name?.startsWith("$")) return untaggedMember(name, members[name], depth) ?? value;
  // Assigning to `__proto__` is harmless here: `JSON.parse` has made it an own member.
  for (const key of names) members[key] = untagged(members[key], depth + 1);
  return value;
}

/** What a tag stands for; `undefined` if it is none. */
function untaggedMember(name: string, content: unknown, depth: number): unknown {
  if (name.startsWith("$$")) return { [name.slice(1)]: untagged(content, depth + 1) };
  if (name === "$date") return typeof content === "number" ? dateOf(content) : undefined;
  if (typeof content !== "string") return undefined;
  switch (name) {
    case "$bigint":
      return bigintOf(content);
    case "$bytes":
      return fromBase64(content);
    case "$number":
      return ["NaN", "Infinity", "-Infinity", "-0"].includes(content) ? Number(content) : undefined;
    default:
      return undefined;
  }
}

/** Longer decimals were not written here: to read them would take time that grows with the square of their length. */
function bigintOf(text: string): bigint | undefined {
  if (/^-?\d{1,20}$/.test(text)) return BigInt(text);
  if (!/^-?0x[\da-f]+$/.test(text)) return undefined;
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
}

function dateOf(time: number): Date | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

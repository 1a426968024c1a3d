import type { Encoded } from "../types/storage.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { isPlain, setOwn } from "./plain.ts";

/**
 * Values are stored as JSON. What JSON cannot say is an object with one member whose name begins with `$`: `{"$date":0}`, `{"$bigint":"7"}`,
 * `{"$bytes":"AQI="}`, `{"$number":"-0"}`. An object of the user that looks so gets another `$` before its member's name. The text can be read
 * without a schema, which is what lets a migration read what an older version has stored.
 */
export function encode(value: unknown): Encoded {
  return JSON.stringify(tagged(value));
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

/** The value itself if JSON can say it, else a copy in which tags stand for what it cannot. */
function tagged(value: unknown): unknown {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: numberText(value) };
    case "bigint":
      return { $bigint: `${value}` };
    case "object":
      return value === null ? value : taggedObject(value);
    default:
      return value;
  }
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : `${value}`;
}

function taggedObject(value: object): unknown {
  if (Array.isArray(value)) return taggedElements(value);
  if (isPlain(value)) return taggedMembers(value);
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $bytes: toBase64(value) };
  throw new TypeError(
    "A value is being stored that was not adopted. This is a mistake in @graphc/runtime; please report it.",
  );
}

function taggedElements(array: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let i = 0; i < array.length; i++) {
    const element = tagged(array[i]);
    if (element !== array[i]) (copy ??= [...array])[i] = element;
  }
  return copy ?? array;
}

function taggedMembers(value: { readonly [key: string]: unknown }): object {
  let copy: { [key: string]: unknown } | undefined;
  let size = 0;
  let name = "";
  for (const key in value) {
    const member = tagged(value[key]);
    if (member !== value[key]) setOwn((copy ??= { ...value }), key, member);
    size++;
    name = key;
  }
  const result = copy ?? value;
  return size === 1 && name.startsWith("$") ? { [`$${name}`]: result[name] } : result;
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
      return /^-?\d+$/.test(content) ? BigInt(content) : undefined;
    case "$bytes":
      return fromBase64(content);
    case "$number":
      return ["NaN", "Infinity", "-Infinity", "-0"].includes(content) ? Number(content) : undefined;
    default:
      return undefined;
  }
}

function dateOf(time: number): Date | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

import { ConfigError } from "../errors.ts";

const longestName = 255;
const deepest = 32;

/** Ends each name of a path; no name has it, and what may follow a name's character is greater. */
const end = "\u0001";
/** Greater than `end`, and less than whatever else a name can have in its place. */
const behindEnd = "\u0002";
/** Greater than every path. */
const last = "\u{10ffff}";

/**
 * A namespace or a key as one text that any database can keep and sort: valid Unicode without U+0000, whose order by code points (that of its bytes in UTF-8, too)
 * is that of the names, one by one, in JavaScript. What is below a namespace is what begins with its path, and so what lies between two texts.
 *
 * A unit from U+D800 on (halves of surrogate pairs too, each by itself) becomes the character U+10000 above it, and U+0000 to U+0002 become U+0002 and one more.
 */
export function pathOf(namespace: readonly string[]): string {
  let path = "";
  for (const name of namespace) path += textOf(name) + end;
  return path;
}

/** What `pathOf` was given. */
export function namespaceOf(path: string): readonly string[] {
  return Object.freeze(path.split(end).slice(0, -1).map(nameOf));
}

/** A range of texts: from the first one to before the second. */
export type Range = readonly [from: string, before: string];

/** What is below a path. */
export function below(path: string): Range {
  return path === "" ? ["", last] : [path, behind(path)];
}

/** The first text that is behind a path and all that is below it. */
export function behind(path: string): string {
  return path.slice(0, -1) + behindEnd;
}

/** Behind a path, but not behind what is below it. */
export function justBehind(path: string): string {
  return path + end;
}

/** A single name, which is a key. */
export function textOf(name: string): string {
  return odd.test(name) ? name.replace(odds, escaped) : name;
}

export function nameOf(text: string): string {
  return text.replace(escapes, (escape) =>
    escape.startsWith(behindEnd)
      ? String.fromCharCode(escape.charCodeAt(1) - 2)
      : String.fromCharCode((escape.codePointAt(0) ?? 0) - 0x10000),
  );
}

/* oxlint-disable no-control-regex -- These characters are what must be found. */
// Without the flag "u", these see units.
const odd = /[\0-\u0002\ud800-\uffff]/;
const odds = /[\0-\u0002\ud800-\uffff]/g;
const escapes = /\u0002[\u0002-\u0004]|[\u{1d800}-\u{1ffff}]/gu;
/* oxlint-enable no-control-regex */

function escaped(unit: string): string {
  const code = unit.charCodeAt(0);
  return code <= 2 ? behindEnd + String.fromCharCode(code + 2) : String.fromCodePoint(code + 0x10000);
}

/** @throws ConfigError unless it names an item */
export function checkItem(namespace: readonly string[], key: string): void {
  checkNamespace("namespace", namespace);
  if (namespace.length === 0) throw problem("namespace", 'is empty; name at least one level, as in ["users", userId].');
  checkName("key", key);
}

/** @throws ConfigError unless it is a namespace, or the empty prefix of all */
export function checkNamespace(option: string, namespace: readonly string[]): void {
  if (!Array.isArray(namespace)) throw problem(option, 'is no list of names, as in ["users", userId].');
  if (namespace.length > deepest) throw problem(option, `has ${namespace.length} names; it can have ${deepest}.`);
  for (const name of namespace) checkName(option, name);
}

function checkName(option: string, name: unknown): void {
  if (typeof name === "string" && name.length > 0 && name.length <= longestName) return;
  const found = typeof name === "string" ? `one of ${name.length}` : `a value of type ${typeof name}`;
  throw problem(option, `has ${found} where a name of 1 to ${longestName} characters is needed.`);
}

/** @throws ConfigError unless it is absent or a whole number from `least` on */
export function checkCount(option: string, count: number | undefined, least: number): void {
  if (count === undefined || (count >= least && (Number.isInteger(count) || count === Infinity))) return;
  throw problem(option, `is ${count}; it is a whole number from ${least} on.`);
}

export function problem(option: string, text: string): ConfigError {
  return new ConfigError({ graph: "", option, problem: text });
}

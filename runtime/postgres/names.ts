/**
 * How ids and names are stored. PostgreSQL's text has no U+0000 and no halves of surrogate pairs, and sorts by code points, where JavaScript sorts by
 * UTF-16 units. So a unit from U+D800 on (halves of pairs too, each by itself) is written as the character U+10000 above it, and U+0000 and U+0001 as
 * U+0001 with U+0001 and U+0002. Every string can be stored so, different ones stay different, the order (in the collation "C") is that of JavaScript,
 * and what people use for ids looks as it is.
 */
export function toName(text: string): string {
  return odd.test(text) ? text.replace(odds, escaped) : text;
}

/** What `toName` was given. */
export function fromName(name: string): string {
  return mayEscape.test(name) ? unescaped(name) : name;
}

/** The names of the ids that begin with a text: from the first on, up to what is above all. Ids have 255 characters at most. */
export function rangeOf(prefix: string): readonly [from: string, until: string] {
  const from = toName(prefix);
  return [from, from + "\u{10ffff}".repeat(256)];
}

function unescaped(name: string): string {
  return name.replace(escapes, (escape) =>
    escape.startsWith("\u0001")
      ? String.fromCharCode(escape.charCodeAt(1) - 1)
      : String.fromCharCode((escape.codePointAt(0) ?? 0) - 0x10000),
  );
}

/* oxlint-disable no-control-regex -- These characters are what must be found. */
// Without the flag "u", these see units.
const odd = /[\0\u0001\ud800-\uffff]/;
const odds = /[\0\u0001\ud800-\uffff]/g;
const mayEscape = /[\u0001\ud836-\ud83f]/;
const escapes = /\u0001[\u0001\u0002]|[\u{1d800}-\u{1ffff}]/gu;
/* oxlint-enable no-control-regex */

function escaped(unit: string): string {
  const code = unit.charCodeAt(0);
  return code < 2 ? `\u0001${String.fromCharCode(code + 1)}` : String.fromCodePoint(code + 0x10000);
}

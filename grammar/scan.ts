/**
 * Patterns that a plain regular expression cannot hold: those that need the `u` flag, which Chevrotain drops, those that look back, and those
 * that must take long texts without recursion.
 */
import type { CustomPatternMatcherFunc, CustomPatternMatcherReturn, IToken } from "chevrotain";

export type Pattern = CustomPatternMatcherFunc;

function at(expression: RegExp, text: string, offset: number): CustomPatternMatcherReturn | null {
  expression.lastIndex = offset;
  const match = expression.exec(text);
  return match && [match[0]];
}

const identifierText = /[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*/uy;

/** A TypeScript identifier, without escapes. */
export const identifier: Pattern = (text, offset) => at(identifierText, text, offset);

/** One of some identifiers. */
export function anyWord(words: readonly string[]): Pattern {
  const known = new Set(words);
  return (text, offset) => {
    const match = at(identifierText, text, offset);
    return match && known.has(match[0]) ? match : null;
  };
}

/** Whatever is left: one code point, so that lexing never stops. */
const anyCharacter = /[\s\S]/uy;
export const unknownCharacter: Pattern = (text, offset) => at(anyCharacter, text, offset);

const lineEnd = /[\n\r]/g;

/**
 * The rest of a line that an unterminated string has swallowed. Closing brackets and separators at the line's end are left to what is
 * around the string: `{ a: "text }` most likely lacks a quote, not a brace.
 */
export function restOfLine(text: string, offset: number): string {
  lineEnd.lastIndex = offset;
  let end = lineEnd.exec(text)?.index ?? text.length;
  while (end > offset + 1 && " \t)]},;".includes(text.charAt(end - 1))) end--;
  return text.slice(offset, end);
}

/** A text that begins with one of some characters and has no end on its line. */
export function unterminated(openers: string): Pattern {
  return (text, offset) => (openers.includes(text.charAt(offset)) ? [restOfLine(text, offset)] : null);
}

const regularExpressionText = /\/(?![*/])(?:[^/\\[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.)*\])+\/[a-zA-Z]*/y;

/** A `/` can begin a regular expression behind `,` or `(` only: there it can never divide. One token of looking back decides. */
export function regularExpression(isBefore: (previous: IToken | undefined) => boolean): Pattern {
  return (text, offset, matched) => (isBefore(matched.at(-1)) ? at(regularExpressionText, text, offset) : null);
}

export function badRegularExpression(isBefore: (previous: IToken | undefined) => boolean): Pattern {
  return (text, offset, matched) =>
    text.charAt(offset) === "/" && isBefore(matched.at(-1)) ? [restOfLine(text, offset)] : null;
}

/** First characters of identifiers for Chevrotain's dispatch table: it keeps one entry for each 255 code units behind the first 256. */
export const beyondAscii: readonly number[] = [
  ...Array.from({ length: 128 }, (_, i) => 128 + i),
  ...Array.from({ length: 257 }, (_, i) => Math.min(256 + i * 255, 0xffff)),
];
export const letters: readonly string[] = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$"];

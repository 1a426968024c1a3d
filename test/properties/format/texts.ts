import fc from "fast-check";
import * as prettier from "prettier";
import type { Comment } from "../../../src/parse/comment.ts";
import * as plugin from "../../../src/format/plugin.ts";
import { parse, type Parsed } from "../../../src/parse/parse.ts";
import { withoutSpans } from "../../src/ast/without-spans.ts";

/** Formats a text as `prettier` does with the plugin. */
export function format(text: string, options: prettier.Options = {}): Promise<string> {
  return prettier.format(text, { parser: "graphc", plugins: [plugin], ...options });
}

export function read(text: string): Parsed {
  return parse({ path: "test.graph", text });
}

/** What a text means: its tree, without how its numbers are written. */
export function meaning(text: string): unknown {
  return withoutTexts(withoutSpans(read(text).file));
}

function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== "object" || value === null) return value;
  const isNumber = "kind" in value && value.kind === "NumberLiteral";
  const entries = Object.entries(value).filter(([key]) => key !== "doubtful" && !(isNumber && key === "text"));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutTexts(inner)]));
}

/** The words of all comments, in an order that does not depend on where they stand. */
export function commentWords(comments: readonly Comment[]): readonly string[] {
  return comments
    .map(({ text }) =>
      text
        .replace(/^\/\/+/, "//")
        .replaceAll(/\s+/g, " ")
        .trim(),
    )
    .toSorted();
}

/** What may stand between two tokens. */
const between = fc.oneof(
  fc.constantFrom(" ", "\n", "\n\n\n", "\t", "  \n\t ", "\r\n"),
  fc.constantFrom(
    " /* a */ ",
    " // b\n",
    "\n// c\n",
    "\n\n// d\n\n",
    "\n/* e\n   e */\n",
    "\n/*\n * f\n */ ",
    "\n/// g\n",
  ),
  fc.constantFrom(
    " /* h */ /* i */ ",
    " // j\n// k\n",
    "\n/* l */ ",
    " /* m */\n",
    "/* n */// o\n",
    "\n// prettier-ignore\n",
  ),
);

/** A text with comments and spaces between some of its tokens; those in templates are left alone. */
export function disturbed(text: string): fc.Arbitrary<string> {
  const places: number[] = [0];
  let depth = 0;
  for (const { tokenType, startOffset, endOffset, image } of read(text).tokens) {
    const behind = (endOffset as number) + 1;
    if (tokenType.name === "Tick") depth++;
    if (tokenType.name === "TickEnd") depth--;
    // `name(` touches, and `name (` is something else.
    if (depth === 0 && text[behind] !== "(" && startOffset + image.length === behind) places.push(behind);
  }
  return fc
    .array(fc.tuple(fc.constantFrom(...places), between), { maxLength: 12 })
    .map((added) =>
      added
        .toSorted(([a], [b]) => b - a)
        .reduce((result, [at, words]) => result.slice(0, at) + words + result.slice(at), text),
    );
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowWords, freeWords, keywords, reservedWords } from "../../../grammar/words.ts";
import { examples } from "../../grammar/examples.ts";
import { expectSound, read } from "./parsing.ts";

const words = [
  ...keywords,
  ...flowWords,
  ...freeWords,
  ...reservedWords.slice(0, 8),
  "a",
  "b",
  "x1",
  "and",
  "or",
  "not",
  "is",
  "def",
  "数",
  "_",
];
const signs = [
  ..."-> => ... ?? ?. == != <= && || ( ) [ ] { } < > : , ; = ? | ! . + - * / % ` ${ === !== := & += --> → ≤ # @ \\ ' \"".split(
    " ",
  ),
  ...[
    "1",
    "2.5",
    "1e3",
    "0x",
    "10n",
    "30s",
    "5sec",
    "07",
    "1.2.3",
    '"text"',
    "'open",
    '"',
    "/re/i",
    "/open",
    "`t${a}`",
    "/* c */",
    "/*",
    "// c\n",
    "/// d\n",
    "“q”",
  ],
];
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 3, arbitrary: fc.constantFrom(...signs) },
  fc.string({ maxLength: 3 }),
);
const space = fc.constantFrom(" ", "", "\n", "\n  ", "\r\n    ", "\t");
const soup = fc.array(fc.tuple(piece, space), { maxLength: 60 }).map((parts) => parts.flat().join(""));

/** A text with some stretches removed, doubled or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...examples.values()),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 }), piece, fc.constantFrom("cut", "put", "twice")), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((now, [seed, length, put, how]) => {
      const at = seed % (now.length + 1);
      const cut = now.slice(at, at + length);
      return (
        now.slice(0, at) +
        (how === "cut" ? "" : how === "put" ? ` ${put} ` : cut + cut) +
        now.slice(at + (how === "put" ? 0 : length))
      );
    }, text),
  );

describe("any text", () => {
  it("of words and signs in any order is read to its end, with sound reports", () => {
    fc.assert(
      fc.property(soup, (text) => expectSound(read(text), text)),
      { numRuns: 600 },
    );
  });

  it("of words and signs inside a graph is read to its end, with sound reports", () => {
    fc.assert(
      fc.property(soup, (inside) => {
        const text = `graph G {\n  state { input a: int }\n  ${inside}\n  start -> n -> end\n}\n`;
        expectSound(read(text), text);
      }),
      { numRuns: 400 },
    );
  });

  it("that was a graph before some of it was changed is read to its end, with sound reports", () => {
    fc.assert(
      fc.property(mutated, (text) => expectSound(read(text), text)),
      { numRuns: 600 },
    );
  });

  it("gets a report if something was left out, and is complete if it got none", () => {
    fc.assert(
      fc.property(fc.oneof(soup, mutated), (text) => {
        const { file, diagnostics } = read(text);
        const incomplete = file.incomplete || file.declarations.some((one) => one.kind === "Graph" && one.incomplete);
        if (incomplete) expect(diagnostics).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

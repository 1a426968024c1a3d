import fc from "fast-check";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import { print } from "../../src/ast/print.ts";
import { file } from "../../src/ast/arbitrary.ts";
import { cases, patience } from "../runs/apps.ts";
import { commentWords, disturbed, format, meaning, read } from "./texts.ts";

const texts = ["samples/*/*.graph", "test/grammar/examples/*.graph", "test/golden/*.graph"]
  .flatMap((pattern) => globSync(pattern).toSorted())
  .map((path) => readFileSync(path, "utf8"));

const width = fc.constantFrom(30, 80, 120);

describe("formatting any text", () => {
  it("keeps what it means and every comment, and changes nothing a second time", patience, async () => {
    const written = fc.constantFrom(...texts).chain((text) => fc.tuple(disturbed(text), width));
    await fc.assert(
      fc.asyncProperty(written, async ([text, printWidth]) => {
        const before = text.replaceAll(/\r\n?/g, "\n");
        fc.pre(read(before).diagnostics.length === 0);
        const after = await format(text, { printWidth });
        expect(meaning(after)).toEqual(meaning(before));
        expect(commentWords(read(after).comments)).toEqual(commentWords(read(before).comments));
        expect(await format(after, { printWidth })).toBe(after);
      }),
      cases(40),
    );
  });

  it("keeps what any tree means", patience, async () => {
    await fc.assert(
      fc.asyncProperty(file, width, async (tree, printWidth) => {
        const before = print(tree);
        const after = await format(before, { printWidth });
        expect(meaning(after)).toEqual(meaning(before));
        expect(await format(after, { printWidth })).toBe(after);
      }),
      cases(100),
    );
  });
});

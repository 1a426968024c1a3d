import { readFileSync } from "node:fs";
import { Lexer } from "chevrotain";
import { describe, expect, it } from "vitest";
import { GraphParser } from "../../grammar/parser.ts";
import { lexerDefinition } from "../../grammar/tokens.ts";
import { generators } from "../../scripts/generators/grammar.ts";
import { flowWords, freeWords, keywords, reservedWords } from "../../grammar/words.ts";

describe("the grammar", () => {
  it("passes Chevrotain's validations, which are skipped when the compiler runs", () => {
    expect(() => new GraphParser()).not.toThrow();
    expect(new Lexer(lexerDefinition, { ensureOptimizations: true }).lexerDefinitionErrors).toEqual([]);
  });

  it("has each word in one list", () => {
    const words = [...keywords, ...reservedWords, ...flowWords, ...freeWords];
    expect(new Set(words).size).toBe(words.length);
  });

  it.each(generators)("has an up-to-date $file", async ({ file, generate }) => {
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")).toBe(await generate());
  });
});

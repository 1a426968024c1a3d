import { describe, expect, it } from "vitest";
import { check } from "../../../src/compile.ts";
import { lex } from "../../../src/parse/lex.ts";
import { spanOfToken } from "../../../src/parse/token.ts";
import { examples } from "../../grammar/examples.ts";

type Mutate = (text: string, image: string, at: number) => string;

const mutations: Readonly<Record<string, Mutate>> = {
  "left out": (text, image, at) => text.slice(0, at) + text.slice(at + image.length),
  "written twice": (text, image, at) => `${text.slice(0, at)}${image} ${text.slice(at)}`,
  "the last of the file": (text, image, at) => `${text.slice(0, at + image.length)}\n`,
};

/** What is said of every sixty-first mutant beyond what is said of the text as it is. */
function reports(mutate: Mutate): readonly number[] {
  return [...examples.values()].flatMap((text) => {
    const before = check(text).length;
    const tokens = [...lex({ path: "test.graph", text }).tokens].filter((_, i) => i % 61 === 5);
    return tokens.map((token) => check(mutate(text, token.image, spanOfToken(token).start)).length - before);
  });
}

describe("in any example, a token that is", () => {
  it.each(Object.entries(mutations))("%s is mostly reported once, and never many times", (_, mutate) => {
    const counts = reports(mutate);
    const share = (fits: (count: number) => boolean): number => counts.filter(fits).length / counts.length;
    expect(share((count) => count === 1)).toBeGreaterThan(0.85);
    expect(share((count) => count > 2)).toBeLessThan(0.03);
  });
});

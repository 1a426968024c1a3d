import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { File } from "../../../src/ast/ast.ts";
import { print, printExpression, printType } from "./print.ts";
import { parse } from "../../../src/parse/parse.ts";
import { examples } from "../../grammar/examples.ts";
import { file } from "./arbitrary.ts";
import { withoutSpans } from "./without-spans.ts";

function read(text: string): File {
  const parsed = parse({ path: "test.graph", text });
  expect(parsed.diagnostics.map(({ message }) => message)).toEqual([]);
  return parsed.file;
}

/** The value of a `let` in a graph of nothing else. */
function expressionOf(text: string): string {
  const [graph] = read(`graph G { let x = ${text} }`).declarations;
  const [only] = graph?.kind === "Graph" ? graph.statements : [];
  return only?.kind === "Let" ? printExpression(only.value) : "";
}

describe("printing", () => {
  it("writes any tree so that parsing makes the same tree of it, and printing the same text", () => {
    fc.assert(
      fc.property(file, (tree) => {
        const text = print(tree);
        const again = read(text);
        expect(withoutSpans(again)).toEqual(withoutSpans(tree));
        expect(print(again)).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it.each([...examples])("keeps %s", (_, text) => {
    const tree = read(text);
    expect(withoutSpans(read(print(tree)))).toEqual(withoutSpans(tree));
  });

  it.each([
    ["((a + b)) * c", "(a + b) * c"],
    ["a - (b - c)", "a - (b - c)"],
    ["(a - b) - c", "a - b - c"],
    ["(a ?? b) || c", "(a ?? b) || c"],
    ["a ?? (b && c)", "a ?? (b && c)"],
    ["(a < b) == (c < d)", "a < b == c < d"],
    ["(a == b) == c", "(a == b) == c"],
    ["-(a + b)", "-(a + b)"],
    ["- 1", "-1"],
    ["!(!a)", "!!a"],
    ["(a ? b : c) ? d : (e ? f : g)", "(a ? b : c) ? d : e ? f : g"],
    ["(1).a", "(1).a"],
    ["f((x) => (y), /a/i)", "f(x => y, /a/i)"],
    ["{'a': 1, 'b c': 2, d, [e]: 3, ...f}", '{ a: 1, "b c": 2, d, [e]: 3, ...f }'],
  ])("writes the expression %s as %s", (text, expected) => {
    expect(expressionOf(text)).toBe(expected);
  });

  it("writes a union inside another type in parentheses", () => {
    const [declaration] = read('type T = | ("a" | "b")[] | [int, Record<string, (A | B)[]>] | { a?: -1 }').declarations;
    expect(declaration?.kind === "TypeDeclaration" && printType(declaration.type)).toBe(
      '("a" | "b")[] | [int, Record<string, (A | B)[]>] | { a?: -1 }',
    );
  });

  it("writes a block on one line with commas, or an item a line without", () => {
    const long = Array.from({ length: 8 }, (_, i) => `member${i}: string`);
    expect(print(read("type A { a: int; b: int }"))).toBe("type A { a: int, b: int }\n");
    expect(print(read(`type A { ${long.join(", ")} }`))).toBe(`type A {\n  ${long.join("\n  ")}\n}\n`);
  });

  it("writes documentation before what it documents", () => {
    const text =
      "/// A graph.\ngraph G {\n  state {\n    /// A field.\n    ///\n    /// With two parts.\n    a: int\n  }\n}\n";
    expect(print(read(text))).toBe(text);
  });
});

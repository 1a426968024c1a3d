import { describe, expect, it } from "vitest";
import type { Fix } from "../../../src/diagnostics/diagnostic.ts";
import { brackets, files, names, numbers, slips, swaps, texts, unexpected, type Case } from "./mistakes.ts";
import { expectSound, read, said } from "./parsing.ts";

function around(line: string): string {
  return `graph G {\n  state {\n    input a: string\n    output b: int = 0\n  }\n  ${line}\n  start -> n -> end\n}\n`;
}

function mended(text: string, fixes: readonly Fix[]): string {
  const edits = fixes.flatMap((fix) => fix.edits).toSorted((a, b) => b.span.start - a.span.start);
  return edits.reduce((now, { span, text: put }) => now.slice(0, span.start) + put + now.slice(span.end), text);
}

const groups: Readonly<Record<string, readonly Case[]>> = { unexpected, slips, swaps, names, numbers, texts, brackets };

describe.each(Object.entries(groups))("in a graph, %s:", (_, cases) => {
  it.each(cases)("%s", (line, expected) => {
    const text = around(line);
    expect(said(text)).toEqual(expected);
    expectSound(read(text), text);
  });

  it.each(cases)("%s: the statements before and behind are read", (line) => {
    const text = around(line);
    // A comment without its end takes the rest with it.
    if (line.includes("/*")) return;
    const [graph] = read(text).file.declarations;
    const kinds = graph?.kind === "Graph" ? graph.statements.map(({ kind }) => kind) : [];
    expect([kinds.at(0), kinds.at(-1)]).toEqual(["StateBlock", "Edge"]);
  });
});

describe("in a file:", () => {
  it.each(files)("%s", (text, expected) => {
    expect(said(text)).toEqual(expected);
    expectSound(read(text), text);
  });
});

describe("a safe fix", () => {
  const fixable = [...slips, ...unexpected, ...numbers]
    .map(([line]) => around(line))
    .filter((text) => {
      const { diagnostics } = read(text);
      return diagnostics.every(({ fixes }) => fixes.some((fix) => fix.safe));
    });

  it("is offered for most slips", () => {
    expect(fixable.length).toBeGreaterThan(slips.length * 0.8);
  });

  it.each(fixable)("mends %s", (text) => {
    const fixes = read(text).diagnostics.flatMap((one) => one.fixes.filter((fix) => fix.safe).slice(0, 1));
    expect(said(mended(text, fixes))).toEqual([]);
  });

  const isSafe = (line: string): readonly boolean[] => {
    const { diagnostics } = read(around(line));
    return diagnostics.flatMap(({ fixes }) => fixes.map(({ safe }) => safe));
  };

  it.each([
    ["a name in two, or a comma", "node n { reads rev iew, b }"],
    ["a name in two, or a comma", "n -> [m, rev iew] -> end"],
    ["an operator, or a comma", "let x = [1 a]"],
    ["two texts to be joined, or a comma", 'let x = ["a" "b"]'],
    ["a comma, or an arrow", "n m -> end"],
    ["an operator, or an arrow", "n -> when { a b -> m, else -> end }"],
    ["an operator, or a colon", "let x = a ? b c"],
    ["the missing node `error`, or an error edge", "n -> error -> end"],
    ["an arrow, or one target too many", "node m\n  n -> when { a -> m, else -> m m(1) }"],
    ["another field, or a part of this one", "state { c: int = 0 output reduce add }"],
    ["an update, or a block behind the node", "node m state { b: a + 1 }"],
  ])("is not what is offered where %s may be missing: %s", (_, line) => {
    expect(isSafe(line)).toEqual([false]);
  });

  it.each([
    "node n => { a: 1 b: 2 }",
    "n -> [\n    m\n    o\n  ] -> end",
    'n -> match a { "x" m, else -> end }',
    "n -> when { a -> m, else end }",
    "n [m, o] -> end",
    "node n(a: int b: int)",
  ])("is offered where one sign only can be missing: %s", (line) => {
    expect(isSafe(line)).toEqual([true]);
  });

  it("leaves the tree as the slip was read", () => {
    const text = around("node n => { b: a === null and not c ? 1 : 2; }");
    const before = read(text);
    const fixes = before.diagnostics.flatMap((one) => one.fixes.slice(0, 1));
    const kinds = (tree: unknown): string =>
      JSON.stringify(tree, (key, value: unknown) => (key.endsWith("pan") ? undefined : value));
    expect(kinds(read(mended(text, fixes)).file)).toBe(kinds(before.file));
  });
});

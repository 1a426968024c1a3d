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

  it("leaves the tree as the slip was read", () => {
    const text = around("node n => { b: a === null and not c ? 1 : 2; }");
    const before = read(text);
    const fixes = before.diagnostics.flatMap((one) => one.fixes.slice(0, 1));
    const kinds = (tree: unknown): string =>
      JSON.stringify(tree, (key, value: unknown) => (key.endsWith("pan") ? undefined : value));
    expect(kinds(read(mended(text, fixes)).file)).toBe(kinds(before.file));
  });
});

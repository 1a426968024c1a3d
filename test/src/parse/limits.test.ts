import { afterEach, describe, expect, it, vi } from "vitest";
import { graphParser } from "../../../src/parse/grammar.ts";
import { read, said } from "./parsing.ts";

const inGraph = (line: string): string => `graph G {\n  ${line}\n}\n`;
const nested = (open: string, inside: string, close: string, depth: number): string =>
  open.repeat(depth) + inside + close.repeat(depth);

describe("nesting", () => {
  const shapes: readonly (readonly [string, (depth: number) => string])[] = [
    ["parentheses", (depth) => inGraph(`let x = ${nested("(", "a", ")", depth)}`)],
    ["lists", (depth) => inGraph(`let x = ${nested("[", "a", "]", depth)}`)],
    ["objects", (depth) => inGraph(`let x = ${nested("{ a: ", "a", " }", depth)}`)],
    ["calls", (depth) => inGraph(`let x = ${nested("len(", "a", ")", depth)}`)],
    ["templates", (depth) => inGraph(`let x = ${nested("`${", "a", "}`", depth)}`)],
    ["conditions", (depth) => inGraph(`let x = ${"a ? b : ".repeat(depth)} c`)],
    ["conditions in conditions", (depth) => inGraph(`let x = ${nested("a ? ", "b", " : c", depth)}`)],
    ["types", (depth) => `type T = ${nested("[", "int", "]", depth)}\n`],
    ["object types", (depth) => `type T = ${nested("{ a: ", "int", " }", depth)}\n`],
    ["reducers", (depth) => inGraph(`state { a: int = 1 reduce ${nested("mergeWith(", "add", ")", depth)} }`)],
    ["groups", (depth) => inGraph(`start -> ${nested("[", "a", "]", depth)}`)],
    ["branches", (depth) => inGraph(`start -> ${nested("when { a -> ", "b", " }", depth)}`)],
  ];

  it.each(shapes)("of %s is read up to a depth that nobody writes", (_, text) => {
    expect(said(text(90))).toEqual([]);
  });

  it.each(shapes)("of %s is refused beyond", (_, text) => {
    const reports = said(text(100_000));
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatch(/G101 this is nested too deeply or too long to be read$/);
  });

  it.each([
    ["operators", (length: number) => inGraph(`let x = a${" + a".repeat(length)}`)],
    ["members", (length: number) => inGraph(`let x = a${".b".repeat(length)}`)],
    ["signs", (length: number) => inGraph(`let x = ${"!".repeat(length)}a`)],
    ["array types", (length: number) => `type T = int${"[]".repeat(length)}\n`],
  ])("of long chains of %s is refused before later phases run out of stack", (_, text) => {
    expect(said(text(400))).toEqual([]);
    expect(said(text(20_000)).map((one) => one.replace(/^.*?G/, "G"))).toEqual([
      "G101 this is nested too deeply or too long to be read",
    ]);
  });
});

describe("work", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** How many tokens the parser takes to read a text, again and again where it must. */
  function work(text: string): number {
    const parser = graphParser() as unknown as { consumeToken(): void };
    const counter = vi.spyOn(parser, "consumeToken");
    read(text);
    const { length } = counter.mock.calls;
    counter.mockRestore();
    return length;
  }

  it.each([
    ["a good text", "node a => { b: 1 }\n"],
    ["slips", "node a => { b: 1 };\n"],
    ["mistakes in statements", "node a => { b: }\n"],
    ["mistakes on one line", "node a => { b: } "],
    ["words that mean nothing", "x y "],
    ["signs that mean nothing", ") -> "],
    ["openers", "{ "],
    ["quotes", "` "],
    ["commas", ", "],
  ])("grows with the length of %s, not faster", (_, line) => {
    const once = work(inGraph(line.repeat(200))) + 2000;
    expect(work(inGraph(line.repeat(2000)))).toBeLessThan(once * 40);
  });

  it("of a broken list of fields is bounded", () => {
    const fields = (count: number) => inGraph(`state {\n${"    a: = 1\n    b: int\n".repeat(count)}  }`);
    expect(work(fields(4000))).toBeLessThan(work(fields(100)) * 400);
  });

  it("of ten thousand nodes is no matter", () => {
    const nodes = Array.from({ length: 10_000 }, (_, i) => `  node n${i} { reads a writes b retry 3 }\n`).join("");
    const chain = Array.from({ length: 10_000 }, (_, i) => `n${i}`).join("\n    -> ");
    const { file, diagnostics } = read(`graph G {\n${nodes}  start -> ${chain} -> end\n}\n`);
    const [graph] = file.declarations;
    expect(diagnostics).toEqual([]);
    expect(graph?.kind === "Graph" && graph.statements.length).toBe(10_001);
  });
});

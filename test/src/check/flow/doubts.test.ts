import { describe, expect, it } from "vitest";
import { checked } from "./checked.ts";

/** The codes and messages of what is wrong with a graph, without its warnings of what is unused. */
function said(nodes: string, edges: string, fields = "docs: string output out: string"): readonly string[] {
  const text = `
    import { a, b, c, d, pick } from "./nodes.ts"
    graph G {
      state { input topic: string input flag: boolean input other: boolean ${fields} }
      ${nodes}
      ${edges}
    }`;
  return checked(text).flatMap((one) => (/^G(203|406)/.test(one) ? [] : (one.split(" | ", 1)[0] ?? "")));
}

/** Only what follows from paths. */
function ofPaths(...text: Parameters<typeof said>): readonly string[] {
  return said(...text).filter((one) => /^G(404|405|409|604)/.test(one));
}

const load = "node a { reads topic writes docs }";
const show = "node b { reads docs writes out }";
const early = ["G404 `docs` may be read before it is written: `start -> b` never writes `docs`"];
const branch = "start -> when { flag -> a -> b else -> b } -> end";

describe("what follows from paths is said beside an error", () => {
  it("of names that say nothing of what is written", () => {
    expect(said("node a { reads topik writes docs } node b { reads docs writes out }", branch)).toEqual([
      "G201 there is no field called `topik`",
      ...early,
    ]);
    expect(ofPaths(`${load} node b { reads docs, topik writes out }`, branch)).toEqual(early);
    expect(ofPaths(`node a => { docs: topik } ${show}`, branch)).toEqual(early);
    expect(ofPaths(`${load} node b = f(topik) { reads docs writes out }`, branch)).toEqual([]);
  });

  it("of a node on another path", () => {
    const nodes = `${load} ${show} node c { reads topic writes doks }`;
    const edges = "start -> when { flag -> a other -> c else -> b } -> b -> end";
    expect(said(nodes, edges)).toEqual([...early, "G201 there is no field called `doks`"]);
  });

  it("of an unknown node on another path", () => {
    const edges = "start -> when { flag -> a -> b other -> aa -> b else -> b } -> end";
    expect(said(`${load} ${show}`, edges)).toEqual([...early, "G201 there is no node called `aa`"]);
  });

  it("of a condition that the path does not pass", () => {
    const edges = "start -> when { flag -> c -> when { othr -> a else -> a } -> b else -> b } -> end";
    expect(ofPaths(`${load} ${show} node c => {}`, edges)).toEqual(early);
  });

  it("of outputs, of updates that are lost, and of cycles", () => {
    const typo = "node d { reads topik }";
    expect(
      ofPaths(
        `node a { writes out } node c => {} ${typo}`,
        "start -> d -> when { flag -> a else -> c } -> end",
        "output out: string",
      ),
    ).toEqual(["G405 the output `out` is not always written: `start -> d -> c -> end` never writes `out`"]);
    const picked = 'output out: string = "" reduce last';
    expect(
      ofPaths(`node a { writes out } node b { writes out } ${typo}`, "start -> d -> [a, b] -> end", picked),
    ).toHaveLength(1);
    const cycle = "start -> d -> a -> when { flag -> end else -> a }";
    expect(ofPaths(`node a { reads topic writes out } ${typo}`, cycle, "output out: string")).toHaveLength(1);
  });
});

describe("what may follow from the error is not said:", () => {
  it("where the node on the path may write more than it says", () => {
    expect(ofPaths(`node a { writes doks } ${show}`, "start -> a -> b -> end")).toEqual([]);
    expect(ofPaths(`node a => { doks: topic } ${show}`, "start -> a -> b -> end")).toEqual([]);
    expect(ofPaths(`node a = nothing { reads topic } ${show}`, "start -> a -> b -> end")).toEqual([]);
    expect(ofPaths(`node a { writes docs } node a { reads topic } ${show}`, "start -> a -> b -> end")).toEqual([]);
  });

  it("where an unknown node stands on the path, or a node that no path leads to writes the field", () => {
    expect(ofPaths(`${load} ${show}`, "start -> aa -> b -> end")).toEqual([]);
    expect(said(`${load} ${show}`, "start -> b -> end")).toEqual(["G501 `a` is never reached: no edge names it"]);
  });

  it("where two ways lead out of a node on the path, or out of `start`", () => {
    const nodes = `${load} ${show} node c => {}`;
    expect(ofPaths(nodes, "start -> c c -> a -> b -> end c -> b")).toEqual([]);
    expect(ofPaths(nodes, "start -> c c -> b -> end start -> a -> c")).toEqual([]);
  });

  it("where conditions with an error decide who comes there", () => {
    const nodes = `${load} ${show} node c => {}`;
    const edges = (second: string): string =>
      `start -> when { flag -> a else -> c } -> d -> when { ${second} -> b else -> end } b -> end`;
    const both = `${nodes} node d { writes out }`;
    expect(ofPaths(both, edges("flag"))).toEqual([]);
    expect(ofPaths(both, edges("flog"))).toEqual([]);
    expect(ofPaths(`${both} let isIt = flog`, edges("isIt"))).toEqual([]);
  });

  it("where the value is asked for under such a condition", () => {
    expect(
      ofPaths(`${load} node x => { out: flag ? docs : "" }`, "start -> when { flag -> a else -> x } -> x -> end"),
    ).toEqual([]);
    expect(
      ofPaths(
        `${load} node x => { out: flog ? docs : "" } node c => {}`,
        "start -> when { flag -> a else -> c } -> x -> end",
      ),
    ).toEqual([]);
  });

  it("where what stands behind an `end` was to come before it", () => {
    expect(
      ofPaths(
        `node a { writes out } node c => {}`,
        "start -> when { flag -> c -> end -> a else -> a } a -> end",
        "output out: string",
      ),
    ).toEqual([]);
  });

  it("where a statement could not be read, or what holds for all nodes", () => {
    expect(ofPaths(`${load} ${show} node -> `, branch)).toEqual([]);
    expect(ofPaths(`${load} ${show} defaults { writes doks }`, branch)).toEqual([]);
  });

  it("where a cycle may be waiting for somebody", () => {
    const cycle = "start -> a -> when { flag -> end else -> a }";
    const field = "output out: string";
    expect(ofPaths("node a { reads topic writes out }", cycle, field)).toHaveLength(1);
    expect(ofPaths("node a { reads topic writes out } interrupt before aa", cycle, field)).toEqual([]);
    expect(ofPaths("node a { reads topic writes flog }", cycle, field)).toEqual([]);
  });
});

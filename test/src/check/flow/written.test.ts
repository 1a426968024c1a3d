import { describe, expect, it } from "vitest";
import { checked } from "./checked.ts";

/** What is said of a graph with these fields, nodes and edges, of the codes that the flow of values decides. */
function said(fields: string, nodes: string, edges: string): readonly string[] {
  const text = `
    import { a, b, c, d, pick } from "./nodes.ts"
    graph G {
      state { input topic: string input flag: boolean input other: boolean input list: string[] ${fields} }
      ${nodes}
      ${edges}
    }`;
  return checked(text).filter((one) => /^G(404|405|409|604)/.test(one));
}

const paths = (found: readonly string[]): readonly string[] => found.map((one) => one.split(" | ")[0] ?? "");

describe("a field that is read before it is written (G404)", () => {
  const doc = "doc: string";
  const write = "node a { reads topic writes doc }";
  const read = "node b { reads doc writes out }";
  const out = 'output out: string = ""';

  it("is reported with the shortest path that does not write it", () => {
    expect(said(`${doc} ${out}`, `${write} ${read}`, "start -> when { flag -> a -> b else -> b } -> end")).toEqual([
      "G404 `doc` may be read before it is written: `start -> b` never writes `doc` | doc | write it on that path, give it a default, or declare `doc?: …` and say what happens without it",
    ]);
    expect(paths(said(`${doc} ${out}`, `${write} ${read}`, "start -> b -> a -> end"))).toEqual([
      "G404 `doc` is read before anything writes it: `start -> b` never writes `doc`",
    ]);
  });

  it("is fine where every path has written it, it has a default, is an input or may be absent", () => {
    expect(said(`${doc} ${out}`, `${write} ${read}`, "start -> a -> b -> end")).toEqual([]);
    expect(said(`doc: string = "" ${out}`, `${write} ${read}`, "start -> b -> a -> end")).toEqual([]);
    expect(said(`doc?: string ${out}`, `${write} ${read}`, "start -> b -> a -> end")).toEqual([]);
    expect(said(`input doc: string ${out}`, `${write} ${read}`, "start -> b -> a -> end")).toEqual([]);
  });

  it("is found in the expressions of nodes and edges, also through a `let`", () => {
    const long = "let long = len(doc) > 3";
    expect(paths(said(doc, `${write} ${long}`, "start -> when { long -> a else -> end } -> end"))).toEqual([
      "G404 `doc` is read before anything writes it: `start` never writes `doc`",
    ]);
    expect(paths(said(`${doc} ${out}`, `${write} node x => { out: doc }`, "start -> x -> a -> end"))).toEqual([
      "G404 `doc` is read before anything writes it: `start -> x` never writes `doc`",
    ]);
  });

  it("is found however many conditions combine on the way", () => {
    const numbers = Array.from({ length: 24 }, (_, number) => number);
    const inputs = numbers.map((number) => `input f${number}: boolean`).join(" ");
    const nodes = [0, 1].flatMap((round) =>
      numbers.map((number) => `node x${round}${number} => {} node y${round}${number} => {}`),
    );
    const branches = [0, 1].flatMap((round) =>
      numbers.map((number) => `when { f${number} -> x${round}${number} else -> y${round}${number} }`),
    );
    const edges = `start -> when { flag -> a else -> c } -> ${branches.join(" -> ")} -> b -> end`;
    const found = said(`${doc} ${out} ${inputs}`, `${write} ${read} node c => {} ${nodes.join(" ")}`, edges);
    expect(paths(found)).toEqual([expect.stringMatching(/^G404 .* never writes `doc`$/)]);
  });

  it("is reported of every field, though there are hundreds", () => {
    const names = Array.from({ length: 400 }, (_, number) => `d${number}`);
    const fields = names.map((name) => `${name}: string`).join(" ");
    const writers = names.map((name) => `node w${name} => { ${name}: topic }`).join(" ");
    const members = names.map((name) => `w${name} if len(list) > 3`).join(", ");
    const reader = `node b { reads ${names.join(", ")} writes out }`;
    expect(said(`${fields} ${out}`, `${writers} ${reader}`, `start -> [${members}] -> b -> end`)).toHaveLength(400);
  });

  it("is not written by a node that fails, or that may leave it out", () => {
    const nodes = `${write} ${read} node c => {}`;
    expect(paths(said(`${doc} ${out}`, nodes, "start -> a -> end a on error -> c -> b -> end"))).toEqual([
      "G404 `doc` is read where `a` has failed, and a node that fails writes nothing: `start -> a on error -> c -> b` never writes `doc`",
    ]);
    expect(paths(said(`${doc} ${out}`, `node a { writes doc? } ${read}`, "start -> a -> b -> end"))).toEqual([
      "G404 `doc` may be read before it is written: on `start -> a -> b` only `a` writes it, and may leave it out",
    ]);
  });

  it("is not seen by a sibling, and not certain behind a member that may not run", () => {
    const nodes = `${write} ${read} node x => {}`;
    expect(paths(said(`${doc} ${out}`, nodes, "start -> x -> [a, b] -> end"))).toEqual([
      "G404 `doc` is read before anything writes it: `start -> x -> b` never writes `doc`, and members of a group do not see what `a` writes beside them",
    ]);
    expect(said(`${doc} ${out}`, nodes, "start -> x -> [a, x2] -> b -> end node x2 => {}")).toEqual([]);
    expect(paths(said(`${doc} ${out}`, nodes, "start -> x -> [a if flag, x2] -> b -> end node x2 => {}"))).toEqual([
      "G404 `doc` may be read before it is written: `start -> x -> [x2] -> b` never writes `doc`",
    ]);
  });

  it("is written behind an exhausted bound by what every round writes", () => {
    const nodes = `node x => {} ${write} ${read}`;
    expect(said(`${doc} ${out}`, nodes, "start -> x -> a max 2 then b  a -> x  b -> end")).toEqual([]);
    expect(
      paths(said(`${doc} ${out}`, nodes, "start -> x -> y max 2 then b  y -> x  b -> a -> end node y => {}")),
    ).toEqual(["G404 `doc` is read before anything writes it: `start -> x -> b` never writes `doc`"]);
  });

  it("is left alone where the conditions on the way contradict each other", () => {
    const nodes = `${write} ${read} node x => {} node y => {}`;
    const twice = (again: string) =>
      `start -> when { flag -> a -> x else -> x } -> when { ${again} -> b else -> y } -> end`;
    expect(said(`${doc} ${out}`, nodes, twice("flag"))).toEqual([]);
    expect(said(`${doc} ${out}`, nodes, twice("flag && other"))).toEqual([]);
    expect(paths(said(`${doc} ${out}`, nodes, twice("other")))).toEqual([
      "G404 `doc` may be read before it is written: `start -> x -> b` never writes `doc`",
    ]);
  });

  it("is left alone where counted visits or a first value keep a path from being taken", () => {
    const nodes = `${write} ${read} node x => {}`;
    const counted = "start -> x -> when { visits(x) >= 2 -> b else -> a } a -> x b -> end";
    expect(said(`${doc} ${out}`, nodes, counted)).toEqual([]);
    const flagged = "start -> x -> when { ready -> b else -> a } a -> set -> x b -> end";
    const set = "node set => { ready: true }";
    expect(said(`${doc} ${out} ready: boolean = false`, `${nodes} ${set}`, flagged)).toEqual([]);
    const early = "start -> set -> x -> when { ready -> b else -> a } a -> x b -> end";
    expect(paths(said(`${doc} ${out} ready: boolean = false`, `${nodes} ${set}`, early))).toContain(
      "G404 `doc` may be read before it is written: `start -> set -> x -> b` never writes `doc`",
    );
  });

  it("is left alone where a member would have to count the visits of the path around it", () => {
    const nodes = `${write} ${read} node x => {} node y => {}`;
    const inside = (condition: string) => `start -> x -> [when { ${condition} -> y else -> a }] -> b -> end`;
    expect(said(`${doc} ${out}`, nodes, inside("visits(x) >= 1"))).toEqual([]);
    const within = `start -> x -> [when { visits(x) >= 1 -> y else -> a -> b }] -> end`;
    expect(paths(said(`${doc} out: string = ""`, nodes, within))).toEqual([]);
    expect(paths(said(`${doc} ${out}`, nodes, inside("visits(x) < 1")))).toEqual([
      "G404 `doc` may be read before it is written: `start -> x -> [y] -> b` never writes `doc`",
    ]);
  });

  it("follows from nothing where the text has other mistakes in its flow", () => {
    expect(said(`${doc} ${out}`, `node a => { dco: "x" } ${read}`, "start -> a -> b -> end")).toEqual([]);
  });
});

describe("an output that is not written on a path (G405)", () => {
  const nodes = "node a { writes out } node c => {}";

  it("is reported with the path", () => {
    expect(paths(said("output out: string", nodes, "start -> when { flag -> a else -> c } -> end"))).toEqual([
      "G405 the output `out` is not always written: `start -> c -> end` never writes `out`",
    ]);
    expect(paths(said("output out: string", "node c => {}", "start -> c -> end"))).toEqual([
      "G405 nothing writes the output `out`: `start -> c -> end` ends without it",
    ]);
    expect(paths(said("output out: string", nodes, "start -> a -> end a on error -> c -> end"))).toEqual([
      "G405 the output `out` is not written where `a` fails, because a node that fails writes nothing: `start -> a on error -> c -> end` never writes `out`",
    ]);
  });

  it("is fine where every run writes it, fails, or never ends there", () => {
    expect(said("output out: string", nodes, "start -> c -> [a, x] -> end node x => {}")).toEqual([]);
    expect(
      said(
        "output out: string",
        nodes,
        "start -> when { flag -> a else -> c } -> a2 -> end node a2 = a { writes out }",
      ),
    ).toEqual([]);
    expect(said("output out?: string", nodes, "start -> c -> end")).toEqual([]);
  });

  it("is said once: not again of what was read too early", () => {
    const read = "node r { reads out }";
    expect(
      paths(said("output out: string", `${nodes} ${read}`, "start -> r -> when { flag -> a else -> c } -> end")),
    ).toEqual(["G404 `out` is read before anything writes it: `start -> r` never writes `out`"]);
  });
});

describe("an update that another member always replaces (G409)", () => {
  const both = "node a { writes out } node b { writes out } node c => {}";

  it("is reported for `last`, `first` and `set`", () => {
    expect(said('output out: string = "" reduce last', both, "start -> c -> [a, b] -> end")).toHaveLength(1);
    expect(said('output out: string = "" reduce first', both, "start -> c -> [a, b] -> end")).toHaveLength(1);
    expect(
      said('output out: string = "" reduce (old, new_) => new_', both, "start -> c -> [a, b] -> end"),
    ).toHaveLength(1);
    const set = "node a => { log: [1] } node b => { log: set([2]) } node c => {}";
    expect(said("output log: int[] = [] reduce append", set, "start -> c -> [a, b] -> end")).toHaveLength(1);
    expect(said("output log: int[] = [] reduce append", set, "start -> c -> [b, a] -> end")).toEqual([]);
  });

  it("is not reported where both count, or one may not run or write", () => {
    expect(said("output out: string[] = [] reduce append", both, "start -> c -> [a, b] -> end")).toEqual([]);
    expect(said('output out: string = "" reduce last', both, "start -> c -> [a, b if flag] -> end")).toEqual([]);
    expect(said('output out: string = "" reduce last', both, "start -> c -> route pick [a, b] -> end")).toEqual([]);
    const maybe = "node a { writes out } node b { writes out? } node c => {}";
    expect(said('output out: string = "" reduce last', maybe, "start -> c -> [a, b] -> end")).toEqual([]);
  });
});

describe("a cycle whose exits depend on nothing that it writes (G604)", () => {
  const nodes = "node a { writes n } node b {}";
  const cycle = (condition: string) => `start -> a -> b -> when { ${condition} -> end else -> a }`;

  it("is reported at the condition", () => {
    expect(said("n: int = 0", nodes, cycle("flag"))).toEqual([
      "G604 the cycle `a -> b -> a` is left by conditions on `flag`, which nothing in it writes | flag | let a node of the cycle write what decides, or bound an edge of it: `-> … max 5 then end`",
    ]);
    expect(said("n: int = 0", nodes, 'start -> a -> b -> match topic { "x" -> end else -> a }')).toHaveLength(1);
  });

  it("is not reported where a round may change what decides", () => {
    expect(said("n: int = 0", nodes, cycle("n > 3"))).toEqual([]);
    expect(said("n: int = 0", nodes, cycle("flag && n > 3"))).toEqual([]);
    expect(said("n: int = 0", nodes, cycle("visits(a) > 3"))).toEqual([]);
    expect(said("n: int = 0", nodes, "start -> a -> b -> route pick { a, end }")).toEqual([]);
    expect(said("n: int = 0", nodes, "start -> a -> b -> when { flag -> end else -> a max 3 then end }")).toEqual([]);
    expect(said("n: int = 0", nodes, `${cycle("flag")} b on error -> end`)).toEqual([]);
    const ask = "node a { writes n } ask b: int";
    expect(said("n: int = 0", ask, cycle("flag"))).toEqual([]);
  });
});

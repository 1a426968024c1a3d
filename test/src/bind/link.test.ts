import { describe, expect, it } from "vitest";
import { check } from "../../../src/compile.ts";
import { edgesOf } from "../../../src/bind/edges.ts";
import { link, linkOne, printFlow, printPlaces } from "./linking.ts";

/** A graph with handlers of one letter each, and these edges; `t` has two parameters. */
function flowOf(edges: string, ...declared: readonly string[]): string {
  return printFlow(graphOf(edges, ...declared));
}

function graphOf(edges: string, ...declared: readonly string[]) {
  const names = [...new Set(edges.match(/\b[a-z]\b/g))].filter((name) => name !== "t");
  const nodes = names.map((name) => `node ${name}`).join(" ");
  return linkOne(`import { pick } from "./pick.ts"  graph G { ${declared.join(" ")} ${nodes} ${edges} }`);
}

/** What is reported while linking, with the text that is underlined and the help. */
function reports(text: string): readonly string[] {
  return link(text).diagnostics.map(
    ({ code, message, help, span }) => `${code} ${message} | ${text.slice(span.start, span.end)} | ${help ?? ""}`,
  );
}

describe("a chain", () => {
  it("gives each step the next one as its way out", () => {
    expect(flowOf("start -> a -> b -> end")).toBe("start: a\na: b\nb: end");
  });

  it("jumps where it stops at a node that has a way out elsewhere", () => {
    expect(flowOf("start -> a -> b  b -> end  a on error -> b")).toBe("start: a\na: b\na!: b\nb: end");
  });

  it("carries the arguments of its targets", () => {
    expect(flowOf('start -> t(x, 3) -> a -> t(y, len("b")) t -> end', "node t(s: string, n: int)")).toContain(
      'a: t(y, len("b"))',
    );
    expect(flowOf("start -> t(x, 3) -> end", "node t(s: string, n: int)")).toBe("start: t(x, 3)\nt: end");
  });

  it("may go back, and to itself", () => {
    expect(flowOf("start -> a -> b -> a")).toBe("start: a\na: b\nb: a");
    expect(flowOf("start -> a -> a")).toBe("start: a\na: a");
  });
});

describe("a list of sources", () => {
  it("writes one edge for each, also for start", () => {
    expect(flowOf("start, a, b -> c -> end")).toBe("start: c\na: c\nb: c\nc: end");
  });

  it("writes one error edge for each", () => {
    expect(flowOf("start -> a -> b -> end  a, b on error -> c -> end")).toBe(
      "start: a\na: b\na!: c\nb: end\nb!: c\nc: end",
    );
  });

  it("shares the bounds of its chain", () => {
    const { flow } = graphOf("start -> a -> b -> end  a, b on error -> c max 2 then end  c -> a");
    expect(flow.counters).toBe(1);
    const ways = [...flow.onError.values()];
    expect(ways[0]).toBe(ways[1]);
  });
});

describe("a group", () => {
  it("ends its members at their last nodes and goes on behind", () => {
    expect(flowOf("start -> [a, b -> c] -> d -> end")).toBe("start: [a, b] -> d\na: .\nb: c\nc: .\nd: end");
  });

  it("may be followed by groups, branches and the end", () => {
    expect(flowOf("start -> [a, b] -> [c, d] -> when { x -> e else -> end } -> end")).toContain(
      "start: [a, b] -> [c, d] -> when { x -> e, else -> end }",
    );
    expect(flowOf("start -> [a] -> end")).toBe("start: [a] -> end\na: .");
  });

  it("has members with conditions, maps and filters", () => {
    expect(
      flowOf('start -> [a if big, t(s, 1) for s in list if s != "", b] -> end', "node t(s: string, n: int)"),
    ).toContain('start: [a if big, t(s, 1) for s in list if s != "", b] -> end');
  });

  it("may lie in a member of another one", () => {
    const graph = graphOf("start -> [a -> [b, c -> d] -> e, [f, g]] -> h -> end");
    expect(printFlow(graph)).toBe(
      ["start: [a, [f, g] -> .] -> h", "a: [b, c] -> e", "b: .", "c: d", "d: .", "e: .", "f: .", "g: .", "h: end"].join(
        "\n",
      ),
    );
    expect(printPlaces(graph.flow).split("\n").toSorted()).toEqual(
      ["a: 0", "b: 0 / 0", "c: 0 / 1", "d: 0 / 1", "e: 0", "f: 1 / 0", "g: 1 / 1", "h: "].toSorted(),
    );
  });

  it("may stand in an arm, and falls into what follows the branch", () => {
    expect(flowOf("start -> when { x -> [a, b] else -> c } -> d -> end")).toBe(
      "start: when { x -> [a, b] -> d, else -> c }\na: .\nb: .\nc: d\nd: end",
    );
  });

  it("may have a member that is only `end`, and members that end early", () => {
    expect(flowOf("start -> [end, a -> when { x -> end else -> b }] -> c -> end")).toBe(
      "start: [end, a] -> c\na: when { x -> end, else -> b }\nb: .\nc: end",
    );
  });

  it("keeps the loops and recoveries of a member in it", () => {
    const graph = graphOf(
      "start -> [a -> b -> when { x -> end else -> a max 2 then c }, d] -> e -> end  d on error -> f -> end",
    );
    expect(printFlow(graph)).toContain("b: when { x -> end, else -> #0(a max 2 then c) }\nc: .");
    expect(printPlaces(graph.flow)).toContain("f: 1");
  });
});

describe("a branch", () => {
  it("goes on with what follows it, from each arm that is still open", () => {
    expect(flowOf('start -> a -> match k { "x", "y" -> b "z" -> c -> d else -> end } -> e -> end')).toBe(
      'start: a\na: match k { "x", "y" -> b, "z" -> c, else -> end }\nb: e\nc: d\nd: e\ne: end',
    );
  });

  it("may have arms that jump to a node with a way out elsewhere", () => {
    expect(flowOf("start -> a -> when { x -> b else -> c } -> d -> end  b -> a")).toBe(
      "start: a\na: when { x -> b, else -> c }\nb: a\nc: d\nd: end",
    );
  });

  it("may begin a chain, and be nested", () => {
    expect(flowOf("start -> when { x -> when { y -> a else -> b } else -> c } -> end")).toBe(
      "start: when { x -> when { y -> a, else -> b }, else -> c }\na: end\nb: end\nc: end",
    );
  });

  it("may follow another one", () => {
    expect(flowOf("start -> when { x -> a else -> b } -> when { y -> c else -> end } -> d -> end")).toBe(
      [
        "start: when { x -> a, else -> b }",
        "a: when { y -> c, else -> end }",
        "b: when { y -> c, else -> end }",
        "c: d",
        "d: end",
      ].join("\n"),
    );
  });

  it("lets a node fall into the same place from several arms", () => {
    expect(flowOf("start -> when { x -> a else -> b -> a } -> c -> end")).toBe(
      "start: when { x -> a, else -> b }\na: c\nb: a\nc: end",
    );
  });
});

describe("route and goto", () => {
  it("name one of their targets in braces", () => {
    expect(flowOf("start -> route pick { a, b, end } -> c -> goto { e, d, end } -> d -> end")).toBe(
      "start: route pick { a: a, b: b, end: end }\na: c\nb: c\nc: goto { e: e, d: d, end: end }\ne: d\nd: end",
    );
  });

  it("name any number of targets in brackets, as a group", () => {
    const graph = graphOf("start -> route pick [a, b, end] -> c -> goto [d, e] -> f -> end");
    expect(printFlow(graph)).toBe(
      ["start: route pick [a, b, end] -> c", "a: .", "b: .", "c: goto [d, e] -> f", "d: .", "e: .", "f: end"].join(
        "\n",
      ),
    );
    expect(printPlaces(graph.flow)).toContain("e: 1");
  });

  it("let their targets have ways of their own", () => {
    expect(flowOf("start -> a -> goto { b, c }  b -> a  c -> end")).toBe(
      "start: a\na: goto { b: b, c: c }\nb: a\nc: end",
    );
  });
});

describe("a bound", () => {
  it("bounds the way to the last step of its chain", () => {
    expect(flowOf("start -> a -> b -> c -> a max 3 then d  d -> end")).toBe(
      "start: a\na: b\nb: c\nc: #0(a max 3 then d)\nd: end",
    );
  });

  it("bounds the whole way of a chain with one step", () => {
    expect(flowOf("start -> a  a -> [b, c] max 2 then end  b, c -> end")).toContain(
      "a: #0([b, c] -> . max 2 then end)",
    );
  });

  it("falls into what follows, with its last step and with `then`", () => {
    expect(flowOf("start -> a -> when { x -> b max 2 then c else -> d } -> e -> end")).toBe(
      "start: a\na: when { x -> #0(b max 2 then c), else -> d }\nb: e\nc: e\nd: e\ne: end",
    );
  });

  it("is counted in textual order", () => {
    expect(
      flowOf(
        "start -> a max 1 then end  a -> when { x -> b max 2 then end else -> c } max 3 then end  b -> a max 4 then end  c -> end",
      ),
    ).toBe(
      [
        "start: #0(a max 1 then end)",
        "a: #2(when { x -> #1(b max 2 then end), else -> c } max 3 then end)",
        "b: #3(a max 4 then end)",
        "c: end",
      ].join("\n"),
    );
  });
});

describe("an error edge", () => {
  it("is a way beside the way out", () => {
    expect(
      flowOf('start -> a -> end  a on error -> match error.name { "E" -> b else -> c -> a max 3 then b }  b -> end'),
    ).toBe('start: a\na: end\na!: match error.name { "E" -> b, else -> c }\nb: end\nc: #0(a max 3 then b)');
  });

  it("may be a group that goes on", () => {
    expect(flowOf("start -> a -> end  a on error -> [b, c] -> d -> end")).toContain("a!: [b, c] -> d");
  });
});

describe("names in the flow", () => {
  const nodes = "graph G { node classify node answer";

  it("are reported once where nothing has them, with what was meant", () => {
    expect(reports(`${nodes} start -> clasify -> answer -> end  clasify on error -> answer }`)).toEqual([
      "G201 there is no node called `clasify` | clasify | did you mean `classify`?",
    ]);
  });

  it("are looked up in sources, choices and bounds as well", () => {
    expect(
      reports(
        `${nodes} lost -> answer  start -> classify -> goto { answer, gone }  answer -> classify max 2 then giveUp }`,
      ),
    ).toEqual([
      "G201 there is no node called `lost` | lost | declare it: `node lost`",
      "G201 there is no node called `gone` | gone | declare it: `node gone`",
      "G201 there is no node called `giveUp` | giveUp | declare it: `node giveUp`",
    ]);
  });

  it("that nearly are `start` and `end`, or are so elsewhere, are read as these", () => {
    const both = (source: string, target: string): readonly string[] =>
      reports(`${nodes} ${source} -> classify -> answer -> ${target} }`).map((text) => text.replace(/^.*? \| /, ""));
    expect(both("strt", "edn")).toEqual(["strt | did you mean `start`?", "edn | did you mean `end`?"]);
    expect(both("START", "END")).toEqual(["START | did you mean `start`?", "END | did you mean `end`?"]);
    expect(both("__start__", "stop")).toEqual(["__start__ | a run begins at `start`", "stop | a path ends at `end`"]);
    // Where something follows, a node was meant.
    expect(reports(`${nodes} start -> classify -> done -> answer -> end }`)).toEqual([
      "G201 there is no node called `done` | done | declare it: `node done`",
    ]);
  });

  it("of routers are imported functions", () => {
    const imports = 'import { pick } from "./pick.ts" import type { Chooser } from "./pick.ts"';
    const route = (router: string): readonly string[] =>
      check(`${imports} ${nodes} start -> route ${router} { classify, answer } -> end }`)
        .filter(({ severity }) => severity === "error")
        .map(({ message, help }) => `${message} | ${help}`);
    expect(route("pick")).toEqual([]);
    expect(route("pik")).toEqual(["nothing called `pik` is imported | did you mean `pick`?"]);
    expect(route("Chooser")).toEqual([
      '`Chooser` is imported as a type, so it cannot run | write `import { Chooser } from "./pick.ts"`',
    ]);
  });

  it("that are unknown leave the flow around them as it is", () => {
    const { module } = link(`${nodes} start -> clasify -> answer -> end }`);
    const [graph] = module.graphs;
    expect(graph && printFlow(graph)).toBe("start: clasify\nanswer: end");
    expect(graph && printPlaces(graph.flow)).toBe("answer: ");
  });
});

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `n${index}`);
}

/** How many nodes the flow of so many has a place for. */
function placed(edges: string, count: number): number {
  const nodes = numbered(count).map((name) => `node ${name}`);
  return linkOne(`graph G { ${nodes.join(" ")} ${edges} }`).flow.places.size;
}

describe("large flows", () => {
  it("are nested as deeply as the grammar allows", () => {
    const depth = 150;
    const graph = linkOne(`graph G { node a  start -> ${"[".repeat(depth)}a${"]".repeat(depth)} -> end }`);
    expect([...graph.flow.places.values()].map((place) => place.length)).toEqual([depth]);
    expect(edgesOf(graph)).toEqual([
      { from: "start", to: "a", kind: "fork" },
      { from: "a", to: "end", kind: "join" },
    ]);
  });

  it("may have 10,000 nodes: in a chain, in a group, in groups behind groups, in branches", { timeout: 60_000 }, () => {
    const count = 10_000;
    const names = numbered(count);
    expect(placed(`start -> ${names.join(" -> ")} -> end`, count)).toBe(count);
    expect(placed(`start -> [${names.join(", ")}] -> end`, count)).toBe(count);
    expect(placed(`start -> [${names.join("] -> [")}] -> end`, count)).toBe(count);
    const arms = names.map((name) => `x == "${name}" -> ${name}`);
    expect(placed(`start -> when { ${arms.join(" ")} else -> end } -> end`, count)).toBe(count);
  });
});

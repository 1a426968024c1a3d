import { describe, expect, it } from "vitest";
import { edgesOf } from "../../../src/bind/edges.ts";
import { enteredOnError, goesOnTo, groupsOf, partsBeforeNodes, partsOf } from "../../../src/bind/walk.ts";
import type { Way } from "../../../src/bind/flow.ts";
import { linkOne } from "./linking.ts";

function graphOf(edges: string) {
  const found = [...new Set(edges.match(/\b[a-z]\b/g))];
  const nodes = found.map((name) => `node ${name}`).join(" ");
  return linkOne(`import { pick } from "./pick.ts"  graph G { ${nodes} ${edges} }`);
}

/** One edge a line: `from -> to kind label`. */
function drawn(text: string): readonly string[] {
  return edgesOf(graphOf(text)).map(
    ({ from, to, kind, label }) => `${from} -> ${to} ${kind}${label ? ` ${label}` : ""}`,
  );
}

describe("the edges of a flow", () => {
  it("are one for each step of a chain, and the error edges behind them", () => {
    expect(drawn("start -> a -> b -> end  a on error -> c -> end")).toEqual([
      "start -> a next",
      "a -> b next",
      "a -> c error",
      "b -> end next",
      "c -> end next",
    ]);
  });

  it("fork into a group and join behind it, from where its members end", () => {
    expect(drawn("start -> [a, b -> c if x > 1, d for i in list] -> e -> end")).toEqual([
      "start -> a fork",
      "start -> b fork if x > 1",
      "start -> d fork for i in list",
      "a -> e join",
      "b -> c next",
      "c -> e join",
      "d -> e join",
      "e -> end next",
    ]);
  });

  it("join behind all groups that end at once", () => {
    expect(drawn("start -> [[a, b], c] -> d -> end")).toContain("a -> d join");
    expect(drawn("start -> [[a], b] -> end")).toContain("a -> end join");
    expect(drawn("start -> a -> [end, b] -> c -> end")).toContain("a -> c join");
  });

  it("are labelled with arms, patterns, routers and bounds as in the source", () => {
    expect(drawn('start -> match k { "x", null -> a  else -> when { y  >  1 -> b else -> end } } -> end')).toEqual([
      'start -> a branch "x", null',
      "start -> b branch else -> y > 1",
      "start -> end branch else -> else",
      "a -> end next",
      "b -> end next",
    ]);
    expect(drawn("start -> route pick { a, end }  a -> goto { b, end }  b -> a max 3 then end")).toEqual([
      "start -> a route pick",
      "start -> end route pick",
      "a -> b goto",
      "a -> end goto",
      "b -> a bound max 3",
      "b -> end bound then",
    ]);
  });

  it("stay error edges and joins where they branch", () => {
    expect(
      drawn("start -> [a, b] -> when { x -> c else -> end } -> end  c on error -> when { y -> d else -> end } -> end"),
    ).toEqual([
      "start -> a fork",
      "start -> b fork",
      "a -> c join x",
      "a -> end join else",
      "b -> c join x",
      "b -> end join else",
      "c -> end next",
      "c -> d error y",
      "c -> end error else",
      "d -> end next",
    ]);
  });
});

function entered(text: string): Record<string, string> {
  return Object.fromEntries([...enteredOnError(graphOf(text).flow)].map(([node, how]) => [node.name, how]));
}

function names(ways: Iterable<Way>): readonly string[] {
  return [...ways].map((way) => (way.kind === "node" ? way.node.name : way.kind));
}

describe("nodes behind error edges", () => {
  it("are entered by errors always, or sometimes where other ways lead there too", () => {
    expect(entered("start -> a -> b -> end  a on error -> when { x -> b else -> c }  c -> end")).toEqual({
      b: "sometimes",
      c: "always",
    });
  });

  it("are the first ones only", () => {
    expect(entered("start -> a -> end  a on error -> [b, c -> d] -> e -> end")).toEqual({ b: "always", c: "always" });
    expect(entered("start -> a -> end  a on error -> b -> a max 2 then c  c -> end")).toEqual({ b: "always" });
  });

  it("are `sometimes` where the error edge's own group leads back to them", () => {
    expect(
      entered("start -> a -> end  a on error -> [b] -> when { x -> c else -> d } -> end  d on error -> c"),
    ).toEqual({
      b: "always",
      c: "sometimes",
    });
  });
});

describe("the parts of a way", () => {
  const { flow } = graphOf("start -> when { x -> [a, b -> c] else -> d } -> e -> end");
  const start = flow.start as Way;

  it("come in textual order, what arms share once", () => {
    expect(names(partsOf(start))).toEqual(["when", "group", "a", "b", "e", "d"]);
  });

  it("leave out what follows groups where only the first nodes are wanted", () => {
    expect(names(partsBeforeNodes(start))).toEqual(["when", "group", "a", "b", "d"]);
  });

  it("leave out members where one path is followed", () => {
    expect(names(goesOnTo(start))).toEqual(["e", "d"]);
  });

  it("can be asked for groups", () => {
    expect([...groupsOf(flow)]).toHaveLength(1);
  });
});

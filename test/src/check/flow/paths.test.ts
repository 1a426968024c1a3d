import { describe, expect, it } from "vitest";
import { findings, findingsIn, said } from "./findings.ts";

describe("a node that no path reaches (G501)", () => {
  it("is refused where it is declared", () => {
    expect(findings("start -> a -> end  b -> end")).toEqual([
      {
        says: "G501 `b` is never reached",
        at: "b before",
        help: "no path from `start` leads to it: name it in a chain, or remove it",
        related: [],
      },
    ]);
    expect(said("start -> a -> end", "node z")).toEqual(["G501 `z` is never reached: no edge names it"]);
  });

  it("is the first one of several that follow each other", () => {
    expect(said("start -> a -> end  b -> c -> d -> end  d on error -> e -> end")).toEqual([
      "G501 `b` is never reached",
    ]);
  });

  it("is a whole cycle where nothing leads into it", () => {
    expect(said("start -> a -> end  b -> c -> when { x -> b else -> d } -> end")).toEqual([
      "G501 `b` and `c` are never reached: they lead to each other only",
    ]);
  });

  it("is each of several that have nothing to do with each other", () => {
    expect(said("start -> a -> end  b -> end  c -> end")).toHaveLength(2);
  });

  it("is not one that an error edge, a bound, a route or a group reaches", () => {
    expect(
      said("start -> a -> a max 2 then b  a on error -> c -> end  b -> route pick { d, e } -> [f, g -> h] -> end"),
    ).toEqual([]);
  });

  it("is what stands behind `end`", () => {
    expect(findings("start -> a -> end -> b -> end")).toEqual([
      {
        says: "G501 `b` is never reached: it stands behind `end`",
        at: "b",
        help: "`end` is the last step of its chain; remove it, or what follows it",
        related: ["end: the path ends here"],
      },
    ]);
    expect(said("start -> a -> end -> [b, c] -> end")).toEqual([
      "G501 this step is never reached: it stands behind `end`",
    ]);
  });
});

describe("a cycle that nothing leaves (G603)", () => {
  it("is refused where it closes, with the nodes of the cycle", () => {
    expect(findings("start -> a -> b -> c -> b")).toEqual([
      {
        says: "G603 nothing leaves the cycle `b -> c -> b`",
        at: "b #2",
        help: "add a branch that leads on, or bound an edge: `-> … max 5 then end`",
        related: [],
      },
    ]);
    expect(said("start -> a -> a")).toEqual(["G603 `a` only leads to itself"]);
  });

  it("is refused through a group", () => {
    expect(said("start -> a -> [b, c] -> a")).toEqual(["G603 `a` only leads to itself"]);
    expect(said("start -> a -> [b, c] -> d -> a")).toEqual(["G603 nothing leaves the cycle `a -> d -> a`"]);
  });

  it("is refused in a member, whatever follows the group", () => {
    expect(said("start -> [a -> b -> a, c] -> d -> end")).toEqual(["G603 nothing leaves the cycle `a -> b -> a`"]);
  });

  it("is one report for each cycle", () => {
    expect(said("start -> when { x -> a -> b else -> c -> d }  b -> a  d -> c")).toHaveLength(2);
  });

  it("names the ends of a long cycle only", () => {
    const names = "abcdefghijklmnopqrstuvw".split("").filter((name) => name !== "k");
    expect(said(`start -> ${names.join(" -> ")} -> a`)).toEqual([
      "G603 nothing leaves the cycle `a -> b -> c -> d -> e -> … -> v -> w -> a`",
    ]);
  });

  it("has a way out of it with a branch, a bound, an error edge or the end of a member", () => {
    expect(said("start -> a -> b -> when { x -> a else -> end }")).toEqual([]);
    expect(said("start -> a -> b -> a max 3 then end")).toEqual([]);
    expect(said("start -> a -> b -> a  b on error -> c -> end")).toEqual([]);
    expect(said("start -> [a -> b -> when { x -> a else -> end }] -> end")).toEqual([]);
  });
});

describe("nodes without a path to `end` (G503)", () => {
  it("are refused where they branch only to each other", () => {
    expect(findings("start -> a -> b -> when { x -> c else -> d }  c, d -> b")).toEqual([
      {
        says: "G503 no path leads from `b`, `c` and `d` to `end`",
        at: "b before",
        help: "add an arm that leads on, or bound an edge: `-> … max 5 then end`",
        related: [],
      },
    ]);
    expect(said("start -> a -> goto { b, c }  b, c -> a")).toEqual([
      "G503 no path leads from `a`, `b` and `c` to `end`",
    ]);
  });

  it("are not those that lead to them", () => {
    expect(said("start -> a -> b -> c -> when { x -> b else -> d }  d -> b")).toHaveLength(1);
  });
});

describe("the start edge (G607)", () => {
  it("must be there", () => {
    expect(findingsIn("graph G { node a  node b  a -> b -> end }")).toEqual([
      { says: "G607 `G` has no `start` edge", at: "G", help: "write where a run begins: `start -> a`", related: [] },
    ]);
    expect(findingsIn("graph G {}").map(({ says }) => says)).toEqual(["G607 `G` has no `start` edge"]);
  });

  it("has no error edge", () => {
    expect(said("start on error -> a -> end")).toEqual(["G607 `start` runs nothing, so it has no error edge"]);
  });
});

describe("a graph that could not be read whole", () => {
  it("is not said to lack anything", () => {
    const codes = findingsIn("graph G { node a node b  start -> a -> missing  node = 3  b -> c }").map(({ says }) =>
      says.slice(0, 4),
    );
    expect(codes.filter((code) => code !== "G101")).toEqual([]);
  });
});

function saidOfNames(edges: string): readonly string[] {
  return findingsIn(`graph G { node classify node answer node review ${edges} }`).map((finding) => finding.says);
}

describe("an unknown name", () => {
  it("is the only report where the node that was meant lacks what it has, and what follows seems unreached", () => {
    const unknown = "G201 there is no node called `clasify`";
    expect(saidOfNames("start -> clasify -> answer -> review -> end")).toEqual([unknown]);
    expect(saidOfNames("start -> classify  clasify -> answer -> review -> end")).toEqual([unknown]);
    expect(saidOfNames("start -> answer -> clasify  classify -> review -> end")).toEqual([unknown]);
  });

  it("does not hide what has nothing to do with it", () => {
    expect(saidOfNames("start -> clasify -> answer -> end")).toEqual([
      "G201 there is no node called `clasify`",
      "G501 `review` is never reached: no edge names it",
    ]);
  });
});

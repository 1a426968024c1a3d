import { describe, expect, it } from "vitest";
import { findings, said } from "./findings.ts";

describe("two ways out (G608)", () => {
  it("are refused with both places and how to run both", () => {
    expect(findings("start -> a -> b -> end  a -> c -> end")).toEqual([
      {
        says: "G608 `a` has two ways out",
        at: "a #2",
        help: "to run both, write `a -> [b, c]`; to take one of them, `a -> when { … }`",
        related: ["a: this is another"],
      },
    ]);
  });

  it("are one report for a third way as well", () => {
    expect(findings("start -> a -> b -> end  a -> c -> end  a -> end").map(({ related }) => related)).toEqual([
      ["a: this is another", "a #3: this is another"],
    ]);
  });

  it("are refused for start", () => {
    expect(findings("start -> a -> end  start -> b -> end")).toEqual([
      {
        says: "G608 `start` has two ways out",
        at: "start #2",
        help: "to run both, write `start -> [a, b]`; to take one of them, `start -> when { … }`",
        related: ["start: this is another"],
      },
    ]);
  });

  it("are refused where the same way is written twice", () => {
    expect(findings("start -> when { x -> a else -> b }  a -> c -> end  b -> c -> end")).toEqual([
      {
        says: "G608 the way out of `c` is written twice",
        at: "c #2",
        help: "a way out is written in one place, and a chain that comes to `c` from elsewhere ends there",
        related: ["c: it is written here as well"],
      },
    ]);
    expect(said("start, start -> a -> end")).toEqual(["G608 the way out of `start` is written twice"]);
  });

  it("are two where arguments differ", () => {
    expect(said("start -> t(1) -> end  t -> t(1) max 2 then end", "node t(n: int)")).toEqual([
      "G608 `t` has two ways out",
    ]);
  });

  it("are refused for error edges", () => {
    expect(findings("start -> a -> end  a on error -> b -> end  a on error -> b")).toEqual([
      {
        says: "G608 `a` has two error edges",
        at: "a #3",
        help: "write one: `a on error -> match error.name { … }`",
        related: ["a #2: this is another"],
      },
    ]);
  });

  it("are refused where a node would go on with what follows two different branches", () => {
    expect(
      findings("start -> a -> when { x -> b else -> end } -> c -> when { y -> b else -> end } -> d -> end"),
    ).toEqual([
      {
        says: "G608 `b` goes on differently here and elsewhere",
        at: "b #2",
        help: "a node has one way out: write it, as in `b -> end`, or use a second node with the same function",
        related: ["b: here it goes on with what follows here"],
      },
    ]);
  });

  it("are fine where the node falls into the same step, or has a way of its own", () => {
    expect(said("start -> a -> when { x -> b else -> d } -> c -> end  d -> when { y -> b else -> end } -> c")).toEqual(
      [],
    );
    expect(
      said("start -> a -> when { x -> b else -> e } -> c -> when { y -> b else -> f } -> d -> end  b -> end"),
    ).toEqual([]);
  });

  it("do not hide what the second way leads to", () => {
    expect(said("start -> a -> end  a -> b -> c -> end")).toEqual(["G608 `a` has two ways out"]);
  });
});

describe("no way out (G502)", () => {
  it("is said where the chain stops", () => {
    expect(findings("start -> a -> b")).toEqual([
      { says: "G502 `b` has no way out", at: "b", help: "write what comes next, as in `b -> end`", related: [] },
    ]);
  });

  it("is said of the one open arm of a branch", () => {
    expect(said("start -> a -> when { x -> b else -> end }")).toEqual(["G502 `b` has no way out"]);
  });

  it("is said once of a branch whose arms all stay open", () => {
    expect(findings("start -> a -> when { x -> b y -> when { z -> c else -> end } else -> d }")).toEqual([
      {
        says: "G502 nothing follows this branch, and `b`, `c` and `d` have no way out of their own",
        at: "when { x -> b y -> when { z -> c else -> end } else -> d }",
        help: "write what comes next behind the branch, as in `… } -> end`",
        related: ["b: `b` stops here", "c: `c` stops here", "d: `d` stops here"],
      },
    ]);
    expect(said("start -> a -> goto { b, c }")).toEqual([
      "G502 nothing follows this branch, and `b` and `c` have no way out of their own",
    ]);
  });

  it("is said of the node behind `then`, and of recoveries", () => {
    expect(said("start -> a -> a max 3 then b")).toEqual(["G502 `b` has no way out"]);
    expect(said("start -> a -> end  a on error -> b")).toEqual(["G502 `b` has no way out"]);
  });

  it("is said of a group that nothing follows", () => {
    expect(findings("start -> a -> [b, c]")).toEqual([
      {
        says: "G502 nothing follows this group",
        at: "[b, c]",
        help: "write what runs when all members have ended, as in `[…] -> end`",
        related: [],
      },
    ]);
    expect(said("start -> when { x -> [a, b] else -> end }")).toEqual(["G502 nothing follows this group"]);
    expect(said("start -> a -> route pick [b, c]")).toEqual(["G502 nothing follows this group"]);
  });

  it("is not said of members, whose path goes on behind the group", () => {
    expect(said("start -> [a, b -> when { x -> c else -> d }] -> end")).toEqual([]);
  });

  it("names the node that nothing leads to, where one edge is missing", () => {
    expect(findings("start -> a -> b  c -> d -> end")).toEqual([
      { says: "G502 `b` has no way out", at: "b", help: "write what comes next, as in `b -> c`", related: [] },
    ]);
    expect(findings("start -> [a, b]  c -> end")).toMatchObject([
      {
        says: "G502 nothing follows this group",
        help: "write what runs when all members have ended, as in `[…] -> c`",
      },
    ]);
    expect(said("start -> when { x -> a else -> b }  c -> end  d -> end")).toHaveLength(3);
  });

  it("comes without complaints about paths to `end`", () => {
    expect(said("start -> a -> b -> when { x -> a else -> c }")).toEqual(["G502 `c` has no way out"]);
  });
});

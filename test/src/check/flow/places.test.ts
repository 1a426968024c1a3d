import { describe, expect, it } from "vitest";
import { findings, said } from "./findings.ts";

const behind = (group: string): string =>
  `put it behind the group, \`${group} -> …\`, where it runs once when all members have ended; or use a second node with the same function`;

describe("a node in two places (G605)", () => {
  it("is refused where two members lead to it, with both members", () => {
    expect(findings("start -> a -> [b, c]  b, c -> d -> end")).toEqual([
      {
        says: "G605 `d` lies in two members of one group, `b` and `c`",
        at: "d",
        help: behind("[b, c]"),
        related: ["b #2: `b` leads there", "c #2: `c` leads there"],
      },
    ]);
    expect(findings("start -> [a -> d, b -> c -> d] -> end")).toEqual([
      {
        says: "G605 `d` lies in two members of one group, `a -> d` and `b -> c -> d`",
        at: "d #2",
        help: behind("[a -> d, b -> c -> d]"),
        related: ["d: `a` leads there"],
      },
    ]);
  });

  it("is refused where two members call it, with what runs it once for each", () => {
    const [finding] = findings("start -> [p(1, 2), p(2, 2)] -> end", "node p(u: int, v: int) => {}");
    expect(finding).toMatchObject({
      says: "G605 `p` lies in two members of one group, `p(1, 2)` and `p(2, 2)`",
      help: "run it for each element of a list, `[p(item, v) for item in list]`; or use a second node with the same function",
    });
  });

  it("is refused where two groups name it", () => {
    expect(findings("start -> a -> [b, c] -> d -> [b, e] -> end")).toEqual([
      {
        says: "G605 `b` lies in two groups, in the member `b` of one and in the member `b` of the other",
        at: "b #2",
        help: "put the shared work behind the groups, in a graph of its own, or in a second node with the same function",
        related: ["b: `a` leads there"],
      },
    ]);
  });

  it("is refused where two members share a recovery", () => {
    expect(findings("start -> [a, b] -> end  a, b on error -> c -> end")).toEqual([
      {
        says: "G605 `c` recovers errors in two members of one group, `a` and `b`",
        at: "c",
        help: "in a group the recovery belongs to the member: use a second node with the same function",
        related: ["a #2: `a` leads there", "b #2: `b` leads there"],
      },
    ]);
  });

  it("is said of the node where the members meet, not of those behind it", () => {
    expect(said("start -> [a, b] -> end  a, b -> c -> d -> e -> end")).toEqual([
      "G605 `c` lies in two members of one group, `a` and `b`",
    ]);
  });

  it("is said of the branch or the group where the members meet there", () => {
    expect(said("start -> [a, b] -> end  a, b -> [c, d] -> e -> end")).toEqual([
      "G605 this group lies in two members of one group, `a` and `b`",
    ]);
    expect(said("start -> [a, b] -> end  a, b -> when { x -> c else -> d } -> e -> end")).toEqual([
      "G605 this branch lies in two members of one group, `a` and `b`",
    ]);
    expect(said("start -> [a, b] -> end  a, b -> c max 3 then d  c, d -> end")).toEqual([
      "G605 `c` lies in two members of one group, `a` and `b`",
    ]);
  });

  it("shortens long members", () => {
    expect(said("start -> [a -> when { x -> b y -> c else -> end } -> d, e -> d] -> end")[0]).toContain(
      "`a -> when { x -> b y -> c el …` and `e -> d`",
    );
  });

  it("is said of each place where paths meet", () => {
    expect(said("start -> [a -> when { x -> c else -> d }, b -> when { x -> c else -> d }] -> end")).toHaveLength(2);
  });
});

describe("leaving a group other than by its end (G606)", () => {
  it("is refused where a member jumps back before its group", () => {
    expect(findings("start -> a -> [b -> when { x -> a else -> end }, c] -> d -> end")).toEqual([
      {
        says: "G606 `b` is in a member of a group, and `a` is outside of it",
        at: "a #2",
        help: "a member ends at its last node or at `end`; decide behind the group where to go: `[…] -> when { … }`",
        related: ["a: `start` leads to it from outside of the group"],
      },
    ]);
  });

  it("is refused where a member jumps to what follows its group", () => {
    expect(findings("start -> [a, b] -> c -> end  a -> c")).toEqual([
      {
        says: "G606 `a` is in a member of a group, and `c` follows the group",
        at: "c #2",
        help: "when all members have ended, the group goes on by itself: end the member here",
        related: ["c: `start` leads to it from outside of the group"],
      },
    ]);
  });

  it("is refused where a member shares a recovery with what is outside", () => {
    expect(findings("start -> [a, b] -> c -> end  a, c on error -> d -> end")).toEqual([
      {
        says: "G606 the error edge of `a` leaves its group: `d` is outside of it",
        at: "a #2",
        help: "in a group the recovery belongs to the member: use a second node with the same function there",
        related: ["c #2: `c` is outside of the group"],
      },
    ]);
  });

  it("is refused where something outside jumps into a member", () => {
    expect(findings("start -> a -> when { x -> [b, c] -> d else -> e -> b }  d -> end")).toEqual([
      {
        says: "G606 `e` is outside of a group, and `b` is in a member of it",
        at: "b #2",
        help: "only its group starts a member: lead to the group, or use a second node with the same function",
        related: ["b: the member that it is in"],
      },
    ]);
  });

  it("is refused where a group has a node as a member that lies before it", () => {
    expect(findings("start -> a -> [a, b] -> c -> end")).toEqual([
      {
        says: "G606 `a` is a member of this group, and outside of it as well",
        at: "a #2",
        help: "a node lies in one place: use a second node with the same function in the group",
        related: ["a: `start` leads to it from outside of the group"],
      },
    ]);
    expect(said("start -> a -> b -> [a, c] -> d -> end")).toHaveLength(1);
  });

  it("is said once, although all that follows is in two places as well", () => {
    expect(said("start -> a -> b -> c -> d -> [e -> when { x -> a else -> end }, f] -> end")).toHaveLength(1);
    expect(said("start -> when { x -> [a -> b -> c, d] else -> e -> b } -> end")).toHaveLength(1);
  });

  it("is refused from an inner group to a member around it", () => {
    expect(said("start -> [a -> [b -> when { x -> a else -> end }, c], d] -> end")).toEqual([
      "G606 `b` is in a member of a group, and `a` is outside of it",
    ]);
  });

  it("does not refuse loops, branches, bounds and recoveries inside of a member", () => {
    expect(
      said(
        `start -> s -> [ q, u -> v, g -> h -> when { x -> end else -> g max 3 then end }, [m, n -> match k { "x" -> r else -> end }] -> w if y ] -> o -> end
         u on error -> i -> end`,
      ),
    ).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { findings, said } from "./findings.ts";

describe("arguments of a target (G504)", () => {
  const t = "node t(subject: string, n: int)";

  it("are as many as the node has parameters", () => {
    expect(findings("start -> t -> end", t)).toEqual([
      {
        says: "G504 `t` takes 2 arguments, none is given",
        at: "t",
        help: "write `t(subject, n)`",
        related: [],
      },
    ]);
    expect(findings('start -> t("x") -> end', t)).toMatchObject([
      { says: "G504 `t` takes 2 arguments, 1 is given", at: 't("x")' },
    ]);
    expect(findings('start -> t("x", 1, 2, 3) -> end', t)).toMatchObject([
      { says: "G504 `t` takes 2 arguments, 4 are given", at: "2, 3", help: "leave out what `t` has no parameter for" },
    ]);
    expect(said('start -> t("x", 1) -> end', t)).toEqual([]);
  });

  it("are none where the node has no parameters", () => {
    expect(findings("start -> a(1) -> end")).toMatchObject([
      {
        says: "G504 `a` takes no arguments, 1 is given",
        at: "1",
        help: "write `a` alone, or declare a parameter: `node a(name: string)`",
      },
    ]);
  });

  it("cannot be given to the targets of route, goto and then", () => {
    expect(said("start -> route pick { t, end }  t -> end", t)).toEqual([
      "G504 `t` takes arguments, and a target of `route` gets none",
    ]);
    expect(said("start -> a -> goto [t, b] -> end", t)).toEqual([
      "G504 `t` takes arguments, and a target of `goto` gets none",
    ]);
    expect(findings("start -> a -> a max 3 then t  t -> end", t)).toEqual([
      {
        says: "G504 `t` takes arguments, and the node behind `then` gets none",
        at: "t",
        help: "name a node without parameters here, one that leads to `t(…)`",
        related: [],
      },
    ]);
  });
});

describe("goto (G505)", () => {
  const ask = "ask q: boolean";

  it("stands directly behind its node", () => {
    const message = "G505 `goto` stands directly behind the node whose handler decides";
    expect(findings("start -> a -> when { x -> goto { b, end } else -> b } -> end")).toEqual([
      {
        says: message,
        at: "goto { b, end }",
        help: "write `node -> goto { … }`, or decide here with `when`, `match` or `route`",
        related: [],
      },
    ]);
    expect(said("start -> goto { a, end } -> end")).toEqual([message]);
    expect(said("start -> [a, b] -> goto { c, end } -> end")).toEqual([message]);
    expect(said("start -> a -> [goto { b, c }, d] -> end")).toEqual([message]);
  });

  it("may stand behind several nodes at once, and in an arm behind a node", () => {
    expect(said("start -> a -> goto { b, c }  b, c -> goto { a, end }")).toEqual([]);
    expect(said("start -> a -> when { x -> b -> goto { c, end } else -> c } -> end")).toEqual([]);
  });

  it("is not decided by a handler that has failed", () => {
    expect(said("start -> a -> end  a on error -> goto { b, end }  b -> end")).toEqual([
      "G505 the handler of `a` has failed, so it cannot decide with `goto` where its error edge goes",
    ]);
  });

  it("is decided by TypeScript only", () => {
    expect(said("start -> q -> goto { a, end }  a -> end", ask)).toEqual([
      "G505 `goto` is decided by a TypeScript handler, and `q` is an `ask`",
    ]);
    expect(said("start -> u -> goto { a, end }  a -> end", "node u => {}")).toEqual([
      "G505 `goto` is decided by a TypeScript handler, and `u` is a pure update",
    ]);
    expect(said("start -> u -> goto { a, end }  a -> end", "node u = pick => {}")).toEqual([
      "G505 `goto` is decided by a TypeScript handler, and `u` builds its update with `=>`",
    ]);
  });

  it("cannot be bounded", () => {
    expect(said("start -> a -> goto { a, end } max 3 then end")).toEqual([
      "G505 what a handler decides with `goto` cannot be bounded",
    ]);
  });
});

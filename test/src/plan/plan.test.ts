import { describe, expect, it } from "vitest";
import { bind } from "../../../src/bind/bind.ts";
import { check } from "../../../src/check/check.ts";
import { parse } from "../../../src/parse/parse.ts";
import { plan, type GraphPlan } from "../../../src/plan/plan.ts";
import { sourceText } from "../../../src/plan/source-text.ts";

/** The plans of the graphs of one text, by name. */
function plans(text: string): { readonly [graph: string]: GraphPlan } {
  const source = { path: "input.graph", text };
  const { file } = parse(source);
  const [module] = bind([{ source, ast: file }], () => undefined).modules;
  if (module === undefined) throw new Error("nothing was bound");
  const { typing } = check(module);
  return Object.fromEntries(module.graphs.map((graph) => [graph.name, plan(graph, typing)]));
}

function planOf(text: string): GraphPlan {
  const [only] = Object.values(plans(text));
  if (only === undefined) throw new Error("there is no graph");
  return only;
}

const graphOf = (fields: string): string =>
  `graph G { state { input a: string ${fields} } node n => { a: "x" } start -> n -> end }`;

const hashOf = (fields: string, types = ""): string => planOf(types + graphOf(fields)).schemaHash;

describe("the schema hash", () => {
  const before = hashOf("b: int = 0  c: string[] = []");

  it.each([
    ["the order of fields", "c: string[] = []  b: int = 0"],
    ["the value of a default", "b: int = 5  c: string[] = []"],
    ["a reducer", "b: int = 0 reduce add  c: string[] = [] reduce append"],
    ["modifiers and documentation", "output b: int = 0\n /// New.\n ephemeral c: string[] = []"],
  ])("does not change with %s", (_what, fields) => {
    expect(hashOf(fields)).toBe(before);
  });

  it.each([
    ["a new field", "b: int = 0  c: string[] = []  d?: int"],
    ["a field less", "b: int = 0"],
    ["a field's type", "b: number = 0  c: string[] = []"],
    ["a type inside a type", "b: int = 0  c: (string | int)[] = []"],
    ["a condition", "b: int = 0 where value >= 0  c: string[] = []"],
    ["whether a field may be absent", "b?: int  c: string[] = []"],
  ])("changes with %s", (_what, fields) => {
    expect(hashOf(fields)).not.toBe(before);
  });

  it("looks into declared types, not at their names or the order of their alternatives", () => {
    const a = hashOf("t: T = 1", 'type T = "a" | 1 ');
    expect(hashOf("t: U = 1", 'type U = 1 | "a" ')).toBe(a);
    expect(hashOf("t: T = 1", 'type T = "b" | 1 ')).not.toBe(a);
  });

  it("is the same where a type that does not contain itself gets a name", () => {
    const named = hashOf("t?: T", "type T { a: int where value > 0, b?: U }  type U = string[] ");
    expect(hashOf("t?: T", "type T { a: int where value > 0, b?: string[] } ")).toBe(named);
    expect(hashOf("t?: T", "type T { a: int where value > 1, b?: string[] } ")).not.toBe(named);
  });

  it("tells types that contain each other apart at any depth, and not by their names", () => {
    const ring = (names: readonly string[], last: string): string =>
      hashOf(
        `t?: ${names[0]}`,
        names
          .map(
            (name, i) =>
              `type ${name} { next?: ${names[(i + 1) % names.length]}, ${i === names.length - 1 ? last : "a: int"} } `,
          )
          .join(""),
      );
    expect(ring(["A", "B", "C", "D"], "b: int")).toBe(ring(["X", "A", "Y", "Z"], "b: int"));
    expect(ring(["A", "B", "C", "D"], "b: int")).not.toBe(ring(["A", "B", "C", "D"], "b: string"));
    expect(ring(["A", "B", "C", "D"], "b: int")).not.toBe(ring(["A", "B", "C"], "b: int"));
    // A ring of equal types allows what a type with itself inside allows.
    expect(ring(["A", "B", "C"], "a: int")).toBe(ring(["A"], "a: int"));
  });

  it("takes no more time than types that share others take space", () => {
    const shared = Array.from({ length: 60 }, (_, i) => `type T${i} { a: T${i + 1}, b?: T${i + 1}[] } `).join("");
    expect(hashOf("t?: T0", `${shared} type T60 = int `)).toMatch(/^[0-9a-f]{16}$/);
    const rings = Array.from(
      { length: 60 },
      (_, i) => `type R${i} { b?: R${(i + 1) % 60}, c: R${(i * 3) % 60}[] } `,
    ).join("");
    expect(hashOf("t?: R0", rings)).toMatch(/^[0-9a-f]{16}$/);
  });

  it("ends where a type contains itself", () => {
    const tree = (member: string): string => hashOf("t?: T", `type T { ${member}, below: T[] } `);
    expect(tree("a: int")).not.toBe(tree("a: string"));
    expect(tree("a: int")).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("reads and writes", () => {
  it("are inferred from the expressions of updates, through lets", () => {
    const { nodes } = planOf(
      "graph G { state { input a: string input b: int output c: string } let long = len(a) > b node n => { c: long ? a : `${b}` } start -> n -> end }",
    );
    expect(nodes[0]).toMatchObject({ reads: ["a", "b"], writes: ["c"] });
  });

  it("of an ask are those of what it shows and of its update", () => {
    const { nodes } = planOf(
      "graph G { state { input a: string input b: string output c: string } ask q: boolean { show a } => { c: answer ? b : a } start -> q -> end }",
    );
    expect(nodes[0]).toMatchObject({ reads: ["a", "b"], writes: ["c"] });
  });

  it("of a handler are as declared; without `reads` it is given the whole state", () => {
    const { nodes } = planOf(
      "graph G { state { input a: string output b: string = '' c?: int } node m { reads a writes b, c? } node n { writes b } start -> m -> n -> end }",
    );
    expect(nodes[0]).toMatchObject({ reads: ["a"], writes: ["b", "c"], mayLeaveOut: ["c"] });
    expect(nodes[1]).not.toHaveProperty("reads");
  });
});

describe("what a graph leaves open", () => {
  const inner =
    "graph Inner { context { key: string } state { output r: string = '' } node late { writes r } ask ok: boolean => {} start -> late -> ok -> end }";
  const outer =
    "graph Outer { state { output r: string = '' } node sub = Inner node more => {} start -> sub -> more -> end }";
  const { Inner, Outer } = plans(`${inner} ${outer}`);

  it("are its late handlers and those of subgraphs, by path", () => {
    expect(Inner?.handlers.map(({ node, late }) => [node.name, late])).toEqual([["late", true]]);
    expect(Outer?.subgraphHandlers.map(({ path, member }) => [path, member])).toEqual([["sub/late", "late"]]);
  });

  it("are asks, its own and by path", () => {
    expect(Outer?.asks.map(({ name }) => name)).toEqual(["sub/ok"]);
    expect(Outer?.needsCheckpointer).toBe(true);
  });

  it("is nothing where every handler is imported, no context is required and nothing stops a run", () => {
    expect(planOf("graph G { state { input a: string } node n => { a: a } start -> n -> end }").complete).toBe(true);
    expect(
      planOf("graph G { context { k?: string } state { input a: string } node n => { a: a } start -> n -> end }")
        .complete,
    ).toBe(true);
    expect(
      planOf("graph G { context { k: string } state { input a: string } node n => { a: a } start -> n -> end }")
        .complete,
    ).toBe(false);
    expect(
      planOf("graph G { interrupt before n state { input a: string } node n => { a: a } start -> n -> end }").complete,
    ).toBe(false);
    expect(Inner?.complete).toBe(false);
  });
});

describe("the fields that a snapshot may lack", () => {
  it("are optional ones and those that nothing fills before a node does", () => {
    const { mayBeAbsent } = planOf(
      "graph G { state { input a: string input b?: string input c: int = 1 d: int e: int = 2 f?: int } node n => { d: 1, f: 2, e: 3 } start -> n -> end }",
    );
    expect([...mayBeAbsent].map(({ name }) => name)).toEqual(["b", "d", "f"]);
  });
});

describe("a handler", () => {
  it("behind error edges alone always has the error, behind others as well sometimes", () => {
    const { handlers } = planOf(
      "graph G { state { input a: string } node x { writes a } node y { writes a } node z { writes a } start -> x -> y -> end x on error -> when { a == '' -> y, else -> z } z -> end }",
    );
    expect(handlers.map(({ node, afterError }) => [node.name, afterError])).toEqual([
      ["x", "never"],
      ["y", "sometimes"],
      ["z", "always"],
    ]);
  });
});

describe("the text of a place", () => {
  it("is on one line, without comments, with strings as they are", () => {
    const text = 'a   // no\n  == "b  //c"  /* and\n */ && `x\n y`';
    expect(sourceText({ path: "x", text }, { start: 0, end: text.length })).toBe('a == "b  //c" && `x\n y`');
  });
});

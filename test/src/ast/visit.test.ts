import { describe, expect, it } from "vitest";
import type { AnyNode } from "../../../src/ast/ast.ts";
import { childKeys, children, visit, type Kind } from "../../../src/ast/visit.ts";
import { parse } from "../../../src/parse/parse.ts";
import { examples } from "../../grammar/examples.ts";

const every = `import { a as b } from "./a.ts"
type U = ("x" | -1)[] where value != null
type O { a?: [int, Record<string, int>] where true }
graph G {
  version 2 migrate 1 -> 2 = up limit 10 steps interrupt before n
  context { c: C } events { e: E }
  state { input a?: int = 1n reduce mergeWith(add) where value > 0 b: int = 0 reduce (x, y) => x }
  let l = cond ? [...p, { q: 1, [r]: 2, ...s }] : t.u[0]
  node n(p: int) = make({ x: \`a\${b}c\` }) { reads a writes b? retry { attempts 1 delay 1s jitter on "E" } cache 1m asks A for B }
  ask k: boolean { show a timeout 1d } => { a: !answer }
  node o = G { in { a } }
  defaults { timeout 1s }
  start -> n(matches(a, /x/)) -> [o for x in xs if y] -> match a { 1, 2 -> n else -> end } max 3 then o
  o -> when { a -> route f { n, end } else -> goto [n, o] }
}`;

function parsed(text: string): AnyNode {
  return parse({ path: "test.graph", text }).file;
}

/** Every node below a value, by looking at all properties. */
function nodesIn(value: unknown, into = new Set<AnyNode>()): Set<AnyNode> {
  if (typeof value !== "object" || value === null) return into;
  if ("kind" in value && "span" in value) into.add(value as AnyNode);
  for (const inner of Object.values(value)) nodesIn(inner, into);
  return into;
}

describe("visiting a tree", () => {
  it("reaches every node once, whatever its kind", () => {
    for (const text of [every, ...examples.values()]) {
      const tree = parsed(text);
      const seen: AnyNode[] = [];
      visit(tree, { leave: (node) => void seen.push(node) });
      expect(new Set(seen)).toEqual(nodesIn(tree));
      expect(seen.length).toBe(new Set(seen).size);
    }
  });

  it("meets every kind of node in one text", () => {
    const kinds = new Set([...nodesIn(parsed(every))].map(({ kind }) => kind));
    expect(Object.keys(childKeys).filter((kind) => !kinds.has(kind as Kind))).toEqual([]);
  });

  it("goes in the order of the text", () => {
    for (const node of nodesIn(parsed(every))) {
      const starts = children(node).map(({ span }) => span.start);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }
  });

  it("leaves out what is below a node where a visitor returns false", () => {
    const names: string[] = [];
    visit(parsed("graph G { let a = b let c = f(d) }"), {
      Call: () => false,
      Name: ({ name }) => void names.push(name),
    });
    expect(names).toEqual(["b"]);
  });

  it("tells the ancestors, the parent last", () => {
    const seen: string[] = [];
    visit(parsed("graph G { let a = -b }"), {
      Name: (_, ancestors) => void seen.push(...ancestors.map(({ kind }) => kind)),
    });
    expect(seen).toEqual(["File", "Graph", "Let", "Unary"]);
  });
});

import { describe, expect, it } from "vitest";
import type { AnyNode, Expression, Statement } from "../../../src/ast/ast.ts";
import { visit, type Kind, type NodeOf } from "../../../src/ast/visit.ts";
import { examples } from "../../grammar/examples.ts";
import { expectSound, read, said } from "./parsing.ts";

/** The statements of a graph of nothing else. */
function statements(inside: string): readonly Statement[] {
  const text = `graph G { ${inside} }`;
  expect(said(text)).toEqual([]);
  const [graph] = read(text).file.declarations;
  return graph?.kind === "Graph" ? graph.statements : [];
}

function expression(text: string): Expression {
  const [only] = statements(`let x = ${text}`);
  if (only?.kind !== "Let") throw new Error("not a let");
  return only.value;
}

/** The texts of all nodes of a kind. */
function textsOf<K extends Kind>(kind: K, text: string): readonly string[] {
  const found: string[] = [];
  const see = (node: AnyNode) => void found.push(text.slice(node.span.start, node.span.end));
  visit(read(text).file, { [kind]: see as (node: NodeOf<K>) => void });
  return found;
}

describe("a complete graph", () => {
  it.each([...examples])("%s is read without a report", (_, text) => {
    const parsed = read(text);
    expect(parsed.diagnostics).toEqual([]);
    expectSound(parsed, text);
    expect(parsed.file.declarations.every((one) => one.kind !== "Graph" || !one.incomplete)).toBe(true);
  });

  it("gives every node a span inside its parent's", () => {
    for (const text of examples.values())
      visit(read(text).file, {
        leave: ({ kind, span }, ancestors) => {
          const parent = ancestors.at(-1)?.span ?? { start: 0, end: text.length };
          expect(span.start).toBeGreaterThanOrEqual(parent.start);
          expect(span.end).toBeLessThanOrEqual(parent.end);
          const words = text.slice(span.start, span.end);
          if (kind !== "TemplateText" && kind !== "File") expect(words).toBe(words.trim());
        },
      });
  });
});

describe("lists", () => {
  it.each([
    'import { a, b as c, } from "x"',
    "type T = [int, string,] type U = Record<string, int,> type V { a: int; b: int, c: int d: int, }",
    "graph G { state { a: int, b: int; c: int d: int = 0 reduce mergeWith(add,), } }",
    "graph G { node a(x: int, y: int,) = f({ b: 1, },) { reads c, d writes e, f?, } => { g: [1, 2,], h, } }",
    'graph G { node a { retry { attempts 1 on "A", "B", } } interrupt before a, b, }',
    'graph G { a, b, -> match c { "x", "y", -> d, else -> e; } -> when { f -> g, h -> i, } }',
    "graph G { a -> [b, c,] -> d(e, (f, g,) => h,) b -> route f { c, d, end, } c -> goto [a, b,] }",
  ])("take a comma behind their last item: %s", (text) => {
    expect(said(text)).toEqual([]);
  });

  it("of a block need no commas, with any line breaks", () => {
    expect(said("type T { a: int b?: string c: { d: int e: int } }")).toEqual([]);
    expect(said("graph G{state{input\na\n:\nint\n=\n1}start\n->\na}")).toEqual([]);
  });
});

describe("words", () => {
  it("with a meaning in one place name anything in others", () => {
    const words =
      "type from as graph context events state node ask input output ephemeral reduce where reads retry timeout error steps version";
    const fields = words.split(" ").map((word) => `${word}: int = 0 reduce add where value > 0`);
    expect(statements(`state { ${fields.join(" ")} input input?: int }`)).toHaveLength(1);
    expect(statements(`node node node state start -> node -> state state -> end`)).toHaveLength(4);
    expect(statements("a -> goto { node } -> end b -> goto { a, node } -> end")).toHaveLength(2);
  });

  it("of the flow name fields, but not nodes", () => {
    expect(statements("state { start: int end: int on: int match: int max: int then: int }")).toHaveLength(1);
    expect(said("graph G { node when }")).toEqual([
      "1:16 G105 `when` has a meaning in the flow and cannot name a node",
    ]);
  });

  it("of any kind name members, keys and what stands behind a dot", () => {
    expect(expression("{ if: a.class, null: b?.for, 'a b': 1 }")).toMatchObject({ kind: "ObjectExpression" });
    expect(said('type T { if: int class?: int "a b": int }')).toEqual([]);
  });

  it("may have letters of any script", () => {
    expect(expression("größe + 数 + $_a1")).toMatchObject({ kind: "Binary" });
  });
});

describe("expressions", () => {
  it.each([
    ["a ?? b", "??"],
    ["a || b && c", "||"],
    ["a && b == c", "&&"],
    ["a == b < c", "=="],
    ["a < b + c", "<"],
    ["a >= b", ">="],
    ["a + b * c", "+"],
    ["a * b % c", "%"],
    ["a - b - c", "-"],
  ])("%s: %s is outermost", (text, operator) => {
    expect(expression(text)).toMatchObject({ kind: "Binary", operator });
  });

  it("have the span of their parentheses' content, and their parents that of all", () => {
    const text = "graph G { let x = ((a + b)) * c.d }";
    expect(textsOf("Binary", text)).toEqual(["((a + b)) * c.d", "a + b"]);
    expect(textsOf("Access", "graph G { let x = (a).b[c].d }")).toEqual(["(a).b[c].d", "(a).b"]);
  });

  it("have negative numbers as literals", () => {
    expect(expression("-1")).toMatchObject({ kind: "NumberLiteral", value: -1, text: "-1" });
    expect(expression("-10n")).toMatchObject({ kind: "BigIntLiteral", value: -10n });
    expect(expression("a -1")).toMatchObject({ kind: "Binary", operator: "-", right: { value: 1 } });
    expect(expression("-a")).toMatchObject({ kind: "Unary" });
    expect(expression("-1.5e3")).toMatchObject({ value: -1500 });
  });

  it.each([
    ["0x_ff".replace("_", ""), 255],
    ["0b11", 3],
    ["0o17", 15],
    ["1_000", 1000],
    [".5", 0.5],
    ["5.", 5],
    ["1e-3", 0.001],
  ])("know the number %s", (text, value) => {
    expect(expression(text)).toMatchObject({ kind: "NumberLiteral", value, text });
  });

  it.each([
    [String.raw`"a\n\t\"\\\x41\u0042\u{1F600}\0\q"`, 'a\n\t"\\AB\u{1F600}\0q'],
    [String.raw`'it\'s'`, "it's"],
    ['"one\\\n two"', "one two"],
    ['"日本 🚨"', "日本 🚨"],
  ])("know the escapes of JavaScript: %s", (text, value) => {
    expect(expression(text)).toMatchObject({ kind: "StringLiteral", value });
  });

  it("keep templates raw and cooked", () => {
    expect(expression("`a\\n$b${c}\\`${`d${e}`}`")).toMatchObject({
      kind: "Template",
      texts: [
        { raw: "a\\n$b", value: "a\n$b" },
        { raw: "\\`", value: "`" },
        { raw: "", value: "" },
      ],
      expressions: [{ kind: "Name", name: "c" }, { kind: "Template" }],
    });
  });

  it("tell a lambda from parentheses, and a pattern from a division", () => {
    expect(expression("f((a), (b) => c, () => d, e => (g), (h, i) => j)")).toMatchObject({
      arguments: ["Name", "Lambda", "Lambda", "Lambda", "Lambda"].map((kind) => ({ kind })),
    });
    expect(expression("split(a / b / c, /d[/]\\//iu)")).toMatchObject({
      arguments: [{ kind: "Binary" }, { kind: "RegularExpression", pattern: "d[/]\\/", flags: "iu" }],
    });
  });
});

describe("statements", () => {
  it("know what touches: arguments of a target, or the next condition", () => {
    const arms = (text: string) => {
      const [edge] = statements(`a -> when { ${text} }`);
      const [when] = edge?.kind === "Edge" ? edge.chain.steps : [];
      return when?.kind === "When" ? when.arms.length : 0;
    };
    expect(arms("x -> b(c) -> d")).toBe(1);
    expect(arms("x -> b (c) -> d")).toBe(2);
  });

  it("know durations in milliseconds", () => {
    const [node] = statements("node a { timeout 1.5h cache 7d retry { delay 250ms maxDelay 10m } }");
    const text = JSON.stringify(node);
    for (const milliseconds of [5_400_000, 604_800_000, 250, 600_000])
      expect(text).toContain(`"milliseconds":${milliseconds},`);
  });

  it("keep whether parentheses were there", () => {
    const [a, b, c, edge] = statements("node a = f node b() = f() node c(x: int) = f(1) a -> b -> b() -> end");
    expect(
      [a, b, c].map((one) => one?.kind === "Node" && [one.parameters?.length, one.implementation?.factory]),
    ).toEqual([
      [undefined, undefined],
      [0, {}],
      [1, { argument: expect.objectContaining({ value: 1 }) as unknown }],
    ]);
    const steps = edge?.kind === "Edge" ? edge.chain.steps : [];
    expect(steps.map((step) => step.kind === "Target" && step.arguments?.length)).toEqual([undefined, 0, undefined]);
  });
});

describe("documentation", () => {
  const text = `/// A file's first words.

/// A type.
type T {
  /// A member,
  ///   in two lines.
  a: int /// not documentation
  b: int
}
// A remark.
/// A graph.
graph G { // here
  state {
    /// A field.
    input c: int
  }
  /// A name.
  let d = c
  /* between */ /// also
  /// A node.
  node e
  //// no documentation
  node f
  start -> e -> f -> end
}
/// Behind everything.
`;

  it("is found before declarations, members, fields and nodes", () => {
    const docs: string[] = [];
    const see = (node: { readonly doc?: string; readonly name: { readonly name: string } }) =>
      void docs.push(`${node.name.name}: ${node.doc ?? "-"}`);
    visit(read(text).file, { TypeDeclaration: see, Member: see, Graph: see, Field: see, Let: see, Node: see });
    expect(docs).toEqual([
      "T: A file's first words.\nA type.",
      "a: A member,\n  in two lines.",
      "b: -",
      "G: A graph.",
      "c: A field.",
      "d: A name.",
      "e: also\nA node.",
      "f: -",
    ]);
  });

  it("is kept with all other comments, in order", () => {
    const { comments } = read(text);
    expect(comments.map(({ kind }) => kind[0]).join("")).toBe("dddddldlddbddld");
    expect(comments.map(({ span }) => text.slice(span.start, span.end))).toEqual(comments.map((one) => one.text));
    expect(comments.at(-1)?.text).toBe("/// Behind everything.");
  });
});

describe("any way to write a text", () => {
  it("with other line ends is the same tree", () => {
    for (const text of examples.values()) {
      const kinds = (input: string) =>
        JSON.stringify(read(input).file, (key, value: unknown) => (key.endsWith("pan") ? undefined : value));
      expect(kinds(text.replaceAll("\n", "\r\n"))).toBe(kinds(text));
    }
  });

  it("with a byte order mark is read", () => {
    expect(said("\ufeffgraph G { }")).toEqual([]);
  });
});

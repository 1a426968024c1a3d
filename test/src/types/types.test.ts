import { describe, expect, it } from "vitest";
import type * as ast from "../../../src/ast/ast.ts";
import { isAssignable } from "../../../src/types/assignable.ts";
import { matcherOf, isEnumerable, uncovered } from "../../../src/types/exhaustive.ts";
import { sameType } from "../../../src/types/key.ts";
import { unionOf } from "../../../src/types/make.ts";
import { equalTo, unequalTo } from "../../../src/types/narrow.ts";
import { describe as describeType, typeToString } from "../../../src/types/print.ts";
import type { Type } from "../../../src/types/type.ts";
import { graphOf } from "../check/checking.ts";

const declarations = `import type { Foreign, Other } from "./foreign.ts"
type Mood = "good" | "bad"
type Person { name: string, age?: int }
type Named { name: string }
type Tree { value: int, children: Tree[] }
type Bush { value: int, children: Bush[] }
type Circle { kind: "circle", radius: number }
type Box { kind: "box", side: number }
type Shape = Circle | Box
`;

/** Some types by their notation, of one file. */
function types(...texts: readonly string[]): readonly Type[] {
  const fields = texts.map((text, index) => `f${index}?: ${text}`).join("\n");
  const graph = graphOf(`${declarations}
type All { mood: Mood, person: Person, named: Named, tree: Tree, bush: Bush, shape: Shape, foreign: Foreign, other: Other }
graph Test {
  state {
${fields}
    input output all: All
  }
  node it { writes ${texts.map((_, index) => `f${index}`).join(", ")} }
  start -> it -> end
}
`);
  return texts.map((_, index) => graph.fields.get(`f${index}`)?.type as Type);
}

const type = (text: string): Type => types(text)[0] as Type;

describe("a value of one type fits the other", () => {
  it.each([
    ["int", "number"],
    ["3", "int"],
    ["3", "number"],
    ["0.5", "number"],
    ['"a"', "string"],
    ['"a"', '"a" | "b"'],
    ["Mood", "string"],
    ['"good"', "Mood"],
    ["true", "boolean"],
    ["boolean", "true | false"],
    ["10n", "bigint"],
    ["int | string", "string | number | null"],
    ["string[]", "(string | int)[]"],
    ["[string, string]", "string[]"],
    ["[int, string]", "[number, string]"],
    ["{ a: int, b: string }", "{ a: number }"],
    ["{ a: int }", "{ a: int, b?: string }"],
    ["{ a: int }", "Record<string, int>"],
    ["Person", "Named"],
    ["Named", "Person"],
    ["Tree", "Bush"],
    ["Circle", "Shape"],
    ["Shape", "{ kind: string }"],
    ["string", "json"],
    ["{ a: int[], b?: null }", "json"],
    ["Tree", "json"],
    ["Record<string, json>", "json"],
    ["Foreign", "Other"],
    ["string", "Foreign"],
    ["Foreign", "string"],
  ])("%s fits %s", (from, to) => {
    const [a, b] = types(from, to);
    expect(isAssignable(a as Type, b as Type)).toBe(true);
  });

  it.each([
    ["number", "int"],
    ["0.5", "int"],
    ["string", '"a"'],
    ["string", "Mood"],
    ["int", "bigint"],
    ["null", "string"],
    ["string | null", "string"],
    ["string[]", "[string, string]"],
    ["[string]", "[string, string]"],
    ["(string | int)[]", "string[]"],
    ["{ a?: int }", "{ a: int }"],
    ["{}", "{ a: int }"],
    ["{ a: string }", "{ a: int }"],
    ["Record<string, int>", "{ a: int }"],
    ["{ a: string }", "Record<string, int>"],
    ["Shape", "Circle"],
    ["date", "json"],
    ["bytes", "json"],
    ["{ at: date }", "json"],
    ["json", "string"],
    ["Tree", "{ value: string }"],
  ])("%s does not fit %s", (from, to) => {
    const [a, b] = types(from, to);
    expect(isAssignable(a as Type, b as Type)).toBe(false);
  });
});

it.each([
  ['"a" | string', "string"],
  ["int | number", "number"],
  ["3 | number", "number"],
  ["true | false", "boolean"],
  ["string | (int | string)", "string | int"],
  ["(string | null)[]", "(string | null)[]"],
  ['{ a: int, "b-c"?: Mood }', '{ a: int, "b-c"?: Mood }'],
  ["Record<string, [int, 10n]>", "Record<string, [int, 10n]>"],
  ["{}", "{}"],
])("%s is printed as %s", (text, printed) => {
  expect(typeToString(type(text))).toBe(printed);
});

it("is described with absence in words, and cut where it is long", () => {
  expect(describeType(type("string"))).toBe("`string`");
  expect(describeType(unionOf([type("string"), { kind: "absent" }]))).toBe("`string`, or absent");
  const long = type(`{ ${Array.from({ length: 40 }, (_, index) => `member${index}: string`).join(", ")} }`);
  expect(describeType(long)).toMatch(/^`.{119}…`$/);
});

it("is the same whatever the order of its parts", () => {
  const [a, b, c] = types("{ a: int, b: string }", "{ b: string, a: int }", "{ a: int, b?: string }");
  expect(sameType(a as Type, b as Type)).toBe(true);
  expect(sameType(a as Type, c as Type)).toBe(false);
});

describe("narrowing by a comparison", () => {
  it.each([
    ["Mood", '"good"', '"good"', '"bad"'],
    ["string", '"good"', '"good"', "string"],
    ["string | null", "null", "null", "string"],
    ["boolean", "true", "true", "false"],
    ["int | string", "3", "3", "int | string"],
  ])("%s with %s is %s, else %s", (text, other, equal, unequal) => {
    const [a, b] = types(text, other);
    expect(typeToString(equalTo(a as Type, b as Type))).toBe(equal);
    expect(typeToString(unequalTo(a as Type, b as Type))).toBe(unequal);
  });
});

describe("the patterns that a match needs", () => {
  const span = { start: 0, end: 0 };
  const literal = (value: string | number | boolean | null): ast.Literal => {
    if (value === null) return { kind: "NullLiteral", span };
    if (typeof value === "string") return { kind: "StringLiteral", value, span };
    if (typeof value === "boolean") return { kind: "BooleanLiteral", value, span };
    return { kind: "NumberLiteral", value, text: String(value), span };
  };

  it.each([
    ["Mood", ["good"], ['"bad"'], false],
    ["Mood", ["good", "bad"], [], false],
    ["boolean", [true], ["false"], false],
    ["1 | 2 | null", [1], ["2", "null"], false],
    ["string", ["a"], [], true],
    ["Mood | int", ["good", "bad"], [], true],
  ] as const)("of %s beside %j are %j", (text, patterns, missing, open) => {
    expect(uncovered(type(text), patterns.map(literal))).toStrictEqual({ patterns: missing, open });
  });

  it("count absence as `null`", () => {
    const absent = unionOf([type("Mood"), { kind: "absent" }]);
    expect(uncovered(absent, [literal("good")]).patterns).toStrictEqual(['"bad"', "null"]);
    expect(uncovered(absent, [literal("good"), literal("bad"), literal(null)]).patterns).toStrictEqual([]);
    expect(matcherOf(absent)(literal(null))).toBe(true);
    expect(matcherOf(type("Mood"))(literal(null))).toBe(false);
    expect(matcherOf(type("Mood"))(literal("god"))).toBe(false);
    expect(isEnumerable(absent)).toBe(true);
    expect(isEnumerable(type("string"))).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { findings, load, outputOf, type AnyRunner, type Values } from "./run.ts";

/** The values of some expressions of the types that stand before them, all in one update. */
async function valuesOf(
  expressions: Readonly<Record<string, readonly [type: string, expected: unknown]>>,
  state: string,
  input: Values,
): Promise<void> {
  const entries = Object.entries(expressions);
  const fields = entries.map(
    ([, [type]], at) => `output v${at}${type.endsWith("?") ? "?" : ""}: ${type.replace("?", "")}`,
  );
  const updates = entries.map(([text], at) => `v${at}: ${text}`);
  const text = `graph G { state { ${state}\n${fields.join("\n")} } node n => {\n${updates.join(",\n")}\n} start -> n -> end }`;
  const output = await outputOf(text, input);
  const found = entries.map(([source], at) => [source, output[`v${at}`]]);
  expect(found).toEqual(entries.map(([source, [, expected]]) => [source, expected]));
}

const state = `
  input s: string  input words: string[]  input nums: int[]  input n: int  input x: number  input flag: boolean
  input people: { name: string, age: int, tags?: string[] }[]  input m: Record<string, int>
  input o?: { a: int, b?: { c: string } }  input gone?: string  input big: bigint  input at: date  input j: json`;
const input = {
  s: " Hello, World ",
  words: ["b", "a", "c", "a"],
  nums: [3, 1, 2],
  n: 7,
  x: 2.5,
  flag: true,
  people: [
    { name: "Ada", age: 36, tags: ["x"] },
    { name: "Bob", age: 20 },
  ],
  m: { b: 2, a: 1 },
  o: { a: 1 },
  big: 10n,
  at: new Date(0),
  j: { list: [1, "two"] },
};

describe("Every function of the language", () => {
  it("on texts", async () => {
    await valuesOf(
      {
        "len(s)": ["int", 14],
        "trim(s)": ["string", "Hello, World"],
        "lower(s)": ["string", " hello, world "],
        "upper(trim(s))": ["string", "HELLO, WORLD"],
        'contains(s, "World")': ["boolean", true],
        'contains(s, "world")': ["boolean", false],
        'startsWith(s, " H")': ["boolean", true],
        'endsWith(s, "d")': ["boolean", false],
        "matches(s, /hello/i)": ["boolean", true],
        "matches(s, /^hello/)": ["boolean", false],
        "slice(trim(s), 1, 4)": ["string", "ell"],
        "slice(trim(s), -5)": ["string", "World"],
        'split("a,b,,c", ",")': ["string[]", ["a", "b", "", "c"]],
        'join(words, "-")': ["string", "b-a-c-a"],
        "`${n} ${x} ${flag} ${big}`": ["string", "7 2.5 true 10"],
        '"a" + "b"': ["string", "ab"],
      },
      state,
      input,
    );
  });

  it("on lists", async () => {
    await valuesOf(
      {
        "len(words)": ["int", 4],
        'contains(words, "c")': ["boolean", true],
        "contains(nums, n)": ["boolean", false],
        "slice(nums, 1)": ["int[]", [1, 2]],
        "concat(nums, [n])": ["int[]", [3, 1, 2, 7]],
        "reverse(nums)": ["int[]", [2, 1, 3]],
        "sort(nums)": ["int[]", [1, 2, 3]],
        "sort(words)": ["string[]", ["a", "a", "b", "c"]],
        "sort([10, 9, 1])": ["int[]", [1, 9, 10]],
        "sort(people, p => p.age)": ["{ name: string, age: int }[]", [input.people[1], input.people[0]]],
        "first(nums)": ["int?", 3],
        "last(nums)": ["int?", 2],
        "first(filter(nums, i => i > 9))": ["int?", undefined],
        "nums[1]": ["int?", 1],
        "nums[9]": ["int?", undefined],
        "nums[9] ?? -1": ["int", -1],
        "map(people, p => p.name)": ["string[]", ["Ada", "Bob"]],
        "map(nums, i => i * 2)": ["int[]", [6, 2, 4]],
        "filter(nums, i => i > 1)": ["int[]", [3, 2]],
        "find(people, p => p.age < 30)?.name": ["string?", "Bob"],
        "find(people, p => p.age < 3)?.name": ["string?", undefined],
        "some(nums, i => i == 2)": ["boolean", true],
        "every(nums, i => i > 1)": ["boolean", false],
        "count(nums, i => i > 1)": ["int", 2],
        "sum(nums)": ["int", 6],
        "sum(map(people, p => p.age))": ["int", 56],
        "sum(filter(nums, i => i > 9))": ["int", 0],
        "min(3, n)": ["int", 3],
        "max(x, n)": ["number", 7],
        "min(nums)": ["int?", 1],
        "max(nums)": ["int?", 3],
        "max(filter(nums, i => i > 9))": ["int?", undefined],
        "range(3)": ["int[]", [0, 1, 2]],
        "range(2, 5)": ["int[]", [2, 3, 4]],
        "[0, ...nums, n]": ["int[]", [0, 3, 1, 2, 7]],
      },
      state,
      input,
    );
  });

  it("on maps and objects", async () => {
    await valuesOf(
      {
        "len(m)": ["int", 2],
        "keys(m)": ["string[]", ["b", "a"]],
        "values(m)": ["int[]", [2, 1]],
        "entries(m)": [
          "[string, int][]",
          [
            ["b", 2],
            ["a", 1],
          ],
        ],
        'has(m, "a")': ["boolean", true],
        'has(m, "toString")': ["boolean", false],
        'm["a"] ?? 0': ["int", 1],
        'm["constructor"] ?? 0': ["int", 0],
        '{ ...m, c: 3, ["d"]: 4 }': ["Record<string, int>", { b: 2, a: 1, c: 3, d: 4 }],
        "{ s, n }": ["{ s: string, n: int }", { s: input.s, n: 7 }],
        "o?.a ?? 0": ["int", 1],
        "o?.b?.c": ["string?", undefined],
        'o?.b?.c ?? gone ?? "default"': ["string", "default"],
        "len(people[1]?.tags ?? [])": ["int", 0],
      },
      state,
      input,
    );
  });

  it("on numbers, and conversions", async () => {
    await valuesOf(
      {
        "abs(-3)": ["int", 3],
        "round(x)": ["int", 3],
        "round(-2.5)": ["int", -2],
        "floor(-2.5)": ["int", -3],
        "ceil(x)": ["int", 3],
        "n / 2": ["number", 3.5],
        "floor(n / 2)": ["int", 3],
        "n % 4": ["int", 3],
        "-n + 2 * 3": ["int", -1],
        "(n + 1) * 2": ["int", 16],
        "string(n)": ["string", "7"],
        "string(flag)": ["string", "true"],
        "string(big)": ["string", "10"],
        'number("2.5")': ["number?", 2.5],
        'number("x")': ["number?", undefined],
        'int("42")': ["int?", 42],
        'int("x")': ["int?", undefined],
        'int("") ?? -1': ["int", -1],
        "int(x)": ["int", 2],
        "int(-2.9)": ["int", -2],
        "1e3": ["int", 1000],
        "big * 2n": ["bigint", 20n],
      },
      state,
      input,
    );
  });

  it("operators, with the precedence of JavaScript", async () => {
    await valuesOf(
      {
        "1 + 2 * 3 - 4 % 3": ["int", 6],
        "!flag || n > 3 && x < 3": ["boolean", true],
        'flag ? "yes" : n > 3 ? "a" : "b"': ["string", "yes"],
        "(gone ?? s) == s": ["boolean", true],
        "gone == null": ["boolean", true],
        "gone != null": ["boolean", false],
        'gone == "x"': ["boolean", false],
        '"a" < "b"': ["boolean", true],
        "n >= 7 && n <= 7": ["boolean", true],
        "!(n == 7)": ["boolean", false],
        "at < now()": ["boolean", true],
        "gone != null && len(gone) > 0": ["boolean", false],
      },
      state,
      input,
    );
  });
});

describe("now and uuid", () => {
  it("are in updates only: the app's clock, and a new id each time", async () => {
    const text = `graph G { state { output at?: date  output ids: string[] = [] } node n => { at: now(), ids: [uuid(), uuid()] } start -> n -> end }`;
    const { at, ids } = await outputOf(text, {}, { clock: () => new Date(5) });
    expect(at).toEqual(new Date(5));
    expect(new Set(ids as string[]).size).toBe(2);
    expect((ids as string[])[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("An expression is refused", () => {
  const refused = (expression: string, type = "json"): readonly string[] =>
    findings(`graph G { state { ${state} output v?: ${type} } node n => { v: ${expression} } start -> n -> end }`)
      .filter((found) => !found.startsWith("G406"))
      .map((found) => found.slice(0, 4));

  it("where names, types or absence are not handled", () => {
    expect(refused("lenn(s)")).toEqual(["G201"]);
    expect(refused("nobody")).toEqual(["G201"]);
    expect(refused("gone + s")).toEqual(["G303"]);
    expect(refused("len(gone)")).toEqual(["G303"]);
    expect(refused("gone < s")).toEqual(["G303"]);
    expect(refused("o.a")).toEqual(["G303"]);
    expect(refused("o?.zzz")).toEqual(["G302"]);
    expect(refused("s - 1")).toEqual(["G301"]);
    expect(refused("n == s")).toEqual(["G305"]);
    expect(refused("words == words")).toEqual(["G305"]);
    expect(refused("len(n)")).toEqual(["G304"]);
    expect(refused("len()")).toEqual(["G304"]);
    expect(refused("n", "string")).toEqual(["G301"]);
    expect(refused("n / 2", "int")).toEqual(["G301"]);
    expect(refused("flag ?? flag || flag")).toEqual(["G101"]);
    expect(refused("s.length")).toEqual(["G302"]);
    expect(refused("map(nums, n => n)")).toEqual(["G202"]);
    expect(refused("flag ? 1 : 1 == 2 ? 2 : 3")).toEqual(["G305"]);
  });

  it("nowhere if conditions narrow", () => {
    expect(refused("gone != null ? len(gone) : 0")).toEqual([]);
    expect(refused("gone == null || len(gone) > 2")).toEqual([]);
    expect(refused("o != null && o.b != null ? o.b.c : s")).toEqual([]);
  });
});

it("Literal values pass through the compiler exactly", async () => {
  const text = String.raw`graph G {
    state { output a: string[] = ["\u{1F600}", '\'"', "\n\t\\", "</script>", "\u2028", ${"`b${1}`"}]  output b: number[] = [1.5e-7, 0x1f, 1_000, 0.1] output c: bigint = -9007199254740993n  output d: json = { "toString": 1, "a-b": [null, true] } }
    node n => {}
    start -> n -> end
  }`;
  const output = await outputOf(text);
  expect(output["a"]).toEqual(["😀", `'"`, "\n\t\\", "</script>", "\u2028", "b1"]);
  expect(output["b"]).toEqual([1.5e-7, 31, 1000, 0.1]);
  expect(output["c"]).toBe(-9007199254740993n);
  expect(Object.entries(output["d"] as object)).toEqual([
    ["toString", 1],
    ["a-b", [null, true]],
  ]);
});

it("A graph that needs nothing is exported as a runner", async () => {
  const exports = await load(
    `graph Small { state { input n: int  output m: int } node a => { m: n + 1 } start -> a -> end }`,
  );
  const small = exports["small"] as AnyRunner;
  expect(await small.invoke({ n: 1 })).toEqual({ m: 2 });
  expect(Object.keys(exports).toSorted()).toEqual([
    "createSmall",
    "small",
    "smallGraph",
    "smallProgram",
    "smallSchemas",
  ]);
  const graph = exports["smallGraph"] as AnyRunner["graph"];
  expect(graph).toMatchObject({
    name: "Small",
    nodes: [{ name: "a", kind: "update" }],
    edges: [
      { from: "start", to: "a" },
      { from: "a", to: "end" },
    ],
  });
  expect(Object.isFrozen(graph) && Object.isFrozen(graph.nodes)).toBe(true);
  const late = await load(`graph Late { state { output m: int = 0 } node a { writes m } start -> a -> end }`);
  expect(late["late"]).toBeUndefined();
  const asking = await load(
    `graph Asking { state { output m: int = 0 } ask a: int { show m } => { m: answer } start -> a -> end }`,
  );
  expect(asking["asking"]).toBeUndefined();
  expect(() => (asking["createAsking"] as (options: object) => unknown)({})).toThrow(/checkpointer/);
});

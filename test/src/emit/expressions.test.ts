import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { functions } from "../../../src/check/functions.ts";
import { moduleOf, root } from "./compiled.ts";
import { typeErrors } from "./typescript.ts";

/** What an expression is, what type it has, and what it must be where the state is as below. */
type Case = readonly [expression: string, type: string, expected: unknown];

const state = `
    input text: string = "Straße & Sons"
    input empty: string = ""
    input numbers: int[] = [3, 1, 2, 3]
    input none: int[] = []
    input words: string[] = ["b", "C", "a", "c"]
    input half: number = 0.5
    input n: int = 7
    input minus: int = -7
    input yes: boolean = true
    input no: boolean = false
    input maybe?: string
    input there?: string = "there"
    input nothing: string | null = null
    input big: bigint = 12n
    input kind: "x" | "y" = "x"
    input counts: Record<string, int> = { a: 1, b: 2 }
    input person: { name: string, address?: { city: string, code?: int } } = { name: "Ada", address: { city: "Rome" } }
    input people: { name: string, age: int, tag?: string }[] = [{ name: "Bo", age: 3 }, { name: "Al", age: 2, tag: "t" }, { name: "Cy", age: 3 }]
    input pair: [string, int] = ["p", 9]
    input place: Place = { city: "Oslo" }
    input groups?: Record<string, int[]>
    input anything: json = { deep: [1, "two", null] }`;

const cases: { readonly [group: string]: readonly Case[] } = {
  literals: [
    [`"a\\"b\\u0041'"`, "string", `a"bA'`],
    ["'single \"quoted\"'", "string", 'single "quoted"'],
    ["1e3", "int", 1000],
    ["0x10", "int", 16],
    ["-0.5", "number", -0.5],
    ["-3n", "bigint", -3n],
    ["true", "boolean", true],
    ["[1, -2, n]", "int[]", [1, -2, 7]],
    ["[...numbers, ...none, 9]", "int[]", [3, 1, 2, 3, 9]],
    ['{ ...counts, [text]: 3, "b": 4 }', "Record<string, int>", { a: 1, b: 4, "Straße & Sons": 3 }],
    [
      '{ name: "x", address: person.address }',
      "{ name: string, address?: { city: string, code?: int } }",
      { name: "x", address: { city: "Rome" } },
    ],
    ['{ name: "x", code: person.address?.code }', "{ name: string, code?: int }", { name: "x" }],
    ["{ n, half }", "{ n: int, half: number }", { n: 7, half: 0.5 }],
    ["pair[0]", "string", "p"],
    [
      "{ ...(last(people) ?? { name: text, age: 0 }), age: 9 }",
      "{ name: string, age: int, tag?: string }",
      { name: "Cy", age: 9 },
    ],
    ["{ ...place, ...(yes ? { code: 1 } : {}) }", "Place", { city: "Oslo", code: 1 }],
    ["{ ...(groups ?? {}), [text]: none }", "Record<string, int[]>", { "Straße & Sons": [] }],
    ["[nothing, null]", "(string | null)[]", [null, null]],
    ["{ [text]: nothing }", "Record<string, string | null>", { "Straße & Sons": null }],
    ["place", "json", { city: "Oslo" }],
    ["[place, { place }]", "json", [{ city: "Oslo" }, { place: { city: "Oslo" } }]],
    ["{ a: place }", "Record<string, Record<string, json>>", { a: { city: "Oslo" } }],
  ],
  "an empty map in place of an absent one": [
    ["keys(groups ?? {})", "string[]", []],
    ["values(groups ?? {})", "int[][]", []],
    ["len(entries(yes ? groups ?? {} : { a: [1] }))", "int", 0],
    ['has(groups ?? {}, "a")', "boolean", false],
    ['((groups ?? {})["a"] ?? [])[0]', "int?", undefined],
    ["(groups ?? {})[text]", "int[]?", undefined],
    ["(groups ?? { a: [4] }).a", "int[]?", [4]],
  ],
  "lists of tuples": [
    [
      "map(entries(counts), entry => [entry[0], entry[1] + 1])",
      "[string, int][]",
      [
        ["a", 2],
        ["b", 3],
      ],
    ],
    [
      "map(people, (one, i) => { at: [i, one.name], tag: one.tag ?? null })",
      "{ at: [int, string], tag: string | null }[]",
      [
        { at: [0, "Bo"], tag: null },
        { at: [1, "Al"], tag: "t" },
        { at: [2, "Cy"], tag: null },
      ],
    ],
    ["map(people, one => one.tag == null ? null : one.age)", "(int | null)[]", [null, 2, null]],
  ],
  templates: [
    ["`${n} of ${text}: ${yes} ${big}`", "string", "7 of Straße & Sons: true 12"],
    ["`a\\`b\\${c}$`", "string", "a`b${c}$"],
    ["`${`in ${n}`}`", "string", "in 7"],
    ["`${no ? 1 : 2}${maybe ?? half}`", "string", "20.5"],
  ],
  operators: [
    ["n + 1 * 2 - -3", "int", 12],
    ["(n + 1) * 2", "int", 16],
    ["n - (3 - 2)", "int", 6],
    ["n - 3 - 2", "int", 2],
    ["n / 2", "number", 3.5],
    ["n % 4 * 2", "int", 6],
    ["minus % 4", "int", -3],
    ["-(-n)", "int", 7],
    ["- -n", "int", 7],
    ["big * 2n + 1n", "bigint", 25n],
    ['text + 1 + half + "!"', "string", "Straße & Sons10.5!"],
    ["1 / 0 > 5", "boolean", true],
    ["!yes || !(yes && no)", "boolean", true],
    ["no && no || yes", "boolean", true],
    ["no && (no || yes)", "boolean", false],
    ["n > 6 && n >= 7 && n < 8 && n <= 7", "boolean", true],
    ['"a" < "b"', "boolean", true],
    ["n == 7 && half != 8", "boolean", true],
    ["yes ? no ? 1 : 2 : 3", "int", 2],
    ["(yes ? no : yes) ? 1 : 2", "int", 2],
    ["(maybe ?? there) ?? text", "string", "there"],
    ["(maybe == null || no) == yes", "boolean", true],
  ],
  "absence and null": [
    ["maybe == null", "boolean", true],
    ["nothing == null", "boolean", true],
    ["there != null", "boolean", true],
    ["maybe == nothing", "boolean", true],
    ["maybe != nothing", "boolean", false],
    ['maybe == "x"', "boolean", false],
    ["maybe ?? nothing ?? text", "string", "Straße & Sons"],
    ["there != null ? there : text", "string", "there"],
    ["there == null ? 0 : len(there)", "int", 5],
    ["there != null && len(there) > 4", "boolean", true],
    ["there == null || len(there) < 4", "boolean", false],
    ["there != null ? map(numbers, x => `${there}${x}`) : []", "string[]", ["there3", "there1", "there2", "there3"]],
    ["person.address?.city ?? text", "string", "Rome"],
    ["person.address?.code", "int?", undefined],
    ["person.address != null ? person.address.city : text", "string", "Rome"],
    ["person.address?.code == null", "boolean", true],
    ["map(filter(people, p => p.tag != null), p => p.tag ?? text)", "string[]", ["t"]],
    ["numbers[1] ?? 0", "int", 1],
    ["numbers[9]", "int?", undefined],
    ["numbers[-1]", "int?", undefined],
    ["text[0]", "string?", "S"],
    ["numbers[0] != null ? numbers[0] + 1 : 0", "int", 4],
    ['counts["a"]', "int?", 1],
    ["counts[text]", "int?", undefined],
    ['counts["constructor"]', "int?", undefined],
    ['counts[`to${"String"}`]', "int?", undefined],
  ],
  len: [
    ["len(text)", "int", 13],
    ["len(numbers)", "int", 4],
    ["len(counts)", "int", 2],
  ],
  contains: [
    ['contains(text, "&")', "boolean", true],
    ["contains(numbers, 2)", "boolean", true],
    ["contains(words, kind)", "boolean", false],
    ['contains(["x", "y"], text)', "boolean", false],
  ],
  startsWith: [['startsWith(text, "Str")', "boolean", true]],
  endsWith: [['endsWith(text, "Str")', "boolean", false]],
  matches: [
    ["matches(text, /^str.*s$/i)", "boolean", true],
    ['matches("a/b", /a\\/[/]?b/u)', "boolean", true],
    ['matches("a\\nb", /a.b/s)', "boolean", true],
    ['matches("a", /[a--b]/v)', "boolean", true],
  ],
  lower: [["lower(text)", "string", "straße & sons"]],
  upper: [["upper(text)", "string", "STRASSE & SONS"]],
  trim: [['trim("  a b ")', "string", "a b"]],
  split: [
    ['split("a,b;c", ",")', "string[]", ["a", "b;c"]],
    ['split("a,b;c", /[,;]/)', "string[]", ["a", "b", "c"]],
  ],
  join: [
    ['join(words, "-")', "string", "b-C-a-c"],
    ["join(numbers)", "string", "3,1,2,3"],
  ],
  slice: [
    ["slice(text, 0, 3)", "string", "Str"],
    ["slice(numbers, -2)", "int[]", [2, 3]],
  ],
  concat: [
    ["concat(numbers, none, [4])", "int[]", [3, 1, 2, 3, 4]],
    ['concat(text, "!", empty)', "string", "Straße & Sons!"],
    ['len(concat(text, "!"))', "int", 14],
  ],
  reverse: [["reverse(numbers)", "int[]", [3, 2, 1, 3]]],
  sort: [
    ["sort(numbers)", "int[]", [1, 2, 3, 3]],
    ["sort([10, 9, 1])", "int[]", [1, 9, 10]],
    ["sort(words)", "string[]", ["C", "a", "b", "c"]],
    ["map(sort(people, p => p.age), p => p.name)", "string[]", ["Al", "Bo", "Cy"]],
  ],
  first: [
    ["first(numbers)", "int?", 3],
    ["first(none)", "int?", undefined],
    ["first(none) ?? 1", "int", 1],
  ],
  last: [
    ["last(words)", "string?", "c"],
    ["last(people)?.tag ?? text", "string", "Straße & Sons"],
  ],
  keys: [["keys(counts)", "string[]", ["a", "b"]]],
  values: [["values(counts)", "int[]", [1, 2]]],
  entries: [["map(entries(counts), e => `${e[0]}${e[1]}`)", "string[]", ["a1", "b2"]]],
  has: [
    ['has(counts, "a")', "boolean", true],
    ['has(counts, "toString")', "boolean", false],
  ],
  map: [
    ["map(numbers, x => x * n)", "int[]", [21, 7, 14, 21]],
    ["map(words, (w, i) => `${i}${w}`)", "string[]", ["0b", "1C", "2a", "3c"]],
    ["map(numbers, x => ({ x }).x)", "int[]", [3, 1, 2, 3]],
    ["map(numbers, state => state + 1)", "int[]", [4, 2, 3, 4]],
  ],
  filter: [["filter(numbers, x => x > 1)", "int[]", [3, 2, 3]]],
  find: [
    ["find(people, p => p.age == 3)?.name", "string?", "Bo"],
    ["find(numbers, x => x > 100)", "int?", undefined],
  ],
  some: [["some(words, w => w == lower(w))", "boolean", true]],
  every: [["every(words, w => w == lower(w))", "boolean", false]],
  count: [["count(numbers, x => x == 3)", "int", 2]],
  sum: [
    ["sum(numbers)", "int", 9],
    ["sum(none)", "int", 0],
  ],
  min: [
    ["min(numbers) ?? 0", "int", 1],
    ["min(none)", "int?", undefined],
    ["min(words)", "string?", "C"],
    ["min(n, 3, half)", "number", 0.5],
  ],
  max: [
    ["max(numbers)", "int?", 3],
    ["max(n, 30)", "int", 30],
  ],
  abs: [["abs(minus)", "int", 7]],
  round: [["round(half) + round(-2.5)", "int", -1]],
  floor: [["floor(-0.5)", "int", -1]],
  ceil: [["ceil(half)", "int", 1]],
  range: [
    ["range(3)", "int[]", [0, 1, 2]],
    ["range(2, 4)", "int[]", [2, 3]],
    ["range(4, 2)", "int[]", []],
  ],
  string: [
    ["string(n) + string(yes) + string(big) + string(text)", "string", "7true12Straße & Sons"],
    ["string(numbers)", "string", "[3,1,2,3]"],
    ["string(anything)", "string", '{"deep":[1,"two",null]}'],
    ['len(string(now())) == 24 && endsWith(`${now()}`, "Z")', "boolean", true],
  ],
  number: [
    ['number("1.5")', "number?", 1.5],
    ['number(" ")', "number?", undefined],
    ["number(text)", "number?", undefined],
    ["number(half) + number(yes) + number(big)", "number", 13.5],
  ],
  int: [
    ["int(2.9)", "int", 2],
    ["int(-2.9)", "int", -2],
    ["int(big)", "int", 12],
    ['int("12.7")', "int?", 12],
    ['int("12x")', "int?", undefined],
    ['int("Infinity")', "int?", undefined],
    ['int("") ?? 5', "int", 5],
  ],
  visits: [["visits(c0) + visits(finish)", "int", 1]],
  now: [["now() > now()", "boolean", false]],
  uuid: [["matches(uuid(), /^[0-9a-f-]{36}$/)", "boolean", true]],
};

const all = Object.values(cases).flat();
const folder = `${root}.cache/emit-expressions`;
let text = "";
let output: { readonly [field: string]: unknown } = {};

beforeAll(async () => {
  const fields = all.map(([, type], index) => `    output r${index}?: ${type.replace(/\?$/, "")}`);
  const nodes = all.map(([expression], index) => `  node c${index} => { r${index}: ${expression} }`);
  const chain = all.map((_, index) => `c${index}`).join(" -> ");
  const source = `type Place { city: string, code?: int }\ngraph Cases {\n  limit 1000 steps\n  state {${state}\n${fields.join("\n")}\n    output list: int[] = [1] reduce append\n  }\n${nodes.join("\n")}\n  node more => { list: [2] }\n  node replace => { list: set([9]) }\n  node finish => { list: [3] }\n  start -> ${chain} -> more -> replace -> finish -> end\n}\n`;
  mkdirSync(folder, { recursive: true });
  text = await moduleOf(source);
  writeFileSync(`${folder}/cases.graph.ts`, text);
  const module = (await import(`${folder}/cases.graph.ts`)) as {
    readonly cases: { invoke(input: object): Promise<typeof output> };
  };
  output = await module.cases.invoke({});
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("emitted expressions", () => {
  let index = 0;
  for (const [group, some] of Object.entries(cases)) {
    describe(group, () => {
      for (const [expression, , expected] of some) {
        const field = `r${index++}`;
        it(`${expression} is ${expected === undefined ? "absent" : typeof expected === "bigint" ? `${expected}n` : JSON.stringify(expected)}`, () => {
          expect(output[field]).toEqual(expected);
        });
      }
    });
  }

  it("set(…) replaces what was folded before", () => {
    expect(output["list"]).toEqual([9, 3]);
  });

  it("pass TypeScript with every strict option", () => {
    expect(typeErrors(7, ".cache/emit-expressions", ["*.graph.ts"])).toEqual([]);
  });

  it("are laid out as Prettier would lay them out", async () => {
    const { format } = await import("prettier");
    expect(await format(text, { parser: "typescript", printWidth: 120 })).toBe(text);
  });

  it("cover every function of the language", () => {
    const covered = [...Object.keys(cases), "set"];
    expect(covered).toEqual(expect.arrayContaining([...functions.keys()]));
  });
});

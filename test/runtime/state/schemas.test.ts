import { describe, expect, test } from "vitest";
import * as rt from "../../../runtime/state/schemas.ts";
import { adopt, explain, refused } from "../../../runtime/state/index.ts";
import { set } from "../../../runtime/types/replacement.ts";
import type { Schema } from "../../../runtime/types/schema.ts";

/** What Standard Schema says of a value: `fits`, or the issues as `path: message`. */
function check(schema: Schema<unknown>, value: unknown): "fits" | string[] {
  const result = schema["~standard"].validate(value);
  expect(adopt(schema, value) === refused).toBe(result.issues !== undefined);
  return result.issues === undefined
    ? "fits"
    : result.issues.map(({ message, path = [] }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`));
}

const decision = rt.object<{ approved: boolean; comment?: string }>({
  approved: rt.boolean,
  comment: rt.optional(rt.where(rt.string, (value) => value.length <= 5, "len(value) <= 5", { maxLength: 5 })),
});

class Client {
  readonly url = "http://localhost";
}

describe("a schema accepts what its type allows", () => {
  test.each<[string, Schema<unknown>, unknown]>([
    ["string", rt.string, "\ud800"],
    ["int", rt.int, -3],
    ["int as -0", rt.int, -0],
    ["number", rt.number, 0.5],
    ["number as NaN", rt.number, Number.NaN],
    ["number as Infinity", rt.number, -Infinity],
    ["boolean", rt.boolean, false],
    ["date", rt.date, new Date(0)],
    ["bigint", rt.bigint, 10n],
    ["bytes", rt.bytes, new Uint8Array([1])],
    ["bytes from a Buffer", rt.bytes, Buffer.from("a")],
    ["json", rt.json, { a: [null, 1, { b: "c" }], ["__proto__"]: {} }],
    ["json null", rt.json, null],
    ["literals", rt.literals<string | number | boolean | bigint | null>("a", 1, true, null, 10n), 10n],
    ["array", rt.array(rt.int), [1, 2]],
    ["tuple", rt.tuple(rt.int, rt.string), [1, "a"]],
    ["map", rt.map(rt.int), { a: 1, ["__proto__"]: 2 }],
    ["map without a prototype", rt.map(rt.int), Object.assign(Object.create(null), { a: 1 })],
    ["opaque", rt.opaque("Message"), { role: "user", parts: [{ text: "hi" }] }],
    ["either", rt.either<string | number>(rt.string, rt.int), 3],
    ["object", decision, { approved: true }],
    ["object with more members than it names", decision, { approved: true, extra: { at: [1] } }],
    ["fields", rt.fields<{ a: number }>({ a: rt.int }), { a: 1 }],
    ["update", rt.updateOf<{ a: number; b?: string }>({ a: rt.int, b: rt.optional(rt.string) }), { b: undefined }],
    ["empty update", rt.updateOf<{ a: number }>({ a: rt.int }), {}],
    ["replacement", rt.updateOf<{ a: unknown }>({ a: rt.reduced(rt.array(rt.int)) }), { a: set([1]) }],
    ["replacement of another type", rt.reduced<unknown, number>(rt.string, rt.int), set(1)],
    ["partial object", rt.partial(decision), { approved: undefined }],
    ["partial map", rt.partial(rt.map(rt.int)), { a: undefined, b: 1 }],
    ["deep partial", rt.deepPartial(rt.object<{ d: object }>({ d: decision })), { d: { comment: "x" } }],
  ])("%s", (_, schema, value) => {
    expect(check(schema, value)).toBe("fits");
  });
});

describe("a schema refuses what its type does not allow, and says where and what", () => {
  test.each<[string, Schema<unknown>, unknown, string[]]>([
    ["string", rt.string, 3, ["expected string, found 3"]],
    ["string for undefined", rt.string, undefined, ["expected string, found nothing"]],
    ["int", rt.int, 1.5, ["expected int, found 1.5"]],
    ["int NaN", rt.int, Number.NaN, ["expected int, found NaN"]],
    ["int Infinity", rt.int, Infinity, ["expected int, found Infinity"]],
    ["number", rt.number, "1", ['expected number, found "1"']],
    ["boolean", rt.boolean, 0, ["expected boolean, found 0"]],
    ["date", rt.date, "2020-01-01", ['expected date, found "2020-01-01"']],
    ["invalid date", rt.date, new Date(Number.NaN), ["cannot be stored: found an invalid Date"]],
    ["bigint", rt.bigint, 1, ["expected bigint, found 1"]],
    ["bytes", rt.bytes, [1], ["expected bytes, found an array of 1"]],
    ["literals", rt.literals("a", "b"), "c", ['expected "a" | "b", found "c"']],
    ["array", rt.array(rt.int), {}, ["expected int[], found an object"]],
    ["array of a union", rt.array(rt.literals(1, 2)), null, ["expected (1 | 2)[], found null"]],
    ["elements", rt.array(rt.int), [1, "a", null], ['1: expected int, found "a"', "2: expected int, found null"]],
    ["a hole", rt.array(rt.int), Array.from({ length: 2 }).fill(1, 0, 1), ["1: expected int, found nothing"]],
    ["a derived array", rt.array(rt.int), new (class List extends Array {})(), ["expected int[], found an array of 0"]],
    ["tuple of another length", rt.tuple(rt.int), [], ["expected [int], found an array of 0"]],
    ["tuple element", rt.tuple(rt.int, rt.string), [1, 2], ["1: expected string, found 2"]],
    ["map", rt.map(rt.int), new Map(), ["expected Record<string, int>, found an instance of Map"]],
    ["map value", rt.map(rt.int), { a: "b" }, ['a: expected int, found "b"']],
    ["object", decision, null, ["expected an object, found null"]],
    ["array for an object", decision, [], ["expected an object, found an array of 0"]],
    ["instance for an object", decision, new Client(), ["expected an object, found an instance of Client"]],
    ["missing member", decision, {}, ["approved: expected boolean, found nothing"]],
    ["undefined member", decision, { approved: undefined }, ["approved: expected boolean, found nothing"]],
    ["unnamed function", decision, { approved: true, on() {} }, ["on: cannot be stored: found a function"]],
    [
      "condition",
      decision,
      { approved: true, comment: "too long" },
      ['comment: must satisfy len(value) <= 5, found "too long"'],
    ],
    ["unknown field", rt.fields<{ a: number }>({ a: rt.int }), { a: 1, b: 2 }, ['b: unknown member "b"; known are: a']],
    ["unknown in update", rt.updateOf<{ a: number }>({ a: rt.int }), { b: 2 }, ['b: unknown member "b"; known are: a']],
    [
      "undefined in update",
      rt.updateOf<{ a: number }>({ a: rt.int }),
      { a: undefined },
      ["a: expected int, found nothing"],
    ],
    [
      "a Map for an update",
      rt.updateOf<{ a: number }>({ a: rt.int }),
      new Map(),
      ["expected an object, found an instance of Map"],
    ],
    [
      "a list for an update",
      rt.updateOf<{ a: number }>({ a: rt.int }),
      ["a"],
      ["expected an object, found an array of 1"],
    ],
    ["replacement", rt.reduced(rt.array(rt.int)), set(["a"]), ['0: expected int, found "a"']],
    ["forged replacement", rt.reduced(rt.int), { value: 1 }, ["expected int, found an object"]],
    ["union", rt.either<unknown>(rt.string, rt.int), null, ["expected string | int, found null"]],
  ])("%s", (_, schema, value, issues) => {
    expect(check(schema, value)).toEqual(issues);
  });

  test("a union reports what is wrong inside the member that comes nearest", () => {
    const shape = rt.either<unknown>(
      rt.object<{ kind: "circle"; radius: number }>({ kind: rt.literals("circle"), radius: rt.number }),
      rt.object<{ kind: "box"; width: number; height: number }>({
        kind: rt.literals("box"),
        width: rt.number,
        height: rt.number,
      }),
    );
    expect(check(shape, { kind: "box", width: 1, height: "2" })).toEqual(['height: expected number, found "2"']);
  });

  test("a condition that throws does not hold", () => {
    const schema = rt.where(rt.opaque<{ a: { b: number } }>("T"), (value) => value.a.b > 0, "value.a.b > 0");
    expect(check(schema, {})).toEqual(["must satisfy value.a.b > 0, found an object"]);
  });

  test("long strings are cut in messages", () => {
    expect(check(rt.int, "x".repeat(100))).toEqual([`expected int, found "${"x".repeat(40)}…"`]);
  });
});

describe("opaque and json values", () => {
  const cycle: { [key: string]: unknown } = { list: [1] };
  cycle["again"] = [cycle];
  test.each<[string, unknown, string]>([
    ["a function", { a: { b: () => 1 } }, "a.b: cannot be stored: found a function"],
    ["a class instance", [{ c: new Client() }], "0.c: cannot be stored: found an instance of Client"],
    ["a Map", { m: new Map() }, "m: cannot be stored: found an instance of Map"],
    ["a Date", { at: new Date(0) }, "at: cannot be stored: found a Date (1970-01-01T00:00:00.000Z)"],
    ["a bigint", [1n], "0: cannot be stored: found 1n"],
    ["NaN", { n: Number.NaN }, "n: cannot be stored: found NaN"],
    ["a symbol", [Symbol("s")], "0: cannot be stored: found a symbol"],
    ["a member named by a symbol", { [Symbol("s")]: 1 }, "cannot be stored: found a member named by Symbol(s)"],
    [
      "undefined in an object",
      { a: undefined },
      "a: cannot be stored: found undefined (leave the member out, or use null)",
    ],
    ["undefined in an array", [undefined], "0: cannot be stored: found undefined (leave the member out, or use null)"],
    ["a cycle", cycle, "again.0: cannot be stored: found a cycle"],
  ])("refuse %s", (_, value, issue) => {
    expect(check(rt.json, value)).toEqual([issue]);
    expect(check(rt.opaque("T"), value)).toEqual([issue]);
    expect(explain(rt.json, value)[0]).toMatchObject({ reason: "unstorable" });
  });

  test("may share a part, which is no cycle", () => {
    const part = { a: 1 };
    expect(check(rt.json, [part, part])).toBe("fits");
  });

  test("are refused when they are nested too deeply to be stored, not by an overflow of the stack", () => {
    const deep: unknown = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));
    expect(check(rt.json, deep)).toEqual([expect.stringContaining("a nesting deeper than 1000")]);
  });
});

describe("recursive types", () => {
  interface Tree {
    readonly name: string;
    readonly children: readonly Tree[];
  }
  const tree: Schema<Tree> = rt.lazy("Tree", () => rt.object<Tree>({ name: rt.string, children: rt.array(tree) }));

  test("are checked at every depth", () => {
    const value = { name: "a", children: [{ name: "b", children: [{ name: 3, children: [] }] }] };
    expect(check(tree, value)).toEqual(["children.0.children.0.name: expected string, found 3"]);
    expect(check(tree, { name: "a", children: [] })).toBe("fits");
  });

  test("are checked in time that grows with the value, also where no literal tells the types of a union apart", () => {
    const either: Schema<unknown> = rt.lazy<unknown>("Either", () => rt.either<unknown>(...shapes));
    const shapes = ["a", "b", "c"].map((name) =>
      rt.object<{ [name: string]: unknown }>({ inner: either, [name]: rt.optional(rt.int) }),
    );
    const leaf = rt.lazy<unknown>("Leaf", () => rt.either<unknown>(rt.string, either));
    shapes.push(rt.object<{ [name: string]: unknown }>({ inner: rt.string }));
    const nested = (inner: unknown): unknown => {
      let value = { inner };
      for (let i = 0; i < 200; i++) value = { inner: value };
      return value;
    };
    expect(check(leaf, nested("end"))).toBe("fits");
    expect(adopt(leaf, nested("end"))).not.toBe(refused);
    expect(check(leaf, nested(1))).toHaveLength(1);
    expect(adopt(leaf, nested(1))).toBe(refused);
  });

  test("refuse a cycle", () => {
    const value = { name: "a", children: [] as unknown[] };
    value.children.push(value);
    expect(explain(tree, value)).toMatchObject([{ reason: "unstorable", found: expect.stringContaining("cycle") }]);
    expect(adopt(tree, value)).toBe(refused);
    expect(check(tree, { name: "a", children: [] })).toBe("fits");
  });

  test("may be merged deeply", () => {
    interface Config {
      readonly name: string;
      readonly inner?: Config;
    }
    const config: Schema<Config> = rt.lazy("Config", () =>
      rt.object<Config>({ name: rt.string, inner: rt.optional(config) }),
    );
    expect(check(rt.deepPartial(config), { inner: { inner: { name: "a" } } })).toBe("fits");
    expect(check(rt.deepPartial(config), { inner: { inner: { name: 1 } } })).toEqual([
      "inner.inner.name: expected string, found 1",
    ]);
  });
});

test("only objects and maps have a partial type", () => {
  expect(() => rt.partial(rt.int)).toThrow("Only objects and maps can be merged, not int.");
});

test("a schema is a Standard Schema that hands out the value itself", () => {
  const value = { approved: true };
  const standard = decision["~standard"];
  expect(standard).toMatchObject({ version: 1, vendor: "graphc" });
  const result = standard.validate(value);
  expect("value" in result && result.value).toBe(value);
  expect(Object.isFrozen(value)).toBe(false);
});

import { describe, expect, it } from "vitest";
import { rt } from "../../programs/define.ts";
import { isDeeper } from "../../../../runtime/http/json/depth.ts";
import { revive } from "../../../../runtime/http/json/revive.ts";
import { toJson } from "../../../../runtime/http/json/write.ts";

const at = new Date("2027-03-01T12:00:00.500Z");

const tree: rt.Schema<unknown> = rt.lazy<unknown>("Tree", () =>
  rt.object<{ at: Date; kids: readonly unknown[] }>({ at: rt.date, kids: rt.array(tree) }),
);

const forms: readonly (readonly [name: string, schema: rt.Schema<unknown>, value: unknown, json: unknown])[] = [
  ["dates", rt.date, at, "2027-03-01T12:00:00.500Z"],
  ["bigints", rt.bigint, -12345678901234567890n, "-12345678901234567890"],
  ["bytes", rt.bytes, new Uint8Array([1, 2, 255]), "AQL/"],
  ["no bytes", rt.bytes, new Uint8Array(), ""],
  ["numbers", rt.number, 1.5, 1.5],
  ["numbers that JSON lacks", rt.number, Number.NEGATIVE_INFINITY, "-Infinity"],
  ["texts that look like dates", rt.string, "2027-03-01T12:00:00.500Z", "2027-03-01T12:00:00.500Z"],
  ["any JSON", rt.json, { "12": "12", list: [null, "AQI="] }, { "12": "12", list: [null, "AQI="] }],
  ["arrays", rt.array(rt.date), [at], ["2027-03-01T12:00:00.500Z"]],
  ["tuples", rt.tuple(rt.string, rt.bigint), ["1", 1n], ["1", "1"]],
  ["maps", rt.map(rt.bigint), { a: 1n }, { a: "1" }],
  ["members", rt.object({ a: rt.optional(rt.date), b: rt.string }), { a: at, b: "b" }, { a: at.toISOString(), b: "b" }],
  ["conditions", rt.where(rt.bigint, (value) => value > 0n, "value > 0"), 5n, "5"],
  ["literals", rt.literals<string | bigint>("1", 2n), 2n, "2"],
  ["the first of a union that fits", rt.either<unknown>(rt.int, rt.date), at, at.toISOString()],
  [
    "named types",
    tree,
    { at, kids: [{ at, kids: [] }] },
    { at: at.toISOString(), kids: [{ at: at.toISOString(), kids: [] }] },
  ],
];

describe("Values as JSON", () => {
  it.each(forms)("are written and read: %s", (_name, schema, value, json) => {
    expect(JSON.parse(toJson(value))).toEqual(json);
    expect(revive(schema, json)).toEqual(value);
  });

  it("stay what they are where they do not fit, for the schema to refuse", () => {
    for (const wrong of [
      "yesterday",
      "2027-13-01T00:00:00Z",
      "2027-02-29T00:00:00Z",
      "2027-04-31T00:00:00+02:00",
      "2027-03-01",
      5,
      null,
      {},
    ]) {
      expect(revive(rt.date, wrong)).toEqual(wrong);
    }
    expect(revive(rt.bigint, "1.5")).toBe("1.5");
    expect(revive(rt.bigint, "9".repeat(5000))).toBe("9".repeat(5000));
    expect(revive(rt.bytes, "*")).toBe("*");
  });

  it("keep members called __proto__ apart from prototypes", () => {
    const value = revive(rt.map(rt.bigint), JSON.parse('{"__proto__": "1", "a": "2"}'));
    expect(Object.entries(Object(value))).toEqual([
      ["__proto__", 1n],
      ["a", 2n],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(toJson(value)).toBe('{"__proto__":"1","a":"2"}');
  });

  it("of unions that literals tell apart are read in time that grows with their size, fitting or not", () => {
    const either: rt.Schema<unknown> = rt.lazy<unknown>("Term", () => rt.either<unknown>(...["a", "b", "c"].map(term)));
    const term = (kind: string): rt.Schema<unknown> =>
      rt.object<{ kind: string; at?: Date; term?: unknown }>({
        kind: rt.literals(kind),
        at: rt.optional(rt.date),
        term: rt.optional(either),
      });
    const nested = (innermost: unknown): unknown => {
      let value = innermost;
      for (let i = 0; i < 95; i++) value = { term: value, kind: "c" };
      return value;
    };
    const validate = (json: unknown): unknown => either["~standard"].validate(revive(either, json)).issues?.[0];
    expect(validate(nested({ kind: "b", at: at.toISOString() }))).toBeUndefined();
    expect(validate(nested({ kind: "b", at: "soon" }))).toMatchObject({ message: 'expected date, found "soon"' });
    expect(validate(nested({ kind: "d" }))).toMatchObject({ message: 'expected "a", found "d"' });
  });

  it("of unions that nothing tells apart are read in time that grows with their size as well", () => {
    const either: rt.Schema<unknown> = rt.lazy<unknown>("Either", () => rt.either<unknown>(...shapes));
    const shapes = ["a", "b", "c"].map((name) =>
      rt.object<{ [name: string]: unknown }>({ inner: either, [name]: rt.optional(rt.int) }),
    );
    shapes.push(rt.object<{ [name: string]: unknown }>({ inner: rt.date }));
    const nested = (inner: unknown): unknown => {
      let value = { inner };
      for (let i = 0; i < 95; i++) value = { inner: value };
      return value;
    };
    const validate = (json: unknown): unknown => either["~standard"].validate(revive(either, json)).issues;
    expect(validate(nested(at.toISOString()))).toBeUndefined();
    expect(validate(nested("soon"))).toHaveLength(1);
  });

  it("leave out what is undefined, and say null for it in arrays", () => {
    expect(toJson({ a: undefined, b: [undefined, () => 1], c: null })).toBe('{"b":[null,null],"c":null}');
  });
});

describe("The depth of JSON text", () => {
  it("counts arrays and objects, and nothing in strings", () => {
    expect(isDeeper("[[1]]", 2)).toBe(false);
    expect(isDeeper('[{"a":[1]}]', 2)).toBe(true);
    expect(isDeeper(String.raw`["[[[[", "\"[[[[", "\\"]`, 1)).toBe(false);
    expect(isDeeper("[".repeat(1_000_000), 100)).toBe(true);
    expect(isDeeper('"never closed [[[', 1)).toBe(false);
    expect(isDeeper("[],".repeat(1000), 1)).toBe(false);
  });
});

import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adopt, decode, encode, join, refused } from "../../../runtime/state/index.ts";
import * as rt from "../../../runtime/state/schemas.ts";
import type { Schema } from "../../../runtime/types/schema.ts";

/** Whether a value is exactly this one: also in `-0`, prototypes and members called `constructor`. */
function sameAs(expected: unknown): (value: unknown) => boolean {
  return (value) => isDeepStrictEqual(value, expected);
}

/** Any text, also with lone surrogates, and names that look like tags. */
const texts = fc.oneof(
  fc.string({
    unit: fc.oneof(fc.string({ minLength: 1, maxLength: 1 }), fc.constantFrom("\ud800", "\udfff", "\u2028", '"', "$")),
  }),
  fc.constantFrom("$date", "$$date", "$bigint", "$", "__proto__", "constructor", '{"$date":0}'),
);
const numbers = fc.oneof(fc.double(), fc.constantFrom(-0, 0, Number.NaN, Infinity, -Infinity));
const dates = fc.date({ noInvalidDate: true });
const jsonValues: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    texts,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    tie("list"),
    tie("map"),
  ),
  list: fc.array(tie("value"), { maxLength: 4 }),
  map: fc.dictionary(texts, tie("value"), { maxKeys: 3, noNullPrototype: true }),
}))["value"] as fc.Arbitrary<unknown>;

interface Everything {
  readonly at?: Date;
  readonly big: bigint;
  readonly raw: Uint8Array;
  readonly any: unknown;
}
const everything = rt.object<Everything>({
  at: rt.optional(rt.date),
  big: rt.bigint,
  raw: rt.bytes,
  any: rt.opaque("T"),
});
const everythings = fc.record(
  { at: dates, big: fc.bigInt(), raw: fc.uint8Array({ maxLength: 20 }), any: jsonValues },
  { requiredKeys: ["big", "raw", "any"], noNullPrototype: true },
);

const union = rt.either<unknown>(
  rt.date,
  rt.bigint,
  rt.bytes,
  rt.number,
  rt.string,
  rt.map(rt.string),
  rt.literals(null),
);
const unions = fc.oneof(
  dates,
  fc.bigInt(),
  fc.uint8Array({ maxLength: 9 }),
  numbers,
  texts,
  fc.dictionary(texts, texts, { noNullPrototype: true }),
  fc.constant(null),
);

describe("what is stored comes back exactly", () => {
  test.each<[string, Schema<unknown>, fc.Arbitrary<unknown>]>([
    ["string", rt.string, texts],
    ["number", rt.number, numbers],
    ["int", rt.int, fc.oneof(fc.integer(), fc.constant(-0))],
    ["boolean", rt.boolean, fc.boolean()],
    ["date", rt.date, dates],
    ["bigint", rt.bigint, fc.bigInt()],
    ["bytes", rt.bytes, fc.uint8Array()],
    ["json", rt.json, jsonValues],
    [
      "literals",
      rt.literals<string | bigint | number | null>("$date", 10n, null, -1),
      fc.constantFrom("$date", 10n, null, -1),
    ],
    ["array", rt.array(rt.number), fc.array(numbers)],
    ["tuple", rt.tuple(rt.date, rt.bigint), fc.tuple(dates, fc.bigInt())],
    ["map", rt.map(rt.date), fc.dictionary(texts, dates, { noNullPrototype: true })],
    ["object", everything, everythings],
    ["union", rt.array(union), fc.array(unions)],
  ])("%s", (_, schema, values) => {
    fc.assert(
      fc.property(values, (value) => {
        const stored = encode(adopt(schema, value));
        expect(new TextDecoder().decode(new TextEncoder().encode(stored))).toBe(stored);
        const back = adopt(schema, decode(stored));
        expect(back).toSatisfy(sameAs(value));
        expect(encode(back)).toBe(stored);
      }),
    );
  });

  test("large bytes", () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);
    expect(decode(encode(bytes))).toSatisfy(sameAs(bytes));
  });
});

test("large bigints are stored and read in no time", () => {
  for (const digits of [19, 20, 21, 400, 1_000_000]) {
    const big = BigInt(`0x${"f".repeat(digits)}`);
    expect(decode(encode([big, -big])) as readonly bigint[]).toSatisfy(sameAs([big, -big]));
  }
  expect(encode([2n ** 64n - 1n, -(2n ** 64n), 2n ** 64n])).toBe(
    '[{"$bigint":"18446744073709551615"},{"$bigint":"-18446744073709551616"},{"$bigint":"0x10000000000000000"}]',
  );
  expect(decode(`{"$bigint":"${"9".repeat(10_000_000)}"}`)).toBeTypeOf("object");
});

test("plain data is stored as compact JSON", () => {
  expect(encode({ a: ["x", 1, null], b: { c: true } })).toBe('{"a":["x",1,null],"b":{"c":true}}');
  expect(encode([new Date(5), 7n, -0, new Uint8Array([1, 2])])).toBe(
    '[{"$date":5},{"$bigint":"7"},{"$number":"-0"},{"$bytes":"AQI="}]',
  );
});

describe("hostile text stays data", () => {
  test.each([
    '{"$date":"x"}',
    '{"$date":1e99}',
    '{"$date":null}',
    '{"$bigint":"0o17"}',
    '{"$bigint":"0x"}',
    '{"$bigint":"1n"}',
    '{"$bigint":"123456789012345678901"}',
    '{"$bigint":"alert(1)"}',
    '{"$bigint":7}',
    '{"$bytes":"*"}',
    '{"$number":"1"}',
    '{"$function":"() => 1"}',
    '{"$":1}',
    '{"$date":0,"b":1}',
  ])("a forged tag: %s", (text) => {
    expect(decode(text)).toEqual(JSON.parse(text));
    expect(JSON.stringify(decode(encode(decode(text))))).toBe(text.replace("1e99", "1e+99"));
  });

  test("an escaped tag is the object that it was", () => {
    expect(decode('{"$$date":0}')).toEqual({ $date: 0 });
    expect(decode(encode({ $$date: { $date: 0 } }))).toEqual({ $$date: { $date: 0 } });
  });

  test("a prototype", () => {
    const value = decode('{"__proto__":{"a":{"$date":0}},"b":{"$bigint":"1"}}') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(value, "__proto__")?.value).toEqual({ a: new Date(0) });
    expect(Object.getPrototypeOf(decode('{"$$__proto__":{"a":1}}'))).toBe(Object.prototype);
  });

  test("nesting without end is refused when it is adopted", () => {
    const text = `${'{"$x":['.repeat(30_000)}1${"]}".repeat(30_000)}`;
    expect(adopt(rt.json, decode(text))).toBe(refused);
  });

  test("what is no JSON is an error", () => {
    expect(() => decode("{")).toThrow(SyntaxError);
  });
});

test("what was not adopted is not stored", () => {
  const unfit = [new Map(), undefined, () => 1, Symbol("s"), new Error("e")];
  for (const value of unfit) {
    for (const list of [[value], [1, 2, 3, 4, 5, 6, 7, 8, value]]) {
      expect(() => encode({ list })).toThrow("please report this");
    }
  }
  // oxlint-disable-next-line no-sparse-arrays -- It is what is meant.
  expect(() => encode([1, , 2])).toThrow("please report this");
});

test("members that are undefined are left out, and make no tag of another", () => {
  expect(encode({ a: undefined, b: 1 })).toBe('{"b":1}');
  expect(decode(encode({ $date: 0, a: undefined }))).toEqual({ $date: 0 });
  expect(encode([{ a: undefined }, 1, 2, 3, 4, 5, 6, 7])).toBe("[{},1,2,3,4,5,6,7]");
});

describe("chunks of a field", () => {
  test("are joined to one frozen array", () => {
    const joined = join([[1, 2], [3], []]);
    expect(joined).toEqual([1, 2, 3]);
    expect(Object.isFrozen(joined)).toBe(true);
  });

  test("are the value itself if there is one", () => {
    const value = { a: 1 };
    expect(join([value])).toBe(value);
  });

  test("of stored text that do not fit together are refused when they are adopted", () => {
    expect(adopt(rt.array(rt.int), join([[1], { a: 1 }]))).toBe(refused);
  });
});

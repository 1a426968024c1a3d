import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adopt, decode, encode, explain, type Path, refused, storable } from "../../../runtime/state/index.ts";
import * as rt from "../../../runtime/state/schemas.ts";
import type { Schema } from "../../../runtime/types/schema.ts";

const names = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toJSON", "then", "$", "$date", "$$date", "$bytes", "$bigint", "$number"),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const texts = fc.oneof(names, fc.string({ unit: fc.constantFrom("\ud800", "\udc00", "\0", '"', "\\", "é", "a") }));
const numbers = fc.oneof(fc.double(), fc.constantFrom(-0, 0, Number.NaN, Infinity, -Infinity, 1e21, 5e-324));
const bigints = fc.oneof(fc.bigInt(), fc.bigInt({ min: -(2n ** 4000n), max: 2n ** 4000n }));

class Point {
  readonly x = 1;
}

/** What has no place in storage. */
const unfit = fc.oneof(
  fc.constantFrom<unknown>(Symbol("s"), () => 1, new Point(), new Map(), new Set([1]), /a/, new Date(Number.NaN)),
  fc.constantFrom<unknown>(
    new Error("e"),
    Promise.resolve(),
    new Float64Array(1),
    new WeakMap(),
    Object.create({ a: 1 }),
  ),
  fc.constant(1).map(() => cycle()),
  // oxlint-disable-next-line no-sparse-arrays -- It is what is meant.
  fc.constant(1).map(() => [1, , 2]),
  fc.constant(1).map(() => ({ [Symbol("s")]: 1 })),
);

function cycle(): unknown {
  const list: unknown[] = [1];
  list.push({ list });
  return list;
}

/** An object with these own members, whatever their names. */
function objectOf(members: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [name, value] of members) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

/** As `objectOf`, but every member is computed when it is read. */
function computed(members: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [name, value] of members) {
    Object.defineProperty(object, name, { get: () => value, enumerable: true, configurable: true });
  }
  return object;
}

function valuesOf(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { value } = fc.letrec<{ value: unknown; members: [string, unknown][] }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      leaf,
      fc.array(tie("value"), { maxLength: 12 }),
      tie("members").map(objectOf),
      tie("members").map(computed),
    ),
    members: fc.uniqueArray(fc.tuple(names, tie("value")), { maxLength: 3, selector: ([name]) => name }),
  }));
  return value;
}

const leaves = [texts, fc.boolean(), fc.constant(null)];
const extras = [numbers, bigints, fc.date({ noInvalidDate: true }), fc.uint8Array({ maxLength: 5 })];
const anything = valuesOf(fc.oneof(...leaves, ...extras, { arbitrary: unfit, weight: 1 }));
const storables = valuesOf(fc.oneof(...leaves, ...extras));

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, part) => (inner as { readonly [part: string | number]: unknown })[part], value);
}

/** Whether a value can be stored but for what it contains. */
function isFitByItself(value: unknown): boolean {
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  if (value instanceof Uint8Array || value === null) return true;
  if (typeof value !== "object") return !["function", "symbol", "undefined"].includes(typeof value);
  if (Object.getOwnPropertySymbols(value).length > 0) return false;
  return [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as object);
}

function isUnpolluted(): boolean {
  const names = Object.getOwnPropertyNames(Object.prototype);
  return names.length === 12 && names.every((name) => !Object.keys(Object.prototype).includes(name));
}

describe("any value", () => {
  test("comes back exactly, or is refused with the place", () => {
    let [kept, not] = [0, 0];
    fc.assert(
      fc.property(anything, (value) => {
        const findings = explain(storable, value);
        const adopted = adopt(storable, value);
        expect(adopted === refused).toBe(findings.length > 0);
        if (adopted === refused) {
          not++;
          const [{ path } = { path: [] }] = findings;
          // A cycle is found where it closes.
          const culprit = at(value, path);
          if (findings[0]?.found !== "a cycle") expect(isFitByItself(culprit)).toBe(false);
          else expect(path.some((_, i) => at(value, path.slice(0, i)) === culprit)).toBe(true);
        } else {
          kept++;
          expect(isDeepStrictEqual(decode(encode(adopted)), value)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
    expect([kept, not].every((count) => count > 300)).toBe(true);
  });

  test("that is JSON of a TypeScript type comes back exactly, or is refused with the place", () => {
    fc.assert(
      fc.property(anything, (value) => {
        const schema = rt.opaque("Theirs");
        const findings = explain(schema, value);
        const adopted = adopt(schema, value);
        expect(adopted === refused).toBe(findings.length > 0);
        if (adopted !== refused) expect(isDeepStrictEqual(decode(encode(adopted)), value)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test("has one text, which is valid Unicode without U+0000", () => {
    fc.assert(
      fc.property(storables, (value) => {
        const text = encode(adopt(storable, value));
        expect(encode(decode(text))).toBe(text);
        expect(text).not.toMatch(/\0|\p{Surrogate}/u);
      }),
    );
  });
});

interface Tree {
  readonly at?: Date;
  readonly big: bigint;
  readonly raw: Uint8Array;
  readonly n: number;
  readonly any: unknown;
  readonly maps: { readonly [key: string]: { readonly [key: string]: readonly (Date | bigint | string)[] } };
  readonly pair: readonly [Uint8Array, number];
  readonly below: readonly Tree[];
}
const tree: Schema<Tree> = rt.lazy("Tree", () =>
  rt.object<Tree>({
    at: rt.optional(rt.date),
    big: rt.bigint,
    raw: rt.bytes,
    n: rt.number,
    any: rt.opaque("Theirs"),
    maps: rt.map(rt.map(rt.array(rt.either<Date | bigint | string>(rt.date, rt.bigint, rt.string)))),
    pair: rt.tuple(rt.bytes, rt.number),
    below: rt.array(tree),
  }),
);

const jsons = valuesOf(fc.oneof(...leaves, fc.double({ noNaN: true, noDefaultInfinity: true })));
const mapsOf = <V>(values: fc.Arbitrary<V>): fc.Arbitrary<object> =>
  fc.uniqueArray(fc.tuple(names, values), { maxLength: 3, selector: ([name]) => name }).map(objectOf);
const trees = fc.letrec((tie) => ({
  tree: fc.record(
    {
      at: fc.date({ noInvalidDate: true }),
      big: bigints,
      raw: fc.uint8Array({ maxLength: 5 }),
      n: numbers,
      any: jsons,
      maps: mapsOf(mapsOf(fc.array(fc.oneof(fc.date({ noInvalidDate: true }), bigints, texts), { maxLength: 10 }))),
      pair: fc.tuple(fc.uint8Array({ maxLength: 2 }), numbers),
      below: fc.oneof({ maxDepth: 2 }, fc.constant([]), fc.array(tie("tree"), { maxLength: 3 })),
    },
    { requiredKeys: ["big", "raw", "n", "any", "maps", "pair", "below"], noNullPrototype: true },
  ),
}))["tree"] as fc.Arbitrary<Tree>;

test("a value of every type, nested in every other, comes back exactly and fits again", () => {
  fc.assert(
    fc.property(trees, (value) => {
      const back = adopt(tree, decode(encode(adopt(tree, value))));
      expect(isDeepStrictEqual(back, value)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

describe("text from anybody", () => {
  /** Reads it as the engine would: an error that says that it is no JSON, or data. */
  function readSafely(text: string): void {
    let value: unknown;
    try {
      value = decode(text);
    } catch (error) {
      expect(error).toBeInstanceOf(SyntaxError);
      return;
    }
    expect(isUnpolluted()).toBe(true);
    for (const schema of [storable, rt.json, tree] as const) {
      const kept = adopt(schema, decode(text));
      expect(kept === refused).toBe(explain(schema, value).length > 0);
      if (kept !== refused) expect(isDeepStrictEqual(decode(encode(kept)), kept)).toBe(true);
    }
  }

  test("that is JSON is data", () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), readSafely));
    fc.assert(
      fc.property(jsons, (value) => {
        // Without the codec, so that every tag is forged.
        readSafely(JSON.stringify(value));
      }),
    );
  });

  test("that was changed anywhere is data, or no JSON", () => {
    fc.assert(
      fc.property(
        fc.oneof(trees, storables),
        fc.array(
          fc.tuple(fc.nat(), fc.constantFrom("", '"', "{", "}", "[", "]", ",", "$", "0", "-", "x", "\\"), fc.nat(3)),
        ),
        (value, edits) => {
          let text = encode(adopt(storable, value));
          for (const [place, inserted, removed] of edits) {
            const from = place % (text.length + 1);
            text = text.slice(0, from) + inserted + text.slice(from + removed);
          }
          readSafely(text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("that was cut off or repeated is data, or no JSON", () => {
    fc.assert(
      fc.property(storables, fc.nat(), fc.nat(), (value, from, to) => {
        const text = encode(adopt(storable, value));
        readSafely(text.slice(from % (text.length + 1)));
        readSafely(text.slice(0, to % (text.length + 1)) + text);
      }),
    );
  });
});

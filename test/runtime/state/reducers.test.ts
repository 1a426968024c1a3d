import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as rt from "../../../runtime/state/reducers.ts";
import { Fold } from "../../../runtime/state/index.ts";

/** Whether a value is exactly this one: also in `-0`, prototypes and members called `constructor`. */
function sameAs(expected: unknown): (value: unknown) => boolean {
  return (value) => isDeepStrictEqual(value, expected);
}

function foldAll(folds: () => void): void {
  const fold = new Fold();
  try {
    fold.run(folds);
  } finally {
    fold.close();
  }
}

type Reducer = (current: never, update: never) => unknown;
interface Item {
  readonly id: number;
  readonly v?: string;
}
const byId = rt.appendBy<Item, "id">("id");
const sums = rt.mergeWith(rt.add);
const lists = rt.mergeWith(rt.append);

const cases: readonly [string, Reducer, unknown, unknown, unknown][] = [
  ["append", rt.append, ["a"], ["b", "c"], ["a", "b", "c"]],
  ["append to nothing", rt.append, undefined, ["b"], ["b"]],
  ["prepend", rt.prepend, ["a"], ["b", "c"], ["b", "c", "a"]],
  ["prepend to nothing", rt.prepend, undefined, ["b"], ["b"]],
  ["union", rt.union, [1, 2], [2, 3, 3], [1, 2, 3]],
  ["union of objects", rt.union, [{ a: 1, b: [2] }], [{ b: [2], a: 1 }, { a: 1 }], [{ a: 1, b: [2] }, { a: 1 }]],
  ["union of a text and an object alike", rt.union, ["{}", "1"], [{}, 1], ["{}", "1", {}, 1]],
  [
    "union of dates and bytes",
    rt.union,
    [new Date(1), new Uint8Array([1])],
    [new Date(1), new Uint8Array([1])],
    [new Date(1), new Uint8Array([1])],
  ],
  ["appendBy adds", byId, [{ id: 1 }], [{ id: 2 }], [{ id: 1 }, { id: 2 }]],
  ["appendBy replaces in place", byId, [{ id: 1 }, { id: 2 }], [{ id: 1, v: "x" }], [{ id: 1, v: "x" }, { id: 2 }]],
  ["appendBy removes", byId, [{ id: 1 }, { id: 2 }], [{ id: 1, remove: true }], [{ id: 2 }]],
  ["appendBy removes what is not there", byId, [{ id: 1 }], [{ id: 7, remove: true }], [{ id: 1 }]],
  [
    "appendBy adds again what it removed",
    byId,
    [{ id: 1 }, { id: 2 }],
    [{ id: 1, remove: true }, { id: 1 }],
    [{ id: 2 }, { id: 1 }],
  ],
  ["merge", rt.merge, { a: 1, b: { c: 1 } }, { b: { d: 2 }, e: 3 }, { a: 1, b: { d: 2 }, e: 3 }],
  ["merge removes", rt.merge, { a: 1, b: 2 }, { a: undefined }, { b: 2 }],
  ["merge into nothing", rt.merge, undefined, { a: 1 }, { a: 1 }],
  [
    "deepMerge",
    rt.deepMerge,
    { a: { b: 1, c: [1] }, d: 1 },
    { a: { c: [2], e: 3 } },
    { a: { b: 1, c: [2], e: 3 }, d: 1 },
  ],
  ["deepMerge removes", rt.deepMerge, { a: { b: 1, c: 2 } }, { a: { b: undefined } }, { a: { c: 2 } }],
  ["deepMerge of an object over a value", rt.deepMerge, { a: 1 }, { a: { b: { c: 2 } } }, { a: { b: { c: 2 } } }],
  ["deepMerge of a value over an object", rt.deepMerge, { a: { b: 1 } }, { a: null }, { a: null }],
  ["deepMerge does not see inherited members", rt.deepMerge, {}, { constructor: { a: 1 } }, { constructor: { a: 1 } }],
  ["mergeWith", sums, { a: 1, b: 2 }, { b: 3, c: 4 }, { a: 1, b: 5, c: 4 }],
  ["mergeWith does not see inherited members", sums, {}, { toString: 1 }, { toString: 1 }],
  ["mergeWith lists", lists, { a: [1] }, { a: [2], b: [3] }, { a: [1, 2], b: [3] }],
  ["add", rt.add, 2, 3, 5],
  ["add to nothing", rt.add, undefined, 3, 3],
  ["add bigints", rt.add, 2n, 3n, 5n],
  ["multiply", rt.multiply, 2, 3, 6],
  ["multiply bigints", rt.multiply, 2n, 3n, 6n],
  ["min", rt.min, 2, 3, 2],
  ["min of dates", rt.min, new Date(5), new Date(3), new Date(3)],
  ["min with NaN", rt.min, Number.NaN, 3, Number.NaN],
  ["max", rt.max, 2, 3, 3],
  ["max of strings", rt.max, "b", "a", "b"],
  ["max with NaN", rt.max, 3, Number.NaN, Number.NaN],
  ["and", rt.and, true, false, false],
  ["and with nothing", rt.and, undefined, true, true],
  ["or", rt.or, false, true, true],
  ["or with nothing", rt.or, undefined, false, false],
  ["first", rt.first, "a", "b", "a"],
  ["first after null", rt.first, null, "b", "b"],
  ["first of false", rt.first, false, true, false],
  ["last", rt.last, "a", "b", "b"],
];

describe("a reducer gives", () => {
  test.each(cases)("%s", (_, reduce, current, update, expected) => {
    const before = structuredClone([current, update]);
    const result = reduce(current as never, update as never);
    expect(result).toSatisfy(sameAs(expected));
    expect([current, update]).toSatisfy(sameAs(before));
  });

  test.each(cases)("%s, frozen and apart from what it was given", (_, reduce, current, update) => {
    const result = reduce(current as never, update as never);
    if (typeof result !== "object" || result === null || result instanceof Date) return;
    expect(Object.isFrozen(result)).toBe(true);
    expect(result).not.toBe(current);
    expect(result).not.toBe(update);
  });
});

test("a member called __proto__ is merged as data", () => {
  const hostile = JSON.parse('{"__proto__":{"polluted":true}}') as { [key: string]: never };
  for (const reduce of [rt.merge, rt.deepMerge, rt.mergeWith<unknown>((_, update) => update)]) {
    const result = (reduce as (c: object, u: object) => object)(
      (reduce as (c: object, u: object) => object)({}, hostile),
      hostile,
    );
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":true}}');
  }
  expect({}).not.toHaveProperty("polluted");
});

describe("an open fold", () => {
  const reducers: readonly [string, (current: unknown, update: unknown) => unknown, fc.Arbitrary<unknown>][] = (
    [
      ["append", rt.append, fc.array(fc.nat(5), { maxLength: 4 })],
      ["prepend", rt.prepend, fc.array(fc.nat(5), { maxLength: 4 })],
      ["union", rt.union, fc.array(fc.oneof(fc.nat(5), fc.record({ a: fc.nat(2) })), { maxLength: 4 })],
      ["appendBy", byId, fc.array(fc.record({ id: fc.nat(4), remove: fc.boolean() }), { maxLength: 4 })],
      [
        "merge",
        rt.merge,
        fc.dictionary(fc.constantFrom("a", "b", "__proto__"), fc.option(fc.nat(), { nil: undefined })),
      ],
      [
        "deepMerge",
        rt.deepMerge,
        fc.object({ maxDepth: 3, key: fc.constantFrom("a", "b", "c"), withNullPrototype: false, values: [fc.nat(3)] }),
      ],
      ["mergeWith(add)", sums, fc.dictionary(fc.constantFrom("a", "b", "constructor"), fc.nat())],
      ["mergeWith(append)", lists, fc.dictionary(fc.constantFrom("a", "b"), fc.array(fc.nat(3), { maxLength: 3 }))],
    ] as readonly [string, Reducer, fc.Arbitrary<unknown>][]
  ).map(([name, reduce, updates]) => [name, reduce as (current: unknown, update: unknown) => unknown, updates]);

  test.each(reducers)("gives what folding one by one gives: %s", (_, reduce, updates) => {
    fc.assert(
      fc.property(fc.array(updates, { maxLength: 8 }), (list) => {
        const frozen = list.map(deepFreeze);
        const oneByOne = frozen.reduce<unknown>(reduce, undefined);
        let together: unknown;
        foldAll(() => {
          for (const update of frozen) together = reduce(together, update);
        });
        expect(together).toSatisfy(sameAs(oneByOne));
        expect(isDeeplyFrozen(together)).toBe(true);
      }),
    );
  });

  test.each<[string, Reducer, (i: number) => unknown]>([
    ["append", rt.append, (i) => [i]],
    ["prepend", rt.prepend, (i) => [i]],
    ["union", rt.union, (i) => [i]],
    ["appendBy", byId, (i) => [{ id: i }]],
    ["appendBy removing", byId, (i) => [{ id: i }, { id: i - 1, remove: true }]],
  ])("copies a list once, however many updates come: %s", (_, reduce, update) => {
    let reads = 0;
    const base = counted([{ id: -5 }], () => reads++);
    let current: unknown = base;
    const results = new Set<unknown>();
    foldAll(() => {
      for (let i = 0; i < 1000; i++) results.add((current = reduce(current as never, update(i) as never)));
    });
    expect(results.size).toBe(1);
    expect(reads).toBeLessThan(10);
  });

  test.each<[string, Reducer]>([
    ["merge", rt.merge],
    ["deepMerge", rt.deepMerge],
    ["mergeWith", sums],
  ])("copies a map once, however many updates come: %s", (_, reduce) => {
    let reads = 0;
    let current: unknown = counted({ a: 1 }, () => reads++);
    const results = new Set<unknown>();
    foldAll(() => {
      for (let i = 0; i < 1000; i++) results.add((current = reduce(current as never, { [`k${i}`]: i } as never)));
    });
    expect(results.size).toBe(1);
    expect(reads).toBeLessThan(10);
  });

  test("grows nested lists and objects in place as well", () => {
    let merged: unknown = deepFreeze({ inner: { a: 1 } });
    let counts: { readonly [key: string]: readonly number[] } | undefined;
    const seen = new Set<unknown>();
    foldAll(() => {
      for (let i = 0; i < 100; i++) {
        merged = rt.deepMerge(merged, { inner: { [`k${i}`]: i } });
        counts = lists(counts, { all: Object.freeze([i]) }) as typeof counts;
        if (i > 0) seen.add(counts?.["all"]);
      }
    });
    expect(seen.size).toBe(1);
    expect(counts?.["all"]).toHaveLength(100);
    expect(isDeeplyFrozen(merged)).toBe(true);
    expect(isDeeplyFrozen(counts)).toBe(true);
  });

  test("leaves the state it began with as it was", () => {
    const state = deepFreeze({ log: ["a"] });
    let log: readonly string[] = state.log;
    foldAll(() => {
      log = rt.append(log, ["b"]);
      log = rt.append(log, ["c"]);
    });
    expect(state.log).toEqual(["a"]);
    expect(log).toEqual(["a", "b", "c"]);
  });

  test("may be nested, and is closed when a reducer throws", () => {
    let outer: readonly number[] = [];
    let inner: readonly number[] = [];
    expect(() =>
      foldAll(() => {
        outer = rt.append(outer, [1]);
        foldAll(() => {
          inner = rt.append(outer, [2]);
        });
        outer = rt.append(outer, [3]);
        throw new Error("stop");
      }),
    ).toThrow("stop");
    expect([outer, inner]).toEqual([
      [1, 3],
      [1, 2],
    ]);
    expect(Object.isFrozen(outer)).toBe(true);
    expect(Object.isFrozen(rt.append([1], [2]))).toBe(true);
  });
});

function deepFreeze<V>(value: V): V {
  if (typeof value === "object" && value !== null)
    for (const part of Object.values(Object.freeze(value))) deepFreeze(part);
  return value;
}

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}

/** A list that counts how often one of its elements is read. */
function counted<E extends object>(list: E, count: () => void): E {
  return new Proxy(list, {
    get(target, key, receiver): unknown {
      if (typeof key === "string" && key !== "length") count();
      return Reflect.get(target, key, receiver);
    },
  });
}

import { describe, expect, it } from "vitest";
import {
  greatest,
  includes,
  least,
  lookup,
  present,
  range,
  sorted,
  sum,
  toInt,
  toNumber,
  toText,
} from "../../../runtime/state/expressions.ts";

describe("lookup", () => {
  it("finds what a map has itself, and nothing that every object has", () => {
    expect(lookup({ a: 1 }, "a")).toBe(1);
    expect(lookup<number>({}, "toString")).toBeUndefined();
    expect(lookup<number>({}, "__proto__")).toBeUndefined();
  });
});

describe("sorted, least and greatest", () => {
  it("order numbers by size and texts by their units, without changing the list", () => {
    const list = Object.freeze([10, 9, 1]);
    expect(sorted(list)).toEqual([1, 9, 10]);
    expect(sorted(["b", "B", "a"])).toEqual(["B", "a", "b"]);
    expect(sorted([2n, 1n])).toEqual([1n, 2n]);
    expect(sorted([new Date(2), new Date(1)])).toEqual([new Date(1), new Date(2)]);
  });

  it("keep equal elements in their order", () => {
    const list = [
      { k: 1, n: "a" },
      { k: 0, n: "b" },
      { k: 1, n: "c" },
    ];
    expect(sorted(list, (element) => element.k).map(({ n }) => n)).toEqual(["b", "a", "c"]);
  });

  it("find nothing in an empty list", () => {
    expect([least([]), greatest([])]).toEqual([undefined, undefined]);
    expect([least([2, 1, 3]), greatest(["a", "c", "b"])]).toEqual([1, "c"]);
    expect(least([0, -1])).toBe(-1);
  });
});

describe("sum and range", () => {
  it("are empty where there is nothing to add or to count", () => {
    expect(sum([])).toBe(0);
    expect(sum([0.5, 1])).toBe(1.5);
    expect(range(3)).toEqual([0, 1, 2]);
    expect(range(2, 4)).toEqual([2, 3]);
    expect(range(0)).toEqual([]);
    expect(range(4, 2)).toEqual([]);
  });
});

describe("toNumber and toInt", () => {
  it.each([
    ["12.7", 12.7, 12],
    [" -3 ", -3, -3],
    ["0x10", 16, 16],
    ["1e3", 1000, 1000],
    ["", undefined, undefined],
    ["  ", undefined, undefined],
    ["12x", undefined, undefined],
    ["Infinity", Number.POSITIVE_INFINITY, undefined],
    [true, 1, 1],
    [12n, 12, 12],
    [new Date(5), 5, 5],
    [-2.9, -2.9, -2],
  ])("of %s are %s and %s", (value, number, int) => {
    expect(toNumber(value)).toBe(number);
    expect(toInt(value)).toBe(int);
  });
});

describe("toText", () => {
  it.each([
    [new Date(0), "1970-01-01T00:00:00.000Z"],
    [null, "null"],
    [{ a: [1, "b"] }, '{"a":[1,"b"]}'],
    ["x", "x"],
    [1.5, "1.5"],
    [3n, "3"],
  ])("of %s is %s", (value, text) => {
    expect(toText(value)).toBe(text);
  });
});

describe("present", () => {
  it("leaves out what is absent, and nothing else", () => {
    expect(Object.keys(present({ a: undefined, b: null, c: 0, d: "" }))).toEqual(["b", "c", "d"]);
  });
});

describe("includes", () => {
  it("takes a value of any type", () => {
    expect(includes(["a"], "a")).toBe(true);
    expect(includes(["a"], 1)).toBe(false);
  });
});

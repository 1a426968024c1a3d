import { describe, expect, test } from "vitest";
import { same } from "../../../runtime/state/same.ts";

describe("two values are the same", () => {
  test.each<[unknown, unknown]>([
    [1, 1],
    [Number.NaN, Number.NaN],
    [undefined, undefined],
    [
      { a: 1, b: [{ c: null }] },
      { b: [{ c: null }], a: 1 },
    ],
    [new Date(5), new Date(5)],
    [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
    [Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ])("if their content is: %o", (one, other) => {
    expect([same(one, other), same(other, one)]).toEqual([true, true]);
  });

  test.each<[unknown, unknown]>([
    [0, -0],
    [1, 1n],
    [1, "1"],
    [null, undefined],
    [{ a: undefined }, {}],
    [{ a: undefined }, { b: undefined }],
    [[], {}],
    [[1, 2], [1]],
    [[1], new Uint8Array([1])],
    [new Date(5), new Date(6)],
    [new Date(5), {}],
    [{}, new Date(5)],
    [new Uint8Array([1]), new Uint8Array([2])],
    [{ toString: 1 }, { a: 1 }],
  ])("only then: %o and %o", (one, other) => {
    expect([same(one, other), same(other, one)]).toEqual([false, false]);
  });
});

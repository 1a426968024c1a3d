import { describe, expect, it } from "vitest";
import { constantFunctions } from "../../../src/check/constant-functions.ts";
import { greatest, least } from "../../../runtime/state/expressions.ts";

const call = (name: string, ...given: readonly unknown[]): unknown =>
  constantFunctions.get(name)?.(...(given as never[]));

describe("what the compiler computes itself is what a run computes", () => {
  it.each([
    [1, 2],
    [2, NaN],
    [NaN, 2],
    [0, -0],
    [3, -Infinity, 5],
  ])("for the least and the greatest of %s, %s", (...numbers) => {
    expect(call("min", ...numbers)).toBe(Math.min(...numbers));
    expect(call("max", ...numbers)).toBe(Math.max(...numbers));
  });

  it.each([[[]], [[1, NaN, 0]], [[NaN, 1]], [[0, -0]], [[-0, 0]], [["b", "a", "c"]]])(
    "for the least and the greatest of the list %j",
    (list: readonly (number | string)[]) => {
      expect(call("min", list)).toBe(least(list));
      expect(call("max", list)).toBe(greatest(list));
    },
  );
});

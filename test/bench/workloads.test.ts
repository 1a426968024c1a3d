import { describe, expect, it } from "vitest";
import { peer as graphc } from "../../bench/peers/graphc.ts";
import { peer as hand } from "../../bench/peers/hand.ts";
import { workloads } from "../../bench/workloads.ts";

describe("the benchmarks", () => {
  it.each(workloads.map(({ name }) => name))("compute the right result for %s, by hand and compiled", async (name) => {
    for (const peer of [hand, graphc]) {
      const run = await peer[name]?.(12);
      await expect(run?.()).resolves.toBeUndefined();
    }
  });

  it("would notice a wrong result", async () => {
    const { expectEqual } = await import("../../bench/workloads.ts");
    expect(() => expectEqual(11, 12)).toThrow("wrong result: 11 instead of 12");
  });
});

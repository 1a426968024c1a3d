import { describe, expect, test } from "vitest";
import { Prefixes } from "../../../runtime/engine/prefixes.ts";
import { appOf } from "../../acceptance/run.ts";
import type { Field } from "../../../runtime/engine/table.ts";

const growing = { name: "log", grows: true, conditional: false } as Field;

describe("what an older checkpoint has of a growing field", () => {
  const [first, second, third] = [["a"], ["b", "c"], ["d"]];
  const kept = (): Prefixes => {
    const newer = new Prefixes();
    newer.keep(growing, [first, second, third], Object.freeze(["a", "b", "c", "d"]));
    return newer;
  };

  test("is the beginning of what a newer one has, and frozen", () => {
    const found = kept().find(growing, [first, second]);
    expect(found).toEqual(["a", "b", "c"]);
    expect(Object.isFrozen(found)).toBe(true);
  });

  test("is the same value if nothing was appended between them", () => {
    const newer = kept();
    expect(newer.find(growing, [first, second, third])).toBe(newer.find(growing, [first, second, third]));
  });

  test("is read for itself if its chunks are others, more, or none", () => {
    expect(kept().find(growing, [["a"], second])).toBeUndefined();
    expect(kept().find(growing, [first, second, third, ["e"]])).toBeUndefined();
    expect(kept().find(growing, [])).toBeUndefined();
  });

  test("is read for itself if the field has a condition, or no reducer that appends", () => {
    for (const field of [
      { ...growing, conditional: true },
      { ...growing, grows: false },
    ] as Field[]) {
      const newer = new Prefixes();
      newer.keep(field, [first], ["a"]);
      expect(newer.find(field, [first])).toBeUndefined();
    }
  });
});

test("a history shows each value as it was, also where the field was replaced or is bounded by a condition", async () => {
  const app = await appOf(`graph Log {
    state {
      output log: string[] = [] reduce append
      output few: string[] = ["start"] reduce append where len(value) <= 3
      output n: int = 0
    }
    node add => { log: [string(n)], few: n < 2 ? [string(n)] : [], n: n + 1 }
    node clear => { log: set(["new"]) }
    start -> add -> add2 -> clear -> add3 -> end
    node add2 => { log: [string(n)], few: [string(n)], n: n + 1 }
    node add3 => { log: [string(n)], n: n + 1 }
  }`);
  await app.invoke({}, { threadId: "t" });
  const seen: unknown[] = [];
  for await (const { values } of app.getStateHistory({ threadId: "t" })) seen.push(values);
  expect(seen).toEqual([
    { log: ["new", "2"], few: ["start", "0", "1"], n: 3 },
    { log: ["new"], few: ["start", "0", "1"], n: 2 },
    { log: ["0", "1"], few: ["start", "0", "1"], n: 2 },
    { log: ["0"], few: ["start", "0"], n: 1 },
    { log: [], few: ["start"], n: 0 },
  ]);
});

import { expect, it } from "vitest";
import { didYouMean, suggest } from "../../../src/diagnostics/suggest.ts";

it.each([
  ["nmae", ["name", "game"], "name"],
  ["Name", ["name", "game"], "name"],
  ["categry", ["category", "counter"], "category"],
  ["counters", ["counter"], "counter"],
  ["ab", ["abc", "xy"], "abc"],
  ["oo", ["o", "text"], "o"],
])("%s among %j means %s", (name, candidates, meant) => {
  expect(suggest(name, candidates)).toBe(meant);
});

it.each([
  ["x", ["y", "z"]],
  ["name", ["title", "text"]],
  ["name", ["name"]],
  ["message", []],
])("%s among %j means nothing", (name, candidates) => {
  expect(suggest(name, candidates)).toBeUndefined();
  expect(didYouMean(name, candidates)).toBeUndefined();
});

it("asks politely, and offers to write it", () => {
  expect(didYouMean("nmae", ["name"])).toStrictEqual({
    help: "did you mean `name`?",
    instead: { written: "nmae", meant: "name", safe: false },
  });
});

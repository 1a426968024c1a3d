import { describe, expect, it } from "vitest";
import { check } from "../../src/compile.ts";
import { diff } from "../../src/diff/diff.ts";
import { families, type Family } from "./families.ts";
import { workOf } from "./work.ts";

/**
 * What a text costs for each part that it grows by, of twice the size against once. 1 is linear growth, 2 quadratic. What is done once for any text plays no
 * part.
 */
function growth(make: Family, size: number, act: (text: string) => unknown = check): number {
  const [once, twice, fourfold] = [size, 2 * size, 4 * size].map((many) => workOf(() => act(make(many)))) as [
    number,
    number,
    number,
  ];
  return (fourfold - twice) / Math.max(twice - once, 1) / 2;
}

/**
 * Where the work first grows faster, up to a limit that the compiler sets itself: how many texts a set of values lists, how many points a search for paths that miss a write
 * looks at, and for how many unknown names it looks what was meant. Behind it the growth is that of all others.
 */
const limits: Readonly<Record<string, number>> = {
  "arms of a match": 300,
  "wrong: reads before writes": 300,
  "wrong: unknown types": 150,
  "wrong: unknown members": 150,
  "wrong: unknown nodes": 150,
  "wrong: patterns of no type": 300,
};

describe("the work of checking grows as the text does, with", () => {
  // The first text of all loads the grammar.
  check("graph");

  it.each(Object.entries(families))("%s", (name, make) => {
    expect(growth(make, limits[name] ?? 20)).toBeLessThan(1.3);
  });
});

describe("the work of comparing two versions grows as they do, with", () => {
  const compared = ["nodes in a chain", "members with conditions", "groups in a row", "fields that nothing uses"];
  const compare = (old: string, now: string): unknown =>
    diff([{ path: "a.graph", text: old }], [{ path: "a.graph", text: now }]);

  it.each(compared)("%s, all of them under other names", (name) => {
    const renamed = (text: string): string => text.replaceAll(/\b([a-z])(\d+)\b/g, "$1x$2");
    expect(growth(families[name] as Family, 150, (text) => compare(text, renamed(text)))).toBeLessThan(1.3);
  });

  it.each(compared)("%s, all of them as they were", (name) => {
    expect(growth(families[name] as Family, 150, (text) => compare(text, `${text}\n`))).toBeLessThan(1.3);
  });
});

describe("what is counted as work", () => {
  it("tells linear from quadratic growth", () => {
    const list = (size: number): readonly number[] => Array.from({ length: size }, (_, i) => i);
    const linear = (size: number): number => workOf(() => list(size).map((i) => i + 1));
    const quadratic = (size: number): number => workOf(() => list(size).map((i) => list(size).indexOf(i)));
    expect(linear(200) / linear(100)).toBeLessThan(2.1);
    expect(quadratic(200) / quadratic(100)).toBeGreaterThan(3.5);
  });
});

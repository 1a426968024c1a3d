import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import { check } from "../../src/compile.ts";
import { judge, type Verdict } from "./judge.ts";
import { mutantsOf, numbers, type Mutant } from "./mutants.ts";

/** `GRAPHC_MUTANTS=all` makes all of them, which takes minutes; otherwise so many of each text, others with another `GRAPHC_SEED`. */
const all = process.env["GRAPHC_MUTANTS"] === "all";
const perText = Number(process.env["GRAPHC_MUTANTS"] ?? 6) || 6;
const seed = Number(process.env["GRAPHC_SEED"] ?? 1);

const sources = ["samples/*/*.graph", "test/grammar/examples/*.graph", "test/golden/*.graph"]
  .flatMap((pattern) => globSync(pattern).toSorted())
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

function chosen(text: string): readonly Mutant[] {
  const mutants = mutantsOf(text);
  if (all) return mutants.map((make) => make());
  const random = numbers(seed + text.length);
  return Array.from({ length: perText }, () => (mutants[Math.floor(random() * mutants.length)] as () => Mutant)());
}

describe("a graph in which one token is deleted, doubled, moved or replaced", () => {
  const counts: Record<Verdict, number> = { reported: 0, equivalent: 0, another: 0 };
  const crowded: string[] = [];

  it.each(sources.map((source) => [source.path, source] as const))(
    "is checked soundly: %s",
    { timeout: 600_000 },
    (_, source) => {
      const beside = sources.filter(
        ({ path }) => dirname(path) === dirname(source.path) && source.text.includes(`"./${basename(path)}"`),
      );
      const before = check([source, ...beside]).length;
      for (const mutant of chosen(source.text)) {
        const { verdict, most, diagnostics } = judge(mutant, source, beside);
        counts[verdict]++;
        if (most > 2 + before)
          crowded.push(
            `${source.path}: ${mutant.what}\n${diagnostics.map(({ code, message }) => `  ${code} ${message}`).join("\n")}`,
          );
      }
    },
  );

  it("gets at most two reports on what was changed, but for a few in a thousand", () => {
    const total = counts.reported + counts.equivalent + counts.another;
    if (all) console.log({ ...counts, crowded: crowded.length });
    expect(crowded.slice(Math.ceil(total / 100))).toEqual([]);
  });

  it("is mostly reported, for most tokens matter", () => {
    const total = counts.reported + counts.equivalent + counts.another;
    expect(counts.reported / total).toBeGreaterThan(0.85);
  });
});

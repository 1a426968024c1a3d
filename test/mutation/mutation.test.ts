import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import { judge, originalOf, type Verdict } from "./judge.ts";
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
  let many = 0;

  it.each(sources.map((source) => [source.path, source] as const))(
    "is checked soundly, and compiles where nothing is said of it: %s",
    { timeout: 1_200_000 },
    async (_, source) => {
      const beside = sources.filter(
        ({ path }) => dirname(path) === dirname(source.path) && source.text.includes(`"./${basename(path)}"`),
      );
      const original = originalOf(source, beside);
      for (const mutant of chosen(source.text)) {
        const { verdict, most, diagnostics } = await judge(mutant, original);
        counts[verdict]++;
        if (diagnostics.length > 2) many++;
        if (most > 2)
          crowded.push(
            `${source.path}: ${mutant.what}\n${diagnostics.map(({ code, message }) => `  ${code} ${message}`).join("\n")}`,
          );
      }
    },
  );

  it("gets at most two reports on the declaration that was changed, and seldom more in all", () => {
    const total = counts.reported + counts.equivalent + counts.another;
    if (all) console.log({ ...counts, crowded: crowded.length, many });
    expect(crowded).toEqual([]);
    expect(many / total).toBeLessThan(0.03);
  });

  it("is reported unless it says the same or something as right: another text, number or name", () => {
    const total = counts.reported + counts.equivalent + counts.another;
    expect(counts.another / total).toBeLessThan(0.05);
  });
});

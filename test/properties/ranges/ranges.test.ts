import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, type Constant } from "../../../src/check/constant.ts";
import { graphFrame, Ranges } from "../../../src/check/ranges/ranges.ts";
import { World } from "../../../src/check/ranges/world.ts";
import { analyse } from "../../src/check/checking.ts";
import { cases, domains, fieldTypes, type Case } from "./generate.ts";

const runs = Number(process.env["GRAPHC_RUNS"] ?? 300);

type State = Readonly<Record<string, Constant>>;

/** Graph with the conditions as `let`s. */
function textOf({ wheres, conditions }: Case): string {
  const fields = Object.entries(fieldTypes).map(([name, type]) => {
    const where = wheres[name];
    const optional = name === "o" || name === "g" ? "?" : "";
    return `input ${name}${optional}: ${type}${where === undefined ? "" : ` where ${where}`}`;
  });
  const lets = conditions.map((condition, index) => `let c${index} = ${condition}`);
  return `graph G {\n  state { ${fields.join("  ")} }\n  node n => {}\n  ${lets.join("\n  ")}\n  start -> n -> end\n}\n`;
}

/** Analyses a case; nothing where its text is wrong in a way that has nothing to do with ranges. */
function analysed(given: Case) {
  const { modules, typings, diagnostics } = analyse({ "case.graph": textOf(given) });
  const graph = modules[0]?.graphs[0];
  const typing = typings[0];
  const isWrong = diagnostics.some(({ code, severity }) => severity === "error" && code !== "G306" && code !== "G602");
  return graph && typing && !isWrong ? { graph, ranges: new Ranges(typing, graph.source.text.length) } : undefined;
}

/** States of which every field has a value that its `where` accepts: all values of each field in turn, with different values of the others. */
function statesOf(fields: ReadonlyMap<string, { readonly where?: Parameters<typeof evaluate>[0] }>): readonly State[] {
  const allowed = Object.entries(domains).map(([name, values]) => {
    const where = fields.get(name)?.where;
    const kept = values.filter((value) => value === undefined || !where || evaluate(where, { value })?.value === true);
    return [name, kept] as const;
  });
  if (allowed.some(([, values]) => values.length === 0)) return [];
  // Steps without common factors come past most combinations.
  const steps = [1, 5, 7, 11, 13, 17, 19, 23];
  return Array.from({ length: 400 }, (_, index) =>
    Object.fromEntries(
      allowed.map(([name, values], field) => {
        const at = Math.floor((index * (steps[field] ?? 1)) / (1 + (field % 3))) % values.length;
        return [name, values[at]];
      }),
    ),
  );
}

interface Counted {
  /** Conditions with one outcome in every state that was tried. */
  decidable: number;
  /** Those of which the analysis says so. */
  decided: number;
}

function examine(given: Case, counted: Counted): void {
  const found = analysed(given);
  if (!found) return;
  const { graph, ranges } = found;
  const frame = graphFrame(graph);
  let states = statesOf(graph.fields);
  let world = new World();
  for (const { value: condition } of graph.lets.values()) {
    const { mayBeTrue, mayBeFalse } = ranges.truth(condition, frame, world);
    const outcomes = states.map((state) => evaluate(condition, state)?.value);
    if (outcomes.includes(undefined)) return;
    if (states.length > 0) expect(world.isPossible).toBe(true);
    if (outcomes.includes(true)) expect(mayBeTrue, `${given.conditions} can be true`).toBe(true);
    if (outcomes.includes(false)) expect(mayBeFalse, `${given.conditions} can be false`).toBe(true);
    if (states.length > 0 && new Set(outcomes).size === 1) {
      counted.decidable++;
      if (mayBeTrue !== mayBeFalse) counted.decided++;
    }
    states = states.filter((_, index) => outcomes[index] === false);
    world = ranges.assume(condition, false, frame, world);
  }
}

describe("what is said of conditions", () => {
  it("holds in every state that types and `where` allow, and is said of a good part of those with one outcome", () => {
    const counted: Counted = { decidable: 0, decided: 0 };
    fc.assert(
      fc.property(cases, (given) => examine(given, counted)),
      { numRuns: runs },
    );
    expect(counted.decidable).toBeGreaterThan(runs / 20);
    if (process.env["GRAPHC_RUNS"]) console.info(counted);
    // Of many it is three of eight; few vary.
    expect(counted.decided / counted.decidable).toBeGreaterThan(0.15);
  }, 600_000);
});

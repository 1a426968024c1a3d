import * as generated from "@graphc/runtime/generated";
import type { AppOptions } from "@graphc/runtime";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Constant } from "../../../src/check/constant.ts";
import { evaluate, type AnyHandler, type AnyRunner, type Values } from "../../acceptance/run.ts";
import { assertCounting, patience } from "../runs/apps.ts";
import { names, sorted, type Sorted } from "./fields.ts";
import { follow } from "./follow.ts";
import { guardedGraph, guards, rounds, type GuardedGraph } from "./graph.ts";

/** What a handler writes, or an input is: for each field the number of a value. */
type Row = readonly number[];

const row: fc.Arbitrary<Row> = fc.array(fc.nat(999), { minLength: names.length, maxLength: names.length });

interface Written {
  readonly values: Values;
  /** The fields whose values a `where` refuses. */
  readonly refused: readonly string[];
}

/** Values that all conditions accept, but for one in two hundred. */
function written(values: Readonly<Record<string, Sorted>>, numbers: Row): Written {
  const chosen: Record<string, Constant> = {};
  const refused: string[] = [];
  for (const [index, name] of names.entries()) {
    const number = numbers[index] ?? 0;
    const { good, bad } = values[name] ?? { good: [], bad: [] };
    const isBad = bad.length > 0 && number % 200 === 199;
    const from = isBad ? bad : good;
    const value = from[number % from.length];
    if (value !== undefined) chosen[name] = value;
    if (isBad) refused.push(name);
  }
  return { values: chosen, refused };
}

type Made = (options: AppOptions<Values> & { readonly handlers: Readonly<Record<string, AnyHandler>> }) => AnyRunner;

/** Runs the graph with these values, of which the first are the input. */
function run({ branches }: GuardedGraph, make: Made, rows: readonly Written[]): Promise<Values> {
  const [input, ...updates] = rows;
  let visit = 0;
  const write: AnyHandler = () => {
    const update = updates[visit++ % updates.length]?.values;
    return Object.fromEntries(names.map((name) => [name, update?.[name]]));
  };
  const handlers = Object.fromEntries(branches.map((_, index) => [`w${index}`, write]));
  return make({ handlers }).invoke(input?.values ?? {});
}

/** How often something was claimed of what a run came to, and how often it refused a value. */
type Counted = {
  never: number;
  always: number;
  unreached: number;
  refused: number;
};

/** What a run shows that the compiler or the rules of the language exclude. */
function excluded({ branches, claims }: GuardedGraph, { log, seen }: Values, counted: Counted): readonly string[] {
  const wrong: string[] = [];
  const expected: string[] = [];
  for (const [index, outcomes] of (seen as readonly (readonly boolean[])[]).entries()) {
    const { branch, first } = branches[index % branches.length] ?? {};
    if (!branch || first === undefined) throw new Error("There are more looks than branches.");
    const all: boolean[] = [];
    for (const [at, outcome] of outcomes.entries()) all[first + at] = outcome;
    const followed = follow(branch, all);
    expected.push(...followed.log);
    if (followed.isStuck) wrong.push(`no arm fits in branch ${index % branches.length}`);
    for (const { mark, says, message } of claims) {
      if (mark < first || mark >= first + outcomes.length) continue;
      const met = followed.met.get(mark);
      if (says === "not reached") {
        counted.unreached++;
        if (met !== undefined) wrong.push(message);
      } else if (met !== undefined) {
        counted[says ? "always" : "never"]++;
        if (met !== says) wrong.push(message);
      }
    }
  }
  if (JSON.stringify(log) !== JSON.stringify(expected)) wrong.push(`${log} ran, and not ${expected}`);
  return wrong;
}

const rows = fc.array(row, { minLength: 2, maxLength: 8 });

describe("a guard of a generated graph", () => {
  it(
    "comes out as the compiler says, some arm fits where it asks for no `else`, and values against a `where` are refused",
    patience,
    async () => {
      const counted: Counted = { never: 0, always: 0, unreached: 0, refused: 0 };
      const runs = fc.array(rows, { minLength: 4, maxLength: 8 });
      const holds = fc.asyncProperty(guards, runs, async (plan, given) => {
        const graph = guardedGraph(plan);
        const values = sorted(plan.wheres);
        if (!("module" in graph) || !values) return;
        const { createG } = await evaluate(graph.module, async () => generated, "script");
        for (const numbers of given) {
          const all = numbers.map((one) => written(values, one));
          const refused = all.slice(0, 1 + rounds * graph.branches.length).flatMap((one) => one.refused);
          const outcome = await run(graph, createG as Made, all).catch((error: Error) => error);
          const place = `${refused.join(", ")} in ${graph.text}`;
          if (refused.length > 0) {
            counted.refused++;
            expect(outcome, place).toMatchObject({
              name: expect.stringMatching(/^(State|Update)?ValidationError$|^NodeError$/),
            });
          } else {
            expect(outcome, place).not.toBeInstanceOf(Error);
            expect(excluded(graph, outcome as Values, counted), place).toEqual([]);
          }
        }
      });
      await assertCounting(holds, 100, counted);
    },
  );
});

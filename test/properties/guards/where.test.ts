import * as generated from "@graphc/runtime/generated";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emitScript } from "../../../src/emit/javascript.ts";
import type { Constant } from "../../../src/check/constant.ts";
import { evaluate, type AnyRunner, type Values } from "../../acceptance/run.ts";
import { analyse, show } from "../../src/check/checking.ts";
import { assertCounting, patience } from "../runs/apps.ts";
import { declared, judged, judgeOf, names, tried, wheres, type Wheres } from "./fields.ts";

/** A node that may write any of the fields. */
function textOf(given: Wheres): string {
  const { types, fields } = declared(given, "output", () => true);
  return `${types}
graph G {
  state {
    ${fields}
  }
  node write { writes ${names.map((name) => `${name}?`).join(", ")} }
  start -> write -> end
}
`;
}

interface Claimed {
  readonly field: string;
  /** Whether it is the condition of the field's type. */
  readonly isTyped: boolean;
  /** Whether it accepts all values, or none. */
  readonly always: boolean;
}

/** The graph, although conditions in it may be decided, and what is said of those; nothing where something else is wrong. */
function made(
  given: Wheres,
): { readonly module: string; readonly claims: readonly Claimed[]; readonly text: string } | undefined {
  const text = textOf(given);
  const { modules, typings, diagnostics } = analyse({ "where.graph": text });
  const [module] = modules;
  const [typing] = typings;
  const isOther = diagnostics.some(({ code, severity }) => severity === "error" && code !== "G306" && code !== "G305");
  if (!module || !typing || isOther) return undefined;
  const decided = diagnostics.filter(({ code }) => code === "G306");
  const claims = decided.map((report) => {
    const { span, message } = report;
    const [, outcome] = /^`.*?` (always|never) holds/s.exec(message) ?? [];
    if (outcome === undefined) throw new Error(show(report));
    const line = text.slice(0, span.start).split("\n").at(-1) ?? "";
    const [, field = "box"] = /^(?:type Of_| *output )(\w+)/.exec(line) ?? [];
    return { field, isTyped: line.startsWith("type"), always: outcome === "always" };
  });
  return { module: emitScript(module, typing).text, claims, text };
}

describe("a `where` of a generated graph", () => {
  it(
    "refuses at run time what it does not hold of, and all or nothing where the compiler says so",
    patience,
    async () => {
      const counted = { accepted: 0, refused: 0, always: 0, never: 0 };
      const holds = fc.asyncProperty(wheres, async (given) => {
        const graph = made(given);
        if (!graph) return;
        const { createG } = await evaluate(graph.module, async () => generated, "script");
        let next: Values = {};
        const runner = (createG as (options: object) => AnyRunner)({ handlers: { write: () => next } });
        const accepts = async (name: string, value: Constant): Promise<boolean> => {
          next = { [name]: value };
          const outcome = await runner.invoke({}).catch((error: Error) => error);
          if (!(outcome instanceof Error)) return true;
          expect(outcome.message, graph.text).toContain(name);
          return false;
        };
        for (const name of names) {
          const own = given.own[name];
          const typed = given.typed[name];
          for (const value of tried[name] ?? []) {
            if (value === undefined) continue;
            const isTyped = judgeOf(typed)(judged(name, value));
            const isOwn = judgeOf(own)(value);
            if (isTyped === undefined || isOwn === undefined) continue;
            const place = `${JSON.stringify(value)} as ${name} in ${graph.text}`;
            const isAccepted = await accepts(name, value);
            expect(isAccepted, place).toBe(isTyped && isOwn);
            counted[isAccepted ? "accepted" : "refused"]++;
            for (const claim of graph.claims) {
              if (claim.field !== name) continue;
              counted[claim.always ? "always" : "never"]++;
              if (claim.isTyped ? isOwn : isTyped) expect(isAccepted, place).toBe(claim.always);
            }
          }
        }
      });
      await assertCounting(holds, 100, counted);
    },
  );
});

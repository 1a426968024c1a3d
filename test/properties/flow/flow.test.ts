import { array, assert, constantFrom, nat, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { edgesOf } from "../../../src/bind/edges.ts";
import { enteredOnError } from "../../../src/bind/walk.ts";
import { findingsIn } from "../../src/check/flow/findings.ts";
import { link, linkOne, printFlow } from "../../src/bind/linking.ts";
import { tapeOf, textOf, writeGraph } from "./generate.ts";
import { simulate } from "./simulate.ts";

const tape = array(nat(1_000), { minLength: 40, maxLength: 300, size: "max" });
const choices = array(nat(1_000), { maxLength: 300, size: "max" });

/** What a run does that a well-formed flow cannot do, headed by the text. */
function unstructured(text: string, taken: readonly number[]): readonly string[] {
  const { finished, ends, joins, misplaced } = simulate(linkOne(text).flow, tapeOf(taken));
  const found = misplaced.map((node) => `\`${node}\` runs in a place where it does not lie`);
  for (const count of joins) {
    if (finished ? count !== 1 : count > 1) found.push(`a group is left ${count} times`);
  }
  if (ends !== (finished ? 1 : 0)) found.push(`the run ends ${ends} times`);
  return found.length > 0 ? [text, ...found] : [];
}

function reported(text: string): readonly string[] {
  const found = findingsIn(text).map(({ says }) => says);
  return found.length > 0 ? [text, ...found] : [];
}

describe("a well-formed flow", () => {
  it("gets no report", { timeout: 120_000 }, () => {
    const holds = property(tape, (decisions) => {
      expect(reported(textOf(writeGraph(tapeOf(decisions))))).toEqual([]);
    });
    expect(() => assert(holds, { numRuns: 200 })).not.toThrow();
  });

  it(
    "ends once or runs to its limit, leaves every group once, and runs each node where it lies",
    { timeout: 120_000 },
    () => {
      const holds = property(tape, choices, (decisions, taken) => {
        expect(unstructured(textOf(writeGraph(tapeOf(decisions))), taken)).toEqual([]);
      });
      expect(() => assert(holds, { numRuns: 300 })).not.toThrow();
    },
  );

  it("has the same ways however often it is linked", () => {
    const holds = property(tape, (decisions) => {
      const text = textOf(writeGraph(tapeOf(decisions)));
      expect(printFlow(linkOne(text))).toBe(printFlow(linkOne(text)));
    });
    expect(() => assert(holds, { numRuns: 50 })).not.toThrow();
  });
});

describe("a flow with arbitrary jumps in it", () => {
  const jump = record({
    from: nat(200),
    to: nat(200),
    /** Whether the jump takes the place of a target, or stands beside the edges. */
    how: constantFrom("target", "edge", "error"),
  });

  it("is well formed, or gets a report, and nothing crashes", { timeout: 120_000 }, () => {
    const jumps = array(jump, { minLength: 1, maxLength: 4 });
    let wellFormed = 0;
    const holds = property(tape, jumps, choices, (decisions, added, taken) => {
      const { nodes, edges } = writeGraph(tapeOf(decisions));
      const changed = [...edges];
      for (const { from, to, how } of added) {
        const [a, b] = [nodes[from % nodes.length] ?? "", nodes[to % nodes.length] ?? ""];
        const at = from % changed.length;
        if (how === "target") changed[at] = changed[at]?.replace(new RegExp(`\\b${a}\\b`), b) ?? "";
        else changed.push(how === "edge" ? `${a} -> ${b}` : `${a} on error -> ${b}`);
      }
      const text = textOf({ nodes, edges: changed });
      for (const graph of link(text).module.graphs) {
        edgesOf(graph);
        enteredOnError(graph.flow);
      }
      if (reported(text).length > 0) return;
      wellFormed++;
      expect(unstructured(text, taken)).toEqual([]);
    });
    expect(() => assert(holds, { numRuns: 500 })).not.toThrow();
    expect(wellFormed).toBeGreaterThan(10);
  });
});

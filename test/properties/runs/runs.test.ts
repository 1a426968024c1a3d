import { array, assert, asyncProperty, nat } from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { appOf, runnerOf } from "../../acceptance/run.ts";
import { assertCounting, carriedOn, cases, ended, expected, handlersOf, limit, patience } from "./apps.ts";
import { routersOf, shuffled, tape } from "./apps.ts";
import { fold, runnableGraph } from "./graph.ts";

const numRuns = 60;

describe("a generated graph", () => {
  it("computes what the rules of the language say, with plain and with async handlers", patience, async () => {
    const counted = { finished: 0 };
    const holds = asyncProperty(tape, nat(996), array(nat(4)), async (decisions, seed, delays) => {
      const graph = runnableGraph(decisions, limit);
      const model = expected(graph, fold(0, seed));
      if (model !== "limit") counted.finished++;
      for (const wait of [() => undefined, shuffled(delays)]) {
        const runner = await runnerOf(graph.text, { handlers: handlersOf(graph, wait), imports: routersOf(graph) });
        expect(await ended(runner.invoke({ seed })), graph.text).toEqual(model);
      }
    });
    await assertCounting(holds, numRuns, counted);
  });

  it("ends in the same state when nodes fail once, and runs nothing twice that has finished", patience, async () => {
    const holds = asyncProperty(tape, nat(996), array(nat(4)), async (decisions, seed, delays) => {
      const graph = runnableGraph(decisions, limit);
      const model = expected(graph, fold(0, seed));
      const failed = new Set<string>();
      const checkpointer = new MemoryCheckpointer();
      const wait = shuffled(delays);
      const handlers = handlersOf(graph, (node) => {
        if (!graph.recovering.has(node) && !failed.has(node)) {
          failed.add(node);
          throw new Error("once");
        }
        return wait();
      });
      const app = await appOf(graph.text, { handlers, imports: routersOf(graph), checkpointer });
      const config = { threadId: "t" };
      const result = await carriedOn(
        () => app.invoke({ seed }, config),
        () => app.continue(config),
      );
      expect(result, graph.text).toEqual(model);
    });
    await assert(holds, cases(numRuns));
  });
});

import { array, assert, asyncProperty, nat } from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryCheckpointer, NodeError, StepLimitError, goto } from "@graphc/runtime";
import { bind } from "../../../src/bind/bind.ts";
import type { Flow } from "../../../src/bind/flow.ts";
import { parse } from "../../../src/parse/parse.ts";
import { appOf, runnerOf, type AnyApp, type AnyHandler, type Imports } from "../../acceptance/run.ts";
import { chooseMany, chooseOne, fold, runnableGraph, type RunnableGraph } from "./graph.ts";
import { LimitReached, fails, runModel, updateOf, type State } from "./model.ts";

const limit = 40;
const tape = array(nat(1_000), { minLength: 40, maxLength: 300, size: "max" });
const options = { numRuns: 60 };

function flowOf(text: string): Flow {
  const source = { path: "generated.graph", text };
  const { modules, diagnostics } = bind([{ source, ast: parse(source).file }], () => undefined);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const flow = modules[0]?.graphs[0]?.flow;
  if (!flow) throw new Error(`No graph in ${text}`);
  return flow;
}

function expected(graph: RunnableGraph, seed: number): State | "limit" {
  try {
    return runModel(graph, flowOf(graph.text), seed, limit);
  } catch (error) {
    if (error instanceof LimitReached) return "limit";
    throw error;
  }
}

const routersOf = (graph: RunnableGraph): Imports => ({
  "./pick.ts": Object.fromEntries(
    [...graph.routers].map(([name, { many, targets }]) => [
      name,
      ({ seed }: { readonly seed: number }) => (many ? chooseMany(targets, seed) : chooseOne(targets, seed)),
    ]),
  ),
});

/** Each node waits as `wait` says, perhaps fails, and returns its update, or a goto with it. */
function handlersOf(
  graph: RunnableGraph,
  wait: (node: string) => unknown,
  finished: (node: string) => void = () => {},
): Readonly<Record<string, AnyHandler>> {
  const act = (node: string, seed: number): unknown => {
    if (fails(graph, node, seed)) throw new Error("now and then");
    finished(node);
    const update = updateOf(graph, node);
    const going = graph.gotos.get(node);
    if (!going) return update;
    return goto(going.many ? (chooseMany(going.targets, seed) as never) : chooseOne(going.targets, seed), update);
  };
  return Object.fromEntries(
    graph.nodes.map((node): [string, AnyHandler] => [
      node,
      ({ seed }: { readonly seed: number }) => {
        const waiting = wait(node);
        return waiting instanceof Promise ? waiting.then(() => act(node, seed)) : act(node, seed);
      },
    ]),
  );
}

async function ended(run: Promise<unknown>): Promise<unknown> {
  try {
    return await run;
  } catch (error) {
    if (error instanceof StepLimitError) return "limit";
    throw error;
  }
}

/** Turns of the event loop by another tape, so that members finish in any order. */
function shuffled(decisions: readonly number[]): () => Promise<void> {
  let at = 0;
  return async () => {
    for (let turns = (decisions[at++ % Math.max(1, decisions.length)] ?? 0) % 5; turns > 0; turns--) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

/** Calls `continue` until the run has ended, at most as often as there are steps in it. */
async function carriedOn(app: AnyApp, first: Promise<unknown>, config: object): Promise<unknown> {
  let result: unknown;
  for (let call = 0; call < 2_000; call++) {
    try {
      result = await (call === 0 ? first : app.continue({ threadId: "t", ...config }));
      if (!app.isInterrupted(result)) return result;
    } catch (error) {
      const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
      if (errors.some((one) => one instanceof StepLimitError)) return "limit";
      if (!errors.every((one) => one instanceof NodeError)) throw error;
    }
  }
  throw new Error("The run does not end.");
}

describe("a generated graph", () => {
  it(
    "computes what the rules of the language say, with plain and with async handlers",
    { timeout: 120_000 },
    async () => {
      let finished = 0;
      const holds = asyncProperty(tape, nat(996), array(nat(4)), async (decisions, seed, delays) => {
        const graph = runnableGraph(decisions, limit);
        const model = expected(graph, fold(0, seed));
        if (model !== "limit") finished++;
        for (const wait of [() => undefined, shuffled(delays)]) {
          const runner = await runnerOf(graph.text, { handlers: handlersOf(graph, wait), imports: routersOf(graph) });
          expect(await ended(runner.invoke({ seed })), graph.text).toEqual(model);
        }
      });
      await assert(holds, options);
      expect(finished).toBeGreaterThan(options.numRuns / 3);
    },
  );

  it("ends in the same state when it is stopped before every node", { timeout: 120_000 }, async () => {
    const holds = asyncProperty(tape, nat(996), async (decisions, seed) => {
      const graph = runnableGraph(decisions, limit);
      const model = expected(graph, fold(0, seed));
      const app = await appOf(graph.text, { handlers: handlersOf(graph, () => undefined), imports: routersOf(graph) });
      const config = { interruptBefore: graph.nodes };
      const result = await carriedOn(app, app.invoke({ seed }, { threadId: "t", ...config }), config);
      expect(result, graph.text).toEqual(model);
    });
    await assert(holds, options);
  });

  it(
    "ends in the same state when nodes fail once, and runs nothing twice that has finished",
    { timeout: 120_000 },
    async () => {
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
        expect(await carriedOn(app, app.invoke({ seed }, { threadId: "t" }), {}), graph.text).toEqual(model);
      });
      await assert(holds, options);
    },
  );
});

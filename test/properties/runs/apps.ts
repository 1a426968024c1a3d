/** Apps of generated graphs, and what the model says of their runs. */
import { goto, isInterrupted, NodeError, StepLimitError, type Ask, type Interrupted } from "@graphc/runtime";
import { array, assert, type IAsyncProperty, interruptAfterTimeLimit, nat } from "fast-check";
import { expect } from "vitest";
import { bind } from "../../../src/bind/bind.ts";
import type { Flow } from "../../../src/bind/flow.ts";
import { parse } from "../../../src/parse/parse.ts";
import type { AnyApp, AnyHandler, Imports } from "../../acceptance/run.ts";
import { chooseMany, chooseOne, type RunnableGraph } from "./graph.ts";
import { fails, LimitReached, runModel, type State, updateOf } from "./model.ts";

export const limit = 40;
export const tape = array(nat(1_000), { minLength: 40, maxLength: 300, size: "max" });
const more = process.env["GRAPHC_RUNS"];

/** So many graphs are run by a property, fewer on a slow machine. GRAPHC_RUNS says how many times more, however long that takes. */
export const cases = (numRuns: number): Parameters<typeof assert>[1] =>
  more === undefined ? { numRuns, plugins: [interruptAfterTimeLimit(25_000)] } : { numRuns: numRuns * Number(more) };
/**
 * Asserts a property that counts what must happen in some of its cases, in so many cases, and in more of them while something has not happened: a busy
 * machine comes to few.
 */
export async function assertCounting<Ts>(
  holds: IAsyncProperty<Ts>,
  numRuns: number,
  ...counted: readonly { readonly [what: string]: number }[]
): Promise<void> {
  const missing = (): readonly string[] =>
    counted.flatMap((counts) => Object.keys(counts).filter((what) => counts[what] === 0));
  for (let round = 0; round < 4 && (round === 0 || missing().length > 0); round++) await assert(holds, cases(numRuns));
  expect(missing()).toEqual([]);
}

/** How long a property may take. */
export const patience = { timeout: more === undefined ? 120_000 : 36_000_000 };

function flowOf(text: string): Flow {
  const source = { path: "generated.graph", text };
  const { modules, diagnostics } = bind([{ source, ast: parse(source).file }], () => undefined);
  const problem = diagnostics.find(({ severity }) => severity === "error");
  const flow = modules[0]?.graphs[0]?.flow;
  if (!flow || problem) throw new Error(`${problem?.message ?? "There is no graph"} in ${text}`);
  return flow;
}

/** What the rules of the language say that a run with the seed comes to. */
export function expected(graph: RunnableGraph, seed: number): State | "limit" {
  try {
    return runModel(graph, flowOf(graph.text), seed, limit);
  } catch (error) {
    if (error instanceof LimitReached) return "limit";
    throw error;
  }
}

export const routersOf = (graph: RunnableGraph): Imports => ({
  "./pick.ts": Object.fromEntries(
    [...graph.routers].map(([name, { many, targets }]) => [
      name,
      ({ seed }: { readonly seed: number }) => (many ? chooseMany(targets, seed) : chooseOne(targets, seed)),
    ]),
  ),
});

/** Each node waits as `wait` says, perhaps fails, and returns its update, or a goto with it. */
export function handlersOf(
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
  const { asks = new Set<string>(), nodes }: RunnableGraph & { readonly asks?: ReadonlySet<string> } = graph;
  return Object.fromEntries(
    nodes.flatMap((node): readonly [string, AnyHandler][] =>
      asks.has(node)
        ? []
        : [
            [
              node,
              ({ seed }: { readonly seed: number }) => {
                const waiting = wait(node);
                return waiting instanceof Promise ? waiting.then(() => act(node, seed)) : act(node, seed);
              },
            ],
          ],
    ),
  );
}

/** The output of a run, or that it came to its limit. */
export async function ended(run: Promise<unknown>): Promise<unknown> {
  try {
    return await run;
  } catch (error) {
    if (error instanceof StepLimitError) return "limit";
    throw error;
  }
}

/** Turns of the event loop by another tape, so that members finish in any order. */
export function shuffled(decisions: readonly number[]): () => Promise<void> {
  let at = 0;
  return async () => {
    for (let turns = (decisions[at++ % Math.max(1, decisions.length)] ?? 0) % 5; turns > 0; turns--) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

/** What a run is interrupted by, if it is. */
type Stopped = Interrupted<Record<string, Ask>> | undefined;

/**
 * Does `first`, and then one call after the other until the run has ended, at most as often as there are steps in it; `next` is given what the call before
 * has come to, or nothing if it failed.
 */
export async function carriedOn(
  first: () => Promise<object>,
  next: (stopped: Stopped) => Promise<object>,
): Promise<unknown> {
  let stopped: Stopped;
  for (let calls = 0; calls < 2_000; calls++) {
    try {
      const result: object = calls === 0 ? await first() : await next(stopped);
      if (!isInterrupted<Record<string, Ask>>(result)) return result;
      stopped = result;
    } catch (error) {
      stopped = undefined;
      const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
      if (errors.some((one) => one instanceof StepLimitError)) return "limit";
      if (!errors.every((one) => one instanceof NodeError)) throw error;
    }
  }
  throw new Error("The run does not end.");
}

/** Answers the first question that waits, as the model expects it, or goes on where none does. */
export function goOn(
  app: AnyApp,
  { nodes }: RunnableGraph,
  stopped: Stopped,
  config: Parameters<AnyApp["continue"]>[0],
): Promise<object> {
  const question = stopped?.interrupts[0];
  if (question === undefined) return app.continue(config);
  return app.resume({ [question.id]: nodes.indexOf(question.name) + 1 }, config);
}

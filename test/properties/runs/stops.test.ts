import { array, assert, asyncProperty, constantFrom, nat } from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError, MemoryCheckpointer, type Checkpointer } from "@graphc/runtime";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { load, runnerOf, type AnyApp, type AnyHandler, type Setup } from "../../acceptance/run.ts";
import { faulty, Plan } from "../../faults/storage.ts";
import {
  assertCounting,
  carriedOn,
  cases,
  ended,
  expected,
  goOn,
  handlersOf,
  limit,
  patience,
  routersOf,
  shuffled,
  tape,
} from "./apps.ts";
import { fold, runnableGraph, withAsks, type RunnableGraph } from "./graph.ts";

const folder = mkdtempSync(join(tmpdir(), "graphc-stops-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** One storage for all calls of a case, opened anew for each: what a call leaves is text in it, and nothing else. */
interface Storage {
  open(): Checkpointer;
}

let files = 0;
const storages = {
  memory: (): Storage => {
    const memory = new MemoryCheckpointer();
    return { open: () => faulty(memory, new Plan(), "text") };
  },
  SQLite: (): Storage => {
    const path = join(folder, `${files++}.db`);
    return { open: () => new SqliteCheckpointer(path) };
  },
};
const storage = constantFrom("memory", "SQLite" as const);
const durability = constantFrom("sync", "async", "exit" as const);

/** Does something with an app that is made for it. */
type With = <R>(use: (app: AnyApp) => Promise<R>) => Promise<R>;

async function appsOf(
  graph: RunnableGraph,
  storage: () => Storage,
  handlers: Readonly<Record<string, AnyHandler>>,
): Promise<With> {
  const { open } = storage();
  const { createG } = await load(graph.text, routersOf(graph));
  return async (use) => {
    const checkpointer = open();
    try {
      return await use((createG as (options: Setup) => AnyApp)({ handlers, checkpointer }));
    } finally {
      await checkpointer.close();
    }
  };
}

const thread = { threadId: "t" };

/** Some of the checkpoints of the thread's line, newest first: the first, the last, and a few between. */
const checkpointsOf = (within: With): Promise<readonly string[]> =>
  within(async (app) => {
    const ids: string[] = [];
    for await (const { checkpointId } of app.getStateHistory(thread)) ids.push(checkpointId);
    const every = Math.ceil(ids.length / 6);
    return ids.filter((_, i) => i % every === 0 || i === ids.length - 1);
  });

describe("A generated graph", () => {
  it(
    "comes to the same end, each step run once, when it is stopped at every step and gone on with by another app",
    patience,
    async () => {
      const stop = constantFrom("interruptBefore", "interruptAfter");
      const holds = asyncProperty(
        ...[tape, nat(996), array(nat(4)), storage, durability, stop],
        async (decisions, seed, delays, kind, durable, option) => {
          const plain = runnableGraph(decisions, limit);
          const graph = withAsks(plain);
          const model = expected(plain, fold(0, seed));
          const runs = { straight: new Map<string, number>(), stopped: new Map<string, number>() };
          const count = (run: keyof typeof runs, node: string): void => {
            if (!graph.asks.has(node)) runs[run].set(node, (runs[run].get(node) ?? 0) + 1);
          };
          const straight = await runnerOf(plain.text, {
            handlers: handlersOf(plain, shuffled(delays), (node) => count("straight", node)),
            imports: routersOf(plain),
          });
          expect(await ended(straight.invoke({ seed })), plain.text).toEqual(model);
          const handlers = handlersOf(graph, shuffled(delays), (node) => count("stopped", node));
          const within = await appsOf(graph, storages[kind], handlers);
          const config = { ...thread, durability: durable, [option]: graph.nodes };
          const result = await carriedOn(
            () => within((app) => app.invoke({ seed }, config)),
            (stopped) => within((app) => goOn(app, graph, stopped, config)),
          );
          expect(result, graph.text).toEqual(model);
          if (model !== "limit") expect(runs.stopped, graph.text).toEqual(runs.straight);
        },
      );
      await assert(holds, cases(40));
    },
  );

  it(
    "comes to the same end from each of its checkpoints, and leaves the line that it was forked from as it is",
    patience,
    async () => {
      const counted = { forks: 0 };
      const holds = asyncProperty(
        ...[tape, nat(996), array(nat(4)), storage, durability],
        async (decisions, seed, delays, kind, durable) => {
          const plain = runnableGraph(decisions, limit);
          const graph = withAsks(plain);
          const model = expected(plain, fold(0, seed));
          const within = await appsOf(graph, storages[kind], handlersOf(graph, shuffled(delays)));
          const config = { ...thread, durability: durable };
          const toTheEnd = (first: (app: AnyApp) => Promise<object>): Promise<unknown> =>
            carriedOn(
              () => within(first),
              (stopped) => within((app) => goOn(app, graph, stopped, config)),
            );
          expect(await toTheEnd((app) => app.invoke({ seed }, config)), graph.text).toEqual(model);
          const checkpoints = await checkpointsOf(within);
          const [head = ""] = checkpoints;
          const before = await within((app) => app.getState({ ...thread, checkpointId: head }));
          for (const checkpointId of checkpoints) {
            expect(await toTheEnd((app) => app.invoke(null, { ...config, checkpointId })), graph.text).toEqual(model);
            counted.forks++;
          }
          expect(await within((app) => app.getState({ ...thread, checkpointId: head }))).toEqual(before);
        },
      );
      await assertCounting(holds, 30, counted);
    },
  );

  it("comes to the same end behind an update of nothing at each of its checkpoints", patience, async () => {
    const counted = { edits: 0 };
    const holds = asyncProperty(...[tape, nat(996), array(nat(4)), storage], async (decisions, seed, delays, kind) => {
      // An update stands for what the node would have returned, so that no way out of one that failed is taken.
      const plain = { ...runnableGraph(decisions, limit), recovering: new Set<string>() };
      const graph = withAsks(plain);
      const model = expected(plain, fold(0, seed));
      const within = await appsOf(graph, storages[kind], handlersOf(graph, shuffled(delays)));
      const toTheEnd = (first: (app: AnyApp) => Promise<object>): Promise<unknown> =>
        carriedOn(
          () => within(first),
          (stopped) => within((app) => goOn(app, graph, stopped, thread)),
        );
      expect(await toTheEnd((app) => app.invoke({ seed }, thread)), graph.text).toEqual(model);
      for (const checkpointId of await checkpointsOf(within)) {
        const edited = await within((app) => app.updateState({ ...thread, checkpointId }, {})).catch(
          (error: unknown) => error,
        );
        // A run that has come to its limit may have left a group open.
        if (edited instanceof ConfigError && edited.option === "path" && model === "limit") continue;
        expect(edited).toMatchObject(thread);
        expect(await toTheEnd((app) => app.continue(thread)), graph.text).toEqual(model);
        counted.edits++;
      }
    });
    await assertCounting(holds, 30, counted);
  });
});

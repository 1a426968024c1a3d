import type { Checkpointer, Commit, StoredCheckpoint } from "@graphc/runtime";
import { MemoryCheckpointer } from "@graphc/runtime";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnyHandler, appOf } from "./run.ts";

const text = `graph Inner { state { input i: int  output m: int = 0 } node w { reads i writes m asks int for int } start -> w -> end }
  graph G {
    state { input word: string  output at?: date  output m: int = 0 reduce add  output log: string[] = [] reduce append }
    node first { reads word writes at, log }
    node inner(i: int) = Inner { in { i } } => { m: output.m }
    node loop => { log: ["again"] }
    start -> first -> [inner(i) for i in [1, 2]] -> loop
    loop -> when { len(log) < 4 -> loop, else -> end }
  }`;
const handlers: Readonly<Record<string, AnyHandler>> = {
  first: ({ word }: { word: string }) => ({ at: new Date(5), log: [word] }),
  "inner/w": async ({ i }: { i: number }, ctx) => ({
    m: i + Number(await ctx.ask(i)) + (await ctx.once("k", () => 1)),
  }),
};
const config = { threadId: "t" };

/** Keeps text in memory, and gives it back as `change` says. */
function changing(change: (text: string, place: string) => string): Checkpointer {
  const memory = new MemoryCheckpointer();
  const changed = (stored: StoredCheckpoint): StoredCheckpoint => ({
    ...stored,
    frontier: change(stored.frontier, "frontier"),
    fields: new Map([...stored.fields].map(([name, chunks]) => [name, chunks.map((chunk) => change(chunk, name))])),
    records: stored.records.map((record) => ({ ...record, data: change(record.data, "records") })),
  });
  return {
    async load(threadId, checkpointId) {
      const stored = await memory.load(threadId, checkpointId);
      return stored && changed(stored);
    },
    commit: (commit: Commit) => memory.commit(commit),
    saveStep: (threadId, checkpointId, record) => memory.saveStep(threadId, checkpointId, record),
    async *history(threadId, query) {
      for await (const stored of memory.history(threadId, query)) yield changed(stored);
    },
    threads: (query) => memory.threads(query),
    deleteThread: (threadId) => memory.deleteThread(threadId),
    prune: (policy) => memory.prune(policy),
    close: () => memory.close(),
  };
}

describe("Of a thread that somebody has changed in storage", () => {
  it.each(["frontier", "log"])("what is no JSON is named: %s", async (place) => {
    let broken = false;
    const checkpointer = changing((stored, at) => (broken && at === place ? stored.slice(1) : stored));
    const app = await appOf(text, { handlers, checkpointer });
    await app.invoke({ word: "a" }, config);
    const [first] = (await app.getState(config)).interrupts;
    await app.resume({ [first?.id ?? ""]: 1 }, config);
    broken = true;
    for (const call of [() => app.getState(config), () => app.continue(config)]) {
      await expect(call()).rejects.toMatchObject({
        name: "CorruptCheckpointError",
        threadId: "t",
        field: place,
        message: expect.stringMatching(new RegExp(`"${place}" of checkpoint ".*thread "t".*JSON`)) as string,
      });
    }
    const history = app.getStateHistory(config);
    await expect(history[Symbol.asyncIterator]().next()).rejects.toThrow("cannot be read");
    broken = false;
    expect(await app.resume({ "inner/w": 2 }, config)).toMatchObject({ log: ["a", "again", "again", "again"], m: 8 });
  });

  it("anything else is data, or refused by an error that says so", async () => {
    let edit: ((stored: string) => string) | undefined;
    let place = "";
    const checkpointer = changing((stored, at) => (at === place && edit !== undefined ? edit(stored) : stored));
    const app = await appOf(text, { handlers, checkpointer });
    await app.invoke({ word: "a" }, config);
    const [first] = (await app.getState(config)).interrupts;
    await app.resume({ [first?.id ?? ""]: 1 }, config);
    const wrong = new Map<string, string>();
    const values = fc.oneof(
      fc.json({ maxDepth: 3 }),
      fc.constantFrom("null", "[]", "{}", '{"at":{}}', '{"at":{"kind":"node","node":"first"},"step":1}', "0", '"x"'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("frontier", "log", "m", "at", "word", "records"),
        fc.oneof(
          values.map((json) => () => json),
          fc.tuple(fc.nat(), values).map(
            ([at, json]) =>
              (stored: string) =>
                withPart(stored, at, json),
          ),
        ),
        async (where, change) => {
          place = where;
          edit = change;
          try {
            await app.getState(config);
          } catch (error) {
            const { name, message, stack } = error as Error;
            if (!/^(CorruptCheckpoint|SchemaMismatch)Error$/.test(name))
              wrong.set(`${name}: ${message}`, `${where} ${stack}`);
          }
        },
      ),
      { numRuns: 1500 },
    );
    expect([...wrong.values()]).toEqual([]);
  });
});

/** JSON with its n-th part (counted in the order in which it is written) replaced by another. */
function withPart(text: string, n: number, part: string): string {
  let many = 0;
  JSON.parse(text, (_, value: unknown) => (many++, value));
  let left = n % many;
  return JSON.stringify(
    JSON.parse(text, (_, value: unknown) => (left-- === 0 ? (JSON.parse(part) as unknown) : value)),
  );
}

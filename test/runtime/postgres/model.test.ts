import fc from "fast-check";
import { deepStrictEqual } from "node:assert";
import { beforeAll, describe, it } from "vitest";
import type { Checkpointer, Commit, FieldChange, StepRecord } from "../../../runtime/types/storage.ts";
import { MemoryCheckpointer } from "../../../runtime/checkpoint/memory.ts";
import { PostgresCheckpointer } from "../../../runtime/postgres/index.ts";
import { database } from "./database.ts";
import { listOf } from "../../../runtime/testing/tools.ts";

let checkpointer: PostgresCheckpointer;
beforeAll(async () => {
  checkpointer = new PostgresCheckpointer(await database());
  await checkpointer.setup();
  return () => checkpointer.close();
});

/** Something that is done to both. Numbers pick among what is there, modulo how much there is. */
type Action =
  | { readonly do: "go on" | "fork"; readonly at: number; readonly changes: readonly FieldChange[] }
  | { readonly do: "commit late"; readonly at: number }
  | { readonly do: "record"; readonly at: number; readonly record: StepRecord }
  | { readonly do: "prune"; readonly keepLast: number }
  | { readonly do: "delete" }
  | { readonly do: "wait" };

const field = fc.constantFrom("log", "text", "__proto__", "a\0b");
const data = fc.json();
const change: fc.Arbitrary<FieldChange> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ op: fc.constant("append" as const), field, data }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("set" as const), field, data }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("clear" as const), field }) },
);
const changes = fc.array(change, { maxLength: 4 });
const at = fc.nat(50);
const record: fc.Arbitrary<StepRecord> = fc.record({
  path: fc.constantFrom("a", "b\ud800", "a/b#1"),
  index: fc.nat(1),
  kind: fc.constantFrom("step" as const, "once" as const, "answer" as const),
  node: fc.constant("node"),
  key: fc.constantFrom("", "\0", "k"),
  data,
});
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 30, arbitrary: fc.record({ do: fc.constant("go on" as const), at: fc.constant(0), changes }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("go on" as const), at, changes }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("fork" as const), at, changes }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("commit late" as const), at }) },
  { weight: 10, arbitrary: fc.record({ do: fc.constant("record" as const), at: fc.constant(0), record }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("record" as const), at, record }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("prune" as const), keepLast: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const) }) },
);

let runs = 0;

/** Does the same to both at the same pace, and remembers what came of it. */
class Pair {
  readonly threadId = `thread ${runs++}`;
  readonly memory = new MemoryCheckpointer();
  readonly #outcomes: Promise<readonly [string | undefined, string | undefined]>[] = [];
  /** Newest first. */
  readonly #commits: Commit[] = [];

  async act(action: Action): Promise<void> {
    switch (action.do) {
      case "go on":
      case "fork": {
        const parent = this.#pick(action.at);
        const checkpointId = `c${`${this.#commits.length}`.padStart(5, "0")}`;
        const line = parent === undefined || action.do === "fork" ? checkpointId : parent.line;
        return this.#commit(parent, checkpointId, line, action.changes);
      }
      case "commit late": {
        const parent = this.#pick(action.at);
        const known = this.#pick(action.at + 1);
        // An id is used once: what became of a checkpoint that is committed again behind its own removal is nowhere said.
        if (!parent || !known || !(await this.memory.load(this.threadId, known.checkpointId))) return;
        return this.#commit(parent, known.checkpointId, parent.line, []);
      }
      case "record": {
        const id = this.#pick(action.at)?.checkpointId ?? "none";
        return this.#both((to) => to.saveStep(this.threadId, id, action.record));
      }
      case "prune": {
        await this.settle();
        const removed = await this.memory.prune(action);
        deepStrictEqual(await checkpointer.prune(action), removed);
        return;
      }
      case "delete":
        await this.settle();
        await Promise.all([this.memory, checkpointer].map((to) => to.deleteThread(this.threadId)));
        return;
      default:
        return this.settle();
    }
  }

  async settle(): Promise<void> {
    for (const [memory, postgres] of await Promise.all(this.#outcomes.splice(0))) deepStrictEqual(postgres, memory);
  }

  async compare(): Promise<void> {
    await this.settle();
    const read = async (from: Checkpointer): Promise<unknown> => ({
      head: await from.load(this.threadId),
      each: await Promise.all(this.#commits.map(({ checkpointId }) => from.load(this.threadId, checkpointId))),
      history: await listOf(from.history(this.threadId, {})),
      threads: (await listOf(from.threads({}))).filter(({ threadId }) => threadId === this.threadId),
      lines: from.lines && (await listOf(from.lines(this.threadId))),
    });
    deepStrictEqual(await read(checkpointer), await read(this.memory));
  }

  #pick(at: number): Commit | undefined {
    return this.#commits[at % Math.max(1, this.#commits.length)];
  }

  async #commit(parent: Commit | undefined, id: string, line: string, changed: readonly FieldChange[]): Promise<void> {
    const commit: Commit = {
      threadId: this.threadId,
      checkpointId: id,
      ...(parent !== undefined && { parentId: parent.checkpointId }),
      line,
      createdAt: new Date(this.#commits.length),
      source: "step",
      step: this.#commits.length,
      graph: "Graph",
      version: 1,
      schemaHash: "hash",
      status: "running",
      next: [],
      metadata: {},
      frontier: "{}",
      changes: changed,
    };
    this.#commits.unshift(commit);
    await this.#both((to) => to.commit(commit));
  }

  async #both(act: (to: Checkpointer) => Promise<void>): Promise<void> {
    const outcomes = [this.memory, checkpointer].map((to) =>
      act(to).then(
        () => undefined,
        (error: Error) => error.name,
      ),
    );
    this.#outcomes.push(Promise.all(outcomes) as Promise<[string | undefined, string | undefined]>);
  }
}

/** Leaves nothing behind, whatever came of it: the next one prunes all threads. */
async function compareAfter(actions: readonly Action[]): Promise<void> {
  const pair = new Pair();
  try {
    for (const action of actions) await pair.act(action);
    await pair.compare();
  } finally {
    await checkpointer.deleteThread(pair.threadId);
  }
}

describe("what is done to a thread in PostgreSQL, one after the other or at once", () => {
  it("has the same results as in memory", { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 60 }), compareAfter), {
      numRuns: 150,
    });
  });

  it("has the same history, if it is read in several pages", { timeout: 120_000 }, async () => {
    const some = fc.record({ do: fc.constant("go on" as const), at: fc.constant(0), changes });
    await fc.assert(fc.asyncProperty(fc.array(some, { minLength: 560, maxLength: 560 }), compareAfter), { numRuns: 3 });
  });
});

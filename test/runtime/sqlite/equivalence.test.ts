import { mkdtempSync, rmSync } from "node:fs";
import fc from "fast-check";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Checkpointer, Commit, StepRecord } from "../../../runtime/types/storage.ts";
import { connect, type DirectCheckpoint } from "../../../runtime/checkpoint/direct.ts";
import { listOf, rejection } from "../../../runtime/testing/tools.ts";
import { MemoryCheckpointer } from "../../../runtime/index.ts";
import { SqliteCheckpointer } from "../../../runtime/sqlite/index.ts";

/** Something that is done to a thread; numbers choose among what there is. */
type Action =
  | {
      readonly kind: "commit" | "fork" | "late";
      readonly at: number;
      readonly changes: Commit["changes"];
      readonly time: number;
    }
  | { readonly kind: "record"; readonly at: number; readonly record: StepRecord }
  | { readonly kind: "prune"; readonly keepLast: number | undefined; readonly olderThan: number | undefined }
  | { readonly kind: "delete" };

const field = fc.constantFrom("log", "n", "__proto__", 'a "b"\u0000');
const chunk = fc.array(fc.string({ unit: "binary" }), { maxLength: 2 }).map((items) => JSON.stringify(items));
const change: fc.Arbitrary<Commit["changes"][number]> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant("append" as const), field, data: chunk }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("set" as const), field, data: chunk }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("clear" as const), field }) },
);
const changes = fc.array(change, { maxLength: 4 });
const record: fc.Arbitrary<StepRecord> = fc.record({
  path: fc.constantFrom("a", "b/c", ""),
  index: fc.nat(1),
  kind: fc.constantFrom("step" as const, "once" as const, "answer" as const),
  node: fc.constant("a"),
  key: fc.constantFrom("", "k", "\ud800"),
  data: chunk,
});
const at = fc.nat(1000);
const time = fc.nat(200);
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 120, arbitrary: fc.record({ kind: fc.constant("commit" as const), at, changes, time }) },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant("fork" as const), at, changes, time }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("late" as const), at, changes, time }) },
  { weight: 30, arbitrary: fc.record({ kind: fc.constant("record" as const), at, record }) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant("prune" as const),
      keepLast: fc.option(fc.nat(12), { nil: undefined }),
      olderThan: fc.option(time, { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const) }) },
);

/** What the checkpoints are so far: id, line, time. */
interface Known {
  readonly id: string;
  readonly line: string;
}

/** Does the same to both, and tells how each has answered. */
async function act(
  both: readonly Checkpointer[],
  threadId: string,
  known: Known[],
  number: number,
  action: Action,
  idOf: (n: number) => string,
): Promise<readonly unknown[]> {
  const answers = async (call: (checkpointer: Checkpointer) => Promise<unknown>): Promise<readonly unknown[]> => {
    const results: unknown[] = [];
    for (const one of both) {
      let value: unknown;
      const name = await rejection(
        call(one).then((result) => {
          value = result;
        }),
      );
      results.push(name ?? value ?? "done");
    }
    return results;
  };
  switch (action.kind) {
    case "record": {
      const checkpointId = known.length === 0 ? "none" : known[action.at % known.length]!.id;
      return answers((one) => one.saveStep(threadId, checkpointId, action.record));
    }
    case "prune": {
      const { keepLast, olderThan } = action;
      const policy = {
        ...(keepLast !== undefined && { keepLast }),
        ...(olderThan !== undefined && { olderThan: new Date(olderThan) }),
      };
      return answers((one) => one.prune(policy));
    }
    case "delete":
      known.length = 0;
      return answers((one) => one.deleteThread(threadId));
    default: {
      const id = idOf(number);
      // The newest of a line is most often what is gone on from.
      const heads = [...new Map(known.map((one) => [one.line, one])).values()];
      const from = action.kind === "commit" ? heads : known;
      const parent = from.length === 0 ? undefined : from[from.length - 1 - (action.at % Math.min(from.length, 3))];
      const line = action.kind === "fork" || parent === undefined ? id : parent.line;
      const commit: Commit = {
        ...{ threadId, checkpointId: id, line, createdAt: new Date(action.time), source: "step", step: number },
        ...{ graph: "G", version: 1, schemaHash: "h", status: number % 7 === 0 ? "waiting" : "running", next: ["a"] },
        ...{ metadata: {}, frontier: `${number}`, changes: action.changes },
        ...(parent !== undefined && { parentId: parent.id }),
        ...(number % 5 === 0 && { dueAt: new Date(number) }),
      };
      const results = await answers((one) => one.commit(commit));
      if (results[0] === "done") known.push({ id, line });
      return results;
    }
  }
}

function values(checkpoint: DirectCheckpoint | undefined): unknown {
  return checkpoint && { ...checkpoint, fields: new Map(checkpoint.fields), records: [...checkpoint.records] };
}

/** All that can be seen of a thread. */
async function seen(checkpointer: Checkpointer, threadId: string, ids: readonly string[]): Promise<unknown> {
  const connected = connect(checkpointer);
  const loaded: unknown[] = [];
  for (const id of [undefined, ...ids]) {
    loaded.push(await checkpointer.load(threadId, id), values(await connected.load(threadId, id)));
  }
  const head = ids.at(-1);
  const queries = [{}, { limit: 3 }, { before: ids[ids.length >> 1] ?? "" }, { from: ids[ids.length >> 1] ?? "" }];
  const past: unknown[] = [];
  for (const query of queries) past.push(await listOf(checkpointer.history(threadId, query)));
  past.push((await listOf(connected.history(threadId, head === undefined ? {} : { from: head }))).map(values));
  const threads = await listOf(checkpointer.threads({}));
  const lines = await listOf(checkpointer.lines?.(threadId) ?? (async function* () {})());
  return { loaded, past, threads, lines: lines.toSorted((one, other) => (one.line < other.line ? -1 : 1)) };
}

let folder: string;
let runs = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "graphc-sqlite-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("whatever is done to a thread", () => {
  test.each([
    ["with ids that sort", (n: number) => `c${`${n}`.padStart(5, "0")}`],
    ["with ids that do not", (n: number) => `${(n * 7919) % 1009}-\ud800\u0000`],
  ])("SQLite shows what memory shows, %s", async (_, idOf) => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 100, size: "max" }), fc.nat(40), async (actions, turns) => {
        const memory = new MemoryCheckpointer();
        const path = join(folder, `${runs++}.db`);
        // Two that share a file take turns, so that each often finds that the other was faster.
        const pair = [new SqliteCheckpointer(path), new SqliteCheckpointer(path)] as const;
        const known: Known[] = [];
        const ids: string[] = [];
        for (const [number, one] of actions.entries()) {
          const sqlite = pair[(number * turns) & 1 || number % 5 < 3 ? 0 : 1];
          const results = await act([memory, sqlite], "thread", known, number, one, idOf);
          expect(results[1]).toEqual(results[0]);
          if (known.at(-1)?.id === idOf(number)) ids.push(idOf(number));
          if (number % 41 === turns)
            expect(await seen(sqlite, "thread", ids)).toEqual(await seen(memory, "thread", ids));
        }
        for (const sqlite of pair) expect(await seen(sqlite, "thread", ids)).toEqual(await seen(memory, "thread", ids));
        for (const sqlite of pair) await sqlite.close();
      }),
      { numRuns: 15, interruptAfterTimeLimit: 20_000 },
    );
  });
});

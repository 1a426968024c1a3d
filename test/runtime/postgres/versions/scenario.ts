import type { Checkpointer, FieldChange, StepRecord } from "../../../../runtime/types/storage.ts";
import { commitOf, idOf } from "../commits.ts";

const record = (path: string, key = ""): StepRecord => ({
  path,
  index: 0,
  kind: key === "" ? "step" : "once",
  node: "node",
  key,
  data: JSON.stringify({ of: key }).replaceAll("\\", "/"),
});

const odd = "odd \0 \u0001 \ud800 é";

/** What step `n` of a long line changes: a log that begins anew now and then, a number, and a field that comes and goes. */
function changesOf(n: number): readonly FieldChange[] {
  const log: FieldChange = { op: n % 7 === 3 ? "set" : "append", field: "log", data: `[${n}]` };
  const number: FieldChange = { op: "set", field: "n", data: `${n}` };
  if (n % 5 === 0) return [log, { op: "clear", field: odd }];
  return n % 5 < 3 ? [number, log] : [{ op: "append", field: odd, data: `["${n}"]` }, log, { ...log, op: "append" }];
}

/** Stores threads of all kinds, always the same: the tables that they are in must be readable by each later version. */
export async function scenario(checkpointer: Checkpointer): Promise<void> {
  for (let n = 1; n <= 40; n++) await checkpointer.commit(commitOf(n, { changes: changesOf(n) }));
  for (const path of ["a", "b", odd]) await checkpointer.saveStep("thread", idOf(40), record(path));
  const fork = { checkpointId: "fork", line: "fork", parentId: idOf(12), metadata: { by: "fork" } };
  await checkpointer.commit(commitOf(13, { ...fork, changes: [{ op: "append", field: "log", data: '["fork"]' }] }));
  await checkpointer.commit(commitOf(41, { parentRecords: 3, changes: changesOf(41) }));
  await checkpointer.saveStep("thread", idOf(41), record("c", "key"));

  for (const status of ["running", "waiting", "stopped", "failed", "done"] as const) {
    for (let i = 0; i < 3; i++) {
      const threadId = `${status} ${(i * 7) % 3}`;
      const due = status === "waiting" && { dueAt: new Date(Date.UTC(2021, 0, 1 + i)) };
      const graph = i === 2 ? odd : "Graph";
      await checkpointer.commit(commitOf(1, { threadId, graph, changes: changesOf(1) }));
      await checkpointer.saveStep(threadId, idOf(1), record("a"));
      await checkpointer.commit(commitOf(2, { threadId, graph, status, ...due, createdAt: new Date(1e12 - i) }));
      if (i === 1) await checkpointer.saveStep(threadId, idOf(2), record(odd, odd));
    }
  }
  await checkpointer.commit(commitOf(1, { threadId: odd, frontier: '{"paths":["é\\\\0"]}', changes: changesOf(3) }));
  await checkpointer.prune({ graph: "Graph", keepLast: 30 });
}

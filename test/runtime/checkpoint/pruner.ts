/**
 * Commits to one thread, prunes it after every few commits, and deletes it now and then: `pruner.ts sqlite|postgres PATH_OR_URL COUNT`. What each checkpoint
 * must have follows from its own fields: `n` is its number, `first` that of the one where `log` began anew, and `log` has all numbers from there on.
 */
import type { Checkpointer } from "../../../runtime/types/storage.ts";
import { PostgresCheckpointer } from "../../../runtime/postgres/index.ts";
import { SqliteCheckpointer } from "../../../runtime/sqlite/index.ts";

const [kind = "", place = "", count = "0"] = process.argv.slice(2);
const checkpointer: Checkpointer = kind === "sqlite" ? new SqliteCheckpointer(place) : new PostgresCheckpointer(place);
const threadId = "t";
/** The id and the line of the last commit. */
let last: { readonly id: string; readonly line: string } | undefined;
for (let n = 0; n < Number(count); n++) {
  const id = `${n}`.padStart(7, "0");
  const isFirst = last === undefined || n % 40 === 39;
  const line: string = last?.line ?? id;
  await checkpointer.commit({
    ...{ threadId, checkpointId: id, line, createdAt: new Date(n), source: "step", step: n },
    ...{ graph: "G", version: 1, schemaHash: "h", status: "running", next: [], metadata: {}, frontier: `${n}` },
    ...(last !== undefined && { parentId: last.id }),
    changes: [
      ...(isFirst ? [{ op: "set", field: "first", data: `${n}` } as const] : []),
      { op: "set", field: "n", data: `${n}` },
      { op: isFirst ? "set" : "append", field: "log", data: `[${n}]` },
    ],
  });
  last = { id, line };
  if (n % 150 === 149) {
    await checkpointer.deleteThread(threadId);
    last = undefined;
  } else if (n % 7 === 6) {
    await checkpointer.prune({ keepLast: 1 + (n % 20) });
  }
}
await checkpointer.close();

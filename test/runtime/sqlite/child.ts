/** Commits to a thread until it is told how many it was to be: `child.ts file thread prefix count`. Conflicts are tried again from the new head. */
import { SqliteCheckpointer } from "../../../runtime/sqlite/index.ts";

const [, , path = "", threadId = "", prefix = "", count = "0"] = process.argv;
const checkpointer = new SqliteCheckpointer(path);
let conflicts = 0;
for (let n = 0; n < Number(count);) {
  const head = await checkpointer.load(threadId);
  const checkpointId = `${String((head?.step ?? -1) + 1).padStart(6, "0")}-${prefix}`;
  try {
    await checkpointer.commit({
      ...{ threadId, checkpointId, line: head?.line ?? checkpointId, createdAt: new Date(), source: "step" },
      ...{ step: (head?.step ?? -1) + 1, graph: "G", version: 1, schemaHash: "h", status: "running", next: [] },
      ...{
        metadata: {},
        frontier: "0",
        changes: [{ op: "append", field: "log", data: JSON.stringify([`${prefix}${n}`]) }],
      },
      ...(head !== undefined && { parentId: head.checkpointId }),
    });
    n++;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ThreadConflictError") throw error;
    conflicts++;
  }
}
await checkpointer.close();
console.log(conflicts);

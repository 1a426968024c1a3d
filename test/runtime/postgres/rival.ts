/**
 * One of several processes that write to the same threads: `rival.ts URL NAME COUNT`. It appends its name and a number to threads that it picks, so many
 * times, again where somebody else was first, and prints how often that was.
 */
import { PostgresCheckpointer } from "../../../runtime/postgres/index.ts";
import { commitOf } from "./commits.ts";
import { ThreadConflictError } from "../../../runtime/errors.ts";

const [url = "", name = "", count = "0"] = process.argv.slice(2);
const manyThreads = 100;
const atOnce = 10;

const checkpointer = new PostgresCheckpointer(url);
await checkpointer.setup();
let next = 0;
let conflicts = 0;

async function append(number: number): Promise<void> {
  const threadId = `t${Math.floor(Math.random() * manyThreads)}`;
  for (let attempt = 0; ; attempt++) {
    const head = await checkpointer.load(threadId);
    const step = (head?.step ?? 0) + 1;
    const checkpointId = `${`${step}`.padStart(6, "0")}-${name}-${number}-${attempt}`;
    const behind = head && { parentId: head.checkpointId, line: head.line };
    const { parentId: _, ...first } = commitOf(1, { threadId, checkpointId, line: checkpointId, step });
    const changes = [{ op: "append", field: "log", data: `["${name}-${number}"]` }] as const;
    try {
      await checkpointer.commit({ ...first, ...behind, changes });
      const record = { path: name, index: number, kind: "step", node: "a", key: "", data: "1" } as const;
      await checkpointer.saveStep(threadId, checkpointId, record).catch(ignoreConflict);
      return;
    } catch (error) {
      ignoreConflict(error);
      conflicts++;
    }
  }
}

function ignoreConflict(error: unknown): void {
  if (!(error instanceof ThreadConflictError)) throw error;
}

async function appendAll(): Promise<void> {
  while (next < Number(count)) await append(next++);
}

await Promise.all(Array.from({ length: atOnce }, appendAll));
if (name === "0") await checkpointer.prune({ keepLast: 3 });
await checkpointer.close();
console.log(conflicts);

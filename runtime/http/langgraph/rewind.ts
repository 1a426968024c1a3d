import type { Checkpointer } from "../../types/storage.ts";
import { checkpointId } from "../../engine/ids.ts";
import { NotFoundError } from "../../errors.ts";

/**
 * Makes a thread stand as it stood at a past checkpoint, with the same questions waiting: a copy of that checkpoint begins a new line. What was done since stays
 * in the history.
 */
export async function rewind(checkpointer: Checkpointer, threadId: string, to: string): Promise<void> {
  const stored = await checkpointer.load(threadId, to);
  if (stored === undefined) throw new NotFoundError({ graph: "", threadId, checkpointId: to });
  const { fields: _fields, records: _records, ...header } = stored;
  const id = checkpointId();
  await checkpointer.commit({
    ...header,
    checkpointId: id,
    line: id,
    parentId: to,
    createdAt: new Date(),
    source: "fork",
    changes: [],
  });
}

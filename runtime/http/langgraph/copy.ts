import { decode, encode, join } from "../../state/codec.ts";
import type { Checkpointer, Encoded, FieldChange, StoredCheckpoint } from "../../types/storage.ts";

/** Copies the current line of a thread to a new thread: checkpoints, questions and what was done since, as they are. One checkpoint is held at a time. */
export async function copyThread(checkpointer: Checkpointer, from: string, to: string): Promise<void> {
  const ids: string[] = [];
  for await (const { checkpointId } of checkpointer.history(from, {})) ids.push(checkpointId);
  const lines = new Map<string, string>();
  let parent: StoredCheckpoint | undefined;
  for (const id of ids.toReversed()) {
    const stored = await checkpointer.load(from, id);
    if (stored === undefined) continue;
    const { fields, parentId: _parentId, records, ...header } = stored;
    const line = lines.get(header.line) ?? id;
    lines.set(header.line, line);
    const above = parent === undefined ? {} : { parentId: parent.checkpointId };
    await checkpointer.commit({ ...header, ...above, threadId: to, line, changes: changesOf(parent?.fields, fields) });
    for (const record of records) await checkpointer.saveStep(to, id, record);
    parent = stored;
  }
}

type Fields = StoredCheckpoint["fields"];

/** What differs between the fields of a checkpoint and those of its parent. */
function changesOf(before: Fields = new Map(), after: Fields): readonly FieldChange[] {
  const cleared = [...before.keys()].filter((field) => !after.has(field));
  const changed = [...after].flatMap(([field, chunks]): FieldChange[] => {
    const old = before.get(field) ?? [];
    const grows = old.length > 0 && old.every((chunk, place) => chunk === chunks[place]);
    const added = grows ? chunks.slice(old.length) : chunks;
    return added.length === 0 ? [] : [{ op: grows ? "append" : "set", field, data: joined(added) }];
  });
  return [...cleared.map((field): FieldChange => ({ op: "clear", field })), ...changed];
}

function joined(chunks: readonly Encoded[]): Encoded {
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : encode(join(chunks.map(decode)));
}

import type { CheckpointHeader, StoredCheckpoint } from "../types/storage.ts";
import type { DirectCheckpoint, DirectHeader } from "./direct.ts";
import { chunksOf, type Entry, tableOf } from "./line.ts";
import { textOf, valueOf } from "./text.ts";

type Header = Omit<CheckpointHeader, "frontier">;
type AnyHeader = Omit<DirectHeader, "frontier">;

/** A copy of the header alone, without its frontier: dates could be changed by who has them. */
export function headerOf(header: AnyHeader): Header {
  const { checkpointId, createdAt, dueAt, graph, line, metadata, next, parentId } = header;
  const { schemaHash, source, status, step, threadId, version } = header;
  return {
    threadId,
    checkpointId,
    ...(parentId !== undefined && { parentId }),
    line,
    createdAt: new Date(createdAt),
    source,
    step,
    graph,
    version,
    schemaHash,
    status,
    next,
    ...(dueAt !== undefined && { dueAt: new Date(dueAt) }),
    metadata,
  };
}

/** A checkpoint as text. */
export function storedCheckpoint(entry: Entry): StoredCheckpoint {
  return {
    ...headerOf(entry.commit),
    frontier: textOf(entry.commit.frontier),
    fields: fieldsOf(entry, textOf),
    records: [...(entry.records?.values() ?? [])].map(({ value, ...record }) => ({ ...record, data: textOf(value) })),
  };
}

/** A checkpoint as values; its fields are put together when they are read. */
export function directCheckpoint(entry: Entry): DirectCheckpoint {
  return {
    ...headerOf(entry.commit),
    frontier: valueOf(entry.commit.frontier),
    get fields() {
      return fieldsOf(entry, valueOf);
    },
    records: [...(entry.records?.values() ?? [])].map((record) => ({ ...record, value: valueOf(record.value) })),
  };
}

function fieldsOf<V>(entry: Entry, read: (stored: unknown) => V): ReadonlyMap<string, readonly V[]> {
  return new Map([...tableOf(entry)].map(([field, newest]) => [field, chunksOf(newest).map(read)]));
}

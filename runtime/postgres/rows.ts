import type { CheckpointHeader, Encoded, StepRecord, StoredCheckpoint, ThreadSummary } from "../types/storage.ts";
import type { Row } from "./connection.ts";
import { decode } from "../state/codec.ts";
import type { DirectCheckpoint } from "../checkpoint/direct.ts";
import { fromName } from "./names.ts";

/** What a commit did to a field; without data, it removed it. */
interface Chunk {
  readonly n: number;
  /** Whether the value begins with those of its commit. */
  readonly anew: boolean;
  /** The place in the list of the first chunk of the value that it is the last of. */
  from: number;
  /** Sorts the chunks of a field. */
  readonly at: number;
  readonly data: Encoded | undefined;
  /** Once it was asked for; checkpoints that are read together share it. */
  value?: unknown;
}

/** A checkpoint, and the chunks of all that were read with it. */
interface Found {
  readonly header: Omit<CheckpointHeader, "frontier">;
  readonly frontier: Encoded;
  readonly n: number;
  readonly chunks: ReadonlyMap<string, readonly Chunk[]>;
  readonly records: readonly StepRecord[];
}

interface Line {
  readonly id: number;
  readonly parent: number | null;
  readonly parentN: number | null;
}

/** What the functions `read` and `page` give. */
export interface Page {
  readonly checkpoints: readonly Found[];
  /** The line that was read, and where it was forked from. */
  readonly line?: Line;
}

/** Puts rows together to checkpoints, in the order in which they come. */
export function pageOf(threadId: string, rows: readonly Row[]): Page {
  const checkpoints: Found[] = [];
  const chunks = new Map<string, Chunk[]>();
  const records = new Map<number, StepRecord[]>();
  let line: Page["line"];
  for (const [kind, at, base, name, info, data] of rows) {
    const n = Number(at);
    if (kind === "checkpoint") {
      const own: StepRecord[] = [];
      records.set(n, own);
      const header = headerOf(threadId, fromName(name ?? ""), info ?? "[]");
      checkpoints.push({ header, frontier: data ?? "", n, chunks, records: own });
    } else if (kind === "chunk") {
      const commit = Math.floor(n / 32768);
      const chunk = { n: commit, anew: Number(base) === commit, at: n, from: 0, data: data ?? undefined };
      const field = fromName(name ?? "");
      const others = chunks.get(field);
      if (others === undefined) chunks.set(field, [chunk]);
      else others.push(chunk);
    } else if (kind === "record") {
      records.get(n)?.push(recordOf(fromName(name ?? ""), Number(base), info ?? "[]", data ?? ""));
    } else {
      line = lineOf(info ?? "[]");
    }
  }
  for (const list of chunks.values()) sort(list);
  return { checkpoints, ...(line !== undefined && { line }) };
}

/** Puts the chunks of a field in order. */
function sort(chunks: Chunk[]): void {
  chunks.sort((one, other) => one.at - other.at);
  let from = 0;
  for (const [i, chunk] of chunks.entries()) {
    if (chunk.anew && chunk.n !== chunks[i - 1]?.n) from = i;
    if (chunk.data === undefined) from = i + 1;
    chunk.from = from;
  }
}

export function storedCheckpoint(found: Found): StoredCheckpoint {
  return {
    ...found.header,
    frontier: found.frontier,
    fields: fieldsOf(found, ({ data }) => data ?? ""),
    records: found.records,
  };
}

/** Its fields are put together when they are read. */
export function directCheckpoint(found: Found): DirectCheckpoint {
  return {
    ...found.header,
    frontier: decode(found.frontier),
    get fields() {
      return fieldsOf(found, valueOf);
    },
    records: found.records.map(({ data, ...record }) => ({ ...record, value: decode(data) })),
  };
}

/** A row of `threads`: name, graph, head, status, time, deadline. */
export function summaryOf([name, graph, head, status, updatedAt, dueAt]: Row): ThreadSummary {
  return {
    threadId: fromName(name ?? ""),
    graph: fromName(graph ?? ""),
    checkpointId: fromName(head ?? ""),
    status: status as ThreadSummary["status"],
    updatedAt: new Date(Number(updatedAt)),
    ...(dueAt != null && { dueAt: new Date(Number(dueAt)) }),
  };
}

function valueOf(chunk: Chunk): unknown {
  return (chunk.value ??= decode(chunk.data ?? ""));
}

function fieldsOf<V>({ chunks, n }: Found, read: (chunk: Chunk) => V): ReadonlyMap<string, readonly V[]> {
  const fields = new Map<string, readonly V[]>();
  for (const [field, all] of chunks) {
    const end = countUntil(all, n);
    const last = all[end - 1];
    if (last?.data !== undefined) fields.set(field, all.slice(last.from, end).map(read));
  }
  return fields;
}

/** How many chunks are of commit `n` or before. */
function countUntil(chunks: readonly Chunk[], n: number): number {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunks[middle]?.n ?? 0) <= n) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the database has made of a header's columns. */
type Info = readonly [
  parent: string | null,
  line: string,
  createdAt: number,
  source: CheckpointHeader["source"],
  step: number,
  graph: string,
  version: number,
  schemaHash: string,
  status: CheckpointHeader["status"],
  dueAt: number | null,
  next: string,
  metadata: string,
];

function headerOf(threadId: string, checkpointId: string, info: string): Found["header"] {
  const [parent, line, createdAt, source, step, graph, version, schemaHash, status, dueAt, next, metadata] = JSON.parse(
    info,
  ) as Info;
  return {
    threadId,
    checkpointId,
    ...(parent !== null && { parentId: fromName(parent) }),
    line: fromName(line),
    createdAt: new Date(createdAt),
    source,
    step,
    graph: fromName(graph),
    version,
    schemaHash: fromName(schemaHash),
    status,
    next: JSON.parse(next) as CheckpointHeader["next"],
    ...(dueAt !== null && { dueAt: new Date(dueAt) }),
    metadata: JSON.parse(metadata) as CheckpointHeader["metadata"],
  };
}

function recordOf(path: string, index: number, info: string, data: Encoded): StepRecord {
  const [kind, node, key] = JSON.parse(info) as readonly [StepRecord["kind"], string, string];
  return { path, index, kind, node: fromName(node), key: fromName(key), data };
}

function lineOf(info: string): Line {
  const [id, parent, parentN] = JSON.parse(info) as readonly [number, number | null, number | null];
  return { id, parent, parentN };
}

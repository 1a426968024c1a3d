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
  /** Sorts the chunks of a field. */
  readonly at: number;
  readonly data: Encoded | undefined;
}

/** The chunks of a field, oldest first, and for each the place of the first one of the value that it is the last of. */
interface Chain {
  readonly chunks: readonly Chunk[];
  readonly from: readonly number[];
  /** The values of the chunks that were asked for; checkpoints that are read together share them. */
  readonly values: unknown[];
  /** From which place on, and up to which, there are values. */
  decoded: readonly [from: number, until: number];
}

/** A checkpoint, and the chunks of all that were read with it. */
interface Found {
  readonly header: Omit<CheckpointHeader, "frontier">;
  readonly frontier: Encoded;
  readonly n: number;
  readonly chains: ReadonlyMap<string, Chain>;
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
  readonly chains: ReadonlyMap<string, Chain>;
  /** The line that was read, and where it was forked from. */
  readonly line?: Line;
}

/** Puts rows together to checkpoints, in the order in which they come. What the rows lack of the chunks was read with newer ones of the same line. */
export function pageOf(threadId: string, rows: readonly Row[], newer?: Page): Page {
  const checkpoints: Found[] = [];
  const chains = new Map<string, Chain>();
  const chunks = new Map<string, Chunk[]>();
  const records = new Map<number, StepRecord[]>();
  const headers = new Headers(threadId);
  let line: Page["line"];
  for (const [kind, at, base, name, info, data] of rows) {
    const n = Number(at);
    if (kind === "checkpoint") {
      const own: StepRecord[] = [];
      records.set(n, own);
      const header = headers.of(fromName(name ?? ""), info ?? "[]");
      checkpoints.push({ header, frontier: data ?? "", n, chains, records: own });
    } else if (kind === "chunk") {
      const commit = Math.floor(n / 32768);
      const chunk = { n: commit, anew: Number(base) === commit, at: n, data: data ?? undefined };
      const field = name ?? "";
      const others = chunks.get(field);
      if (others === undefined) chunks.set(field, [chunk]);
      else others.push(chunk);
    } else if (kind === "record") {
      records.get(n)?.push(recordOf(fromName(name ?? ""), Number(base), info ?? "[]", data ?? ""));
    } else {
      line = lineOf(info ?? "[]");
    }
  }
  for (const [field, list] of chunks) chains.set(fromName(field), chainOf(list));
  const newest = checkpoints[0]?.n ?? 0;
  for (const [field, chain] of newer?.chains ?? []) chains.set(field, joined(chains.get(field), chain, newest));
  return { checkpoints, chains, ...(line !== undefined && { line }) };
}

/** The chunks of a field that were read now, and those that were read before, up to commit `n`. */
function joined(older: Chain | undefined, newer: Chain, n: number): Chain {
  const before = older?.chunks ?? [];
  const end = countUntil(newer.chunks, n);
  const [from, until] = newer.decoded;
  const chain = chainOf([...before, ...newer.chunks.slice(0, end)]);
  if (from >= Math.min(until, end)) return chain;
  for (let i = from; i < Math.min(until, end); i++) chain.values[before.length + i] = newer.values[i];
  chain.decoded = [before.length + from, before.length + Math.min(until, end)];
  return chain;
}

/** Puts the chunks of a field in order. */
function chainOf(chunks: Chunk[]): Chain {
  chunks.sort((one, other) => one.at - other.at);
  let first = 0;
  const from = chunks.map(({ anew, data, n }, i) => {
    if (anew && n !== chunks[i - 1]?.n) first = i;
    if (data === undefined) first = i + 1;
    return first;
  });
  return { chunks, from, values: [], decoded: [0, 0] };
}

export function storedCheckpoint(found: Found): StoredCheckpoint {
  return {
    ...found.header,
    frontier: found.frontier,
    fields: fieldsOf(found, textsOf),
    records: found.records,
  };
}

/** Its fields are put together when they are read. */
export function directCheckpoint(found: Found): DirectCheckpoint {
  return {
    ...found.header,
    frontier: decode(found.frontier),
    get fields() {
      return fieldsOf(found, valuesOf);
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

/** The values of chunks. Checkpoints are mostly read from the newest back, each with a part of what the one before has. */
function valuesOf(chain: Chain, from: number, end: number): readonly unknown[] {
  const { chunks, values } = chain;
  const [first, until] = chain.decoded;
  if (from < first || end > until) {
    for (let i = from; i < end; i++) if (i < first || i >= until) values[i] = decode(chunks[i]?.data ?? "");
    // Of two parts with a gap between them, the last is remembered.
    const isJoined = from <= until && end >= first;
    chain.decoded = isJoined ? [Math.min(from, first), Math.max(end, until)] : [from, end];
  }
  return values.slice(from, end);
}

function textsOf({ chunks }: Chain, from: number, end: number): readonly Encoded[] {
  return chunks.slice(from, end).map(({ data }) => data ?? "");
}

function fieldsOf<V>(
  { chains, n }: Found,
  read: (chain: Chain, from: number, end: number) => readonly V[],
): ReadonlyMap<string, readonly V[]> {
  const fields = new Map<string, readonly V[]>();
  for (const [field, chain] of chains) {
    const end = countUntil(chain.chunks, n);
    if (chain.chunks[end - 1]?.data !== undefined) fields.set(field, read(chain, chain.from[end - 1] ?? 0, end));
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

/** Headers of one thread. Most that are read together have the same names. */
class Headers {
  readonly #threadId: string;
  readonly #names = new Map<string, string>();

  constructor(threadId: string) {
    this.#threadId = threadId;
  }

  of(checkpointId: string, info: string): Found["header"] {
    const [parent, line, createdAt, source, step, graph, version, schemaHash, status, dueAt, next, metadata] =
      JSON.parse(info) as Info;
    return {
      threadId: this.#threadId,
      checkpointId,
      ...(parent !== null && { parentId: fromName(parent) }),
      line: this.#name(line),
      createdAt: new Date(createdAt),
      source,
      step,
      graph: this.#name(graph),
      version,
      schemaHash: this.#name(schemaHash),
      status,
      next: JSON.parse(next) as CheckpointHeader["next"],
      ...(dueAt !== null && { dueAt: new Date(dueAt) }),
      metadata: JSON.parse(metadata) as CheckpointHeader["metadata"],
    };
  }

  #name(stored: string): string {
    let name = this.#names.get(stored);
    if (name === undefined) this.#names.set(stored, (name = fromName(stored)));
    return name;
  }
}

function recordOf(path: string, index: number, info: string, data: Encoded): StepRecord {
  const [kind, node, key] = JSON.parse(info) as readonly [StepRecord["kind"], string, string];
  return { path, index, kind, node: fromName(node), key: fromName(key), data };
}

function lineOf(info: string): Line {
  const [id, parent, parentN] = JSON.parse(info) as readonly [number, number | null, number | null];
  return { id, parent, parentN };
}

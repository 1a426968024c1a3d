import type { CheckpointSource, HistoryQuery } from "./state.ts";
import type { Json } from "./graph-types.ts";

export type { Store, StoreItem } from "./store.ts";

/** A value as text, written and read by the runtime's codec alone; a checkpointer stores it as it is and never looks inside. */
export type Encoded = string;

/**
 * Where threads are stored. Every method may be called concurrently, from several processes. A thread is a tree of checkpoints made of *lines*:
 * a fork starts a new line at a past checkpoint; the line committed to last is the current one.
 */
export interface Checkpointer {
  /** The checkpoint, or the head of the current line, with everything saved for it. */
  load(threadId: string, checkpointId?: string): Promise<StoredCheckpoint | undefined>;
  /**
   * Stores a checkpoint atomically.
   * @throws ThreadConflictError if `parentId` is not the head of `line`, or, for a new line, does not exist, or has more than `parentRecords` records.
   */
  commit(commit: Commit): Promise<void>;
  /** Adds a record to an open checkpoint. A record with the same `path`, `index`, `kind` and `key` is already there: nothing happens. @throws ThreadConflictError if the checkpoint is no longer the head of its line. */
  saveStep(threadId: string, checkpointId: string, record: StepRecord): Promise<void>;
  /** Newest first. */
  history(threadId: string, query: HistoryQuery & { readonly from?: string }): AsyncIterable<StoredCheckpoint>;
  /** Ordered by `updatedAt`, oldest first. */
  threads(query: ThreadQuery): AsyncIterable<ThreadSummary>;
  deleteThread(threadId: string): Promise<void>;
  /** The lines of a thread, the one that began first first; nothing for an unknown thread. Without it an app cannot tell its forks. */
  lines?(threadId: string): AsyncIterable<LineSummary>;
  /** Removes old checkpoints, never the head of the current line, and returns how many. */
  prune(policy: PrunePolicy): Promise<number>;
  close(): Promise<void>;
}

/** What is written of a checkpoint and read back of it. Everything but `frontier` is readable by tools. */
export interface CheckpointHeader {
  readonly threadId: string;
  /** Sorts by time; unique on the thread, also among what was pruned. */
  readonly checkpointId: string;
  readonly parentId?: string;
  /** The checkpoint that the line began with. */
  readonly line: string;
  readonly createdAt: Date;
  readonly source: CheckpointSource;
  readonly step: number;
  readonly graph: string;
  readonly version: number;
  readonly schemaHash: string;
  readonly status: ThreadStatus;
  /** Nodes that run next or wait, by path. */
  readonly next: readonly string[];
  /** The earliest deadline of a waiting ask. */
  readonly dueAt?: Date;
  readonly metadata: { readonly [key: string]: Json };
  /** The open paths, counters and waiting asks. */
  readonly frontier: Encoded;
}

/** A new checkpoint: its header and what differs from the parent. */
export interface Commit extends CheckpointHeader {
  /** How many records of the parent the writer knows; if there are more, somebody else has added one, and the commit would lose it. Absent: any number. */
  readonly parentRecords?: number;
  readonly changes: readonly FieldChange[];
}

/** `append` adds a chunk behind those of the parent; `set` replaces all of them (the runtime does so now and then, to bound their number); `clear` removes the field. */
export type FieldChange =
  | { readonly op: "set" | "append"; readonly field: string; readonly data: Encoded }
  | { readonly op: "clear"; readonly field: string };

/** A checkpoint as loaded. */
export interface StoredCheckpoint extends CheckpointHeader {
  /** The chunks of each field: the last `set`, then every `append` since, oldest first. */
  readonly fields: ReadonlyMap<string, readonly Encoded[]>;
  /** What `saveStep` added, in order of arrival. */
  readonly records: readonly StepRecord[];
}

/** Something finished inside an open checkpoint: a step of a path in a group, a result of `once`, an answer. */
export interface StepRecord {
  readonly path: string;
  /** The number of the step on its path, from 0. */
  readonly index: number;
  readonly kind: "step" | "once" | "answer";
  readonly node: string;
  /** The key of a `once`, the number of an `ask`; else empty. */
  readonly key: string;
  readonly data: Encoded;
}

/** `"failed"`, `"stopped"` (limit, cancelled, static interrupt) and `"running"` (also: crashed) are unfinished. */
export type ThreadStatus = "running" | "waiting" | "stopped" | "failed" | "done";

export interface ThreadQuery {
  readonly graph?: string;
  readonly status?: ThreadStatus;
  /** Only threads whose `dueAt` is before. */
  readonly dueBefore?: Date;
  /** Only threads whose ids begin with it: `"ada/"` for those of Ada, where ids are made so. A storage that does not know it lists others, too; apps and services leave them out. */
  readonly prefix?: string;
  readonly limit?: number;
}

export interface ThreadSummary {
  readonly threadId: string;
  readonly graph: string;
  readonly checkpointId: string;
  readonly status: ThreadStatus;
  readonly updatedAt: Date;
  readonly dueAt?: Date;
}

/** One line of the tree of checkpoints that a thread is. */
export interface LineSummary {
  /** The checkpoint that it began with. */
  readonly line: string;
  /** The checkpoint that it was forked from; absent for the first line of a thread, and where the beginning was pruned. */
  readonly forkedFrom?: string;
  /** The head of the line. */
  readonly checkpointId: string;
  readonly status: ThreadStatus;
  readonly updatedAt: Date;
  /** Whether it is the line committed to last: the one that a call without `checkpointId` goes on. */
  readonly current: boolean;
}

/** Which checkpoints are old: where both are given, those that are beyond both. */
export interface PrunePolicy {
  /** So many checkpoints of each thread stay. */
  readonly keepLast?: number;
  /** What was made since then stays. */
  readonly olderThan?: Date;
  /** Only threads whose head is of this graph. */
  readonly graph?: string;
}

/**
 * Where results of nodes with `cache` are kept. A cache that throws, or gives back what it was not given, fails no run: the node runs as if there were no
 * entry, and the hook `cacheFailed` is told. The key has all that a result depends on: the name, the version and the schema of the graph, the node, what it
 * reads, and its arguments. It does not have the code: who changes a handler raises the graph's version, or names another cache.
 */
export interface Cache {
  /** What was set, until its time is over or the cache has forgotten it. */
  get(key: string): Promise<Encoded | undefined>;
  /** After `ttl` milliseconds, `get` does not find it any more. */
  set(key: string, value: Encoded, ttl: number): Promise<void>;
}

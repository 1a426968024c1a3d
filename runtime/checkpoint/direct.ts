import { decode, encode } from "../state/codec.ts";
import type { Awaitable } from "../types/graph-types.ts";
import type { HistoryQuery } from "../types/state.ts";
import type { Checkpointer, CheckpointHeader, Commit, Encoded, FieldChange } from "../types/storage.ts";
import type { StepRecord, StoredCheckpoint } from "../types/storage.ts";
import { CorruptCheckpointError } from "../errors.ts";

/** The header of a checkpoint with its frontier as a value. Members that are absent may be `undefined`, so that all headers have one shape. */
export interface DirectHeader extends Omit<CheckpointHeader, "dueAt" | "frontier" | "parentId"> {
  readonly dueAt?: Date | undefined;
  readonly frontier: unknown;
  readonly parentId?: string | undefined;
}

export type DirectChange =
  | { readonly op: "set" | "append"; readonly field: string; readonly value: unknown }
  | { readonly op: "clear"; readonly field: string };

/** A `Commit` with values in place of text. All of them are adopted: deeply frozen and storable. It is not changed once it is handed over. */
export interface DirectCommit extends DirectHeader {
  readonly parentRecords?: number | undefined;
  readonly changes: readonly DirectChange[];
}

export interface DirectRecord extends Omit<StepRecord, "data"> {
  readonly value: unknown;
}

/** A `StoredCheckpoint` with values in place of text. Those that come out of text are neither frozen nor checked: the reader adopts them. */
export interface DirectCheckpoint extends DirectHeader {
  readonly fields: ReadonlyMap<string, readonly unknown[]>;
  readonly records: readonly DirectRecord[];
}

/** What the engine speaks to: a checkpointer without its text, and without a promise where none is needed. */
export interface Direct {
  /**
   * Whether writes take effect, and are told, in the order of the calls, so that several may be under way at once; when one has failed, those behind it
   * on its line fail too. Otherwise each is waited for before the next is made.
   */
  readonly ordered?: boolean;
  load(threadId: string, checkpointId?: string): Awaitable<DirectCheckpoint | undefined>;
  /**
   * Stores a checkpoint. What is stored `lazily` may wait a little for others, of any thread, to be stored together with them.
   * @throws ThreadConflictError as `Checkpointer.commit` does, synchronously where the result is no promise.
   */
  commit(commit: DirectCommit, lazily?: boolean): Awaitable<void>;
  /** @throws ThreadConflictError */
  saveStep(threadId: string, checkpointId: string, record: DirectRecord, lazily?: boolean): Awaitable<void>;
  history(threadId: string, query: HistoryQuery & { readonly from?: string }): AsyncIterable<DirectCheckpoint>;
}

/** Where a checkpointer that keeps values instead of text has its `Direct`. */
export const direct: unique symbol = Symbol.for("@graphc/runtime.direct");

/**
 * The checkpointer's own `Direct`, or one that encodes what goes in and decodes what comes out. What it reads is text of the codec, or it throws a
 * `CorruptCheckpointError`; where values are decoded later, when they are looked at, a `SyntaxError`.
 */
export function connect(checkpointer: Checkpointer & { readonly [direct]?: Direct }): Direct {
  const inner = checkpointer[direct] ?? encoding(checkpointer);
  return {
    ordered: inner.ordered === true,
    async load(threadId, checkpointId) {
      try {
        return await inner.load(threadId, checkpointId);
      } catch (error) {
        throw readable(threadId, checkpointId, error);
      }
    },
    commit: inner.commit.bind(inner),
    saveStep: inner.saveStep.bind(inner),
    async *history(threadId, query) {
      try {
        yield* inner.history(threadId, query);
      } catch (error) {
        throw readable(threadId, undefined, error);
      }
    },
  };
}

/** The error that says where text is that is no JSON; other errors stay what they are. */
export function readable(threadId: string, checkpointId: string | undefined, error: unknown): unknown {
  return error instanceof SyntaxError ? new CorruptCheckpointError(threadId, checkpointId, undefined, error) : error;
}

function encoding(checkpointer: Checkpointer): Direct {
  return {
    async load(threadId, checkpointId) {
      const stored = await checkpointer.load(threadId, checkpointId);
      return stored && decoded(stored);
    },
    commit: (commit) => checkpointer.commit(encodedCommit(commit)),
    saveStep: (threadId, checkpointId, { value, ...record }) =>
      checkpointer.saveStep(threadId, checkpointId, { ...record, data: encode(value) }),
    async *history(threadId, query) {
      for await (const stored of checkpointer.history(threadId, query)) yield decoded(stored);
    },
  };
}

/** A commit as text. Each member is named: copying those that are left over takes longer than encoding them. */
export function encodedCommit(commit: DirectCommit): Commit {
  const { dueAt, parentId, parentRecords } = commit;
  return {
    threadId: commit.threadId,
    checkpointId: commit.checkpointId,
    ...(parentId !== undefined && { parentId }),
    line: commit.line,
    createdAt: commit.createdAt,
    source: commit.source,
    step: commit.step,
    graph: commit.graph,
    version: commit.version,
    schemaHash: commit.schemaHash,
    status: commit.status,
    next: commit.next,
    ...(dueAt !== undefined && { dueAt }),
    metadata: commit.metadata,
    frontier: encode(commit.frontier),
    ...(parentRecords !== undefined && { parentRecords }),
    changes: commit.changes.map(encodedChange),
  };
}

function encodedChange(change: DirectChange): FieldChange {
  return change.op === "clear" ? change : { op: change.op, field: change.field, data: encode(change.value) };
}

/** @throws CorruptCheckpointError */
function decoded(stored: StoredCheckpoint): DirectCheckpoint {
  const { checkpointId, threadId } = stored;
  const read = (field: string, text: Encoded): unknown => {
    try {
      return decode(text);
    } catch (error) {
      throw new CorruptCheckpointError(threadId, checkpointId, field, error);
    }
  };
  return {
    ...stored,
    frontier: read("frontier", stored.frontier),
    fields: new Map([...stored.fields].map(([field, chunks]) => [field, chunks.map((text) => read(field, text))])),
    records: stored.records.map(({ data, ...record }) => ({ ...record, value: read("records", data) })),
  };
}

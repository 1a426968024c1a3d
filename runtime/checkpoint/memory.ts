import { ThreadConflictError } from "../errors.ts";
import type { HistoryQuery } from "../types/state.ts";
import type { Checkpointer, Commit, StepRecord, StoredCheckpoint } from "../types/storage.ts";
import type { ThreadQuery, ThreadSummary } from "../types/storage.ts";
import { Cell } from "./cell.ts";
import { type Direct, direct, type DirectChange, type DirectCheckpoint } from "./direct.ts";
import { cellsOf, type Change, type Entry, type EntryRecord, type Heading, tableOf } from "./line.ts";
import { Thread } from "./thread.ts";

/** Keeps threads in memory: each checkpoint as what differs from its parent. Runs of this process commit values as they are; text is made only for who asks for it. */
export class MemoryCheckpointer implements Checkpointer {
  readonly #threads = new Map<string, Thread>();

  /** For the engine: commits and loads without encoding, synchronously. */
  readonly [direct]: Direct = {
    load: (threadId, checkpointId) => {
      const entry = this.#find(threadId, checkpointId);
      return entry && directCheckpoint(entry);
    },
    commit: (commit, state) => this.#commit(commit, new Cell(commit.frontier), commit.changes.map(directChange), state),
    saveStep: (threadId, checkpointId, { value, ...record }) =>
      this.#thread(threadId, checkpointId).saveStep(checkpointId, { ...record, cell: new Cell(value) }),
    history: (threadId, query) => this.#history(threadId, query, directCheckpoint),
  };

  async load(threadId: string, checkpointId?: string): Promise<StoredCheckpoint | undefined> {
    const entry = this.#find(threadId, checkpointId);
    return entry && storedCheckpoint(entry);
  }

  async commit(commit: Commit): Promise<void> {
    const changes = commit.changes.map((change) =>
      change.op === "clear" ? { ...change, cell: undefined } : { ...change, cell: Cell.ofText(change.data) },
    );
    this.#commit(headingOf(commit), Cell.ofText(commit.frontier), changes, undefined);
  }

  async saveStep(threadId: string, checkpointId: string, { data, ...record }: StepRecord): Promise<void> {
    this.#thread(threadId, checkpointId).saveStep(checkpointId, { ...record, cell: Cell.ofText(data) });
  }

  history(threadId: string, query: HistoryQuery & { readonly from?: string }): AsyncIterable<StoredCheckpoint> {
    return this.#history(threadId, query, storedCheckpoint);
  }

  async *threads(query: ThreadQuery): AsyncGenerator<ThreadSummary> {
    const summaries = [...this.#threads.values()].flatMap(({ current }) =>
      current ? [summaryOf(current.heading)] : [],
    );
    const found = summaries.filter((summary) => isMatch(summary, query));
    const ordered = found.toSorted(
      (one, other) => +one.updatedAt - +other.updatedAt || (one.threadId < other.threadId ? -1 : 1),
    );
    yield* ordered.slice(0, query.limit);
  }

  async deleteThread(threadId: string): Promise<void> {
    this.#threads.delete(threadId);
  }

  async prune({ keepLast, olderThan }: { readonly keepLast?: number; readonly olderThan?: Date }): Promise<number> {
    if (keepLast === undefined && olderThan === undefined) return 0;
    let removed = 0;
    for (const thread of this.#threads.values()) {
      removed += thread.prune(
        ({ heading }, rank) =>
          (keepLast === undefined || rank >= keepLast) && (olderThan === undefined || heading.createdAt < olderThan),
      );
    }
    return removed;
  }

  async close(): Promise<void> {
    // There is nothing to release.
  }

  #commit(heading: Heading, frontier: Cell, changes: readonly Change[], state: object | undefined): void {
    const { threadId } = heading;
    const existing = this.#threads.get(threadId);
    const thread = existing ?? new Thread(threadId);
    const entry: Entry = {
      heading,
      frontier,
      changes,
      records: undefined,
      parent: undefined,
      table: undefined,
      distance: 0,
      state,
    };
    thread.commit(entry);
    if (existing === undefined) this.#threads.set(threadId, thread);
  }

  #find(threadId: string, checkpointId: string | undefined): Entry | undefined {
    const thread = this.#threads.get(threadId);
    return checkpointId === undefined ? thread?.current : thread?.entry(checkpointId);
  }

  #thread(threadId: string, checkpointId: string): Thread {
    const thread = this.#threads.get(threadId);
    if (thread === undefined) throw new ThreadConflictError(threadId, checkpointId, undefined);
    return thread;
  }

  async *#history<C>(
    threadId: string,
    { before, from, limit = Infinity, source }: HistoryQuery & { readonly from?: string },
    read: (entry: Entry) => C,
  ): AsyncGenerator<C> {
    let left = limit;
    for (const entry of this.#threads.get(threadId)?.lineFrom(from) ?? []) {
      if (left <= 0) return;
      if (before !== undefined && entry.heading.checkpointId >= before) continue;
      if (source !== undefined && entry.heading.source !== source) continue;
      left--;
      yield read(entry);
    }
  }
}

function directChange(change: DirectChange): Change {
  const { op, field } = change;
  return { op, field, cell: change.op === "clear" ? undefined : new Cell(change.value) };
}

/** A copy of the heading alone: dates could be changed by who has them. */
function headingOf(heading: Heading): Heading {
  const { checkpointId, createdAt, dueAt, graph, line, metadata, next, parentId } = heading;
  const { schemaHash, source, status, step, threadId, version } = heading;
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

function storedCheckpoint(entry: Entry): StoredCheckpoint {
  return {
    ...headingOf(entry.heading),
    frontier: entry.frontier.text,
    fields: fieldsOf(entry, (cell) => cell.text),
    records: recordsOf(entry).map(({ cell, ...record }) => ({ ...record, data: cell.text })),
  };
}

function directCheckpoint(entry: Entry): DirectCheckpoint {
  return {
    ...headingOf(entry.heading),
    frontier: entry.frontier.value,
    get fields() {
      return fieldsOf(entry, (cell) => cell.value);
    },
    records: recordsOf(entry).map(({ cell, ...record }) => ({ ...record, value: cell.value })),
    state: entry.state,
  };
}

function recordsOf({ records }: Entry): readonly EntryRecord[] {
  return records === undefined ? [] : [...records.values()];
}

function fieldsOf<V>(entry: Entry, read: (cell: Cell) => V): ReadonlyMap<string, readonly V[]> {
  return new Map([...tableOf(entry)].map(([field, chunks]) => [field, cellsOf(chunks).map(read)]));
}

function summaryOf({ checkpointId, createdAt, dueAt, graph, status, threadId }: Heading): ThreadSummary {
  const updatedAt = new Date(createdAt);
  return { threadId, graph, checkpointId, status, updatedAt, ...(dueAt !== undefined && { dueAt: new Date(dueAt) }) };
}

function isMatch({ dueAt, graph, status }: ThreadSummary, query: ThreadQuery): boolean {
  return (
    (query.graph === undefined || graph === query.graph) &&
    (query.status === undefined || status === query.status) &&
    (query.dueBefore === undefined || (dueAt !== undefined && dueAt < query.dueBefore))
  );
}

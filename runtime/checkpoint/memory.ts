import { ThreadConflictError } from "../errors.ts";
import type { HistoryQuery } from "../types/state.ts";
import type { Checkpointer, Commit, StepRecord, StoredCheckpoint } from "../types/storage.ts";
import type { LineSummary, PrunePolicy, ThreadQuery, ThreadSummary } from "../types/storage.ts";
import { type Direct, direct, type DirectCommit, type DirectHeader } from "./direct.ts";
import type { Entry } from "./line.ts";
import { directCheckpoint, headerOf, storedCheckpoint } from "./read.ts";
import { Text } from "./text.ts";
import { Thread } from "./thread.ts";

/**
 * Keeps threads in memory: each checkpoint as what differs from its parent. Runs of this process commit values as they are; text is made only
 * for who asks for it.
 */
export class MemoryCheckpointer implements Checkpointer {
  readonly #threads = new Map<string, Thread>();

  /** For the engine: commits and loads without encoding, synchronously. */
  readonly [direct]: Direct = {
    load: (threadId, checkpointId) => {
      const entry = this.#find(threadId, checkpointId);
      return entry && directCheckpoint(entry);
    },
    commit: (commit) => this.#commit(commit),
    saveStep: (threadId, checkpointId, record) => this.#thread(threadId, checkpointId).saveStep(checkpointId, record),
    history: (threadId, query) => this.#history(threadId, query, directCheckpoint),
  };

  async load(threadId: string, checkpointId?: string): Promise<StoredCheckpoint | undefined> {
    const entry = this.#find(threadId, checkpointId);
    return entry && storedCheckpoint(entry);
  }

  async commit(commit: Commit): Promise<void> {
    const changes = commit.changes.map((change) =>
      change.op === "clear" ? change : { op: change.op, field: change.field, value: new Text(change.data) },
    );
    const { dueAt, frontier, parentId, parentRecords } = commit;
    this.#commit({ ...headerOf(commit), dueAt, parentId, parentRecords, frontier: new Text(frontier), changes });
  }

  async saveStep(threadId: string, checkpointId: string, { data, ...record }: StepRecord): Promise<void> {
    this.#thread(threadId, checkpointId).saveStep(checkpointId, { ...record, value: new Text(data) });
  }

  history(threadId: string, query: HistoryQuery & { readonly from?: string }): AsyncIterable<StoredCheckpoint> {
    return this.#history(threadId, query, storedCheckpoint);
  }

  async *threads(query: ThreadQuery): AsyncGenerator<ThreadSummary> {
    const { prefix = "" } = query;
    const summaries = [...this.#threads].flatMap(([threadId, { current }]) =>
      current && threadId.startsWith(prefix) ? [summaryOf(current.commit)] : [],
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

  async *lines(threadId: string): AsyncGenerator<LineSummary> {
    const thread = this.#threads.get(threadId);
    const lines = [...(thread?.heads ?? [])].toSorted(([one], [other]) => (one < other ? -1 : 1));
    for (const [line, head] of lines) {
      const forkedFrom = thread?.entry(line)?.commit.parentId;
      const { checkpointId, status, updatedAt } = summaryOf(head.commit);
      const current = head === thread?.current;
      yield { line, ...(forkedFrom !== undefined && { forkedFrom }), checkpointId, status, updatedAt, current };
    }
  }

  async prune({ graph, keepLast, olderThan }: PrunePolicy): Promise<number> {
    if (keepLast === undefined && olderThan === undefined) return 0;
    let removed = 0;
    for (const thread of this.#threads.values()) {
      if (graph !== undefined && thread.current?.commit.graph !== graph) continue;
      removed += thread.prune(
        ({ commit }, rank) =>
          (keepLast === undefined || rank >= keepLast) && (olderThan === undefined || commit.createdAt < olderThan),
      );
    }
    return removed;
  }

  async close(): Promise<void> {
    // There is nothing to release.
  }

  #commit(commit: DirectCommit): void {
    const existing = this.#threads.get(commit.threadId);
    const thread = existing ?? new Thread(commit.threadId);
    thread.commit({ commit, parent: undefined, table: undefined, distance: 0, records: undefined });
    if (existing === undefined) this.#threads.set(commit.threadId, thread);
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
      if (before !== undefined && entry.commit.checkpointId >= before) continue;
      if (source !== undefined && entry.commit.source !== source) continue;
      left--;
      yield read(entry);
    }
  }
}

function summaryOf({ checkpointId, createdAt, dueAt, graph, status, threadId }: DirectHeader): ThreadSummary {
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

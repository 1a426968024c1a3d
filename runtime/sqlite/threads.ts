import type { Row, SqlValue } from "./driver.ts";
import { laterOn } from "./host.ts";
import { rangesOf, storedText, textOf } from "./text.ts";
import type { ThreadQuery, ThreadSummary } from "../types/storage.ts";
import { statuses } from "./row.ts";
import type { Tables } from "./tables.ts";

/** So many threads are looked at in one go. */
const pageSize = 256;

/** A thread with the row of its head: the last, or what the last says. */
const columns = (index: string): string => `
  SELECT t.no, t.id, t.graph, t.status, t.due, t.updated, e.id AS checkpoint, e.at
  FROM thread t INDEXED BY ${index} JOIN entry e ON e.key = (t.no << 32) | (
    SELECT iif(id IS NULL, base, key & 4294967295) FROM entry
    WHERE key BETWEEN t.no << 32 AND (t.no << 32) | 4294967295 ORDER BY key DESC LIMIT 1
  )`;

type Read = <R>(action: () => R) => R;

/** The threads, by the time of their heads. `read` runs a piece of reading, after what waits to be stored is stored. */
export async function* listThreads(tables: Tables, read: Read, query: ThreadQuery): AsyncGenerator<ThreadSummary> {
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  if (left <= 0) return;
  const all = query.prefix ? byName(tables, read, query, query.prefix) : byTime(tables, read, query);
  for await (const summary of all) {
    yield summary;
    if (--left <= 0) return;
  }
}

/** A thread's row has a time that is no later than its head's, and its index is followed: a thread is handed out once all that may come before it has been seen. */
async function* byTime(tables: Tables, read: Read, query: ThreadQuery): AsyncGenerator<ThreadSummary> {
  const { index, where, values } = conditionsOf(query);
  const sql = `${columns(index)} WHERE (t.updated, t.no) > (?, ?)${where} ORDER BY t.updated, t.no LIMIT ${pageSize}`;
  const seen = new Set<number>();
  let found: ThreadSummary[] = [];
  let last: readonly SqlValue[] | undefined = [Number.MIN_SAFE_INTEGER, 0];
  while (last !== undefined) {
    const rows: readonly Row[] = read(() => tables.all(sql, ...(last ?? []), ...values));
    for (const row of rows) {
      const no = Number(row[0]);
      if (!seen.has(no)) found.push(summaryOf(row));
      seen.add(no);
    }
    const end: Row | undefined = rows.length < pageSize ? undefined : rows.at(-1);
    last = end && [end[5] ?? 0, end[0] ?? 0];
    const bound = end === undefined ? Number.POSITIVE_INFINITY : Number(end[5]);
    found.sort(inOrder);
    const ready = found.filter(({ updatedAt }) => +updatedAt < bound);
    found = found.slice(ready.length);
    yield* ready;
    await others();
  }
}

/** Those whose ids begin with a text: few of all, mostly, so that they are found by their ids, and put in order here. */
async function* byName(tables: Tables, read: Read, query: ThreadQuery, prefix: string): AsyncGenerator<ThreadSummary> {
  const { where, values } = conditionsOf(query);
  const sql = `${columns("sqlite_autoindex_thread_1")} WHERE t.id >= ? AND t.id < ?${where} ORDER BY t.id LIMIT ${pageSize}`;
  const behind = sql.replace("t.id >= ?", "t.id > ?");
  const found: ThreadSummary[] = [];
  for (const [from, until] of rangesOf(prefix)) {
    let last: SqlValue | undefined;
    let rows: readonly Row[];
    do {
      rows = read(() => tables.all(last === undefined ? sql : behind, last ?? from, until, ...values));
      for (const row of rows) found.push(summaryOf(row));
      last = rows.at(-1)?.[1];
      await others();
    } while (rows.length === pageSize);
  }
  yield* found.toSorted(inOrder);
}

function inOrder(one: ThreadSummary, other: ThreadSummary): number {
  return +one.updatedAt - +other.updatedAt || (one.threadId < other.threadId ? -1 : 1);
}

/** Gives a turn to others: with many threads, reading all takes a while. */
function others(): Promise<void> {
  return new Promise(laterOn);
}

function conditionsOf({ dueBefore, graph, status }: ThreadQuery): {
  readonly index: string;
  readonly where: string;
  readonly values: readonly SqlValue[];
} {
  const values: SqlValue[] = [];
  let where = "";
  let index = "thread_updated";
  if (status !== undefined) {
    // The index of unfinished threads can be used where its own condition is repeated.
    if (status !== "done") {
      index = "thread_unfinished";
      where += " AND t.status <> 4";
    }
    where += ` AND t.status = ${statuses.indexOf(status)}`;
  }
  if (dueBefore !== undefined) {
    index = "thread_due";
    where += " AND t.due < ?";
    values.push(dueBefore.getTime());
  }
  if (graph !== undefined) {
    where += " AND t.graph = ?";
    values.push(storedText(graph));
  }
  return { index, where, values };
}

function summaryOf([, threadId, graph, status, due, , checkpointId, at]: Row): ThreadSummary {
  return {
    threadId: textOf(threadId),
    graph: textOf(graph),
    checkpointId: textOf(checkpointId),
    status: statuses[Number(status)] ?? "running",
    updatedAt: new Date(Number(at)),
    ...(due !== null && { dueAt: new Date(Number(due)) }),
  };
}

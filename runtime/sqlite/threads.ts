import type { Row, SqlValue } from "./driver.ts";
import { storedText, textOf } from "./text.ts";
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

/**
 * The threads, by the time of their heads. A thread's row has a time that is no later than its head's, and its index is followed: a thread is handed out
 * once all that may come before it has been seen. `read` runs a piece of reading, after what waits to be stored is stored.
 */
export async function* listThreads(
  tables: Tables,
  read: <R>(action: () => R) => R,
  query: ThreadQuery,
): AsyncGenerator<ThreadSummary> {
  const { limit = Number.POSITIVE_INFINITY } = query;
  const { index, where, values } = conditionsOf(query);
  const sql = `${columns(index)} WHERE (t.updated, t.no) > (?, ?)${where} ORDER BY t.updated, t.no LIMIT ${pageSize}`;
  const seen = new Set<number>();
  let found: ThreadSummary[] = [];
  let left = limit;
  let last: readonly SqlValue[] | undefined = [Number.MIN_SAFE_INTEGER, 0];
  while (left > 0) {
    const rows: readonly Row[] = last === undefined ? [] : read(() => tables.all(sql, ...(last ?? []), ...values));
    for (const row of rows) {
      const no = Number(row[0]);
      if (!seen.has(no)) found.push(summaryOf(row));
      seen.add(no);
    }
    const end: Row | undefined = rows.length < pageSize ? undefined : rows.at(-1);
    last = end && [end[5] ?? 0, end[0] ?? 0];
    const bound = end === undefined ? Number.POSITIVE_INFINITY : Number(end[5]);
    found.sort((one, other) => +one.updatedAt - +other.updatedAt || (one.threadId < other.threadId ? -1 : 1));
    const ready = found.filter(({ updatedAt }) => +updatedAt < bound);
    found = found.slice(ready.length);
    for (const summary of ready) {
      yield summary;
      if (--left <= 0) return;
    }
    if (last === undefined) return;
  }
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

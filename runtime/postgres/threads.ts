import type { Connection, Row } from "./connection.ts";
import { summaryOf } from "./rows.ts";
import type { LineSummary, ThreadQuery, ThreadSummary } from "../types/storage.ts";
import { fromName, rangeOf, toName } from "./names.ts";

/** So many are asked for at first, and twice as many each time, up to so many: those that run are sorted anew for each. */
const fewRows = 500;
const manyRows = 8000;

/** Asks for threads, so many at a time: no cursor is held between two pages. */
export async function* listThreads(
  connection: Connection,
  { dueBefore, graph, limit = Infinity, prefix, status }: ThreadQuery,
): AsyncGenerator<ThreadSummary> {
  const filters = { graph: graph === undefined ? null : toName(graph), status: status ?? null };
  const due = dueBefore === undefined ? null : `${dueBefore.getTime()}`;
  let left = limit;
  let page = fewRows;
  let last: readonly (string | null)[] = [null, null];
  while (left > 0) {
    const many = Math.min(left, page);
    page = Math.min(page * 2, manyRows);
    const values = [filters.graph, filters.status, due, ...last, `${many}`];
    const rows = await (prefix
      ? connection.query(named(connection.schema), [...values, ...rangeOf(prefix)])
      : connection.query(due === null ? all(connection.schema) : overdue(connection.schema), values));
    for (const row of rows) yield summaryOf(row);
    if (rows.length < many) return;
    left -= rows.length;
    last = lastOf(rows.at(-1) ?? []);
  }
}

function lastOf([name = null, , , , updatedAt = null]: Row): Row {
  return [updatedAt, name];
}

const columns = "t.name, t.graph, t.head, t.status, t.updated_at, t.due_at";

/**
 * There are few graphs and few statuses, so the first of each pair come from the index in order, and the first of all are among them. Those that run are
 * sorted here: each of their steps changes their time, and no index has it.
 */
function all(schema: string): string {
  const ofKind = (time: string, condition: string): string => `
  (select ${columns} from ${schema}.threads t
  where t.graph = k.graph and t.status = k.status and ${condition}
    and ($4::bigint is null or (t.${time}, t.name) > ($4::bigint, $5::text collate "C"))
  order by t.${time}, t.name limit $6::bigint)`;
  return `
with recursive kinds as (
  (select graph, status from ${schema}.threads order by graph, status limit 1)
  union all
  select next.graph, next.status from kinds k cross join lateral (
    select t.graph, t.status from ${schema}.threads t
    where (t.graph, t.status) > (k.graph, k.status) order by t.graph, t.status limit 1
  ) next
)
select t.* from kinds k cross join lateral (${ofKind("updated_at", "k.status = 'running'")}
  union all ${ofKind("listed_at", "k.status <> 'running' and t.listed_at >= coalesce($4::bigint, -9223372036854775808)")}
) t
where ($1::text is null or k.graph = $1::text collate "C") and ($2::text is null or k.status = $2::text collate "C")
  and $3::text is null
order by t.updated_at, t.name limit $6::bigint`;
}

function overdue(schema: string): string {
  return `
select ${columns} from ${schema}.threads t
where t.due_at < $3::bigint and ($1::text is null or t.graph = $1::text) and ($2::text is null or t.status = $2::text)
  and ($4::bigint is null or (t.updated_at, t.name) > ($4::bigint, $5::text collate "C"))
order by t.updated_at, t.name limit $6::bigint`;
}

/** Those whose names are in a range. */
function named(schema: string): string {
  return `
select ${columns} from ${schema}.threads t
where t.name >= $7::text and t.name < $8::text
  and ($1::text is null or t.graph = $1::text) and ($2::text is null or t.status = $2::text) and ($3::bigint is null or t.due_at < $3::bigint)
  and ($4::bigint is null or (t.updated_at, t.name) > ($4::bigint, $5::text collate "C"))
order by t.updated_at, t.name limit $6::bigint`;
}

/** The lines of a thread, in the order in which they began. */
export async function listLines(connection: Connection, threadId: string): Promise<readonly LineSummary[]> {
  const { schema } = connection;
  const rows = await connection.query(
    `
select l.name, start.parent, head.id, head.status, head.created_at, head.n = t.n
from ${schema}.threads t
join ${schema}.lines l on l.thread = t.id
join lateral (
  select k.id, k.status, k.created_at, k.n from ${schema}.checkpoints k
  where k.line = l.id order by k.n desc limit 1
) head on true
left join lateral (
  select k.parent from ${schema}.checkpoints k where k.thread = l.thread and k.id = l.name limit 1
) start on true
where t.name = $1
order by l.id`,
    [toName(threadId)],
  );
  return rows.map(lineOf);
}

function lineOf([line, forkedFrom, head, status, updatedAt, current]: Row): LineSummary {
  return {
    line: fromName(line ?? ""),
    ...(forkedFrom != null && { forkedFrom: fromName(forkedFrom) }),
    checkpointId: fromName(head ?? ""),
    status: status as LineSummary["status"],
    updatedAt: new Date(Number(updatedAt)),
    current: current === "t",
  };
}

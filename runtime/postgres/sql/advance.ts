import { literal } from "./quote.ts";

/**
 * `advance(units, commits, changes, records)`: stores what goes on at the heads of threads, or begins threads, and returns 0 for each unit that it has not
 * stored because it does neither, or because the head is another: `write` finds out. The lists belong together by `u`, the number of a unit, from 1.
 *
 * Threads are found by what `on conflict` makes of the index of their names, and nothing else is looked up: so no planner can choose wrong, whatever
 * the tables hold, and none needs to be told. A unit that goes on with a thread that is not there fails them all, as does an id that is there already.
 */
export function advanceFunction(s: string): string {
  const sequence = (table: string): string => literal(`${s}.${table}_id_seq`);
  return `create or replace function ${s}.advance_2(units json, commits json, changes json, records json) returns bigint[] language plpgsql as ${literal(`
declare
  u record;
  t record;
  threads bigint[];
  lines bigint[];
  numbers bigint[];
begin
  for u in select * from json_to_recordset(units) as u(
    thread text, line text, parent text, known int, many int, added int, id text, graph text, status text, "createdAt" bigint, "dueAt" bigint
  ) loop
    insert into ${s}.threads as th (id, line, updated_at, due_at, listed_at, n, records, name, line_name, head, graph, status)
    overriding system value values (
      case when u.parent is null then nextval(${sequence("threads")}) else 0 end,
      case when u.parent is null then nextval(${sequence("lines")}) else 0 end,
      coalesce(u."createdAt", 0), u."dueAt", case when u.status = 'running' then 0 else coalesce(u."createdAt", 0) end,
      u.many, u.added, u.thread, coalesce(u.line, ''), u.id, coalesce(u.graph, ''), coalesce(u.status, '')
    )
    on conflict (name) do update set
      n = th.n + u.many,
      head = u.id,
      records = u.added + case when u.many = 0 then th.records else 0 end,
      graph = coalesce(u.graph, th.graph),
      status = coalesce(u.status, th.status),
      updated_at = coalesce(u."createdAt", th.updated_at),
      due_at = case when u.many = 0 then th.due_at else u."dueAt" end,
      listed_at = case when u.many = 0 then th.listed_at else excluded.listed_at end
    where th.head = u.parent and th.line_name = coalesce(u.line, th.line_name) and (u.known is null or th.records <= u.known)
    returning th.id, th.line, th.n into t;
    if t.id = 0 then
      raise exception using errcode = 'not_null_violation', message = 'There is no such thread.';
    end if;
    if u.parent is null and t.id is not null then
      insert into ${s}.lines (id, thread, name) overriding system value values (t.line, t.id, u.line);
    end if;
    threads := threads || coalesce(t.id, 0);
    lines := lines || coalesce(t.line, 0);
    numbers := numbers || coalesce(t.n - u.many, 0)::bigint;
  end loop;
  insert into ${s}.checkpoints
    (thread, line, n, id, parent, created_at, due_at, version, step, source, graph, schema_hash, status, next, metadata, frontier)
  select threads[c.u], lines[c.u], numbers[c.u] + c.i, c.id, c.parent, c."createdAt", c."dueAt", c.version, c.step, c.source,
    c.graph, c."schemaHash", c.status, c.next, c.metadata, c.frontier
  from json_to_recordset(commits) as c(
    u int, i int, id text, parent text, "createdAt" bigint, "dueAt" bigint, version bigint, step int, source text,
    graph text, "schemaHash" text, status text, next text, metadata text, frontier text
  )
  where threads[c.u] > 0;
  insert into ${s}.chunks (line, n, base, part, field, data)
  select lines[c.u], numbers[c.u] + c.i, case when c.anew then numbers[c.u] + c.i else 0 end, c.part, c.field, c.data
  from json_to_recordset(changes) as c(u int, i int, anew boolean, part smallint, field text, data text)
  where threads[c.u] > 0;
  if json_array_length(records) > 0 then
    insert into ${s}.records (thread, n, index, kind, path, node, key, mark, data)
    select threads[r.u], numbers[r.u] + r.i, r.index, r.kind, r.path, r.node, r.key, ${s}.mark_2(r.path, r.index, r.kind, r.key), r.data
    from json_to_recordset(records) as r(u int, i int, path text, index int, kind text, node text, key text, data text)
    where threads[r.u] > 0
    on conflict do nothing;
  end if;
  return threads;
end`)};\n`;
}

import { literal } from "./sql.ts";

/**
 * Plans are made once a connection and kept, for tables that may be empty then and large later: so they must not be made for what the tables hold at
 * that moment.
 */
const settings = "set plan_cache_mode = force_generic_plan set enable_seqscan = off";

function define(schema: string, head: string, body: string): string {
  return `create or replace function ${schema}.${head} language plpgsql ${settings} as ${literal(body)};\n`;
}

/**
 * `write(units, again)`: stores units (see `units.ts`), each if it follows what is there, and returns `[index, id found]` of those that do not. A row of
 * `threads` is locked by whoever writes to its thread, before anything else is read of it, so two that go on from one head are decided here. Units come
 * in the order of their threads, so that two groups never wait for each other.
 *
 * `again` says that the same was sent before and may have been stored: what is there then is fine.
 */
export function writeFunction(s: string): string {
  return define(
    s,
    "write(units jsonb, again boolean) returns jsonb",
    `
#variable_conflict use_column
declare
  conflicts jsonb := '[]';
  u record;
  t ${s}.threads%rowtype;
  first text;
  last jsonb;
  many int;
  number int;
  onto int;
  from_line int;
  from_n int;
  found_id text;
begin
  for u in
    select e.i - 1 as i, e.x->>'thread' as thread, e.x->>'line' as line, e.x->>'parent' as parent,
      e.x->'commits' as commits, e.x->'changes' as changes, e.x->'records' as records
    from jsonb_array_elements(units) with ordinality as e(x, i)
    order by e.i
  loop
    many := jsonb_array_length(u.commits);
    if many > 0 then
      first := u.commits->0->>'id';
      last := u.commits->-1;
      update ${s}.threads th
      set n = th.n + many, head = last->>'id', graph = last->>'graph', status = last->>'status',
        updated_at = (last->>'createdAt')::bigint, due_at = (last->>'dueAt')::bigint
      where th.name = u.thread and th.head = u.parent and th.line_name = u.line
        and not exists (
          select from jsonb_array_elements(u.commits) c
          join ${s}.checkpoints k on k.thread = th.id and k.id = c->>'id'
        )
      returning th.* into t;

      if not found then
        onto := null;
        found_id := null;
        select th.* into t from ${s}.threads th where th.name = u.thread for no key update;
        if not found and u.parent is null and u.line = first then
          insert into ${s}.threads (name, n, line, line_name, head, graph, status, updated_at)
          values (u.thread, 0, 1, u.line, first, last->>'graph', last->>'status', 0)
          on conflict (name) do nothing
          returning * into t;
          if found then
            onto := 1;
            insert into ${s}.lines (thread, line, name) values (t.id, onto, u.line);
          else
            select th.* into t from ${s}.threads th where th.name = u.thread for no key update;
          end if;
        end if;
        if t.id is null or onto is not null then
          null;
        elsif exists (
          select from jsonb_array_elements(u.commits) c
          join ${s}.checkpoints k on k.thread = t.id and k.id = c->>'id'
        ) then
          if again and exists (select from ${s}.checkpoints k where k.thread = t.id and k.id = first) then
            continue;
          end if;
          found_id := t.head;
        elsif u.line <> first then
          select k.line, k.id into from_line, found_id
          from ${s}.lines l join ${s}.checkpoints k on k.thread = l.thread and k.line = l.line
          where l.thread = t.id and l.name = u.line
          order by k.n desc limit 1;
          if found_id = u.parent then
            onto := from_line;
          end if;
        elsif u.parent is null or exists (select from ${s}.lines l where l.thread = t.id and l.name = u.line) then
          found_id := t.head;
        else
          select k.line, k.n into from_line, from_n from ${s}.checkpoints k where k.thread = t.id and k.id = u.parent;
          if found then
            onto := t.n + 1;
            insert into ${s}.lines (thread, line, name, parent_line, parent_n)
            values (t.id, onto, u.line, from_line, from_n);
            insert into ${s}.chunks (thread, line, n, base, part, field, data)
            select t.id, onto, c.n, c.base, c.part, c.field, c.data
            from ${s}.state(t.id, from_line, from_n) c;
          end if;
        end if;
        if onto is null then
          conflicts := conflicts || jsonb_build_array(jsonb_build_array(u.i, found_id));
          continue;
        end if;
        update ${s}.threads th
        set n = th.n + many, line = onto, line_name = u.line, head = last->>'id',
          graph = last->>'graph', status = last->>'status',
          updated_at = (last->>'createdAt')::bigint, due_at = (last->>'dueAt')::bigint
        where th.id = t.id
        returning th.* into t;
      end if;

      number := t.n - many;
      insert into ${s}.checkpoints
        (thread, line, n, id, parent, created_at, due_at, version, step, source, graph, schema_hash, status, next, metadata, frontier)
      select t.id, t.line, number + c.i, c.id, c.parent, c."createdAt", c."dueAt", c.version, c.step, c.source, c.graph,
        c."schemaHash", c.status, c.next, c.metadata, c.frontier
      from jsonb_to_recordset(u.commits) as c(
        i int, id text, parent text, "createdAt" bigint, "dueAt" bigint, version bigint, step int, source text, graph text,
        "schemaHash" text, status text, next text, metadata text, frontier text);
      insert into ${s}.chunks (thread, line, n, base, part, field, data)
      select t.id, t.line, number + c.i,
        number + coalesce(c.base, (
          select case when k.data is not null then k.base - number end
          from ${s}.chunks k
          where k.thread = t.id and k.line = t.line and k.field = c.field
          order by k.n desc, k.part desc limit 1
        ), c.first),
        c.part, c.field, c.data
      from jsonb_to_recordset(u.changes) as c(i int, base int, first int, part int, field text, data text);
    else
      select th.* into t from ${s}.threads th where th.name = u.thread for no key update;
      found_id := t.head;
      number := t.n;
      if t.head is distinct from u.parent then
        select k.n, k.line into number, from_line from ${s}.checkpoints k where k.thread = t.id and k.id = u.parent;
        found_id := null;
        if found then
          select k.id into found_id from ${s}.checkpoints k
          where k.thread = t.id and k.line = from_line order by k.n desc limit 1;
        end if;
      end if;
      if found_id is distinct from u.parent then
        if not again or number is null or exists (
          select from jsonb_to_recordset(u.records) as r(path text, index int, kind text, key text)
          where not exists (
            select from ${s}.records k
            where k.thread = t.id and k.n = number and k.mark = ${s}.mark(r.path, r.index, r.kind, r.key)
          )
        ) then
          conflicts := conflicts || jsonb_build_array(jsonb_build_array(u.i, found_id));
        end if;
        continue;
      end if;
    end if;

    insert into ${s}.records (thread, n, index, kind, path, node, key, mark, data)
    select t.id, number + r.i, r.index, r.kind, r.path, r.node, r.key, ${s}.mark(r.path, r.index, r.kind, r.key), r.data
    from jsonb_to_recordset(u.records) as r(i int, path text, index int, kind text, node text, key text, data text)
    on conflict do nothing;
  end loop;
  return conflicts;
end`,
  );
}

/** `mark(…)`: what makes a record the same as another, in the size of an index's key. */
export function markFunction(s: string): string {
  return `create or replace function ${s}.mark(path text, index int, kind text, key text) returns bytea language sql as $$
  select sha256(convert_to(jsonb_build_array(path, index, kind, key)::text, 'UTF8'))
$$;\n`;
}

/** `state(…)`: the chunks of every field at a commit: a look into the index for each field that the line has ever had, then one range for each that it has. */
export function stateFunction(s: string): string {
  return define(
    s,
    "state(the_thread bigint, the_line int, the_n int) returns setof " + s + ".chunks",
    `
#variable_conflict use_column
begin
  return query
  with recursive fields(field) as (
    (select k.field from ${s}.chunks k where k.thread = the_thread and k.line = the_line order by k.field limit 1)
    union all
    select (
      select k.field from ${s}.chunks k
      where k.thread = the_thread and k.line = the_line and k.field > f.field order by k.field limit 1
    )
    from fields f where f.field is not null
  )
  select c.*
  from fields f
  cross join lateral (
    select k.base, k.n, k.data from ${s}.chunks k
    where k.thread = the_thread and k.line = the_line and k.field = f.field and k.n <= the_n
    order by k.n desc, k.part desc limit 1
  ) newest
  cross join lateral (
    select k.* from ${s}.chunks k
    where k.thread = the_thread and k.line = the_line and k.field = f.field and k.n between newest.base and newest.n
  ) c
  where newest.data is not null;
end`,
  );
}

/** What `read` and `page` give: rows of three kinds. `at` is the number of the commit; of a chunk times 32768, plus its part. */
const rows = "returns table (kind text, at bigint, base int, name text, info text, data text)";

function headers(s: string, where: string): string {
  return `
  select 'checkpoint', k.n::bigint, null::int, k.id,
    json_build_array(k.parent, l.name, k.created_at, k.source, k.step, k.graph, k.version, k.schema_hash, k.status,
      k.due_at, k.next, k.metadata)::text,
    k.frontier
  from ${s}.checkpoints k join ${s}.lines l on l.thread = k.thread and l.line = k.line
  where ${where}`;
}

function records(s: string, where: string): string {
  return `
  select 'record', r.n::bigint, r.index, r.path, json_build_array(r.kind, r.node, r.key)::text, r.data
  from ${s}.records r
  where ${where}
  order by r.arrival`;
}

const chunk = "select 'chunk', (c.n::bigint << 15) + c.part, c.base, c.field, null::text, c.data";

/** `read(thread, id)`: a checkpoint, or without an id the head, with its chunks and records. */
export function readFunction(s: string): string {
  return define(
    s,
    `read(the_name text, the_id text) ${rows}`,
    `
#variable_conflict use_column
declare
  the_thread bigint;
  the_line int;
  the_n int;
begin
  if the_id is null then
    select t.id, t.line, t.n into the_thread, the_line, the_n from ${s}.threads t where t.name = the_name;
  else
    select t.id, k.line, k.n into the_thread, the_line, the_n
    from ${s}.threads t join ${s}.checkpoints k on k.thread = t.id where t.name = the_name and k.id = the_id;
  end if;
  if the_n is null then return; end if;
  return query ${headers(s, "k.thread = the_thread and k.line = the_line and k.n = the_n")};
  return query ${chunk} from ${s}.state(the_thread, the_line, the_n) c;
  return query ${records(s, "r.thread = the_thread and r.n = the_n")};
end`,
  );
}

/**
 * `page(thread, line, n, …)`: checkpoints of a line from `n` on backwards, with all chunks of the oldest and what was changed since, and where the line
 * was forked from. Without a line it begins at the checkpoint `from`, or the head.
 */
export function pageFunction(s: string): string {
  return define(
    s,
    `page(the_name text, from_id text, the_line int, upto int, before_id text, the_source text, many int) ${rows}`,
    `
#variable_conflict use_column
declare
  the_thread bigint;
  numbers int[];
begin
  select t.id, coalesce(the_line, t.line), coalesce(upto, t.n) into the_thread, the_line, upto
  from ${s}.threads t where t.name = the_name;
  if from_id is not null then
    select k.line, k.n into the_line, upto from ${s}.checkpoints k where k.thread = the_thread and k.id = from_id;
  end if;
  select array_agg(p.n) into numbers from (
    select k.n from ${s}.checkpoints k
    where k.thread = the_thread and k.line = the_line and k.n <= upto
      and (before_id is null or k.id < before_id) and (the_source is null or k.source = the_source)
    order by k.n desc limit many
  ) p;
  return query
  select 'line', l.parent_n::bigint, l.parent_line, null::text, l.line::text, null::text
  from ${s}.lines l where l.thread = the_thread and l.line = the_line;
  if numbers is null then return; end if;
  return query ${headers(s, "k.thread = the_thread and k.line = the_line and k.n = any(numbers)")} order by k.n desc;
  return query ${chunk} from ${s}.state(the_thread, the_line, numbers[array_upper(numbers, 1)]) c;
  return query ${chunk} from ${s}.chunks c
  where c.thread = the_thread and c.line = the_line and c.n > numbers[array_upper(numbers, 1)] and c.n <= numbers[1];
  return query ${records(s, "r.thread = the_thread and r.n = any(numbers)")};
end`,
  );
}

/** `prune(…)`: prunes the next so many threads behind a name, and returns how many checkpoints are gone and the last name; none if there are no more threads. */
export function pruneFunction(s: string): string {
  return define(
    s,
    "prune(behind text, many int, the_graph text, keep bigint, older bigint) returns table (removed bigint, last text)",
    `
#variable_conflict use_column
declare
  t record;
  gone int[];
  the_line int;
  lowest int;
  highest int;
begin
  removed := 0;
  for t in
    select th.id, th.name, th.n, th.graph from ${s}.threads th where th.name > behind order by th.name limit many for no key update
  loop
    last := t.name;
    continue when t.graph <> the_graph;
    select array_agg(k.n) into gone from (
      select k.n, k.created_at, row_number() over (order by k.n desc) as rank from ${s}.checkpoints k where k.thread = t.id
    ) k
    where k.n <> t.n and (keep is null or k.rank > keep) and (older is null or k.created_at < older);
    continue when gone is null;
    removed := removed + array_length(gone, 1);
    delete from ${s}.records r where r.thread = t.id and r.n = any(gone);
    for the_line in
      select distinct k.line from ${s}.checkpoints k where k.thread = t.id and k.n = any(gone)
    loop
      delete from ${s}.checkpoints k where k.thread = t.id and k.line = the_line and k.n = any(gone);
      select min(k.n), max(k.n) into lowest, highest from ${s}.checkpoints k where k.thread = t.id and k.line = the_line;
      if lowest is null then
        delete from ${s}.chunks c where c.thread = t.id and c.line = the_line;
        delete from ${s}.lines l where l.thread = t.id and l.line = the_line;
      else
        delete from ${s}.chunks c
        where c.thread = t.id and c.line = the_line and (c.n > highest or c.n < (
          select k.base from ${s}.chunks k
          where k.thread = t.id and k.line = the_line and k.field = c.field and k.n <= lowest
          order by k.n desc, k.part desc limit 1
        ));
      end if;
    end loop;
  end loop;
  return next;
end`,
  );
}

/** `forget(thread)`: deletes a thread. Its row goes first, which is what writers wait for. */
export function forgetFunction(s: string): string {
  return define(
    s,
    "forget(the_name text) returns void",
    `
declare
  the_thread bigint;
begin
  delete from ${s}.threads t where t.name = the_name returning t.id into the_thread;
  if the_thread is null then return; end if;
  delete from ${s}.lines where thread = the_thread;
  delete from ${s}.checkpoints where thread = the_thread;
  delete from ${s}.chunks where thread = the_thread;
  delete from ${s}.records where thread = the_thread;
end`,
  );
}

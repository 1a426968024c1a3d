import { define } from "./define.ts";

/**
 * `write(units, again)`: stores units (see `../units.ts`), each if it follows what is there, and returns `[index, id found]` of those that do not. A row of
 * `threads` is locked by whoever writes to its thread, before anything else is read of it, so two that go on from one head are decided here. Units come
 * in the order of their threads, so that two groups never wait for each other.
 * If a unit of several writes does not follow, some of them may: what comes behind it on its thread is not tried, so that nothing overtakes them.
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
  blocked text;
begin
  for u in
    select e.i - 1 as i, e.x->>'thread' as thread, e.x->>'line' as line, e.x->>'parent' as parent,
      e.x->'commits' as commits, e.x->'changes' as changes, e.x->'records' as records
    from jsonb_array_elements(units) with ordinality as e(x, i)
    order by e.i
  loop
    continue when u.thread = blocked;
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
          if many + jsonb_array_length(u.records) > 1 then blocked := u.thread; end if;
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
          if many + jsonb_array_length(u.records) > 1 then blocked := u.thread; end if;
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

import { define } from "./define.ts";

/**
 * `write(units, again)`: stores units (see `../units.ts`), each if it follows what is there, and returns `[index, id found]` of those that do not. It knows
 * all there is to know: forks, lines that are not the current one, records behind a head that is not the thread's. A row of `threads` is locked by
 * whoever writes to its thread, before anything else is read of it, so two that go on from one head are decided here. Units come in the order of
 * their threads, so that two groups never wait for each other.
 * If a unit of several writes does not follow, some of them may: what comes behind it on its thread is not tried, so that nothing overtakes them.
 *
 * `again` says that the same was sent before and may have been stored: what is there then is fine.
 */
export function writeFunction(s: string): string {
  return define(
    s,
    "write_2(units jsonb, again boolean) returns jsonb",
    `
#variable_conflict use_column
declare
  conflicts jsonb := '[]';
  unit jsonb;
  thread_name text;
  parent_id text;
  line_id text;
  commits jsonb;
  additions jsonb;
  t ${s}.threads%rowtype;
  ids text[];
  first text;
  last jsonb;
  many int;
  known int;
  number int;
  onto bigint;
  from_line bigint;
  from_n int;
  found_id text;
  blocked text;
begin
  for i in 0 .. jsonb_array_length(units) - 1 loop
    unit := units->i;
    thread_name := unit->>'thread';
    continue when thread_name = blocked;
    parent_id := unit->>'parent';
    line_id := unit->>'line';
    commits := unit->'commits';
    additions := unit->'records';
    many := jsonb_array_length(commits);
    select th.* into t from ${s}.threads th where th.name = thread_name for no key update;
    if many > 0 then
      last := commits->-1;
      known := (unit->>'known')::int;
      first := commits->0->>'id';
      ids := array(select c->>'id' from jsonb_array_elements(commits) c);
      onto := null;
      found_id := null;
      if t.id is null and parent_id is null and line_id = first then
        insert into ${s}.threads (name, n, line, line_name, head, graph, status, updated_at)
        values (thread_name, 0, 0, line_id, first, last->>'graph', last->>'status', 0)
        on conflict (name) do nothing
        returning * into t;
        if t.id is not null then
          insert into ${s}.lines (thread, name) values (t.id, line_id) returning id into onto;
        else
          select th.* into t from ${s}.threads th where th.name = thread_name for no key update;
        end if;
      end if;
      if t.id is null or onto is not null then
        null;
      elsif exists (select from ${s}.checkpoints k where k.thread = t.id and k.id = any(ids)) then
        if again and exists (select from ${s}.checkpoints k where k.thread = t.id and k.id = first) then
          continue;
        end if;
        found_id := t.head;
      elsif line_id <> first then
        select l.id into from_line from ${s}.lines l where l.thread = t.id and l.name = line_id;
        select k.id, k.n into found_id, from_n from ${s}.checkpoints k
        where k.line = from_line order by k.n desc limit 1;
        if found_id = parent_id
          and (known is null or known >= (select count(*) from ${s}.records r where r.thread = t.id and r.n = from_n))
        then
          onto := from_line;
        end if;
      elsif parent_id is null or exists (select from ${s}.lines l where l.thread = t.id and l.name = line_id) then
        found_id := t.head;
      else
        select k.line, k.n into from_line, from_n from ${s}.checkpoints k where k.thread = t.id and k.id = parent_id;
        if found then
          insert into ${s}.lines (thread, name, parent_line, parent_n)
          values (t.id, line_id, from_line, from_n)
          returning id into onto;
          insert into ${s}.chunks (line, n, base, part, field, data)
          select onto, c.n, c.base, c.part, c.field, c.data from ${s}.state_2(from_line, from_n, from_n, null) c;
        end if;
      end if;
      if onto is null then
        conflicts := conflicts || jsonb_build_array(jsonb_build_array(i, found_id));
        if many + jsonb_array_length(additions) > 1 then blocked := thread_name; end if;
        continue;
      end if;
      number := t.n;
      update ${s}.threads th
      set n = number + many, line = onto, line_name = line_id, head = last->>'id',
        graph = last->>'graph', status = last->>'status',
        updated_at = (last->>'createdAt')::bigint, due_at = (last->>'dueAt')::bigint,
        listed_at = case when last->>'status' = 'running' then 0 else (last->>'createdAt')::bigint end,
        records = (select count(*) from jsonb_array_elements(additions) r where (r->>'i')::int = many)
      where th.name = thread_name;
      insert into ${s}.checkpoints
        (thread, line, n, id, parent, created_at, due_at, version, step, source, graph, schema_hash, status, next, metadata, frontier)
      select t.id, onto, number + (c->>'i')::int, c->>'id', c->>'parent', (c->>'createdAt')::bigint, (c->>'dueAt')::bigint,
        (c->>'version')::bigint, (c->>'step')::int, c->>'source', c->>'graph', c->>'schemaHash', c->>'status', c->>'next',
        c->>'metadata', c->>'frontier'
      from jsonb_array_elements(commits) c;
      insert into ${s}.chunks (line, n, base, part, field, data)
      select onto, number + (c->>'i')::int, case when (c->>'anew')::boolean then number + (c->>'i')::int else 0 end,
        (c->>'part')::int, c->>'field', c->>'data'
      from jsonb_array_elements(unit->'changes') c;
    else
      found_id := t.head;
      number := t.n;
      if t.head is distinct from parent_id then
        select k.n, k.line into number, from_line from ${s}.checkpoints k where k.thread = t.id and k.id = parent_id;
        found_id := null;
        if found then
          select k.id into found_id from ${s}.checkpoints k
          where k.line = from_line order by k.n desc limit 1;
        end if;
      end if;
      if found_id is distinct from parent_id then
        if not again or number is null or exists (
          select from jsonb_to_recordset(additions) as r(path text, index int, kind text, key text)
          where not exists (
            select from ${s}.records k
            where k.thread = t.id and k.n = number and k.mark = ${s}.mark_2(r.path, r.index, r.kind, r.key)
          )
        ) then
          conflicts := conflicts || jsonb_build_array(jsonb_build_array(i, found_id));
          if many + jsonb_array_length(additions) > 1 then blocked := thread_name; end if;
        end if;
        continue;
      end if;
      if number = t.n then
        update ${s}.threads th set records = th.records + jsonb_array_length(additions) where th.name = thread_name;
      end if;
    end if;

    insert into ${s}.records (thread, n, index, kind, path, node, key, mark, data)
    select t.id, number + r.i, r.index, r.kind, r.path, r.node, r.key, ${s}.mark_2(r.path, r.index, r.kind, r.key), r.data
    from jsonb_to_recordset(additions) as r(i int, path text, index int, kind text, node text, key text, data text)
    on conflict do nothing;
  end loop;
  return conflicts;
end`,
  );
}

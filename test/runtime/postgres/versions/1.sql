
create table "graphc".threads (
  id bigint generated always as identity,
  line bigint not null,
  updated_at bigint not null,
  due_at bigint,
  n int not null,
  name text collate "C" primary key,
  line_name text collate "C" not null,
  head text collate "C" not null,
  graph text collate "C" not null,
  status text collate "C" not null
);
create index threads_listed on "graphc".threads (graph, status, updated_at);
create index threads_due on "graphc".threads (due_at) where due_at is not null;
comment on table "graphc".threads is 'One row a thread: the head of the line committed to last. n is its number, and so that of the last commit.';

create table "graphc".lines (
  id bigint generated always as identity primary key,
  thread bigint not null,
  parent_line bigint,
  parent_n int,
  name text collate "C" not null,
  unique (thread, name)
);
comment on table "graphc".lines is 'The lines of each thread, and where each was forked from.';

create table "graphc".checkpoints (
  thread bigint not null,
  line bigint not null,
  created_at bigint not null,
  due_at bigint,
  version bigint not null,
  n int not null,
  step int not null,
  id text collate "C" not null,
  parent text collate "C",
  source text not null,
  graph text collate "C" not null,
  schema_hash text not null,
  status text not null,
  next text not null,
  metadata text not null,
  frontier text not null,
  primary key (line, n),
  unique (thread, id)
);
comment on table "graphc".checkpoints is 'The head of a line is its row with the highest n. next, metadata and frontier are JSON.';

create table "graphc".chunks (
  line bigint not null,
  n int not null,
  base int not null,
  part smallint not null,
  field text collate "C" not null,
  data text,
  primary key (line, field, n, part)
);
comment on table "graphc".chunks is
  'What commit n did to a field. Its value there is in the chunks from base to n, oldest first; it has none if data is null.';

create table "graphc".records (
  thread bigint not null,
  arrival bigint generated always as identity,
  n int not null,
  index int not null,
  kind text not null,
  path text collate "C" not null,
  node text collate "C" not null,
  key text collate "C" not null,
  mark bytea not null,
  data text not null,
  primary key (thread, n, mark)
);
comment on table "graphc".records is 'What was added to checkpoint n while it was the head. mark is the hash of path, index, kind and key.';

create or replace function "graphc".mark(path text, index int, kind text, key text) returns bytea language sql as $$
  select sha256(convert_to(jsonb_build_array(path, index, kind, key)::text, 'UTF8'))
$$;

create or replace function "graphc".state(the_line bigint, the_n int, until int) returns setof "graphc".chunks language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as '
#variable_conflict use_column
declare
  the_field text collate "C";
  newest "graphc".chunks%rowtype;
  start int;
begin
  select min(k.field) into the_field from "graphc".chunks k where k.line = the_line;
  while the_field is not null loop
    select k.* into newest from "graphc".chunks k
    where k.line = the_line and k.field = the_field and k.n <= the_n
    order by k.n desc, k.part desc limit 1;
    start := case when newest.data is null then the_n + 1 else newest.base end;
    if start <= until then
      return query select k.* from "graphc".chunks k
      where k.line = the_line and k.field = the_field and k.n between start and until;
    end if;
    select min(k.field) into the_field from "graphc".chunks k where k.line = the_line and k.field > the_field;
  end loop;
end';

create or replace function "graphc".write(units jsonb, again boolean) returns jsonb language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as '
#variable_conflict use_column
declare
  conflicts jsonb := ''[]'';
  unit jsonb;
  thread_name text;
  parent_id text;
  line_id text;
  commits jsonb;
  records jsonb;
  t "graphc".threads%rowtype;
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
    thread_name := unit->>''thread'';
    continue when thread_name = blocked;
    parent_id := unit->>''parent'';
    line_id := unit->>''line'';
    commits := unit->''commits'';
    records := unit->''records'';
    many := jsonb_array_length(commits);
    if many > 0 then
      last := commits->-1;
      known := (unit->>''known'')::int;
      first := commits->0->>''id'';
      if many = 1 then
        ids := array[first];
      else
        ids := array(select c->>''id'' from jsonb_array_elements(commits) c);
      end if;
      update "graphc".threads th
      set n = th.n + many, head = last->>''id'', graph = last->>''graph'', status = last->>''status'',
        updated_at = (last->>''createdAt'')::bigint, due_at = (last->>''dueAt'')::bigint
      where th.name = thread_name and th.head = parent_id and th.line_name = line_id
        and not exists (select from "graphc".checkpoints k where k.thread = th.id and k.id = any(ids))
        and (known is null or known >= (select count(*) from "graphc".records r where r.thread = th.id and r.n = th.n))
      returning th.* into t;

      if not found then
        onto := null;
        found_id := null;
        select th.* into t from "graphc".threads th where th.name = thread_name for no key update;
        if not found and parent_id is null and line_id = first then
          insert into "graphc".threads (name, n, line, line_name, head, graph, status, updated_at)
          values (thread_name, 0, 0, line_id, first, last->>''graph'', last->>''status'', 0)
          on conflict (name) do nothing
          returning * into t;
          if found then
            insert into "graphc".lines (thread, name) values (t.id, line_id) returning id into onto;
          else
            select th.* into t from "graphc".threads th where th.name = thread_name for no key update;
          end if;
        end if;
        if t.id is null or onto is not null then
          null;
        elsif exists (select from "graphc".checkpoints k where k.thread = t.id and k.id = any(ids)) then
          if again and exists (select from "graphc".checkpoints k where k.thread = t.id and k.id = first) then
            continue;
          end if;
          found_id := t.head;
        elsif line_id <> first then
          select l.id into from_line from "graphc".lines l where l.thread = t.id and l.name = line_id;
          select k.id, k.n into found_id, from_n from "graphc".checkpoints k
          where k.line = from_line order by k.n desc limit 1;
          if found_id = parent_id
            and (known is null or known >= (select count(*) from "graphc".records r where r.thread = t.id and r.n = from_n))
          then
            onto := from_line;
          end if;
        elsif parent_id is null or exists (select from "graphc".lines l where l.thread = t.id and l.name = line_id) then
          found_id := t.head;
        else
          select k.line, k.n into from_line, from_n from "graphc".checkpoints k where k.thread = t.id and k.id = parent_id;
          if found then
            insert into "graphc".lines (thread, name, parent_line, parent_n)
            values (t.id, line_id, from_line, from_n)
            returning id into onto;
            insert into "graphc".chunks (line, n, base, part, field, data)
            select onto, c.n, c.base, c.part, c.field, c.data from "graphc".state(from_line, from_n, from_n) c;
          end if;
        end if;
        if onto is null then
          conflicts := conflicts || jsonb_build_array(jsonb_build_array(i, found_id));
          if many + jsonb_array_length(records) > 1 then blocked := thread_name; end if;
          continue;
        end if;
        update "graphc".threads th
        set n = th.n + many, line = onto, line_name = line_id, head = last->>''id'',
          graph = last->>''graph'', status = last->>''status'',
          updated_at = (last->>''createdAt'')::bigint, due_at = (last->>''dueAt'')::bigint
        where th.name = thread_name
        returning th.* into t;
      end if;

      number := t.n - many;
      insert into "graphc".checkpoints
        (thread, line, n, id, parent, created_at, due_at, version, step, source, graph, schema_hash, status, next, metadata, frontier)
      select t.id, t.line, number + (c->>''i'')::int, c->>''id'', c->>''parent'', (c->>''createdAt'')::bigint, (c->>''dueAt'')::bigint,
        (c->>''version'')::bigint, (c->>''step'')::int, c->>''source'', c->>''graph'', c->>''schemaHash'', c->>''status'', c->>''next'',
        c->>''metadata'', c->>''frontier''
      from jsonb_array_elements(commits) c;
      if jsonb_array_length(unit->''changes'') > 0 then
        insert into "graphc".chunks (line, n, base, part, field, data)
        select t.line, number + (c->>''i'')::int,
          number + coalesce((c->>''base'')::int, (
            select case when k.data is not null then k.base - number end
            from "graphc".chunks k
            where k.line = t.line and k.field = c->>''field''
            order by k.n desc, k.part desc limit 1
          ), (c->>''first'')::int),
          (c->>''part'')::int, c->>''field'', c->>''data''
        from jsonb_array_elements(unit->''changes'') c;
      end if;
    else
      select th.* into t from "graphc".threads th where th.name = thread_name for no key update;
      found_id := t.head;
      number := t.n;
      if t.head is distinct from parent_id then
        select k.n, k.line into number, from_line from "graphc".checkpoints k where k.thread = t.id and k.id = parent_id;
        found_id := null;
        if found then
          select k.id into found_id from "graphc".checkpoints k
          where k.line = from_line order by k.n desc limit 1;
        end if;
      end if;
      if found_id is distinct from parent_id then
        if not again or number is null or exists (
          select from jsonb_to_recordset(records) as r(path text, index int, kind text, key text)
          where not exists (
            select from "graphc".records k
            where k.thread = t.id and k.n = number and k.mark = "graphc".mark(r.path, r.index, r.kind, r.key)
          )
        ) then
          conflicts := conflicts || jsonb_build_array(jsonb_build_array(i, found_id));
          if many + jsonb_array_length(records) > 1 then blocked := thread_name; end if;
        end if;
        continue;
      end if;
    end if;

    if jsonb_array_length(records) > 0 then
      insert into "graphc".records (thread, n, index, kind, path, node, key, mark, data)
      select t.id, number + r.i, r.index, r.kind, r.path, r.node, r.key, "graphc".mark(r.path, r.index, r.kind, r.key), r.data
      from jsonb_to_recordset(records) as r(i int, path text, index int, kind text, node text, key text, data text)
      on conflict do nothing;
    end if;
  end loop;
  return conflicts;
end';

create or replace function "graphc".read(the_name text, the_id text) returns table (kind text, at bigint, base int, name text, info text, data text) language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as '
#variable_conflict use_column
declare
  the_thread bigint;
  the_line bigint;
  the_n int;
begin
  if the_id is null then
    select t.id, t.line, t.n into the_thread, the_line, the_n from "graphc".threads t where t.name = the_name;
  else
    select t.id, k.line, k.n into the_thread, the_line, the_n
    from "graphc".threads t join "graphc".checkpoints k on k.thread = t.id where t.name = the_name and k.id = the_id;
  end if;
  if the_n is null then return; end if;
  return query 
  select ''checkpoint'', k.n::bigint, null::int, k.id,
    json_build_array(k.parent, l.name, k.created_at, k.source, k.step, k.graph, k.version, k.schema_hash, k.status,
      k.due_at, k.next, k.metadata)::text,
    k.frontier
  from "graphc".checkpoints k join "graphc".lines l on l.id = k.line
  where k.line = the_line and k.n = the_n;
  return query select ''chunk'', (c.n::bigint << 15) + c.part, c.base, c.field, null::text, c.data from "graphc".state(the_line, the_n, the_n) c;
  return query 
  select ''record'', r.n::bigint, r.index, r.path, json_build_array(r.kind, r.node, r.key)::text, r.data
  from "graphc".records r
  where r.thread = the_thread and r.n = the_n
  order by r.arrival;
end';

create or replace function "graphc".page(the_name text, from_id text, the_line bigint, upto int, before_id text, the_source text, many int) returns table (kind text, at bigint, base int, name text, info text, data text) language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as '
#variable_conflict use_column
declare
  the_thread bigint;
  numbers int[];
begin
  select t.id, coalesce(the_line, t.line), coalesce(upto, t.n) into the_thread, the_line, upto
  from "graphc".threads t where t.name = the_name;
  if from_id is not null then
    select k.line, k.n into the_line, upto from "graphc".checkpoints k where k.thread = the_thread and k.id = from_id;
  end if;
  select array_agg(p.n) into numbers from (
    select k.n from "graphc".checkpoints k
    where k.line = the_line and k.n <= upto
      and (before_id is null or k.id < before_id) and (the_source is null or k.source = the_source)
    order by k.n desc limit many
  ) p;
  return query
  select ''line'', null::bigint, null::int, null::text, json_build_array(l.id, l.parent_line, l.parent_n)::text, null::text
  from "graphc".lines l where l.id = the_line;
  if numbers is null then return; end if;
  return query 
  select ''checkpoint'', k.n::bigint, null::int, k.id,
    json_build_array(k.parent, l.name, k.created_at, k.source, k.step, k.graph, k.version, k.schema_hash, k.status,
      k.due_at, k.next, k.metadata)::text,
    k.frontier
  from "graphc".checkpoints k join "graphc".lines l on l.id = k.line
  where k.line = the_line and k.n = any(numbers) order by k.n desc;
  return query select ''chunk'', (c.n::bigint << 15) + c.part, c.base, c.field, null::text, c.data from "graphc".state(the_line, numbers[array_upper(numbers, 1)], numbers[1]) c;
  return query 
  select ''record'', r.n::bigint, r.index, r.path, json_build_array(r.kind, r.node, r.key)::text, r.data
  from "graphc".records r
  where r.thread = the_thread and r.n = any(numbers)
  order by r.arrival;
end';

create or replace function "graphc".prune(behind text, many int, the_graph text, keep bigint, older bigint) returns table (removed bigint, last text) language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as '
#variable_conflict use_column
declare
  t record;
  gone int[];
  the_line bigint;
  lowest int;
  highest int;
begin
  removed := 0;
  for t in
    select th.id, th.name, th.n, th.graph from "graphc".threads th where th.name > behind order by th.name limit many for no key update
  loop
    last := t.name;
    continue when t.graph <> the_graph;
    select array_agg(k.n) into gone from (
      select k.n, k.created_at, row_number() over (order by k.n desc) as rank from "graphc".checkpoints k where k.thread = t.id
    ) k
    where k.n <> t.n and (keep is null or k.rank > keep) and (older is null or k.created_at < older);
    continue when gone is null;
    removed := removed + array_length(gone, 1);
    delete from "graphc".records r where r.thread = t.id and r.n = any(gone);
    for the_line in
      select distinct k.line from "graphc".checkpoints k where k.thread = t.id and k.n = any(gone)
    loop
      delete from "graphc".checkpoints k where k.line = the_line and k.n = any(gone);
      select min(k.n), max(k.n) into lowest, highest from "graphc".checkpoints k where k.line = the_line;
      if lowest is null then
        delete from "graphc".chunks c where c.line = the_line;
        delete from "graphc".lines l where l.id = the_line;
      else
        delete from "graphc".chunks c
        where c.line = the_line and (c.n > highest or c.n < (
          select k.base from "graphc".chunks k
          where k.line = the_line and k.field = c.field and k.n <= lowest
          order by k.n desc, k.part desc limit 1
        ));
      end if;
    end loop;
  end loop;
  return next;
end';

create or replace function "graphc".forget(the_name text) returns void language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as '
declare
  the_thread bigint;
  the_line bigint;
begin
  delete from "graphc".threads t where t.name = the_name returning t.id into the_thread;
  if the_thread is null then return; end if;
  for the_line in select id from "graphc".lines where thread = the_thread loop
    delete from "graphc".chunks where line = the_line;
    delete from "graphc".checkpoints where line = the_line;
  end loop;
  delete from "graphc".lines where thread = the_thread;
  delete from "graphc".records where thread = the_thread;
end';

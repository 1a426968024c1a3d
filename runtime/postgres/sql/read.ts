import { defineReading } from "./define.ts";

/**
 * Finds the commit with which the value that a field has at a commit begins: the last that began it anew, or the one behind the last that removed it (which
 * may be behind that commit); none if the line begins with it.
 */
export function startOf(s: string, line: string, field: string, n: string, into = "start"): string {
  return `
    select case when k.data is null then k.n + 1 else k.n end into ${into}
    from ${s}.chunks k
    where k.line = ${line} and k.field = ${field} and k.n <= ${n} and (k.base = k.n or k.data is null)
    order by k.n desc, k.part desc limit 1;`;
}

/**
 * `state(line, n, until, seen)`: the chunks of every field at a commit, and those added until another, without those that are part of the values at commit
 * `seen`, or newer: a look into the index for each field that the line has ever had, then one range. Written as steps, because in one query a planner
 * that knows nothing yet of the tables may well begin with the whole line.
 */
export function stateFunction(s: string): string {
  const ofLine = "k.line = the_line";
  return defineReading(
    s,
    `state_2(the_line bigint, the_n int, until int, seen int) returns setof ${s}.chunks`,
    `
#variable_conflict use_column
declare
  the_field text collate "C";
  start int;
  seen_start int;
begin
  select min(k.field) into the_field from ${s}.chunks k where ${ofLine};
  while the_field is not null loop${startOf(s, "the_line", "the_field", "the_n")}
    if seen is not null then${startOf(s, "the_line", "the_field", "seen", "seen_start")}
    end if;
    return query select k.* from ${s}.chunks k
    where ${ofLine} and k.field = the_field and k.n between coalesce(start, 0)
      and case when seen is null then until else least(until, coalesce(seen_start, 0) - 1) end;
    select min(k.field) into the_field from ${s}.chunks k where ${ofLine} and k.field > the_field;
  end loop;
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
  from ${s}.checkpoints k join ${s}.lines l on l.id = k.line
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
  return defineReading(
    s,
    `read_2(the_name text, the_id text) ${rows}`,
    `
#variable_conflict use_column
declare
  the_thread bigint;
  the_line bigint;
  the_n int;
begin
  if the_id is null then
    select t.id, t.line, t.n into the_thread, the_line, the_n from ${s}.threads t where t.name = the_name;
  else
    select t.id, k.line, k.n into the_thread, the_line, the_n
    from ${s}.threads t join ${s}.checkpoints k on k.thread = t.id where t.name = the_name and k.id = the_id;
  end if;
  if the_n is null then return; end if;
  return query ${headers(s, "k.line = the_line and k.n = the_n")};
  return query ${chunk} from ${s}.state_2(the_line, the_n, the_n, null) c;
  return query ${records(s, "r.thread = the_thread and r.n = the_n")};
end`,
  );
}

/**
 * `page(thread, line, n, seen, …)`: checkpoints of a line from `n` on backwards, with all chunks of the oldest and what was changed since, and where the
 * line was forked from. Without a line it begins at the checkpoint `from`, or the head. What is part of the values at commit `seen` is left out.
 */
export function pageFunction(s: string): string {
  return defineReading(
    s,
    `page_2(the_name text, from_id text, the_line bigint, upto int, seen int, before_id text, the_source text, many int) ${rows}`,
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
    where k.line = the_line and k.n <= upto
      and (before_id is null or k.id < before_id) and (the_source is null or k.source = the_source)
    order by k.n desc limit many
  ) p;
  return query
  select 'line', null::bigint, null::int, null::text, json_build_array(l.id, l.parent_line, l.parent_n)::text, null::text
  from ${s}.lines l where l.id = the_line;
  if numbers is null then return; end if;
  return query ${headers(s, "k.line = the_line and k.n = any(numbers)")} order by k.n desc;
  return query ${chunk} from ${s}.state_2(the_line, numbers[array_upper(numbers, 1)], numbers[1], seen) c;
  return query ${records(s, "r.thread = the_thread and r.n = any(numbers)")};
end`,
  );
}

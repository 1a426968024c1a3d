import { define } from "./define.ts";
import { startOf } from "./read.ts";

/** `prune(…)`: prunes the next so many threads behind a name, and returns how many checkpoints are gone and the last name; none if there are no more threads. */
export function pruneFunction(s: string): string {
  return define(
    s,
    "prune_2(behind text, many int, the_graph text, keep bigint, older bigint) returns table (removed bigint, last text)",
    `
#variable_conflict use_column
declare
  t record;
  gone int[];
  the_line bigint;
  lowest int;
  highest int;
  the_field text collate "C";
  start int;
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
      delete from ${s}.checkpoints k where k.line = the_line and k.n = any(gone);
      select min(k.n), max(k.n) into lowest, highest from ${s}.checkpoints k where k.line = the_line;
      if lowest is null then
        delete from ${s}.chunks c where c.line = the_line;
        delete from ${s}.lines l where l.id = the_line;
      else
        delete from ${s}.chunks c where c.line = the_line and c.n > highest;
        select min(k.field) into the_field from ${s}.chunks k where k.line = the_line;
        while the_field is not null loop${startOf(s, "the_line", "the_field", "lowest")}
          delete from ${s}.chunks c where c.line = the_line and c.field = the_field and c.n < start;
          select min(k.field) into the_field from ${s}.chunks k where k.line = the_line and k.field > the_field;
        end loop;
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
    "forget_2(the_name text) returns void",
    `
declare
  the_thread bigint;
  the_line bigint;
begin
  delete from ${s}.threads t where t.name = the_name returning t.id into the_thread;
  if the_thread is null then return; end if;
  for the_line in select id from ${s}.lines where thread = the_thread loop
    delete from ${s}.chunks where line = the_line;
    delete from ${s}.checkpoints where line = the_line;
  end loop;
  delete from ${s}.lines where thread = the_thread;
  delete from ${s}.records where thread = the_thread;
end`,
  );
}

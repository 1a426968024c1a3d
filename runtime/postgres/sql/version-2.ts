/**
 * What leads from the tables of version 1 to those of version 2. A step of a run changes no column that is in an index, so that the row of its thread can
 * be written anew beside the old one, in a page that has room: `threads_listed` has the time only of threads that do not run. `records` spares counting,
 * and the functions of version 1 go, so that a process that knows no other is refused. Of the chunks, those that are stored from now on say in `base`
 * no more than whether the value begins with them.
 */
export function version2(schema: string): string {
  return `
alter table ${schema}.threads
  add column listed_at bigint not null default 0,
  add column records int not null default 0;
update ${schema}.threads t set
  listed_at = case when t.status = 'running' then 0 else t.updated_at end,
  records = (select count(*) from ${schema}.records r where r.thread = t.id and r.n = t.n);
drop index ${schema}.threads_listed;
create index threads_listed on ${schema}.threads (graph, status, listed_at);
alter table ${schema}.threads set (fillfactor = 60);
comment on column ${schema}.threads.listed_at is 'updated_at, but 0 while the thread is running.';
comment on column ${schema}.threads.records is 'How many records the head has, at most.';
comment on table ${schema}.chunks is
  'What commit n did to a field: began its value anew if base = n, removed it if data is null, else added to what was there.';
drop function if exists ${schema}.write(jsonb, boolean);
drop function if exists ${schema}.read(text, text);
drop function if exists ${schema}.page(text, text, bigint, int, text, text, int);
drop function if exists ${schema}.prune(text, int, text, bigint, bigint);
drop function if exists ${schema}.forget(text);
drop function if exists ${schema}.state(bigint, int, int);
drop function if exists ${schema}.mark(text, int, text, text);
`;
}

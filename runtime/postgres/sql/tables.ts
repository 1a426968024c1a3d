/**
 * The tables of version 1. Names are stored as `../names.ts` says, times as milliseconds since 1970. Commits are numbered on each thread from 1 (`n`). A line has
 * everything that is needed to read it: a fork copies the chunks that it starts from, so that reading and
 * pruning one line never looks at another.
 *
 * What is looked for fits one index only: a planner that knows nothing yet of the tables takes any that fits a little.
 */
export function tables(schema: string): string {
  return `
create table ${schema}.threads (
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
create index threads_listed on ${schema}.threads (graph, status, updated_at);
create index threads_due on ${schema}.threads (due_at) where due_at is not null;
comment on table ${schema}.threads is 'One row a thread: the head of the line committed to last. n is its number, and so that of the last commit.';

create table ${schema}.lines (
  id bigint generated always as identity primary key,
  thread bigint not null,
  parent_line bigint,
  parent_n int,
  name text collate "C" not null,
  unique (thread, name)
);
comment on table ${schema}.lines is 'The lines of each thread, and where each was forked from.';

create table ${schema}.checkpoints (
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
comment on table ${schema}.checkpoints is 'The head of a line is its row with the highest n. next, metadata and frontier are JSON.';

create table ${schema}.chunks (
  line bigint not null,
  n int not null,
  base int not null,
  part smallint not null,
  field text collate "C" not null,
  data text,
  primary key (line, field, n, part)
);
comment on table ${schema}.chunks is
  'What commit n did to a field. Its value there is in the chunks from base to n, oldest first; it has none if data is null.';

create table ${schema}.records (
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
comment on table ${schema}.records is 'What was added to checkpoint n while it was the head. mark is the hash of path, index, kind and key.';
`;
}

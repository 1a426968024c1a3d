/** Commits with more changes than that go through `advance`. */
export const manyChanges = 8;

/**
 * One commit at the head of its line, with so many changes, in one plain statement: what a function would do step by step takes the database half as long
 * again. It has written a row if it has stored the commit, none if the head is another; it fails if the thread or its id is not as `advance` wants it, too.
 */
export function stepStatement(s: string, changes: number): string {
  const values = Array.from({ length: changes }, (_, i) => {
    const [anew, part, field, data] = [0, 1, 2, 3].map((k) => `$${18 + 4 * i + k}`);
    return `(${anew}::int, ${part}::smallint, ${field}::text, ${data}::text)`;
  });
  const chunks = `, c as (
  insert into ${s}.chunks (line, n, base, part, field, data)
  select t.line, t.n, t.n * v.anew, v.part, v.field, v.data from t, (values ${values.join(", ")}) v(anew, part, field, data)
)`;
  return `
with t as (
  insert into ${s}.threads as th (id, line, updated_at, due_at, listed_at, n, records, name, line_name, head, graph, status)
  overriding system value values (0, 0, $5::bigint, $6::bigint, $17::bigint, 0, 0, $1::text, $2::text, $4::text, $10::text, $12::text)
  on conflict (name) do update set
    n = th.n + 1, head = excluded.head, records = 0, graph = excluded.graph, status = excluded.status,
    updated_at = excluded.updated_at, due_at = excluded.due_at, listed_at = excluded.listed_at
  where th.head = $3::text and th.line_name = excluded.line_name and th.records <= $16::int
  returning th.id, th.line, th.n
)${changes === 0 ? "" : chunks}
insert into ${s}.checkpoints
  (thread, line, n, id, parent, created_at, due_at, version, step, source, graph, schema_hash, status, next, metadata, frontier)
select t.id, t.line, nullif(t.n, 0), $4::text, $3::text, $5::bigint, $6::bigint, $7::bigint, $8::int, $9::text, $10::text, $11::text,
  $12::text, $13::text, $14::text, $15::text
from t`;
}

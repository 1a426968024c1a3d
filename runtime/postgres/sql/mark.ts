/** `mark(…)`: what makes a record the same as another, in the size of an index's key. */
export function markFunction(s: string): string {
  return `create or replace function ${s}.mark_2(path text, index int, kind text, key text) returns bytea language sql as $$
  select sha256(convert_to(jsonb_build_array(path, index, kind, key)::text, 'UTF8'))
$$;\n`;
}

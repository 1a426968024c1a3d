/** So many characters of a namespace are in the index: all of it might be more than a row of an index can have. */
export const indexed = 200;

/**
 * The table of the store. `namespace` and `key` are texts of `../../store/names.ts`, which sort as they are asked for, and `mark` is the SHA-256 of both; the
 * higher `seq` is, the later an item was put. `ttl` is in milliseconds, `updated_at` and `expires_at` since 1970.
 */
export function items(schema: string): string {
  return `
create table ${schema}.items (
  seq bigint generated always as identity,
  updated_at bigint not null,
  ttl bigint,
  expires_at bigint,
  mark bytea primary key,
  namespace text collate "C" not null,
  key text collate "C" not null,
  value text collate "C" not null
);
create index items_namespace on ${schema}.items (left(namespace, ${indexed}), seq);
create index items_seq on ${schema}.items (seq);
create index items_expires on ${schema}.items (expires_at) where expires_at is not null;
comment on table ${schema}.items is 'Long-term memory. value is JSON, in which tags stand for what JSON lacks.';
`;
}

/** `@graphc/runtime/postgres`: threads and the store in PostgreSQL 12 or later. Needs the package pg. */
export { PostgresCheckpointer } from "./checkpointer.ts";
export type { PostgresOptions } from "./connection.ts";
export type { PgClient, PgPool, PgQuery } from "./pg.ts";
export { PostgresStore } from "./store.ts";
export type { PostgresStoreOptions } from "./store.ts";

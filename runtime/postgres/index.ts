/** `@graphc/runtime/postgres`: threads in PostgreSQL 12 or later. Needs the package pg. */
export type { PostgresOptions } from "./connection.ts";

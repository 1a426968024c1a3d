/** `@graphc/runtime/sqlite`: threads in a SQLite file. Needs Node 22.13 or later (`node:sqlite`) or the package better-sqlite3. */
export { SqliteCheckpointer } from "./checkpointer.ts";
export type { DriverName } from "./driver.ts";
export type { SqliteOptions } from "./open.ts";

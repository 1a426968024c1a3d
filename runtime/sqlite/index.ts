/** `@graphc/runtime/sqlite`: threads, the store and the cache in a SQLite file. Needs Node 22.13 or later (`node:sqlite`) or the package better-sqlite3. */
export { SqliteCache } from "./cache.ts";
export type { SqliteCacheOptions } from "./cache.ts";
export { SqliteCheckpointer } from "./checkpointer.ts";
export type { DriverName } from "./driver.ts";
export type { SqliteOptions } from "./open.ts";
export { SqliteStore } from "./store.ts";
export type { SqliteStoreOptions } from "./store.ts";

/** Where threads and long-term memory are kept. */
import type { Checkpointer, Store } from "@graphc/runtime";
import { resolve } from "node:path";
import { displayPath } from "../../project/paths.ts";
import { isPostgres, type Runtime } from "./packages.ts";
import { refused } from "./refused.ts";

export interface Storage {
  readonly checkpointer: Checkpointer;
  readonly store: Store;
  /** Says to the user where that is. */
  readonly place: string;
  close(): Promise<void>;
}

/** Opens a SQLite file, `postgres://…` or `:memory:`. @throws ProjectError */
export async function openStorage(runtime: Runtime, database: string, folder: string): Promise<Storage> {
  try {
    if (database === ":memory:") return await inMemory(runtime);
    return await (isPostgres(database)
      ? inPostgres(runtime, database)
      : inFile(runtime, resolve(folder, database), folder));
  } catch (error) {
    throw refused(error);
  }
}

async function inMemory(runtime: Runtime): Promise<Storage> {
  const { MemoryCheckpointer, MemoryStore } = await runtime.core();
  return {
    checkpointer: new MemoryCheckpointer(),
    store: new MemoryStore(),
    place: "in memory; they are gone when the server is",
    close: () => Promise.resolve(),
  };
}

async function inFile(runtime: Runtime, path: string, folder: string): Promise<Storage> {
  const { SqliteCheckpointer, SqliteStore } = await runtime.sqlite();
  const checkpointer = new SqliteCheckpointer(path);
  const store = new SqliteStore(path);
  return {
    checkpointer,
    store,
    place: `in ${displayPath(path, folder)}`,
    async close() {
      await store.close();
      await checkpointer.close();
    },
  };
}

async function inPostgres(runtime: Runtime, connection: string): Promise<Storage> {
  const { PostgresCheckpointer, PostgresStore } = await runtime.postgres();
  const checkpointer = new PostgresCheckpointer(connection);
  const store = new PostgresStore(connection);
  const close = async (): Promise<void> => {
    await store.close();
    await checkpointer.close();
  };
  try {
    await checkpointer.setup();
    await store.setup();
  } catch (error) {
    await close();
    throw error;
  }
  // The rest of the address may hold a password.
  return { checkpointer, store, place: `in PostgreSQL on ${new URL(connection).host}`, close };
}

/** What both the workers and who watches them need, bundled once with the graph, so that a worker is up quickly. */
import { type AppOptions, type Checkpointer, MemoryCheckpointer } from "@graphc/runtime";
import type { AnyApp, AnyHandler, Values } from "../acceptance/run.ts";

export { connect } from "../../runtime/checkpoint/direct.ts";
export { isNote } from "./edits.ts";
export { comparable, handlersOf } from "./handlers.ts";
export { startOfTime, work } from "./worker.ts";

export interface AppParts extends AppOptions<Values> {
  readonly checkpointer: Checkpointer;
  readonly handlers: Readonly<Record<string, AnyHandler>>;
}

/** The function of the generated module. */
export type CreateApp = (options: AppParts) => AnyApp;

export type StorageKind = "memory" | "sqlite" | "postgres";

/** Opens a database: a SQLite file, or a PostgreSQL with its tables made, by its connection string. */
export async function openStorage(kind: StorageKind, place: string): Promise<Checkpointer> {
  if (kind === "memory") return new MemoryCheckpointer();
  if (kind === "sqlite") {
    const { SqliteCheckpointer } = await import("../../runtime/sqlite/index.ts");
    return new SqliteCheckpointer(place);
  }
  const { PostgresCheckpointer } = await import("../../runtime/postgres/index.ts");
  return new PostgresCheckpointer({ connection: place });
}

/** Loads all that a database is opened with. */
export async function warmUp(kind: StorageKind): Promise<void> {
  const storage = await openStorage(kind, kind === "sqlite" ? ":memory:" : "postgres://nobody@localhost/nothing");
  await storage.close();
}

/** Makes the tables, where they must be made first. */
export async function setUp(kind: StorageKind, place: string): Promise<void> {
  if (kind !== "postgres") return;
  const { PostgresCheckpointer } = await import("../../runtime/postgres/index.ts");
  const storage = new PostgresCheckpointer({ connection: place });
  await storage.setup();
  await storage.close();
}

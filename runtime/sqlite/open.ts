import { applicationId, migrations as ours } from "./schema.ts";
import { type Connection, type DriverName, driverOf, lazily } from "./driver.ts";
import { ConfigError, StorageError } from "../errors.ts";
import { resultCode, storageError } from "./problem.ts";

/** How a database is opened. */
export interface SqliteOptions {
  /** The file, made if there is none (its folder must exist), or `":memory:"`. */
  readonly path: string;
  /**
   * `"NORMAL"` (default): what is stored survives a crash of the process; a power cut may take back the last commits, never a part of one.
   * `"FULL"`: also survives a power cut, for one `fsync` a commit.
   */
  readonly synchronous?: "NORMAL" | "FULL";
  /** Milliseconds to wait while another connection writes. Default: 5000. */
  readonly busyTimeout?: number;
  /** Default: `"node:sqlite"` where this version of Node has it, else `"better-sqlite3"`. */
  readonly driver?: DriverName;
}

/** An open database. */
export interface Opened {
  readonly path: string;
  readonly connection: Connection;
  /** Does something and tells of the database's errors as `StorageError`s. */
  attempt<R>(action: () => R): R;
  /** Does something that only reads, all of it from one state of the file, whatever other processes do meanwhile. */
  read<R>(action: () => R): R;
  /** Does something in a transaction that may write, all of it or, if it throws, nothing. */
  write<R>(action: () => R): R;
}

/**
 * Opens the database, or makes it, and brings it up to this version.
 * @throws ConfigError if there is no driver; StorageError if the file cannot be opened, is none of this package, or was made by a later version
 */
export function openDatabase(
  { path, synchronous = "NORMAL", busyTimeout = 5000, driver }: SqliteOptions,
  migrations: readonly string[] = ours,
): Opened {
  if (typeof path !== "string" || path === "") throw config("path", "is empty; name a file.");
  if (synchronous !== "NORMAL" && synchronous !== "FULL") {
    throw config("synchronous", `is ${JSON.stringify(synchronous)}; it can be "NORMAL" or "FULL".`);
  }
  if (!Number.isInteger(busyTimeout) || busyTimeout < 0 || busyTimeout > 0x7fffffff) {
    throw config("busyTimeout", `is ${busyTimeout}; it is a whole number of milliseconds.`);
  }
  const { open } = driverOf(driver);
  const connection = tried(path, () => reach(path, open));
  try {
    return tried(path, () => {
      connection.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
      const opened = openedAs(path, connection);
      // A file of somebody else is left as it is, so this comes before anything that writes.
      // One transaction, lest another process makes the tables between what is read first and what is read last.
      const version = opened.read(() => versionOf(opened, migrations.length));
      connection.exec("PRAGMA journal_mode = WAL");
      connection.exec(`PRAGMA synchronous = ${synchronous}`);
      connection.exec("PRAGMA foreign_keys = OFF");
      if (version < migrations.length) migrate(opened, migrations);
      return opened;
    });
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** A driver may find out by itself that there is no such folder. */
function reach(path: string, open: (path: string) => Connection): Connection {
  try {
    return open(path);
  } catch (cause) {
    if (resultCode(cause) !== undefined) throw cause;
    throw new StorageError({ storage: `SQLite database "${path}"`, problem: "unreachable", cause });
  }
}

function openedAs(path: string, connection: Connection): Opened {
  const write = transactions(connection, "BEGIN IMMEDIATE");
  const read = transactions(connection, "BEGIN");
  return {
    path,
    connection,
    attempt: (action) => tried(path, action),
    read: (action) => tried(path, () => read(action)),
    write: (action) => tried(path, () => write(action)),
  };
}

function tried<R>(path: string, action: () => R): R {
  try {
    return action();
  } catch (error) {
    throw storageError(path, error);
  }
}

/** Runs what it is given in transactions that begin so. */
function transactions(connection: Connection, beginning: string): <R>(action: () => R) => R {
  const begin = lazily(connection, beginning);
  const commit = lazily(connection, "COMMIT");
  return (action) => {
    begin().run();
    try {
      const result = action();
      commit().run();
      return result;
    } catch (error) {
      // Some errors (a full disk) have ended the transaction already.
      if (connection.inTransaction) connection.exec("ROLLBACK");
      throw error;
    }
  };
}

/** The version of the file's tables, 0 if there are none. @throws StorageError */
function versionOf({ connection, path }: Opened, newest: number): number {
  const storage = `SQLite database "${path}"`;
  const application = numberOf(connection, "PRAGMA application_id");
  const version = numberOf(connection, "PRAGMA user_version");
  const isEmpty = numberOf(connection, "SELECT count(*) FROM sqlite_schema") === 0;
  if (isEmpty && application === 0 && version === 0) return 0;
  if (application !== applicationId) throw new StorageError({ storage, problem: "foreign" });
  if (version > newest) {
    throw new StorageError({ storage, problem: "newer", detail: `version ${version}; known is ${newest}` });
  }
  return version;
}

/** Another process may do the same at the same time: who comes second finds it done. */
function migrate(opened: Opened, migrations: readonly string[]): void {
  const { connection } = opened;
  opened.write(() => {
    for (const migration of migrations.slice(versionOf(opened, migrations.length))) connection.exec(migration);
    connection.exec(`PRAGMA application_id = ${applicationId}`);
    connection.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function numberOf(connection: Connection, sql: string): number {
  return Number(connection.query(sql).get()?.[0]);
}

function config(option: string, problem: string): ConfigError {
  return new ConfigError({ graph: "", option, problem });
}

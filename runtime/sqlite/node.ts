import type { Connection, Driver, Query, Row, SqlValue, Statement } from "./driver.ts";
import { builtin } from "./host.ts";

/** What is needed of `node:sqlite`. */
interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => Database;
}

interface Database {
  exec(sql: string): void;
  prepare(sql: string): Prepared;
  close(): void;
  /** Absent before Node 22.16. */
  readonly isTransaction?: boolean;
}

interface Prepared extends Statement {
  get(...values: readonly SqlValue[]): object | undefined;
  all(...values: readonly SqlValue[]): readonly object[];
  /** Absent before Node 22.16: then rows are objects. */
  setReturnArrays?(enabled: boolean): void;
}

/** SQLite as Node 22.13 and later have it. */
export function nodeDriver(): Driver | undefined {
  const sqlite = builtin<NodeSqlite>("node:sqlite");
  return sqlite && { name: "node:sqlite", open: (path) => connectionOf(new sqlite.DatabaseSync(path)) };
}

function connectionOf(database: Database): Connection {
  let open = true;
  return {
    exec: (sql) => database.exec(sql),
    statement: (sql) => database.prepare(sql),
    query: (sql) => queryOf(database.prepare(sql)),
    get inTransaction() {
      return database.isTransaction ?? isInTransaction(database);
    },
    close() {
      if (open) database.close();
      open = false;
    },
  };
}

function queryOf(prepared: Prepared): Query {
  if (prepared.setReturnArrays === undefined) {
    return {
      get(...values) {
        const row = prepared.get(...values);
        return row && (Object.values(row) as Row);
      },
      all: (...values) => prepared.all(...values).map((row) => Object.values(row) as Row),
    };
  }
  prepared.setReturnArrays(true);
  return prepared as Query;
}

/** A transaction cannot begin inside another. */
function isInTransaction(database: Database): boolean {
  try {
    database.exec("BEGIN");
    database.exec("ROLLBACK");
    return false;
  } catch {
    return true;
  }
}

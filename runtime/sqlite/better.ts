import type { Connection, Driver, Query, Statement } from "./driver.ts";
import { optionalPackage } from "./host.ts";

/** What is needed of `better-sqlite3`. */
type BetterSqlite = new (path: string) => Database;

interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Prepared;
  close(): void;
  readonly inTransaction: boolean;
}

interface Prepared extends Statement, Query {
  /** Makes rows arrays. Returns itself. */
  raw(enabled: boolean): Prepared;
}

/** SQLite as the package better-sqlite3 brings it. Its binary is loaded when a database is opened, so a trial shows whether it fits this Node. */
export function betterDriver(): Driver | undefined {
  const Better = optionalPackage<BetterSqlite>("better-sqlite3");
  if (Better === undefined || !isBuilt(Better)) return undefined;
  return { name: "better-sqlite3", open: (path) => connectionOf(new Better(path)) };
}

let built: boolean | undefined;

function isBuilt(Better: BetterSqlite): boolean {
  if (built !== undefined) return built;
  try {
    new Better(":memory:").close();
    built = true;
  } catch {
    built = false;
  }
  return built;
}

function connectionOf(database: Database): Connection {
  return {
    exec: (sql) => void database.exec(sql),
    statement: (sql) => database.prepare(sql),
    query: (sql) => database.prepare(sql).raw(true),
    get inTransaction() {
      return database.inTransaction;
    },
    close: () => database.close(),
  };
}

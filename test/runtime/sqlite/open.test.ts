import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Better, { type Database } from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Opened, openDatabase, type SqliteOptions } from "../../../runtime/sqlite/open.ts";
import { driverOf } from "../../../runtime/sqlite/driver.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graphc-sqlite-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const one = ["CREATE TABLE a (x)"];
const two = [...one, "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = x + 1"];

function open(options: Partial<SqliteOptions> = {}, migrations = one): Opened {
  return openDatabase({ path: join(folder, "a.db"), ...options }, migrations);
}

function valueOf({ connection }: Opened, sql: string): unknown {
  return connection.query(sql).get()?.[0];
}

describe("opening a database", () => {
  test("makes the file, waits for others, and keeps a log of what is written", () => {
    const opened = open({ busyTimeout: 1234 });
    expect(valueOf(opened, "PRAGMA journal_mode")).toBe("wal");
    expect(valueOf(opened, "PRAGMA busy_timeout")).toBe(1234);
    expect(valueOf(opened, "PRAGMA synchronous")).toBe(1);
    expect(valueOf(opened, "PRAGMA user_version")).toBe(1);
    opened.connection.close();
    const full = open({ synchronous: "FULL" });
    expect(valueOf(full, "PRAGMA synchronous")).toBe(2);
    full.connection.close();
    full.connection.close();
  });

  test("brings a file of an older version up to date and keeps what it holds", () => {
    const old = open();
    old.connection.exec("INSERT INTO a VALUES (1)");
    old.connection.close();
    const opened = open({}, two);
    expect(opened.connection.query("SELECT * FROM a").all()).toEqual([[1, 2]]);
    expect(valueOf(opened, "PRAGMA user_version")).toBe(2);
    opened.connection.close();
  });

  test("keeps the file as it was when a migration fails", () => {
    open().connection.close();
    expect(() => open({}, [...one, "CREATE TABLE b (x); CREATE TABLE a (x)"])).toThrow("refused");
    const opened = open();
    expect(valueOf(opened, "PRAGMA user_version")).toBe(1);
    expect(valueOf(opened, "SELECT count(*) FROM sqlite_schema")).toBe(1);
    opened.connection.close();
  });

  test("refuses a file of a later version", () => {
    open({}, two).connection.close();
    expect(() => open()).toThrow(
      expect.objectContaining({ name: "StorageError", problem: "newer", message: expect.stringContaining("Upgrade") }),
    );
  });

  test("refuses a database of another application and leaves it as it is", () => {
    const path = join(folder, "a.db");
    const other = driverOf(undefined).open(path);
    other.exec("CREATE TABLE theirs (x)");
    expect(() => open()).toThrow(expect.objectContaining({ name: "StorageError", problem: "foreign" }));
    expect(other.query("PRAGMA journal_mode").get()).toEqual(["delete"]);
    other.exec("DROP TABLE theirs; PRAGMA application_id = 5");
    expect(() => open()).toThrow(expect.objectContaining({ problem: "foreign" }));
    other.close();
  });

  // better-sqlite3 is for a Node without `node:sqlite`, and may not be built for another.
  const hasOwn = process.getBuiltinModule("node:sqlite") !== undefined;
  test.skipIf(hasOwn)("is not misled by another process that makes the tables at the same moment", () => {
    const path = join(folder, "a.db");
    driverOf("better-sqlite3").open(path).close();
    const prepare = Better.prototype.prepare;
    let other: Opened | undefined;
    const spy = vi.spyOn(Better.prototype, "prepare").mockImplementation(function (this: Database, sql: string) {
      if (sql.includes("user_version")) {
        spy.mockRestore();
        try {
          other = open({ driver: "better-sqlite3", busyTimeout: 0 });
        } catch (error) {
          expect(error).toMatchObject({ problem: "busy" });
        }
      }
      return prepare.call(this, sql);
    });
    const opened = open({ driver: "better-sqlite3" });
    expect(valueOf(opened, "PRAGMA user_version")).toBe(1);
    opened.connection.close();
    other?.connection.close();
  });

  test("refuses a file that is no database, and a place that is none", () => {
    writeFileSync(join(folder, "a.db"), "no database at all, ".repeat(500));
    expect(() => open()).toThrow(expect.objectContaining({ name: "StorageError", problem: "foreign" }));
    expect(() => open({ path: folder })).toThrow(expect.objectContaining({ problem: "unreachable" }));
    const path = join(folder, "none", "a.db");
    expect(() => open({ path })).toThrow(
      expect.objectContaining({ problem: "unreachable", message: expect.stringContaining(path) }),
    );
  });

  test("refuses senseless options", () => {
    const wrong = { synchronous: "OFF", driver: "sql.js" } as unknown as SqliteOptions;
    expect(() => open({ path: "" })).toThrow('Option "path" is empty');
    expect(() => open({ busyTimeout: -1 })).toThrow('Option "busyTimeout" is -1');
    expect(() => open({ synchronous: wrong.synchronous as "FULL" })).toThrow('Option "synchronous" is "OFF"');
    expect(() => open({ driver: wrong.driver as "better-sqlite3" })).toThrow('Option "driver" is "sql.js"');
  });
});

describe("a write", () => {
  test("is done as a whole or not at all, and the connection goes on", () => {
    const opened = open();
    const { connection } = opened;
    expect(() =>
      opened.write(() => {
        connection.exec("INSERT INTO a VALUES (1)");
        throw new RangeError("mine");
      }),
    ).toThrow(RangeError);
    expect(opened.write(() => connection.statement("INSERT INTO a VALUES (?)").run(2).changes)).toBe(1);
    expect(connection.query("SELECT x FROM a").all()).toEqual([[2]]);
    connection.close();
  });

  test("says when others hold the database for too long, and when there is no space", () => {
    const opened = open({ busyTimeout: 1 });
    const other = open();
    other.connection.exec("BEGIN IMMEDIATE");
    expect(() => opened.write(() => undefined)).toThrow(expect.objectContaining({ problem: "busy" }));
    other.connection.exec("ROLLBACK");
    opened.connection.exec("PRAGMA max_page_count = 3");
    const insert = opened.connection.statement("INSERT INTO a VALUES (zeroblob(?))");
    expect(() => opened.write(() => insert.run(1_000_000))).toThrow(expect.objectContaining({ problem: "full" }));
    expect(opened.write(() => insert.run(10).changes)).toBe(1);
    other.connection.close();
    opened.connection.close();
  });
});

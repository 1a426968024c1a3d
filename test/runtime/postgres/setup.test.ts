import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError, StorageError } from "../../../runtime/errors.ts";
import { PostgresCheckpointer, type PostgresOptions } from "../../../runtime/postgres/index.ts";
import { listOf } from "../../../runtime/testing/tools.ts";
import { commitOf } from "./commits.ts";
import { database } from "./database.ts";

let url: string;
const open: PostgresCheckpointer[] = [];

beforeEach(async () => {
  url = await database();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((checkpointer) => checkpointer.close()));
});

function checkpointerOf(options: PostgresOptions | PostgresOptions["connection"]): PostgresCheckpointer {
  const checkpointer = new PostgresCheckpointer(options);
  open.push(checkpointer);
  return checkpointer;
}

async function query(text: string, connectionString = url): Promise<readonly object[]> {
  const client = new pg.Client(connectionString);
  await client.connect();
  try {
    return (await client.query<object>(text)).rows;
  } finally {
    await client.end();
  }
}

async function errorOf(promise: Promise<unknown>): Promise<StorageError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StorageError);
  return error as StorageError;
}

describe("setup", () => {
  it("can be called by many at once, and again", async () => {
    const many = Array.from({ length: 12 }, () => checkpointerOf({ connection: url, schema: "many" }));
    await Promise.all(many.map((checkpointer) => checkpointer.setup()));
    await many[0]?.setup();
    await many[1]?.commit(commitOf(1));
    expect((await many[2]?.load("thread"))?.checkpointId).toBe("c0001");
  });

  it("can be called by many at once where transactions see what was there when they began", async () => {
    await query(
      `alter database "${new URL(url).pathname.slice(1)}" set default_transaction_isolation = 'serializable'`,
    );
    const many = Array.from({ length: 6 }, () => checkpointerOf(url));
    await Promise.all(many.map((checkpointer) => checkpointer.setup()));
    const threads = Array.from({ length: 30 }, (_, i) => `t${i % 10}`);
    await Promise.all(
      threads.map((threadId, i) => many[i % 6]?.commit(commitOf(1, { threadId })).catch(() => undefined)),
    );
    expect(await listOf(checkpointerOf(url).threads({}))).toHaveLength(10);
  });

  it("is asked for by whatever is called before it", async () => {
    const checkpointer = checkpointerOf(url);
    for (const call of [
      () => checkpointer.load("thread"),
      () => checkpointer.commit(commitOf(1)),
      () => listOf(checkpointer.threads({})),
      () => listOf(checkpointer.history("thread", {})),
      () => checkpointer.prune({ keepLast: 1 }),
      () => checkpointer.deleteThread("thread"),
    ]) {
      const error = await errorOf(call());
      expect(error.problem).toBe("setup");
      expect(error.message).toMatch(/^PostgreSQL schema "graphc" lacks the tables .* Call setup\(\)/);
    }
    await checkpointerOf(url).setup();
    expect(await checkpointer.load("thread")).toBeUndefined();
  });

  it("is asked for if the tables are of an earlier version", async () => {
    await checkpointerOf(url).setup();
    await query("update graphc.versions set version = 0");
    expect((await errorOf(checkpointerOf(url).load("thread"))).problem).toBe("setup");
  });

  it("refuses tables of a later version, as does every call", async () => {
    await checkpointerOf(url).setup();
    await query("update graphc.versions set version = 1000");
    const checkpointer = checkpointerOf(url);
    for (const error of [await errorOf(checkpointer.setup()), await errorOf(checkpointer.load("thread"))]) {
      expect(error.problem).toBe("newer");
      expect(error.message).toContain("version 1000");
    }
  });

  it("leaves nothing behind if it fails", async () => {
    await query("create schema graphc; create table graphc.checkpoints (mine int)");
    await errorOf(checkpointerOf(url).setup());
    expect(await query("select tablename from pg_tables where schemaname = 'graphc'")).toEqual([
      { tablename: "checkpoints" },
    ]);
  });

  it("needs no right to create schemas if there is one", async () => {
    await query("create role plain login password 'plain'; create schema mine authorization plain");
    const connection = url.replace("postgres:secret@", "plain:plain@");
    const own = checkpointerOf({ connection, schema: "mine" });
    await own.setup();
    await own.commit(commitOf(1));
    const error = await errorOf(checkpointerOf(connection).setup());
    expect(error.problem).toBe("read-only");
    await query("drop schema mine cascade; drop role plain");
  });

  it("refuses a database that cannot keep all text", async () => {
    const name = "latin";
    await query(`create database ${name} template template0 encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'`);
    const other = url.replace(/[^/]*$/, name);
    const error = await errorOf(checkpointerOf(other).setup());
    expect([error.problem, error.message]).toEqual(["foreign", expect.stringContaining("LATIN1")]);
    await Promise.all(open.splice(0).map((checkpointer) => checkpointer.close()));
    await query(`drop database ${name}`);
  });

  it("takes any name of a schema", async () => {
    for (const schema of ['a"b', "'; drop table x; --", "\\", "$$", "$1", "Upper Case", "ü".repeat(20)]) {
      const checkpointer = checkpointerOf({ connection: url, schema });
      await checkpointer.setup();
      await checkpointer.setup();
      await checkpointer.commit(commitOf(1));
      expect(await query(`select nspname from pg_namespace where nspname = ${pg.escapeLiteral(schema)}`)).toHaveLength(
        1,
      );
    }
    for (const schema of ["", "a\0", "x".repeat(64), "pg_temp", "ü".repeat(40)]) {
      expect(() => new PostgresCheckpointer({ connection: url, schema })).toThrow(ConfigError);
    }
  });
});

describe("a connection", () => {
  it("that is none is refused at once", () => {
    const connections = [undefined, null, 7, "", {}, { connection: "" }, { connection: {} }];
    for (const connection of connections) {
      expect(() => new PostgresCheckpointer(connection as string)).toThrow(ConfigError);
    }
    expect(() => new PostgresCheckpointer({ connection: url, retryFor: -1 })).toThrow(/"retryFor" must be/);
  });

  it("with a wrong password, database, host or port says so", async () => {
    for (const [wrong, reason] of [
      [url.replace(":secret@", ":wrong@"), "password authentication failed"],
      [`${url}_none`, "does not exist"],
      [url.replace("127.0.0.1", "nobody.invalid"), /ENOTFOUND|EAI_AGAIN/],
      [url.replace(/:\d+\//, ":1/"), "ECONNREFUSED"],
    ] as const) {
      const error = await errorOf(checkpointerOf(wrong).setup());
      expect(error.problem).toBe("unreachable");
      expect(error.message).toMatch(reason);
      expect(error.message).not.toMatch(/secret|wrong/);
      expect(error.cause).toBeInstanceOf(Error);
    }
  });

  it("that was given stays open, and has no more listeners than before", async () => {
    const pool = new pg.Pool({ connectionString: url });
    const client = new pg.Client(url);
    await client.connect();
    for (const connection of [pool, client]) {
      const before = connection.listenerCount("error");
      const checkpointer = new PostgresCheckpointer(connection);
      await checkpointer.setup();
      await checkpointer.commit(commitOf(1, { threadId: connection === pool ? "pool" : "client" }));
      await checkpointer.close();
      await checkpointer.close();
      expect((await connection.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
      expect(connection.listenerCount("error")).toBe(before);
      expect((await errorOf(checkpointer.load("thread"))).problem).toBe("closed");
    }
    await Promise.all([pool.end(), client.end()]);
  });

  it("stores what waits when it is closed", async () => {
    const checkpointer = new PostgresCheckpointer(url);
    await checkpointer.setup();
    const stored = checkpointer.commit(commitOf(1));
    await checkpointer.close();
    await stored;
    expect(await checkpointerOf(url).load("thread")).toBeDefined();
  });

  it("may have parsers of its own for what comes back", async () => {
    const pool = new pg.Pool({ connectionString: url, types: { getTypeParser: () => () => "no" } });
    const checkpointer = checkpointerOf(pool);
    await checkpointer.setup();
    await checkpointer.commit(commitOf(1));
    expect((await checkpointer.load("thread"))?.createdAt).toEqual(commitOf(1).createdAt);
    await pool.end();
  });
});

import { deepStrictEqual } from "node:assert";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { checkpointerConformance } from "../../../runtime/testing/conformance.ts";
import { type PgPool, PostgresCheckpointer } from "../../../runtime/postgres/index.ts";
import { commitOf } from "./commits.ts";
import { database } from "./database.ts";
import { listOf } from "../../../runtime/testing/tools.ts";

let url: string;
const clients: pg.Client[] = [];

beforeAll(async () => {
  url = await database();
  for (let i = 0; i < 3; i++) {
    const client = new pg.Client(url);
    await client.connect();
    clients.push(client);
  }
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
});

/** As a pooler in transaction mode: each transaction goes through another connection, on which nothing is left of those before. */
function pooler(): PgPool {
  let turn = 0;
  return {
    totalCount: clients.length,
    query(config) {
      const client = clients[turn++ % clients.length];
      if (client === undefined) throw new Error("There is no connection.");
      // Queries of one client run in the order in which they are made.
      void client.query("discard all");
      return client.query<unknown[]>({ ...config });
    },
    on: () => undefined,
    off: () => undefined,
    end: () => Promise.reject(new Error("A pool that was given is not ended.")),
  };
}

let schemas = 0;

describe("the PostgreSQL checkpointer behind a pooler in transaction mode", () => {
  checkpointerConformance({ test, equal: deepStrictEqual }, async () => {
    const checkpointer = new PostgresCheckpointer({ connection: pooler(), schema: `s${schemas++}` });
    await checkpointer.setup();
    return checkpointer;
  });

  it("prepares nothing any more once a connection has forgotten what was prepared, and loses no commit by it", async () => {
    const pool = pooler();
    const named: boolean[] = [];
    const counting: PgPool = {
      ...pool,
      query: (config) => {
        named.push(config.name !== undefined);
        return pool.query(config);
      },
    };
    const checkpointer = new PostgresCheckpointer({ connection: counting, schema: "forgets" });
    await checkpointer.setup();
    for (let n = 1; n <= 12; n++) await checkpointer.commit(commitOf(n));
    expect(named.filter((isNamed) => isNamed).length).toBeLessThanOrEqual(clients.length + 1);
    expect(named.slice(-5)).not.toContain(true);
    expect(await listOf(checkpointer.history("thread", {}))).toHaveLength(12);
    await checkpointer.close();
  });

  it("is not confused by what others have prepared on its connections", async () => {
    const one = new pg.Client(url);
    await one.connect();
    const first = new PostgresCheckpointer({ connection: one, schema: "shared" });
    await first.setup();
    for (let n = 1; n <= 3; n++) await first.commit(commitOf(n));
    // A pooler gives the connection to another process, which knows nothing of what is prepared on it.
    const names = (await one.query<{ name: string }>("select name from pg_prepared_statements")).rows;
    expect(names).toHaveLength(1);
    Reflect.get(one.connection, "parsedStatements")[names[0]?.name ?? ""] = undefined;
    const second = new PostgresCheckpointer({ connection: one, schema: "shared" });
    for (let n = 4; n <= 8; n++) await second.commit(commitOf(n));
    expect((await second.load("thread"))?.checkpointId).toBe("c0008");
    await one.end();
  });

  it("leaves nothing on a connection but the statement that stores a step: no settings, no locks", async () => {
    const client = new pg.Client(url);
    await client.connect();
    const left = async (): Promise<unknown> => [
      (await client.query("select name, setting from pg_settings where source = 'session' order by name")).rows,
      (await client.query("select name from pg_prepared_statements where name not like 'graphc%'")).rows,
      (await client.query("select locktype from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'")).rows,
      (await client.query("select pg_listening_channels()")).rows,
    ];
    const before = await left();
    const checkpointer = new PostgresCheckpointer({ connection: client, schema: "left" });
    await checkpointer.setup();
    for (let n = 1; n <= 8; n++) await checkpointer.commit(commitOf(n));
    await checkpointer.load("thread");
    await checkpointer.prune({ keepLast: 2 });
    expect(await left()).toEqual(before);
    await client.end();
  });
});

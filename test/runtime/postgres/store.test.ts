import { deepStrictEqual } from "node:assert";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PostgresCheckpointer, PostgresStore } from "../../../runtime/postgres/index.ts";
import { storeConformance } from "../../../runtime/testing/store-conformance.ts";
import { database } from "./database.ts";

let url: string;
let pool: pg.Pool;
let schemas = 0;
beforeAll(async () => {
  url = await database();
  pool = new pg.Pool({ connectionString: url, max: 4 });
}, 60_000);
afterAll(async () => {
  await pool.end();
});

describe("the PostgreSQL store", () => {
  storeConformance({ test, equal: deepStrictEqual }, async ({ clock }) => {
    const store = new PostgresStore({ connection: pool, schema: `s${schemas++}`, clock });
    await store.setup();
    return store;
  });

  test("shares a schema and a pool with a checkpointer, and its items with others", async () => {
    const schema = `"%_'$$ ${schemas++}`;
    const checkpointer = new PostgresCheckpointer({ connection: pool, schema });
    const stores = [1, 2, 3].map(() => new PostgresStore({ connection: pool, schema }));
    await Promise.all([checkpointer, ...stores].map((one) => one.setup()));
    const other = new PostgresStore({ connection: url, schema });
    await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        stores[i % 3]?.put(["n", `${i % 7}`], `k${i % 2}`, i, { ttl: 1 + (i % 2) * 1e6 }),
      ),
    );
    expect(await other.namespaces(["n"])).toEqual(Array.from({ length: 7 }, (_, i) => ["n", `${i}`]));
    expect(await checkpointer.load("t")).toBeUndefined();
    await other.close();
    await expect(other.get(["n"], "k")).rejects.toMatchObject({ name: "StorageError", problem: "closed" });
  });

  test("says that its table is missing", async () => {
    const schema = `s${schemas++}`;
    const store = new PostgresStore({ connection: pool, schema });
    await expect(store.get(["n"], "k")).rejects.toMatchObject({ name: "StorageError", problem: "setup" });
    await new PostgresCheckpointer({ connection: pool, schema }).setup();
    await expect(store.put(["n"], "k", 1)).rejects.toMatchObject({ name: "StorageError", problem: "setup" });
    await store.setup();
    await store.put(["n"], "k", 1);
    expect(await store.get(["n"], "k")).toMatchObject({ value: 1 });
  });

  test("loses what is over by and by, and refuses what somebody has made of an item", async () => {
    let time = 1000;
    const schema = `s${schemas++}`;
    const store = new PostgresStore({ connection: pool, schema, clock: () => new Date(time) });
    await store.setup();
    for (let i = 0; i < 10; i++) await store.put(["n"], `k${i}`, i, { ttl: 10 });
    time += 10;
    for (let i = 0; i < 64; i++) await store.put(["n"], "same", i);
    const { rows } = await pool.query(`select key from ${schema}.items`);
    expect(rows).toEqual([{ key: "same" }]);
    await pool.query(`update ${schema}.items set value = '{"$date":0}'`);
    await expect(store.list(["n"])).rejects.toMatchObject({ name: "StorageError", problem: "corrupt" });
  });
});

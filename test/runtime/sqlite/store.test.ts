import { deepStrictEqual } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SqliteCache, SqliteCheckpointer, SqliteStore } from "../../../runtime/sqlite/index.ts";
import { driverOf } from "../../../runtime/sqlite/driver.ts";
import { cacheConformance } from "../../../runtime/testing/cache-conformance.ts";
import { storeConformance } from "../../../runtime/testing/store-conformance.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graphc-sqlite-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tools = { test, equal: deepStrictEqual };

describe("the SQLite store", () => {
  storeConformance(tools, ({ clock }) => new SqliteStore({ path: join(folder, "a.db"), clock }));
});

describe("the SQLite cache", () => {
  cacheConformance(tools, (setting) => new SqliteCache({ path: join(folder, "a.db"), ...setting }));
});

function rowsOf(sql: string): readonly unknown[] {
  const connection = driverOf(undefined).open(join(folder, "a.db"));
  const rows = connection.query(sql).all();
  connection.close();
  return rows;
}

describe("a file", () => {
  test("is shared by stores, caches and checkpointers, and keeps what they hold", async () => {
    const path = join(folder, "a.db");
    const [one, other, cache, sameCache] = [
      new SqliteStore(path),
      new SqliteStore(path),
      new SqliteCache(path),
      new SqliteCache(path),
    ];
    const checkpointer = new SqliteCheckpointer(path);
    await one.put(["a"], "k", 1);
    await other.put(["a"], "l", 2);
    await cache.set("k", "1", 1e6);
    expect((await one.list(["a"])).map(({ key }) => key)).toEqual(["l", "k"]);
    expect(await sameCache.get("k")).toBe("1");
    for (const opened of [one, other, cache, sameCache, checkpointer]) await opened.close();
    const again = new SqliteStore(path);
    expect(await again.get(["a"], "k")).toMatchObject({ value: 1 });
    await again.close();
    await again.close();
  });

  test("that is closed says so", async () => {
    const store = new SqliteStore(join(folder, "a.db"));
    const cache = new SqliteCache(join(folder, "a.db"));
    await store.close();
    await cache.close();
    await expect(store.get(["a"], "k")).rejects.toMatchObject({ name: "StorageError", problem: "closed" });
    await expect(cache.get("k")).rejects.toMatchObject({ name: "StorageError", problem: "closed" });
  });

  test("loses what is over by and by", async () => {
    let time = 1000;
    const clock = (): Date => new Date(time);
    const store = new SqliteStore({ path: join(folder, "a.db"), clock });
    for (let i = 0; i < 10; i++) await store.put(["n"], `k${i}`, i, { ttl: 10 });
    time += 10;
    for (let i = 0; i < 64; i++) await store.put(["n"], "same", i);
    expect(rowsOf("SELECT key FROM item")).toEqual([["same"]]);
    await store.close();
  });

  test("was changed by somebody: an item that is none is refused as damaged", async () => {
    const store = new SqliteStore(join(folder, "a.db"));
    for (const text of ["{", '{"$date":0}', '[{"$bigint":"1"}]']) {
      await store.put(["n"], "k", 1);
      const connection = driverOf(undefined).open(join(folder, "a.db"));
      connection.statement("UPDATE item SET value = ?").run(text);
      connection.close();
      await expect(store.get(["n"], "k")).rejects.toMatchObject({
        name: "StorageError",
        problem: "corrupt",
        message: expect.stringContaining('item "k"') as string,
      });
    }
    await store.close();
  });

  test("is refused with senseless options", () => {
    expect(() => new SqliteStore("")).toThrow('Option "path" is empty');
    expect(() => new SqliteCache({ path: join(folder, "a.db"), maxEntries: 0 })).toThrow('Option "maxEntries" is 0');
  });
});

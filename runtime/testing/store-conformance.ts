import type { Awaitable } from "../types/graph-types.ts";
import type { Store, StoreItem } from "../types/storage.ts";
import { rejection, type TestTools } from "./tools.ts";

function keysOf(items: readonly StoreItem[]): string[] {
  return items.map(({ key }) => key);
}

/** Declares the tests that every store must pass. `open` makes an empty one. */
export function storeConformance({ test, equal }: TestTools, open: () => Awaitable<Store>): void {
  test("an item comes back as it was put", async () => {
    const store = await open();
    const value = { name: "Ada", list: [1, null, { a: "\ud800" }] };
    await store.put(["users", "1"], "profile", value);
    const item = await store.get(["users", "1"], "profile");
    equal(item && { ...item, updatedAt: item.updatedAt instanceof Date }, {
      namespace: ["users", "1"],
      key: "profile",
      value,
      updatedAt: true,
    });
    equal(await store.get(["users"], "profile"), undefined);
    equal(await store.get(["users", "1"], "other"), undefined);
  });

  test("what was put is not changed with the value that was given", async () => {
    const store = await open();
    const value = { list: [1] };
    await store.put(["a"], "k", value);
    value.list.push(2);
    equal((await store.get(["a"], "k"))?.value, { list: [1] });
  });

  test("an item can be replaced and deleted", async () => {
    const store = await open();
    await store.put(["a"], "k", 1);
    await store.put(["a"], "k", 2);
    equal((await store.get(["a"], "k"))?.value, 2);
    await store.delete(["a"], "k");
    await store.delete(["a"], "k");
    equal(await store.get(["a"], "k"), undefined);
    equal(await store.list(["a"]), []);
  });

  test("items below a prefix are listed, newest first", async () => {
    const store = await open();
    await store.put(["users", "1"], "a", 1);
    await store.put(["users", "10"], "b", 1);
    await store.put(["users"], "c", 1);
    await store.put(["other"], "d", 1);
    await store.put(["users", "1"], "a", 2);
    equal(keysOf(await store.list(["users"])), ["a", "c", "b"]);
    equal(keysOf(await store.list(["users", "1"])), ["a"]);
    equal(keysOf(await store.list([])), ["a", "d", "c", "b"]);
    equal(keysOf(await store.list(["users"], { limit: 1, offset: 1 })), ["c"]);
  });

  test("names that look alike are different", async () => {
    const store = await open();
    await store.put(["a", "b"], "c", 1);
    await store.put(["a"], "b", 2);
    await store.put(['a","b'], "c", 3);
    equal((await store.get(["a", "b"], "c"))?.value, 1);
    equal((await store.get(['a","b'], "c"))?.value, 3);
    equal(keysOf(await store.list(["a"])), ["b", "c"]);
  });

  test("empty names and values that are no JSON are refused", async () => {
    const store = await open();
    equal(await rejection(store.put([], "k", 1)), "ConfigError");
    equal(await rejection(store.put(["a", ""], "k", 1)), "ConfigError");
    equal(await rejection(store.get(["a"], "")), "ConfigError");
    equal(await rejection(store.put(["a"], "k", Number.NaN)), "NotStorableError");
  });
}

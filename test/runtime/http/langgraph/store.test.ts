import { describe, expect, it } from "vitest";
import { MemoryStore } from "@graphc/runtime";
import { rejection, start } from "./server.ts";

describe("Items of the client", () => {
  it("are put, got, found and deleted", async () => {
    const store = new MemoryStore();
    const { client } = await start({ store });
    await client.store.putItem(["users", "ada"], "note", { text: "hi", stars: 3 });
    await client.store.putItem(["users", "bo"], "note", { text: "ho", stars: 5 }, { ttl: 60 });
    const item = await client.store.getItem(["users", "ada"], "note");
    expect(item).toMatchObject({ namespace: ["users", "ada"], key: "note", value: { text: "hi", stars: 3 } });
    expect(Date.parse(item?.updatedAt ?? "")).toBeGreaterThan(0);
    expect(await client.store.getItem(["users"], "note")).toBeNull();
    const keys = async (...query: Parameters<typeof client.store.searchItems>): Promise<readonly string[]> =>
      (await client.store.searchItems(...query)).items.map(({ namespace }) => namespace.join("."));
    expect(await keys(["users"])).toEqual(["users.bo", "users.ada"]);
    expect(await keys([], { limit: 1, offset: 1 })).toEqual(["users.ada"]);
    expect(await keys(["users"], { filter: { text: "hi" } })).toEqual(["users.ada"]);
    expect(await keys(["users"], { filter: { stars: { $gt: 3, $lte: 5 } } })).toEqual(["users.bo"]);
    expect(await keys(["users"], { refreshTtl: true })).toHaveLength(2);
    await client.store.deleteItem(["users", "ada"], "note");
    expect(await client.store.getItem(["users", "ada"], "note")).toBeNull();
    // Handlers see the same items.
    expect(await store.get(["users", "bo"], "note")).toMatchObject({ value: { text: "ho" } });
  });

  it("have namespaces, found by how they begin and end", async () => {
    const { client } = await start();
    for (const namespace of [["a", "x", "end"], ["a", "y", "end"], ["a", "y", "other"], ["b"]]) {
      await client.store.putItem(namespace, "k", {});
    }
    const list = async (query?: Parameters<typeof client.store.listNamespaces>[0]): Promise<readonly string[]> =>
      (await client.store.listNamespaces(query)).namespaces.map((names) => names.join("."));
    expect(await list()).toEqual(["a.x.end", "a.y.end", "a.y.other", "b"]);
    expect(await list({ prefix: ["a"], suffix: ["end"] })).toEqual(["a.x.end", "a.y.end"]);
    expect(await list({ prefix: ["a"], maxDepth: 2 })).toEqual(["a.x", "a.y"]);
    expect(await list({ prefix: ["a", "*", "other"] })).toEqual(["a.y.other"]);
    expect(await list({ limit: 1, offset: 1 })).toEqual(["a.y.end"]);
  });

  it("are refused where nothing here can serve them", async () => {
    const { client } = await start();
    for (const refused of [
      () => client.store.searchItems(["a"], { query: "something like this" }),
      () => client.store.searchItems(["a"], { filter: { tags: ["x"] } }),
      () => client.store.searchItems(["a"], { filter: { n: { $regex: "x" } } }),
      () => client.store.putItem(["a"], "k", {}, { index: ["text"] }),
      () => client.store.putItem([], "k", {}),
      () => client.store.putItem(["a"], "k", {}, { ttl: -1 }),
      () => client.store.putItem(["a"], "", {}),
      () => client.store.putItem(["a"], "k", [] as unknown as Record<string, unknown>),
      () => client.store.getItem(["langgraph:threads", "everybody"], "t"),
    ]) {
      expect(await rejection(refused())).toMatchObject({ status: 422 });
    }
  });

  it("do not show what is noted of threads", async () => {
    const { client } = await start();
    await client.threads.create({ threadId: "t", metadata: { secret: 1 } });
    expect((await client.store.searchItems([])).items).toEqual([]);
    expect((await client.store.listNamespaces()).namespaces).toEqual([]);
  });

  it("are each caller's own, where callers are known", async () => {
    const store = new MemoryStore();
    const authorize = (request: Request) => ({ owner: request.headers.get("authorization")?.slice(7) ?? "nobody" });
    const { clientOf } = await start({ store, authorize });
    const [ada, bo] = [clientOf("ada"), clientOf("bo")];
    await ada.store.putItem(["notes"], "k", { text: "mine" });
    expect(await ada.store.getItem(["notes"], "k")).toMatchObject({ namespace: ["notes"], value: { text: "mine" } });
    expect(await bo.store.getItem(["notes"], "k")).toBeNull();
    expect((await bo.store.searchItems([])).items).toEqual([]);
    expect((await bo.store.listNamespaces()).namespaces).toEqual([]);
    expect((await ada.store.listNamespaces()).namespaces).toEqual([["notes"]]);
    expect(await bo.store.getItem(["callers", "ada", "notes"], "k")).toBeNull();
    expect(await store.get(["callers", "ada", "notes"], "k")).toBeDefined();
  });
});

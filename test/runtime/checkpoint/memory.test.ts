import { deepStrictEqual } from "node:assert";
import { describe, expect, test } from "vitest";
import { connect, direct, type DirectCommit, encodedCommit } from "../../../runtime/checkpoint/direct.ts";
import { MemoryCache } from "../../../runtime/checkpoint/cache.ts";
import { MemoryCheckpointer } from "../../../runtime/checkpoint/memory.ts";
import { MemoryStore } from "../../../runtime/store/memory.ts";
import { ThreadConflictError } from "../../../runtime/errors.ts";
import { cacheConformance } from "../../../runtime/testing/cache-conformance.ts";
import { checkpointerConformance } from "../../../runtime/testing/conformance.ts";
import { storeConformance } from "../../../runtime/testing/store-conformance.ts";
import type { Checkpointer, Commit, StoredCheckpoint } from "../../../runtime/types/storage.ts";

const tools = { test, equal: deepStrictEqual };

describe("the memory checkpointer", () => {
  checkpointerConformance(tools, () => new MemoryCheckpointer());
});
describe("the memory store", () => {
  storeConformance(tools, ({ clock }) => new MemoryStore({ clock }));
});

function commit(n: number, more: Partial<DirectCommit> = {}): DirectCommit {
  return {
    threadId: "t",
    checkpointId: `c${n}`,
    ...(n > 1 && { parentId: `c${n - 1}` }),
    line: "c1",
    createdAt: new Date(n),
    source: "step",
    step: n,
    graph: "G",
    version: 1,
    schemaHash: "h",
    status: "running",
    next: [],
    metadata: {},
    frontier: { at: n },
    changes: [],
    ...more,
  };
}

/** Passes everything on to a memory checkpointer, as text. */
function throughText(): Checkpointer {
  const memory = new MemoryCheckpointer();
  return {
    load: (threadId, checkpointId) => memory.load(threadId, checkpointId),
    commit: (one) => memory.commit(one),
    saveStep: (threadId, checkpointId, record) => memory.saveStep(threadId, checkpointId, record),
    history: (threadId, query) => memory.history(threadId, query),
    threads: (query) => memory.threads(query),
    deleteThread: (threadId) => memory.deleteThread(threadId),
    prune: (policy) => memory.prune(policy),
    close: () => memory.close(),
  };
}

describe.each([
  ["a checkpointer that keeps values", () => new MemoryCheckpointer()],
  ["a checkpointer that keeps text", throughText],
])("%s, connected to the engine", (_, open) => {
  test("gives back the values that were committed", async () => {
    const connected = connect(open());
    const at = new Date(7);
    const log = Object.freeze(["a"]);
    await connected.commit(commit(1, { changes: [{ op: "set", field: "log", value: log }] }));
    await connected.commit(
      commit(2, {
        changes: [
          { op: "append", field: "log", value: ["b"] },
          { op: "set", field: "at", value: at },
          { op: "clear", field: "none" },
        ],
      }),
    );
    await connected.saveStep("t", "c2", { path: "a", index: 0, kind: "once", node: "n", key: "k", value: 10n });
    const loaded = await connected.load("t");
    expect(loaded).toMatchObject({ checkpointId: "c2", parentId: "c1", frontier: { at: 2 }, step: 2 });
    expect(loaded?.fields).toEqual(
      new Map<string, unknown>([
        ["log", [["a"], ["b"]]],
        ["at", [at]],
      ]),
    );
    expect(loaded?.records).toEqual([{ path: "a", index: 0, kind: "once", node: "n", key: "k", value: 10n }]);
    const past: unknown[] = [];
    for await (const one of connected.history("t", { limit: 5 })) past.push([one.checkpointId, one.frontier]);
    expect(past).toEqual([
      ["c2", { at: 2 }],
      ["c1", { at: 1 }],
    ]);
    expect(await connected.load("other")).toBeUndefined();
  });

  test("says where text is that nobody can read", async () => {
    const record = { path: "a", index: 0, kind: "once", node: "n", key: "k" } as const;
    const good = {
      ...encodedCommit(commit(1)),
      frontier: "{}",
      changes: [{ op: "set", field: "a", data: "1" }],
    } as const;
    const cases: readonly (readonly [string, Commit, string])[] = [
      ["frontier", { ...good, frontier: "{" }, "1"],
      ["a", { ...good, changes: [{ op: "set", field: "a", data: "[1" }] }, "1"],
      ["records", good, "x"],
    ];
    for (const [field, stored, data] of cases) {
      const checkpointer = open();
      await checkpointer.commit(stored);
      await checkpointer.saveStep("t", "c1", { ...record, data });
      const error = await (async () => [...((await connect(checkpointer).load("t"))?.fields ?? [])])().catch(
        (thrown: unknown) => thrown,
      );
      // Where fields are decoded when they are looked at, it is the engine that says where.
      if (error instanceof SyntaxError) expect(field).toBe("a");
      else expect(error).toMatchObject({ name: "CorruptCheckpointError", threadId: "t" });
    }
  });

  test("refuses a conflict", async () => {
    const connected = connect(open());
    await connected.commit(commit(1));
    await expect(async () => connected.commit(commit(3))).rejects.toThrow(ThreadConflictError);
    await expect(async () =>
      connected.saveStep("t", "c9", { path: "a", index: 0, kind: "step", node: "n", key: "", value: 1 }),
    ).rejects.toThrow(ThreadConflictError);
  });
});

describe("runs in this process", () => {
  test("commit and load without a promise and without text", () => {
    const checkpointer = new MemoryCheckpointer();
    const value = Object.freeze({ toJSON: () => expect.unreachable() });
    expect(checkpointer[direct].commit(commit(1, { changes: [{ op: "set", field: "value", value }] }))).toBeUndefined();
    const loaded = checkpointer[direct].load("t");
    expect(loaded).toMatchObject({ checkpointId: "c1" });
    expect(loaded instanceof Promise ? undefined : loaded?.fields.get("value")).toEqual([value]);
  });

  test("can be read as text by others", async () => {
    const checkpointer = new MemoryCheckpointer();
    const changes = [{ op: "set", field: "at", value: new Date(5) } as const];
    await checkpointer[direct].commit(commit(1, { changes }));
    const stored = (await checkpointer.load("t")) as StoredCheckpoint;
    expect(stored.frontier).toBe('{"at":1}');
    expect([...stored.fields]).toEqual([["at", ['{"$date":5}']]]);
  });

  test("share the chunks of a growing field: each commit adds its own and no copy of those before", async () => {
    const checkpointer = new MemoryCheckpointer();
    const chunks = Array.from({ length: 500 }, (_, i) => Object.freeze([i]));
    for (const [i, value] of chunks.entries()) {
      await checkpointer[direct].commit(commit(i + 1, { changes: [{ op: "append", field: "log", value }] }));
    }
    const loaded = await checkpointer[direct].load("t", "c400");
    expect(loaded?.fields.get("log")?.every((chunk, i) => chunk === chunks[i])).toBe(true);
    expect(loaded?.fields.get("log")).toHaveLength(400);
  });
});

describe("the memory cache", () => {
  cacheConformance(tools, (setting) => new MemoryCache(setting));

  test("keeps what is used", async () => {
    const cache = new MemoryCache({ maxEntries: 2 });
    await cache.set("a", "1", 1000);
    await cache.set("b", "2", 1000);
    await cache.get("a");
    await cache.set("c", "3", 1000);
    expect([await cache.get("a"), await cache.get("b"), await cache.get("c")]).toEqual(["1", undefined, "3"]);
  });
});

test("the items of the memory store are frozen", async () => {
  const store = new MemoryStore();
  await store.put(["a"], "k", { list: [1] });
  const item = await store.get(["a"], "k");
  expect([Object.isFrozen(item), Object.isFrozen(item?.value), Object.isFrozen(item?.namespace)]).toEqual([
    true,
    true,
    true,
  ]);
  item?.updatedAt.setTime(0);
  expect((await store.get(["a"], "k"))?.updatedAt.getTime()).not.toBe(0);
});

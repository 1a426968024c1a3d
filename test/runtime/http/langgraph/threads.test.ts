import { describe, expect, it } from "vitest";
import { MemoryCheckpointer, MemoryStore } from "@graphc/runtime";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { rejection, says, start } from "./server.ts";

describe("Threads of the client:", () => {
  it("are created empty, and once", async () => {
    const { client } = await start();
    const thread = await client.threads.create({ threadId: "mine", metadata: { user: "ada" }, graphId: "chat" });
    expect(thread).toMatchObject({
      thread_id: "mine",
      status: "idle",
      values: null,
      interrupts: {},
      metadata: { user: "ada", graph_id: "chat" },
    });
    expect(await client.threads.get("mine")).toEqual(thread);
    expect(await client.threads.getState("mine")).toMatchObject({ values: {}, next: [], tasks: [], checkpoint: null });
    expect(await client.threads.getHistory("mine")).toEqual([]);
    expect(await rejection(client.threads.create({ threadId: "mine" }))).toMatchObject({ status: 409 });
    expect(await rejection(client.threads.create({ threadId: "mine", ifExists: "raise" }))).toMatchObject({
      status: 409,
    });
    expect(await client.threads.create({ threadId: "mine", ifExists: "do_nothing" })).toEqual(thread);
    const { thread_id } = await client.threads.create();
    expect(thread_id).toMatch(/^[\da-f-]{36}$/);
  });

  it("have metadata that is merged", async () => {
    const { client } = await start();
    await client.threads.create({ threadId: "mine", metadata: { user: "ada", color: "red" } });
    const changed = await client.threads.update("mine", { metadata: { color: "blue" } });
    expect(changed.metadata).toEqual({ user: "ada", color: "blue" });
    expect(await client.threads.update("mine", { metadata: { size: 1 }, returnMinimal: true })).toBeUndefined();
    expect((await client.threads.get("mine")).metadata).toEqual({ user: "ada", color: "blue", size: 1 });
  });

  it("are found by metadata, state, status and id, the newest first, page by page", async () => {
    const { client } = await start();
    for (const id of ["a", "b", "c"]) await client.threads.create({ threadId: id, metadata: { user: id } });
    await client.runs.wait("b", "chat", { input: says("ask") });
    await client.runs.wait("a", "chat", { input: says("hi") });
    const ids = async (query?: Parameters<typeof client.threads.search>[0]): Promise<readonly string[]> =>
      (await client.threads.search(query)).map(({ thread_id }) => thread_id);
    expect(await ids()).toEqual(["a", "b", "c"]);
    expect(await ids({ limit: 1, offset: 1 })).toEqual(["b"]);
    expect(await ids({ sortBy: "thread_id", sortOrder: "asc" })).toEqual(["a", "b", "c"]);
    expect(await ids({ metadata: { user: "c" } })).toEqual(["c"]);
    expect(await ids({ metadata: { graph_id: "chat" } })).toEqual(["a", "b"]);
    expect(await ids({ status: "interrupted" })).toEqual(["b"]);
    expect(await ids({ ids: ["a", "c", "x"], sortOrder: "asc" })).toEqual(["c", "a"]);
    expect(await ids({ values: { draft: "hi" } })).toEqual(["a"]);
    expect(await client.threads.search({ ids: ["c"], select: ["thread_id", "status"] })).toEqual([
      { thread_id: "c", status: "idle" },
    ]);
    expect(await client.threads.count()).toBe(3);
    expect(await client.threads.count({ status: "idle" })).toBe(2);
    const [found] = await client.threads.search({ ids: ["b"] });
    expect(Object.values(found?.interrupts ?? {})).toMatchObject([[{ value: { draft: "ask" } }]]);
  });

  it("are deleted with all that is stored, one or several", async () => {
    const { client } = await start();
    for (const id of ["a", "b", "c"]) await client.runs.wait(id, "chat", { input: says("hi"), ifNotExists: "create" });
    await client.threads.delete("a");
    expect(await rejection(client.threads.get("a"))).toMatchObject({ status: 404 });
    expect(await rejection(client.threads.delete("a"))).toMatchObject({ status: 404 });
    expect(await client.threads.prune(["a", "b", "x"])).toEqual({ pruned_count: 1 });
    expect(await client.threads.count()).toBe(1);
    expect(await rejection(client.threads.prune(["c"], { strategy: "keep_latest" }))).toMatchObject({ status: 422 });
  });

  it("lose what was said of them also when another protocol deletes them", async () => {
    const { client, url } = await start();
    await client.threads.create({ threadId: "a", metadata: { user: "ada" } });
    await client.runs.wait("a", "chat", { input: says("hi") });
    expect((await fetch(`${url}/tasks/a`, { method: "DELETE" })).status).toBe(204);
    expect(await rejection(client.threads.get("a"))).toMatchObject({ status: 404 });
    await client.runs.wait("a", "chat", { input: says("hi"), ifNotExists: "create" });
    expect((await client.threads.get("a")).metadata).not.toHaveProperty("user");
  });

  it("refuse what is not done here: times to live, and states without a run", async () => {
    const { client } = await start();
    expect(await rejection(client.threads.create({ ttl: 5 }))).toMatchObject({
      status: 422,
      message: expect.stringContaining("is not served"),
    });
    const supersteps = [{ updates: [{ values: {}, asNode: "think" }] }];
    expect(await rejection(client.threads.create({ supersteps }))).toMatchObject({ status: 422 });
    await client.threads.create({ threadId: "mine" });
    expect(await rejection(client.threads.updateState("mine", { values: { draft: "x" } }))).toMatchObject({
      status: 422,
      message: expect.stringContaining("Nothing has run"),
    });
  });

  it("outlive the server with a store and a checkpointer that do", async () => {
    const lasting = { checkpointer: new MemoryCheckpointer(), store: new MemoryStore() };
    const first = await start(lasting);
    await first.client.threads.create({ threadId: "empty", metadata: { user: "ada" } });
    await first.client.runs.wait("full", "chat", { input: says("ask"), ifNotExists: "create" });
    const { client } = await start(lasting);
    expect((await client.threads.get("empty")).metadata).toEqual({ user: "ada" });
    expect(await client.threads.get("full")).toMatchObject({ status: "interrupted", values: { draft: "ask" } });
  });
});

const checkpointers = [
  ["memory", () => new MemoryCheckpointer()],
  ["SQLite", () => new SqliteCheckpointer(":memory:")],
] as const;

describe.each(checkpointers)("States of threads, on %s:", (_kind, open) => {
  it("are read now, at a checkpoint and in the past", async () => {
    const { client } = await start({ checkpointer: open() });
    await client.runs.wait("t", "chat", { input: says("hi"), ifNotExists: "create", metadata: { trace: "x" } });
    const now = await client.threads.getState<{ log: string[] }>("t");
    expect(now).toMatchObject({
      values: { log: ["thought", "replied"], draft: "hi" },
      next: [],
      tasks: [],
      metadata: { source: "loop", step: 2, graph_id: "chat", trace: "x", thread_id: "t" },
      checkpoint: { thread_id: "t", checkpoint_ns: "" },
    });
    const history = await client.threads.getHistory<{ log: string[] }>("t");
    expect(history.map(({ metadata, next, values }) => [metadata?.source, values.log.length, next])).toEqual([
      ["loop", 2, []],
      ["loop", 1, ["reply"]],
      ["input", 0, ["think"]],
    ]);
    expect(history[0]).toEqual(now);
    expect(history[1]?.checkpoint).toEqual(history[0]?.parent_checkpoint);
    const [, middle, first] = history;
    if (middle === undefined || first === undefined) throw new Error("There are three checkpoints.");
    expect(await client.threads.getState("t", middle.checkpoint.checkpoint_id ?? "")).toEqual(middle);
    expect(await client.threads.getState("t", middle.checkpoint)).toEqual(middle);
    expect(await client.threads.getHistory("t", { limit: 1 })).toEqual([now]);
    expect(await client.threads.getHistory("t", { before: { configurable: middle.checkpoint } })).toEqual([first]);
    expect(await client.threads.getHistory("t", { checkpoint: middle.checkpoint })).toEqual([middle, first]);
    expect(await client.threads.getHistory("t", { metadata: { source: "input" } })).toEqual([first]);
    expect(await client.threads.getState("t", undefined, { select: ["next", "values.draft"] })).toEqual({
      next: [],
      values: { draft: "hi" },
    });
    expect(await rejection(client.threads.getState("t", "none"))).toMatchObject({ status: 404 });
  });

  it("are changed as a node, at the head or at a past checkpoint", async () => {
    const { client } = await start({ checkpointer: open() });
    await client.runs.wait("t", "chat", { input: says("hi"), ifNotExists: "create" });
    const [, middle] = await client.threads.getHistory("t");
    if (middle === undefined) throw new Error("There are three checkpoints.");
    const update = { values: { draft: "other" }, asNode: "think" };
    const { configurable } = await client.threads.updateState("t", { ...update, checkpoint: middle.checkpoint });
    expect(configurable).toMatchObject({ thread_id: "t", checkpoint_ns: "" });
    const changed = await client.threads.getState<{ draft: string }>("t");
    expect(changed.checkpoint.checkpoint_id).toBe(configurable?.checkpoint_id);
    expect(changed).toMatchObject({ values: { draft: "other" }, next: ["reply"], metadata: { source: "update" } });
    expect(changed.parent_checkpoint).toEqual(middle.checkpoint);
    const done = await client.runs.wait("t", "chat", { input: null });
    expect(done).toMatchObject({ messages: [{ content: "hi" }, { content: "you said other" }] });
    expect(await rejection(client.threads.updateState("t", { values: { nothing: 1 } }))).toMatchObject({ status: 422 });
    const unknown = { values: {}, asNode: "nobody" };
    expect(await rejection(client.threads.updateState("t", unknown))).toMatchObject({ status: 422 });
  });

  it("show all branches of a thread, for the front end to tell them apart", async () => {
    const { client } = await start({ checkpointer: open() });
    await client.runs.wait("t", "chat", { input: says("one"), ifNotExists: "create" });
    const before = await client.threads.getHistory("t");
    const [, , first] = before;
    await client.runs.wait("t", "chat", { input: null, checkpointId: first?.checkpoint.checkpoint_id ?? "" });
    const history = await client.threads.getHistory("t");
    expect(history).toHaveLength(6);
    expect(history.slice(3)).toEqual(before);
    expect(
      history.filter(({ parent_checkpoint: parent }) => parent?.checkpoint_id === first?.checkpoint.checkpoint_id),
    ).toHaveLength(2);
    expect(history.map(({ checkpoint }) => checkpoint.checkpoint_id)).toEqual(
      history
        .map(({ checkpoint }) => checkpoint.checkpoint_id)
        .toSorted()
        .toReversed(),
    );
    expect(await client.threads.getHistory("t", { limit: 2 })).toEqual(history.slice(0, 2));
  });

  it("are copied with their past and their questions, and then go their own ways", async () => {
    const { client } = await start({ checkpointer: open() });
    for (const word of ["one", "two", "ask"]) {
      await client.runs.wait("t", "chat", { input: says(word), ifNotExists: "create" });
    }
    await client.threads.update("t", { metadata: { user: "ada" } });
    const copy = await client.threads.copy("t");
    expect(copy).toMatchObject({ status: "interrupted", metadata: { user: "ada" } });
    expect(copy.thread_id).not.toBe("t");
    const past = async (id: string): Promise<readonly unknown[]> =>
      (await client.threads.getHistory(id, { limit: 100 })).map(({ next, tasks, values }) => ({ next, tasks, values }));
    expect(await past(copy.thread_id)).toEqual(await past("t"));
    const before = await past("t");
    const answered = await client.runs.wait(copy.thread_id, "chat", { command: { resume: { approved: true } } });
    expect(answered).toMatchObject({
      log: ["thought", "replied", "thought", "replied", "thought", "approved", "replied"],
    });
    expect(await past("t")).toEqual(before);
    expect(await client.runs.wait("t", "chat", { command: { resume: { approved: false } } })).toMatchObject({
      log: expect.arrayContaining(["declined"]),
    });
    const empty = await client.threads.create();
    expect((await client.threads.copy(empty.thread_id)).values).toBeNull();
  });
});

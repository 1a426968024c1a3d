import { describe, expect, it, vi } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { collect, rejection, says, start } from "./server.ts";

describe("Runs in the background", () => {
  it("are created, listed, got, joined and forgotten", async () => {
    const { client, slow } = await start();
    await client.threads.create({ threadId: "t" });
    const run = await client.runs.create("t", "chat", {
      input: says("wait"),
      metadata: { tag: "x" },
      config: { metadata: { tag: "y", from: "config" } } as object,
    });
    expect(run).toMatchObject({
      thread_id: "t",
      assistant_id: "chat",
      status: "running",
      multitask_strategy: "reject",
      metadata: { tag: "x", from: "config", graph_id: "chat" },
    });
    expect(await client.threads.get("t")).toMatchObject({ status: "busy" });
    expect(await client.runs.list("t")).toEqual([run]);
    expect(await rejection(client.runs.delete("t", run.run_id))).toMatchObject({ status: 422 });
    const joined = client.runs.join("t", run.run_id);
    slow.open();
    expect(await joined).toMatchObject({ log: ["thought", "replied"] });
    expect(await client.runs.get("t", run.run_id)).toMatchObject({ run_id: run.run_id, status: "success" });
    await client.runs.wait("t", "chat", { input: says("ask") });
    const all = await client.runs.list("t");
    expect(all.map(({ status }) => status)).toEqual(["interrupted", "success"]);
    expect(await client.runs.list("t", { limit: 1, offset: 1, select: ["status"] })).toEqual([{ status: "success" }]);
    expect(await client.runs.list("t", { status: "interrupted" })).toEqual([all[0]]);
    await client.runs.delete("t", run.run_id);
    expect(await rejection(client.runs.get("t", run.run_id))).toMatchObject({ status: 404 });
    expect(await rejection(client.runs.get("t", "none"))).toMatchObject({ status: 404 });
  });

  it("that fail say so to who joins them", async () => {
    const { client } = await start();
    const run = await client.runs.create("t", "chat", { input: says("fail"), ifNotExists: "create" });
    expect(await client.runs.join("t", run.run_id)).toMatchObject({ __error__: { error: "NodeError" } });
    expect((await client.runs.get("t", run.run_id)).status).toBe("error");
    const waiting = client.runs.wait("t", "chat", { input: says("fail") });
    expect((await rejection(waiting)).message).toMatch(/^NodeError: /);
    expect(await client.runs.wait("t", "chat", { input: says("fail"), raiseError: false })).toHaveProperty("__error__");
  });
});

describe("Runs on a thread that is busy", () => {
  it("are refused, unless they say what is to become of the other", async () => {
    const { client } = await start();
    await client.runs.create("t", "chat", { input: says("wait"), ifNotExists: "create" });
    for (const payload of [{ input: says("hi") }, { input: says("hi"), multitaskStrategy: "reject" as const }]) {
      expect(await rejection(client.runs.create("t", "chat", payload))).toMatchObject({ status: 422 });
      expect(await rejection(collect(client.runs.stream("t", "chat", payload)))).toMatchObject({ status: 422 });
    }
    expect(await rejection(client.threads.delete("t"))).toMatchObject({ status: 422 });
  });

  it("wait for their turn, in the order in which they came, and can be joined before it", async () => {
    const { client, slow } = await start();
    await client.runs.create("t", "chat", { input: says("wait"), ifNotExists: "create" });
    const enqueue = (content: string) =>
      client.runs.create("t", "chat", { input: says(content), multitaskStrategy: "enqueue", streamMode: "updates" });
    const [first, gone, last] = [await enqueue("one"), await enqueue("gone"), await enqueue("two")];
    expect([first, gone, last].map(({ status }) => status)).toEqual(["pending", "pending", "pending"]);
    expect((await client.runs.list("t")).map(({ status }) => status)).toEqual([
      "pending",
      "pending",
      "pending",
      "running",
    ]);
    await client.runs.cancel("t", gone.run_id, true);
    const joined = collect(client.runs.joinStream("t", last.run_id, { lastEventId: "-1" }));
    slow.open();
    expect((await joined).map(({ event }) => event)).toEqual(["metadata", "updates", "updates", "end"]);
    expect((await client.runs.get("t", first.run_id)).status).toBe("success");
    expect(await rejection(client.runs.get("t", gone.run_id))).toMatchObject({ status: 404 });
    const { values } = await client.threads.getState<{ messages: { content: string }[] }>("t");
    expect(values.messages.map(({ content }) => content)).toEqual([
      "wait",
      "you said wait",
      "one",
      "you said one",
      "two",
      "you said two",
    ]);
  });

  it("tell who waits for them if they are refused when their turn comes", async () => {
    const { client, slow } = await start();
    await client.runs.create("t", "chat", { input: says("wait"), ifNotExists: "create" });
    const wrong = { input: { messages: 5 }, multitaskStrategy: "enqueue" } as const;
    const run = await client.runs.create("t", "chat", wrong);
    const joined = collect(client.runs.joinStream("t", run.run_id));
    slow.open();
    expect((await joined).map(({ event }) => event)).toEqual(["metadata", "error", "end"]);
    expect((await client.runs.get("t", run.run_id)).status).toBe("error");
  });

  it.each([
    ["memory", () => new MemoryCheckpointer()],
    ["SQLite", () => new SqliteCheckpointer(":memory:")],
  ])("end the other, and keep what it has done, or undo it (on %s)", async (_kind, open) => {
    const { client } = await start({ checkpointer: open() });
    const contents = async (): Promise<readonly string[]> => {
      const { values } = await client.threads.getState<{ messages: { content: string }[] }>("t");
      return values.messages.map(({ content }) => content);
    };
    await client.runs.wait("t", "chat", { input: says("hi"), ifNotExists: "create" });
    const first = await client.runs.create("t", "chat", { input: says("wait") });
    await client.runs.wait("t", "chat", { input: says("a"), multitaskStrategy: "interrupt" });
    expect((await client.runs.get("t", first.run_id)).status).toBe("interrupted");
    expect(await contents()).toEqual(["hi", "you said hi", "wait", "a", "you said a"]);
    await client.runs.create("t", "chat", { input: says("wait") });
    await client.runs.wait("t", "chat", { input: says("b"), multitaskStrategy: "rollback" });
    expect(await contents()).toEqual(["hi", "you said hi", "wait", "a", "you said a", "b", "you said b"]);
  });
});

describe("Runs that are cancelled", () => {
  it("keep what is done, and go on later", async () => {
    const { client, slow } = await start();
    const run = await client.runs.create("t", "chat", { input: says("wait"), ifNotExists: "create" });
    await client.runs.cancel("t", run.run_id, true);
    expect((await client.runs.get("t", run.run_id)).status).toBe("interrupted");
    expect(await client.threads.getState("t")).toMatchObject({ next: ["think"] });
    await client.runs.cancel("t", run.run_id, true);
    slow.open();
    expect(await client.runs.wait("t", "chat", { input: null })).toMatchObject({ log: ["thought", "replied"] });
    expect(await rejection(client.runs.cancel("t", "none"))).toMatchObject({ status: 404 });
  });

  it("leave no trace on the state with `rollback`, also where a question waited, or nothing was", async () => {
    const { client, slow } = await start();
    await client.runs.wait("t", "chat", { input: says("ask"), ifNotExists: "create" });
    const before = await client.threads.getState("t");
    const run = await client.runs.create("t", "chat", { input: says("wait") });
    await client.runs.cancel("t", run.run_id, true, "rollback");
    const after = await client.threads.getState("t");
    expect({ ...after, checkpoint: 0, parent_checkpoint: 0, created_at: 0, metadata: 0 }).toEqual({
      ...before,
      checkpoint: 0,
      parent_checkpoint: 0,
      created_at: 0,
      metadata: 0,
    });
    expect(await client.runs.wait("t", "chat", { command: { resume: { approved: true } } })).toMatchObject({
      log: ["thought", "approved", "replied"],
    });
    const first = await client.runs.create("new", "chat", { input: says("wait"), ifNotExists: "create" });
    await client.runs.cancelMany({ threadId: "new", runIds: [first.run_id], action: "rollback" });
    expect(await client.threads.getState("new")).toMatchObject({ values: {}, checkpoint: null });
    slow.open();
  });

  it("are those whose client goes away, if it said so", async () => {
    const { client } = await start();
    for (const [thread, onDisconnect, status] of [
      ["a", "cancel", "interrupted"],
      ["b", "continue", "running"],
    ] as const) {
      const leaving = new AbortController();
      const { signal } = leaving;
      const stream = client.runs.stream(thread, "chat", {
        input: says("wait"),
        ifNotExists: "create",
        onDisconnect,
        signal,
      });
      for await (const { event } of stream) if (event === "values") break;
      leaving.abort();
      await vi.waitFor(async () => expect((await client.runs.list(thread))[0]?.status).toBe(status));
    }
  });
});

describe("Runs without a thread", () => {
  it("are streamed, waited for and created, and leave no thread behind", async () => {
    const { client } = await start();
    const parts = await collect(client.runs.stream(null, "chat", { input: says("hi"), streamMode: "updates" }));
    expect(parts.map(({ event }) => event)).toEqual(["metadata", "updates", "updates", "end"]);
    expect(await client.runs.wait(null, "chat", { input: says("hi") })).toMatchObject({ log: ["thought", "replied"] });
    const run = await client.runs.create(null, "chat", { input: says("hi") });
    expect(run.thread_id).toMatch(/^[\da-f-]{36}$/);
    await vi.waitFor(async () => expect(await client.threads.count()).toBe(0));
  });

  it("keep their thread where that is wanted", async () => {
    const { client } = await start();
    const run = await client.runs.create(null, "chat", { input: says("ask"), onCompletion: "continue" });
    await vi.waitFor(async () =>
      expect(await client.threads.get(run.thread_id)).toMatchObject({ status: "interrupted" }),
    );
  });

  it("come in batches, all or none", async () => {
    const { client } = await start();
    const runs = await client.runs.createBatch([
      { assistantId: "chat", input: says("a") },
      { assistantId: "team", input: { words: ["b"] } },
    ]);
    expect((runs as unknown as { assistant_id: string }[]).map(({ assistant_id }) => assistant_id)).toEqual([
      "chat",
      "team",
    ]);
    const wrong = [
      { assistantId: "chat", input: says("wait") },
      { assistantId: "chat", input: { nothing: true } },
    ];
    expect(await rejection(client.runs.createBatch(wrong))).toMatchObject({ status: 422 });
    await vi.waitFor(async () => expect(await client.threads.count()).toBe(0));
  });
});

describe("What a run is given", () => {
  it("is read in the forms of the graph's schemas, and refused where it does not fit", async () => {
    const { client } = await start();
    const input = { ...says("hi"), since: "2026-01-02T03:04:05.000Z" };
    expect(await client.runs.wait(null, "chat", { input })).toMatchObject({ since: "2026-01-02T03:04:05.000Z" });
    for (const wrong of [{ messages: 1 }, { messages: [], nothing: 1 }, { ...says("x"), since: "yesterday" }]) {
      expect(await rejection(client.runs.wait(null, "chat", { input: wrong }))).toMatchObject({ status: 422 });
    }
    expect(await rejection(client.runs.wait(null, "chat", {}))).toMatchObject({ status: 422 });
    expect(await rejection(client.runs.wait(null, "nobody", { input: says("hi") }))).toMatchObject({ status: 404 });
    expect(await rejection(client.runs.wait("none", "chat", { input: says("hi") }))).toMatchObject({ status: 404 });
  });

  it("may be context, if the server's owner says what becomes of it", async () => {
    const { client } = await start();
    for (const payload of [{ context: { name: "Ada" } }, { config: { configurable: { name: "Ada" } } }]) {
      const refused = client.runs.wait(null, "chat", { input: says("hi"), ...payload });
      expect(await rejection(refused)).toMatchObject({ status: 422, message: expect.stringContaining("context") });
    }
    const open = await start({ langGraph: { context: (given) => ("name" in given ? { name: given.name } : {}) } });
    for (const payload of [{ context: { name: "Ada", key: 1 } }, { config: { configurable: { name: "Ada" } } }]) {
      const done = await open.client.runs.wait(null, "chat", { input: says("hi"), ...payload });
      expect(done).toMatchObject({ messages: [{}, { content: "Ada: you said hi" }] });
    }
  });

  it("may bound its steps, and cannot ask for what is not done here", async () => {
    const { client, url } = await start({ limits: { steps: 50 } });
    const limited = client.runs.wait(null, "chat", { input: says("hi"), config: { recursion_limit: 1 } });
    expect((await rejection(limited)).message).toMatch(/^StepLimitError/);
    for (const payload of [
      { config: { recursion_limit: 51 } },
      { config: { recursion_limit: 0 } },
      { webhook: "http://127.0.0.1:1" },
      { afterSeconds: 5 },
      { feedbackKeys: ["stars"] },
      { multitaskStrategy: "merge" as "reject" },
    ]) {
      const refused = client.runs.create(null, "chat", { input: says("hi"), ...payload });
      expect(await rejection(refused)).toMatchObject({ status: 422 });
    }
    const traced = JSON.stringify({ assistant_id: "chat", input: says("hi"), langsmith_tracer: { project_name: "p" } });
    const headers = { "content-type": "application/json" };
    expect((await fetch(`${url}/runs`, { method: "POST", headers, body: traced })).status).toBe(422);
  });

  it("cannot move a thread to another graph", async () => {
    const { client } = await start();
    await client.runs.wait("t", "chat", { input: says("hi"), ifNotExists: "create" });
    const moved = client.runs.wait("t", "team", { input: { words: [] } });
    expect(await rejection(moved)).toMatchObject({ status: 409 });
  });
});

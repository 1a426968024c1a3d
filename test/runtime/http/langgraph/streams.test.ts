import { describe, expect, it } from "vitest";
import { collect, rejection, says, start, type TestServer } from "./server.ts";

interface Told {
  readonly event: string;
  // What a test expects of it says what it is.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any;
  readonly id?: string;
}

/** What a run with this input tells in these modes, without what frames it. */
async function told({ client }: TestServer, content: string, streamMode: readonly string[]): Promise<readonly Told[]> {
  const payload = { input: says(content), streamMode: streamMode as ["values"], ifNotExists: "create" } as const;
  const parts = await collect<Told>(client.runs.stream("t", "chat", payload));
  expect(parts.at(0)?.event).toBe("metadata");
  expect(parts.at(-1)?.event).toBe("end");
  expect(parts.map(({ id }) => id)).toEqual(parts.map((_, place) => `${place + 1}`));
  return parts.slice(1, -1);
}

describe("A stream of the client", () => {
  it("says first which run it is, in its head too, and last how it ended", async () => {
    const { client } = await start();
    const created: unknown[] = [];
    const parts = await collect<Told>(
      client.runs.stream("t", "chat", {
        input: says("hi"),
        ifNotExists: "create",
        onRunCreated: (run) => created.push(run),
      }),
    );
    const { run_id, thread_id } = parts.at(0)?.data ?? {};
    expect(thread_id).toBe("t");
    expect(created).toEqual([{ run_id, thread_id }]);
    expect(parts.at(-1)).toMatchObject({ event: "end", data: { run_id, status: "success" } });
    expect(await client.runs.get("t", run_id)).toMatchObject({
      run_id,
      thread_id,
      assistant_id: "chat",
      status: "success",
    });
  });

  it("tells `values`: with the input, and after each step", async () => {
    const parts = await told(await start(), "hi", ["values"]);
    expect(parts.map(({ data, event }) => [event, data.messages.length, data.log])).toEqual([
      ["values", 1, []],
      ["values", 1, ["thought"]],
      ["values", 2, ["thought", "replied"]],
    ]);
  });

  it("tells `updates` by node", async () => {
    const parts = await told(await start(), "hi", ["updates"]);
    expect(parts.map(({ data, event }) => [event, data])).toEqual([
      ["updates", { think: { draft: "hi", log: ["thought"] } }],
      [
        "updates",
        { reply: { messages: [{ id: "reply to hi", type: "ai", content: "you said hi" }], log: ["replied"] } },
      ],
    ]);
  });

  it("tells `custom`: events by name, one called `custom` as it is, one called `message` not at all", async () => {
    const parts = await told(await start(), "hi", ["custom"]);
    expect(parts.map(({ data, event }) => [event, data])).toEqual([
      ["custom", { name: "progress", data: { percent: 50 } }],
      ["custom", { type: "as it is" }],
    ]);
  });

  it("tells `messages-tuple`: pieces that handlers emit, then not the whole again; without pieces, the whole", async () => {
    const parts = await told(await start(), "hi", ["messages-tuple"]);
    expect(parts.map(({ event, data: [{ content, id, type }] }) => [event, id, type, content])).toEqual([
      ["messages", "reply to hi", "AIMessageChunk", ""],
      ["messages", "reply to hi", "AIMessageChunk", "you said "],
      ["messages", "reply to hi", "AIMessageChunk", "hi"],
    ]);
    expect(parts[0]?.data[1]).toMatchObject({
      langgraph_node: "reply",
      langgraph_step: 2,
      thread_id: "t",
      graph_id: "chat",
    });
  });

  it("tells `messages` as it was before: what there is so far, and the whole", async () => {
    const parts = await told(await start(), "hi", ["messages"]);
    expect(parts.map(({ data, event }) => [event, data[0]?.content ?? Object.keys(data)])).toEqual([
      ["messages/metadata", ["reply to hi"]],
      ["messages/partial", ""],
      ["messages/partial", "you said "],
      ["messages/partial", "you said hi"],
      ["messages/complete", "you said hi"],
    ]);
  });

  it("tells `tasks`: each step with what it reads, and what it has written", async () => {
    const parts = await told(await start(), "hi", ["tasks"]);
    expect(parts.map(({ data }) => data)).toMatchObject([
      { id: "think:1", name: "think", input: { messages: [{ content: "hi" }] }, interrupts: [] },
      {
        id: "think:1",
        name: "think",
        error: null,
        result: [
          ["draft", "hi"],
          ["log", ["thought"]],
        ],
      },
      { id: "reply:2", name: "reply", input: { draft: "hi" } },
      { id: "reply:2", name: "reply", error: null },
    ]);
  });

  it("tells `checkpoints` as the history has them, and `debug` all of it", async () => {
    const server = await start();
    const parts = await told(server, "hi", ["checkpoints", "debug"]);
    const checkpoints = parts.filter(({ event }) => event === "checkpoints").map(({ data }) => data);
    const history = await server.client.threads.getHistory("t");
    for (const checkpoint of checkpoints) {
      expect(checkpoint.config.configurable).toEqual(checkpoint.checkpoint);
      delete checkpoint.config;
      delete checkpoint.parent_config;
    }
    expect(checkpoints).toEqual(history.toReversed());
    const debug = parts.filter(({ event }) => event === "debug").map(({ data }) => data.type);
    expect(debug.filter((type) => type === "checkpoint")).toHaveLength(3);
    expect(debug.filter((type) => type === "task" || type === "task_result")).toHaveLength(4);
  });

  it("tells several modes at once, nothing of `events` and `tools`, and refuses what is no mode", async () => {
    const server = await start();
    const parts = await told(server, "hi", ["values", "updates", "custom", "events", "tools"]);
    expect(new Set(parts.map(({ event }) => event))).toEqual(new Set(["values", "updates", "custom"]));
    const wrong = server.client.runs.stream("t", "chat", { input: says("x"), streamMode: "all" as "values" });
    expect(await rejection(collect(wrong))).toMatchObject({ status: 422, message: expect.stringContaining("no mode") });
  });

  it("tells what happens in subgraphs where that is asked for, named after where it is", async () => {
    const { client } = await start();
    const parts = await collect<Told>(
      client.runs.stream(null, "team", {
        input: { words: ["a", "b"] },
        streamMode: ["updates", "lifecycle"],
        streamSubgraphs: true,
      }),
    );
    const inside = parts.filter(({ event }) => event.startsWith("updates|"));
    expect(inside.map(({ data, event }) => [event, data])).toEqual([
      ["updates|part#0", { shout: { upper: "a!" } }],
      ["updates|part#1", { shout: { upper: "b!" } }],
    ]);
    const lifecycle = parts.filter(({ event }) => event.startsWith("lifecycle|part#0"));
    expect(lifecycle.map(({ data }) => data)).toEqual([
      { event: "started", namespace: ["part#0"] },
      { event: "completed", namespace: ["part#0"] },
    ]);
    const outside = parts.filter(({ event }) => event === "updates").map(({ data }) => Object.keys(data)[0]);
    expect(outside).toEqual(["begin", "part", "part", "finish"]);
  });

  it("ends with an `error` if a handler fails, which says no more than callers may know", async () => {
    const server = await start();
    const stream = server.client.runs.stream("t", "chat", { input: says("fail"), ifNotExists: "create" });
    const parts = await collect<Told>(stream);
    expect(parts.slice(-2)).toMatchObject([
      { event: "error", data: { error: "NodeError", message: expect.stringContaining("in the server's log") } },
      { event: "end", data: { status: "error" } },
    ]);
    const state = await server.client.threads.getState("t");
    expect(state.next).toEqual(["think"]);
    expect(JSON.stringify([parts, state, await server.client.threads.get("t")])).not.toContain("sk-123");
    expect(JSON.parse(state.tasks[0]?.error ?? "")).toMatchObject({ message: expect.any(String) });
    expect(await server.client.threads.get("t")).toMatchObject({ status: "error" });
    expect(server.reported).toHaveLength(1);
    const open = await start({ exposeErrors: true });
    const failed = await collect<Told>(open.client.runs.stream(null, "chat", { input: says("fail") }));
    expect(failed.at(-2)?.data.message).toContain("sk-123");
  });
});

describe("A stream that is joined", () => {
  it("begins where the client says, or at the beginning, while the run goes on and after it", async () => {
    const { client, slow } = await start();
    const payload = { input: says("wait"), streamMode: ["values", "updates"], ifNotExists: "create" } as const;
    const run = await client.runs.create("t", "chat", { ...payload, streamMode: ["values", "updates"] });
    const live = collect<Told>(client.runs.joinStream("t", run.run_id));
    const second = collect<Told>(client.runs.joinStream("t", run.run_id, { lastEventId: "2" }));
    slow.open();
    const all = await live;
    expect(all.map(({ event }) => event)).toEqual([
      "metadata",
      "values",
      "updates",
      "values",
      "updates",
      "values",
      "end",
    ]);
    expect(await second).toEqual(all.slice(2));
    expect(await collect(client.runs.joinStream("t", run.run_id, { lastEventId: "-1" }))).toEqual(all);
    expect(await collect(client.runs.joinStream("t", run.run_id, { lastEventId: "5" }))).toEqual(all.slice(5));
    const some = await collect<Told>(client.runs.joinStream("t", run.run_id, { streamMode: "updates" }));
    expect(some.map(({ event }) => event)).toEqual(["metadata", "updates", "updates", "end"]);
  });

  it("comes back by itself when the connection breaks, and misses nothing", async () => {
    const { client, slow, url } = await start();
    let broken = 0;
    const breaking: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!`${init?.method}`.startsWith("POST") || !`${String(input)}`.endsWith("/stream") || response.body === null)
        return response;
      broken++;
      const reader = response.body.getReader();
      const { value } = await reader.read();
      setTimeout(() => slow.open());
      const cut = new ReadableStream({
        start(controller) {
          controller.enqueue(value);
          controller.error(new TypeError("network error"));
        },
      });
      return new Response(cut, response);
    };
    const { Client } = await import("@langchain/langgraph-sdk");
    const flaky = new Client({ apiUrl: url, apiKey: null, callerOptions: { fetch: breaking, maxRetries: 0 } });
    const parts = await collect<Told>(flaky.runs.stream("t", "chat", { input: says("wait"), ifNotExists: "create" }));
    expect(broken).toBe(1);
    expect(parts.map(({ event }) => event)).toEqual(["metadata", "values", "values", "values", "end"]);
    expect(await client.runs.list("t")).toHaveLength(1);
  });
});

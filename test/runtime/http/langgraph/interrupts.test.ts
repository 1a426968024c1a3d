import { describe, expect, it } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { desk, collect, rejection, says, start } from "./server.ts";

interface Waiting {
  readonly __interrupt__: readonly { readonly id: string; readonly value: unknown; readonly name: string }[];
}

const checkpointers = [
  ["memory", () => new MemoryCheckpointer()],
  ["SQLite", () => new SqliteCheckpointer(":memory:")],
] as const;

describe.each(checkpointers)("Questions, on %s:", (_kind, open) => {
  it("stop a run, are told, and one that waits alone takes the value", async () => {
    const { client } = await start({ checkpointer: open() });
    const stream = client.runs.stream("t", "chat", {
      input: says("ask"),
      ifNotExists: "create",
      streamMode: ["values", "updates"],
    });
    const parts = await collect(stream);
    const asked = parts.filter(({ data }) => "__interrupt__" in (data as object));
    expect(asked.map(({ event }) => event)).toEqual(["updates", "values"]);
    expect(asked[0]?.data).toMatchObject({
      __interrupt__: [
        {
          id: expect.stringMatching(/^approve:/),
          value: { draft: "ask" },
          name: "approve",
          response_schema: { properties: { approved: { type: "boolean" } } },
          deadline: expect.any(String),
        },
      ],
    });
    expect(parts.at(-1)?.data).toMatchObject({ status: "interrupted" });
    const state = await client.threads.getState("t");
    expect(state).toMatchObject({
      next: ["approve"],
      tasks: [{ name: "approve", interrupts: [{ value: { draft: "ask" } }] }],
    });
    const answered = await client.runs.wait("t", "chat", { command: { resume: { approved: false } } });
    expect(answered).toMatchObject({ log: ["thought", "declined", "replied"] });
    expect(answered).not.toHaveProperty("__interrupt__");
    expect(await client.threads.get("t")).toMatchObject({ status: "idle", interrupts: {} });
  });

  it("that wait together are answered by id, some now and some later", async () => {
    const { client } = await start({ checkpointer: open() });
    const input = { words: ["ask", "b", "ask"] };
    const asked = (await client.runs.wait("t", "team", { input, ifNotExists: "create" })) as unknown as Waiting;
    const [first, second] = asked.__interrupt__;
    expect(asked.__interrupt__).toMatchObject([
      { name: "part/confirm", value: { word: "ask" }, namespace: ["part#0"] },
      { name: "part/confirm", value: { word: "ask" }, namespace: ["part#2"] },
    ]);
    const bare = client.runs.wait("t", "team", { command: { resume: true } });
    expect(await rejection(bare)).toMatchObject({ status: 422, message: expect.stringContaining(first?.id ?? "?") });
    const parts = await collect(
      client.runs.stream("t", "team", { command: { resume: { [second?.id ?? ""]: true } }, streamMode: "values" }),
    );
    expect(parts.at(-2)?.data).toMatchObject({ __interrupt__: [{ id: first?.id }] });
    const { tasks } = await client.threads.getState("t", undefined, { subgraphs: true });
    expect(tasks).toMatchObject([
      { name: "part", interrupts: [{ id: first?.id }], state: { values: { word: "ask" } } },
    ]);
    const inner = tasks[0]?.checkpoint;
    if (inner === null || inner === undefined) throw new Error("The subgraph is open.");
    expect(await client.threads.getState("t", inner)).toMatchObject({ values: { word: "ask" }, next: ["confirm"] });
    expect(await client.threads.getHistory("t", { checkpoint: inner })).toMatchObject([{ next: ["confirm"] }]);
    const done = await client.runs.wait("t", "team", { command: { resume: { [first?.id ?? ""]: false } } });
    expect(done).toMatchObject({ log: ["begin", "no", "b!", "ask", "finish"] });
  });

  it("refuse answers that do not fit, that are to nothing, or come to no thread", async () => {
    const { client } = await start({ checkpointer: open() });
    await client.runs.wait("t", "chat", { input: says("ask"), ifNotExists: "create" });
    const wrong = client.runs.wait("t", "chat", { command: { resume: { approved: "yes" } } });
    expect(await rejection(wrong)).toMatchObject({ status: 422 });
    await client.runs.wait("t", "chat", { command: { resume: { approved: true } } });
    const late = client.runs.wait("t", "chat", { command: { resume: { approved: true } } });
    expect(await rejection(late)).toMatchObject({ status: 422, message: expect.stringContaining("Nothing waits") });
    await client.threads.create({ threadId: "empty" });
    expect(await rejection(client.runs.wait("empty", "chat", { command: { resume: 1 } }))).toMatchObject({
      status: 422,
    });
    expect(await rejection(client.runs.wait("none", "chat", { command: { resume: 1 } }))).toMatchObject({
      status: 404,
    });
  });

  it("are given up when new input comes, as with LangGraph", async () => {
    const { client } = await start({ checkpointer: open() });
    await client.runs.wait("t", "chat", { input: says("ask"), ifNotExists: "create" });
    expect(await client.runs.wait("t", "chat", { input: says("hi") })).toMatchObject({
      log: ["thought", "thought", "replied"],
    });
    expect((await client.threads.getState("t")).tasks).toEqual([]);
  });
});

describe("Commands", () => {
  it("update the state and go on, or answer after it", async () => {
    const { client } = await start();
    await client.runs.wait("t", "chat", { input: says("hi"), ifNotExists: "create", interruptAfter: ["think"] });
    const updated = await client.runs.wait("t", "chat", { command: { update: { draft: "changed" } } });
    expect(updated).toMatchObject({ messages: [{ content: "hi" }, { content: "you said changed" }] });
    await client.runs.wait("t", "chat", { input: says("ask") });
    const both = await client.runs.wait("t", "chat", {
      command: { update: [["log", ["seen"]]], resume: { approved: true } },
    });
    expect(both).toMatchObject({ log: expect.arrayContaining(["seen", "approved", "replied"]) });
  });

  it("say where to go in the place of a handler that decides", async () => {
    const { client } = await start({ graphs: { desk } });
    const stop = { input: {}, ifNotExists: "create" as const, interruptAfter: ["pick"] };
    await client.runs.wait("there", "desk", stop);
    expect(await client.runs.wait("there", "desk", { command: { goto: "refunds" } })).toEqual({
      log: ["picked", "refunds"],
    });
    await client.runs.wait("with", "desk", stop);
    const command = { goto: ["refunds"], update: { log: ["by hand"] } };
    expect(await client.runs.wait("with", "desk", { command })).toEqual({ log: ["picked", "by hand", "refunds"] });
    await client.runs.wait("out", "desk", stop);
    expect(await client.runs.wait("out", "desk", { command: { goto: "__end__" } })).toEqual({ log: ["picked"] });
  });

  it("cannot go where the graph does not lead, nor give a node what it is not given there", async () => {
    const { client } = await start({ graphs: { desk } });
    await client.runs.wait("t", "desk", { input: {}, ifNotExists: "create", interruptAfter: ["pick"] });
    const refused = async (goto: unknown): Promise<unknown> =>
      rejection(client.runs.wait("t", "desk", { command: { goto } as object }));
    expect(await refused("lost")).toMatchObject({ status: 422, message: expect.stringMatching(/sales.*refunds.*end/) });
    expect(await refused(["sales", "refunds"])).toMatchObject({ status: 422 });
    expect(await refused({ node: "sales", input: {} })).toMatchObject({ status: 422 });
    expect(await client.runs.wait("t", "desk", { input: null })).toEqual({ log: ["picked", "sales"] });
    expect(await refused("refunds")).toMatchObject({ status: 422, message: expect.stringContaining("goto") });
  });

  it("have no other members, and do not stand beside an input", async () => {
    const { client } = await start();
    await client.threads.create({ threadId: "t" });
    expect(await rejection(client.runs.wait("t", "chat", { command: { graph: "parent" } as object }))).toMatchObject({
      status: 422,
      message: expect.stringContaining('no \\"graph\\"'),
    });
    const both = client.runs.wait("t", "chat", { input: says("hi"), command: { resume: 1 } });
    expect(await rejection(both)).toMatchObject({ status: 422 });
  });
});

describe("Breakpoints", () => {
  it("stop before and after nodes, and a run without input goes on", async () => {
    const { client } = await start();
    const stopped = await client.runs.wait("t", "chat", {
      input: says("hi"),
      ifNotExists: "create",
      interruptBefore: ["reply"],
    });
    expect(stopped).toMatchObject({ log: ["thought"], __interrupt__: [] });
    expect(await client.threads.getState("t")).toMatchObject({ next: ["reply"], tasks: [{ interrupts: [] }] });
    expect(await client.threads.get("t")).toMatchObject({ status: "interrupted" });
    const done = await client.runs.wait("t", "chat", { input: null });
    expect(done).toMatchObject({ log: ["thought", "replied"] });
    const parts = await collect(
      client.runs.stream(null, "chat", { input: says("hi"), interruptAfter: "*", streamMode: "values" }),
    );
    expect(parts.at(-2)?.data).toEqual({ __interrupt__: [] });
    const unknown = client.runs.wait("t", "chat", { input: says("hi"), interruptBefore: ["nobody"] });
    expect(await rejection(unknown)).toMatchObject({ status: 422 });
  });
});

import { describe, expect, it } from "vitest";
import { app, type AnyTypes, define, type GraphSpec, log, logs, pause, rt } from "../programs/define.ts";

const config = { threadId: "t" };

function linear(changes: Partial<GraphSpec> = {}): GraphSpec {
  return {
    fields: { text: { schema: rt.string, input: true }, log },
    start: 0,
    nodes: { a: logs("a", 1), b: logs("b", 2, 1), c: logs("c", rt.end) },
    ...changes,
  };
}

async function collect<V>(values: AsyncIterable<V>): Promise<V[]> {
  const all: V[] = [];
  for await (const value of values) all.push(value);
  return all;
}

describe("A stored thread", () => {
  it("has a checkpoint for the input and for each step, newest first in its history", async () => {
    const graph = app(linear());
    expect(await graph.invoke({ text: "x" }, config)).toEqual({ log: ["a", "b", "c"] });
    const history = await collect(graph.getStateHistory(config));
    expect(history.map(({ source, next, step, values }) => [source, next, step, values.log])).toEqual([
      ["step", [], 3, ["a", "b", "c"]],
      ["step", ["c"], 2, ["a", "b"]],
      ["step", ["b"], 1, ["a"]],
      ["input", ["a"], 0, []],
    ]);
    expect(history[3]?.parentId).toBeUndefined();
    expect(history[2]?.parentId).toBe(history[3]?.checkpointId);
  });

  it("keeps its values for the next run, which counts from 0", async () => {
    const graph = app(linear());
    await graph.invoke({ text: "x" }, config);
    expect(await graph.invoke({ text: "y" }, config)).toEqual({ log: ["a", "b", "c", "a", "b", "c"] });
    expect(await graph.getState(config)).toMatchObject({ step: 3, values: { text: "y" }, next: [] });
  });

  it("starts ephemeral fields from their default in every run", async () => {
    const graph = app(
      linear({ fields: { text: { schema: rt.string, input: true }, log: { ...log, ephemeral: true } } }),
    );
    await graph.invoke({ text: "x" }, config);
    expect(await graph.invoke({ text: "y" }, config)).toEqual({ log: ["a", "b", "c"] });
  });

  for (const durability of ["sync", "async", "exit"] as const) {
    it(`ends with the same state with durability ${durability}`, async () => {
      const graph = app(linear());
      await graph.invoke({ text: "x" }, { ...config, durability });
      expect(await graph.getState(config)).toMatchObject({
        values: { text: "x", log: ["a", "b", "c"] },
        next: [],
        step: 3,
      });
      const history = await collect(graph.getStateHistory(config));
      expect(history.length).toBe(durability === "exit" ? 1 : 4);
    });
  }

  it("is not found if it is unknown", async () => {
    const graph = app(linear());
    await expect(graph.getState(config)).rejects.toMatchObject({ name: "NotFoundError", threadId: "t" });
    await expect(graph.continue(config)).rejects.toMatchObject({ name: "NotFoundError" });
    expect(await collect(graph.getStateHistory(config))).toEqual([]);
  });

  it("refuses invalid input and stays as it was", async () => {
    const graph = app(linear());
    await expect(graph.invoke({ text: 1 }, config)).rejects.toMatchObject({
      name: "StateValidationError",
      field: "text",
      reason: "invalid",
    });
    await expect(graph.invoke({}, config)).rejects.toMatchObject({ field: "text", reason: "missing" });
    await expect(graph.invoke({ text: "", log: [] }, config)).rejects.toMatchObject({
      field: "log",
      reason: "unknown",
    });
    await expect(graph.getState(config)).rejects.toMatchObject({ name: "NotFoundError" });
  });

  it("goes on behind a failure without running again what has finished", async () => {
    let broken = true;
    const ran: string[] = [];
    const graph = app(
      linear({
        nodes: {
          a: { kind: "handler", out: 1, writes: ["log"], run: () => (ran.push("a"), { log: ["a"] }) },
          b: {
            kind: "handler",
            out: 2,
            writes: ["log"],
            run: () => {
              ran.push("b");
              if (broken) throw new TypeError("no");
              return { log: ["b"] };
            },
          },
          c: logs("c", rt.end),
        },
      }),
    );
    await expect(graph.invoke({ text: "x" }, config)).rejects.toMatchObject({
      name: "NodeError",
      node: "b",
      path: "b",
      attempts: 1,
      cause: new TypeError("no"),
    });
    expect(await graph.getState(config)).toMatchObject({
      values: { log: ["a"] },
      next: ["b"],
      paths: [{ path: "b", node: "b", status: "failed", error: { name: "TypeError", message: "no" } }],
    });
    await expect(graph.invoke({ text: "y" }, config)).rejects.toMatchObject({
      name: "UnfinishedRunError",
      status: "failed",
      next: ["b"],
    });
    broken = false;
    expect(await graph.continue(config)).toEqual({ log: ["a", "b", "c"] });
    expect(ran).toEqual(["a", "b", "b"]);
    expect(await graph.continue(config)).toEqual({ log: ["a", "b", "c"] });
  });

  it("gives an unfinished run up if the caller says so", async () => {
    const graph = app(
      linear({
        nodes: {
          a: logs("a", 1),
          b: {
            kind: "handler",
            out: 2,
            writes: [],
            run: ({ text }) => {
              if (text === "x") throw new Error("no");
            },
          },
          c: logs("c", rt.end),
        },
      }),
    );
    await expect(graph.invoke({ text: "x" }, config)).rejects.toThrow("no");
    expect(await graph.invoke({ text: "y" }, { ...config, onUnfinished: "discard" })).toEqual({ log: ["a", "a", "c"] });
  });

  it("forks from a past checkpoint and keeps the old line", async () => {
    const graph = app(linear());
    await graph.invoke({ text: "x" }, config);
    const history = await collect(graph.getStateHistory(config));
    const fork = await graph.updateState(
      { ...config, checkpointId: history[2]!.checkpointId },
      { log: rt.set(["z"]) },
      { asNode: "a" },
    );
    expect(await graph.getState(config)).toMatchObject({
      checkpointId: fork.checkpointId,
      source: "update",
      next: ["b"],
      values: { log: ["z"] },
    });
    expect(await graph.invoke(null, { ...config, ...fork })).toEqual({ log: ["z", "b", "c"] });
    expect(await graph.getState({ ...config, checkpointId: history[0]!.checkpointId })).toMatchObject({
      values: { log: ["a", "b", "c"] },
    });
    expect(await graph.invoke(null, { ...config, checkpointId: history[1]!.checkpointId })).toEqual({
      log: ["a", "b", "c"],
    });
    expect((await collect(graph.getStateHistory(config))).map(({ source }) => source)).toEqual([
      "step",
      "fork",
      "step",
      "step",
      "input",
    ]);
  });

  it("allows exactly the limit, and more when it is continued with more", async () => {
    const graph = app(linear());
    const error: unknown = await graph
      .invoke({ text: "x" }, { ...config, limit: 2 })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "StepLimitError", limit: 2, values: { text: "x", log: ["a", "b"] } });
    expect(await graph.getState(config)).toMatchObject({ next: ["c"], step: 2 });
    await expect(graph.continue({ ...config, limit: 2 })).rejects.toMatchObject({ name: "StepLimitError" });
    expect(await graph.continue({ ...config, limit: 3 })).toEqual({ log: ["a", "b", "c"] });
  });

  it("refuses a second call meanwhile, or lets it wait", async () => {
    const graph = app(linear());
    const first = graph.invoke({ text: "x" }, config);
    await expect(graph.invoke({ text: "y" }, config)).rejects.toMatchObject({ name: "ThreadBusyError", threadId: "t" });
    const second = graph.invoke({ text: "y" }, { ...config, ifBusy: "wait" });
    expect(await first).toEqual({ log: ["a", "b", "c"] });
    expect((await second).log.length).toBe(6);
  });

  it("loses nothing to another process: the later commit is refused", async () => {
    const checkpointer = new rt.MemoryCheckpointer();
    const spec = linear({ nodes: { a: logs("a", 1), b: logs("b", 2, 10), c: logs("c", rt.end) } });
    // Two apps with wrappers around one checkpointer do not know of each other, as two processes.
    const other = (): rt.Checkpointer =>
      new Proxy(checkpointer, {
        get: (target, key) => {
          const member: unknown = Reflect.get(target, key);
          return typeof member === "function" ? member.bind(target) : typeof key === "symbol" ? undefined : member;
        },
      });
    const [one, two] = [app(spec, { checkpointer: other() } as object), app(spec, { checkpointer: other() } as object)];
    const results = await Promise.allSettled([one.invoke({ text: "x" }, config), two.invoke({ text: "y" }, config)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find((r) => r.status === "rejected")).toMatchObject({ reason: { name: "ThreadConflictError" } });
    expect((await one.getState(config)).values.log).toEqual(["a", "b", "c"]);
  });

  it("stops before and after nodes that the call or the graph names", async () => {
    const graph = app(linear({ interruptAfter: [1] }));
    const stopped = await graph.invoke({ text: "x" }, { ...config, interruptBefore: ["b"] });
    expect(graph.isInterrupted(stopped) && stopped).toMatchObject({ next: ["b"], interrupts: [], threadId: "t" });
    const again = await graph.continue(config);
    expect(graph.isInterrupted(again) && again.next).toEqual(["c"]);
    expect(await graph.continue(config)).toEqual({ log: ["a", "b", "c"] });
  });

  it("can be cancelled; finished steps are stored", async () => {
    const controller = new AbortController();
    const graph = app(
      linear({
        nodes: {
          a: logs("a", 1),
          b: {
            kind: "handler",
            out: 2,
            writes: ["log"],
            run: async (_s, ctx) => {
              controller.abort(new Error("enough"));
              await pause(20);
              return { log: [`${ctx.signal.aborted}`] };
            },
          },
          c: logs("c", rt.end),
        },
      }),
    );
    await expect(graph.invoke({ text: "x" }, { ...config, signal: controller.signal })).rejects.toThrow("enough");
    expect(await graph.getState(config)).toMatchObject({ values: { log: ["a"] }, next: ["b"] });
    await pause(30);
    expect(await graph.getState(config)).toMatchObject({ values: { log: ["a"] }, next: ["b"] });
  });
});

describe("An open group", () => {
  const spec = (fail: () => boolean): GraphSpec => ({
    fields: { log },
    start: 0,
    nodes: {
      split: logs(
        "split",
        rt.group(
          [
            1,
            2,
            rt.each(
              () => ["x", "y"],
              (s: string) => rt.to(3, { s }),
            ),
          ],
          4,
        ),
      ),
      a: logs("a", rt.end, 2),
      b: {
        kind: "handler",
        out: rt.end,
        writes: ["log"],
        run: async () => {
          await pause(5);
          if (fail()) throw new Error("no");
          return { log: ["b"] };
        },
      },
      m: { kind: "handler", out: rt.end, writes: ["log"], run: async (_s, { args }) => ({ log: [args.s] }) },
      join: logs("join", rt.end),
    },
  });

  it("keeps what its members have finished, and shows it", async () => {
    let fail = true;
    const graph = app(spec(() => fail));
    await expect(graph.invoke({}, config)).rejects.toMatchObject({ node: "b" });
    expect(await graph.getState(config)).toMatchObject({
      values: { log: ["split", "a", "x", "y"] },
      next: ["b"],
      step: 2,
      paths: [
        { path: "b", status: "failed", error: { message: "no" } },
        { path: "a", status: "joined" },
        { path: "m#0", status: "joined" },
        { path: "m#1", status: "joined" },
      ],
    });
    await expect(graph.updateState(config, { log: ["?"] })).rejects.toMatchObject({ name: "ConfigError" });
    fail = false;
    expect(await graph.continue(config)).toEqual({ log: ["split", "a", "b", "x", "y", "join"] });
  });

  it("continues in another process after a crash from what was stored", async () => {
    const checkpointer = new rt.MemoryCheckpointer();
    const ran: string[] = [];
    const run = (name: string, later: number) => async () => {
      await pause(later);
      ran.push(name);
      return { log: [name] };
    };
    const crashing: GraphSpec = {
      fields: { log },
      start: rt.group([0, 1], 2),
      nodes: {
        a: { kind: "handler", out: rt.end, writes: ["log"], run: run("a", 0) },
        b: { kind: "handler", out: rt.end, writes: ["log"], run: () => new Promise(() => undefined) },
        join: logs("join", rt.end),
      },
    };
    // The first process never comes back.
    void app(crashing, { checkpointer } as object).invoke({}, config);
    while (!ran.includes("a")) await pause(1);
    await pause(1);
    const threads = await collect(checkpointer.threads({}));
    expect(threads).toMatchObject([{ threadId: "t", status: "running" }]);
    const copy = new rt.MemoryCheckpointer();
    const stored = await checkpointer.load("t");
    const { fields: _fields, records, ...header } = stored!;
    await copy.commit({
      ...header,
      changes: [...stored!.fields].flatMap(([field, chunks]) =>
        chunks.map((data, i) => ({ op: i === 0 ? ("set" as const) : ("append" as const), field, data })),
      ),
    });
    for (const record of records) await copy.saveStep("t", header.checkpointId, record);
    const revived = app(
      {
        ...crashing,
        nodes: { ...crashing.nodes, b: { kind: "handler", out: rt.end, writes: ["log"], run: run("b", 0) } },
      },
      { checkpointer: copy } as object,
    );
    expect(await revived.getState(config)).toMatchObject({ values: { log: ["a"] }, next: ["b"] });
    expect(await revived.continue(config)).toEqual({ log: ["a", "b", "join"] });
    expect(ran).toEqual(["a", "b"]);
  });
});
void define;
export type { AnyTypes };

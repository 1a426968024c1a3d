import { describe, expect, it } from "vitest";
import { set } from "@graphc/runtime";
import { appOf, checkpointers, collect, rejection, runnerOf } from "./run.ts";
import type { AnyContext } from "./run.ts";

const config = { threadId: "t" };

const text = `
  type Item = { name: string; tags: string[]; at?: date }
  graph G {
    state {
      input items: Item[] = [] reduce append
      input meta: json = null
      output log: string[] = [] reduce append
    }
    ask q: Item { show len(items) } => { items: [answer], log: [answer.name] }
    start -> q -> end
  }`;

describe.each(checkpointers)("What a caller passes stays his own, on %s:", (_kind, open) => {
  it("input may be used and changed afterwards, at every depth", async () => {
    const app = await appOf(text, { checkpointer: open() });
    const at = new Date(5);
    const input = { items: [{ name: "a", tags: ["x"], at }], meta: { deep: [{ n: 1 }] } };
    await app.invoke(input, config);
    input.items[0]?.tags.push("y");
    input.items.push({ name: "b", tags: [], at });
    const [deep] = input.meta.deep;
    if (deep !== undefined) deep.n = 2;
    at.setTime(9);
    expect((await app.getState(config)).values).toMatchObject({
      items: [{ name: "a", tags: ["x"], at: new Date(5) }],
      meta: { deep: [{ n: 1 }] },
    });
  });

  it("so may answers and updates from outside, replacements included", async () => {
    const app = await appOf(text, { checkpointer: open() });
    await app.invoke({}, config);
    const [tags, meta] = [["x"], { n: 1 }];
    await app.updateState(config, { items: set([{ name: "set", tags }]), meta: [meta] });
    tags.push("y");
    meta.n = 2;
    const answer = { name: "answer", tags: ["x"] };
    await app.resume({ q: answer }, config);
    answer.tags.push("y");
    answer.name = "changed";
    expect((await app.getState(config)).values).toMatchObject({
      items: [
        { name: "set", tags: ["x"] },
        { name: "answer", tags: ["x"] },
      ],
      meta: [{ n: 1 }],
      log: ["answer"],
    });
  });
});

describe.each(checkpointers)("What comes out of a store, on %s:", (_kind, open) => {
  it("is frozen for handlers too: state, arguments, what members had written, answers, results of effects", async () => {
    const text = `
      type Item = { tags: string[] }
      graph G {
        state { input items: Item[] = [] reduce append  output log: json[] = [] reduce append }
        node a { writes items }
        node m(item: Item) { writes items, log asks Item for Item }
        node z { reads items writes log }
        start -> a -> [m(item) for item in items] -> z -> end
      }`;
    const store = open();
    const handlers = {
      a: () => ({ items: [{ tags: ["a"] }] }),
      m: async (_: unknown, { args, ask, once }: AnyContext) => {
        const item = args["item"] as object;
        const effect = await once("e", () => ({ deep: [1] }));
        const answer = (await ask(item as never)) as { tags: string[] };
        return {
          items: [answer],
          log: [[item, effect, answer].flatMap((one) => Object.values(one).map(Object.isFrozen))],
        };
      },
      z: ({ items }: { items: readonly { tags: unknown }[] }) => ({
        log: [items.map((item) => Object.isFrozen(item) && Object.isFrozen(item.tags))],
      }),
    };
    const another = async () => appOf(text, { checkpointer: store, handlers });
    await (await another()).invoke({ items: [{ tags: ["i"] }] }, config);
    for (const tags of [["1"], ["2"]]) {
      const app = await another();
      const [first] = (await app.getState(config)).interrupts;
      await app.resume({ [first?.id ?? ""]: { tags } }, config);
    }
    const { values } = await (await another()).getState(config);
    expect(values["log"]).toEqual([
      [true, true, true],
      [true, true, true],
      [true, true, true, true],
    ]);
  });
});

describe("What a caller passes to a runner", () => {
  it("stays his own, and the context is handed on as it is", async () => {
    const given: unknown[] = [];
    const graph = `graph G { context { client: json } state { input list: json[] = []  output n: int = 0 } node a { reads list writes n } start -> a -> end }`;
    const a = ({ list }: { list: readonly unknown[] }, { context }: AnyContext): unknown => {
      given.push(context["client"]);
      return { n: list.length };
    };
    const runner = await runnerOf(graph, { handlers: { a } });
    const client = { calls: [1] };
    const list = [[1], { m: [2] }];
    expect(await runner.invoke({ list }, { context: { client } })).toEqual({ n: 2 });
    expect([list, list[0], list[1], client, client.calls].map((part) => Object.isFrozen(part))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(given[0]).toBe(client);
  });

  it("may be of a class that has the fields, and is refused if it holds a cycle", async () => {
    const runner = await runnerOf(
      `graph G { state { input x: json  output y: json = null } node a => { y: x } start -> a -> end }`,
    );
    class Form {
      readonly x = { n: 1 };
    }
    expect(await runner.invoke(new Form() as never)).toEqual({ y: { n: 1 } });
    const cycle: { self?: unknown; other?: unknown } = {};
    cycle.self = cycle.other = cycle;
    expect(await rejection(runner.invoke({ x: cycle }))).toMatchObject({ name: "NotStorableError", field: "x" });
    expect(Object.isFrozen(cycle)).toBe(false);
  });
});

describe("A custom event", () => {
  const graph = `graph G {
    events { progress: { done: int where value >= 0; note?: string }  count: int }
    state { output n: int = 0 }
    node a { writes n }
    start -> a -> end
  }`;
  const emitting = async (name: string, data: unknown, modes: readonly "events"[] = ["events"]) => {
    const a = (_: unknown, { emit }: AnyContext): unknown => (emit(name, data), { n: 1 });
    const app = await appOf(graph, { handlers: { a } });
    return collect(app.stream({}, { ...config, modes }));
  };

  it("is told with its data, which is frozen and a copy", async () => {
    const data = { done: 1, note: "x" };
    const [event] = await emitting("progress", data);
    expect(event).toMatchObject({ type: "event", name: "progress", data: { done: 1, note: "x" } });
    expect(Object.isFrozen(event?.type === "event" && event.data)).toBe(true);
    expect(Object.isFrozen(data)).toBe(false);
    expect((await emitting("count", 0))[0]).toMatchObject({ name: "count", data: 0 });
  });

  it("that the graph does not declare is refused, also if nobody listens", async () => {
    expect(await rejection(emitting("nope", 1, []))).toMatchObject({
      name: "NodeError",
      node: "a",
      cause: { name: "ConfigError", option: "events", message: expect.stringMatching(/lacks "nope".*"a"/) },
    });
    expect(await rejection(emitting("toString", 1))).toMatchObject({ cause: { name: "ConfigError" } });
    const a = (_: unknown, { emit }: AnyContext): unknown => (emit("any", 1), { n: 1 });
    const runner = await runnerOf(`graph G { state { output n: int = 0 } node a { writes n } start -> a -> end }`, {
      handlers: { a },
    });
    expect(await rejection(runner.invoke({}))).toMatchObject({ cause: { name: "ConfigError", option: "events" } });
  });

  it("with data that does not fit is refused, naming the place", async () => {
    expect(await rejection(emitting("progress", { done: "1" }))).toMatchObject({
      name: "NodeError",
      cause: {
        name: "StateValidationError",
        node: "a",
        field: "progress",
        reason: "invalid",
        issues: [{ path: ["progress", "done"] }],
        message: expect.stringMatching(/^The event of node "a" in graph "G" does not fit at "progress.done"/),
      },
    });
    expect(await rejection(emitting("progress", { done: -1 }))).toMatchObject({
      cause: { name: "StateValidationError", field: "progress" },
    });
    expect(await rejection(emitting("count", undefined))).toMatchObject({ cause: { name: "StateValidationError" } });
    expect(await rejection(emitting("progress", { done: 1, extra: () => 1 }))).toMatchObject({
      cause: { name: "NotStorableError", field: "progress", at: ["extra"] },
    });
  });

  it("of a subgraph is that of its own graph", async () => {
    const nested = `
      graph Inner { events { deep: int } state { output n: int = 0 } node a { writes n } start -> a -> end }
      graph G { events { outer: int } state { output n: int = 0 } node sub = Inner { in {} } => { n: output.n } start -> sub -> end }`;
    const run = async (name: string): Promise<unknown> => {
      const handlers = { "sub/a": (_: unknown, { emit }: AnyContext): unknown => (emit(name, 1), { n: 1 }) };
      return (await appOf(nested, { handlers })).invoke({}, config);
    };
    expect(await run("deep")).toEqual({ n: 1 });
    expect(await rejection(run("outer"))).toMatchObject({ cause: { name: "ConfigError" } });
  });
});

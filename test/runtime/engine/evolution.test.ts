import { describe, expect, it } from "vitest";
import { app, type FieldSpec, type GraphSpec, log, logs, type Loose, rt, runner } from "../programs/define.ts";

const config = { threadId: "t" };
const ask = { kind: "ask", out: 2, answer: rt.answer(rt.boolean), writes: [], show: () => null } as const;

function version(
  number: number,
  fields: { readonly [name: string]: FieldSpec },
  changes: Partial<GraphSpec> = {},
): GraphSpec {
  return {
    version: number,
    fields: { ...fields, log },
    start: 0,
    nodes: { a: logs("a", 1), ask, c: logs("c", rt.end) },
    ...changes,
  };
}

const n = { schema: rt.int, default: () => 1, output: true } as const;

describe("A thread of an older version", () => {
  it("gets defaults for new fields, loses removed ones, and goes on", async () => {
    const checkpointer = new rt.MemoryCheckpointer();
    await app(version(1, { old: { schema: rt.string, default: () => "x" } }), { checkpointer } as object).invoke(
      {},
      config,
    );
    const graph = app(version(2, { n }), { checkpointer } as object);
    expect((await graph.getState(config)).values).toEqual({ n: 1, log: ["a"] });
    expect(await graph.resume({ ask: true }, config)).toEqual({ n: 1, log: ["a", "c"] });
    expect((await graph.getState(config)).values).toEqual({ n: 1, log: ["a", "c"] });
  });

  it("is brought up by the graph's migrations", async () => {
    const checkpointer = new rt.MemoryCheckpointer();
    await app(version(1, { n: { schema: rt.string, default: () => "7" } }), { checkpointer } as object).invoke(
      {},
      config,
    );
    const migrations = { 1: (old: { readonly [field: string]: unknown }) => ({ ...old, n: Number(old["n"]) }) };
    const graph = app(version(3, { n }, { migrations }), { checkpointer } as object);
    expect(await graph.resume({ ask: true }, config)).toEqual({ n: 7, log: ["a", "c"] });
  });

  it("is refused, naming the field that does not fit or the node that is gone", async () => {
    const checkpointer = new rt.MemoryCheckpointer();
    await app(version(1, { n: { schema: rt.string, default: () => "7" } }), { checkpointer } as object).invoke(
      {},
      config,
    );
    await expect(app(version(2, { n }), { checkpointer } as object).getState(config)).rejects.toMatchObject({
      name: "SchemaMismatchError",
      field: "n",
      storedVersion: 1,
      version: 2,
    });
    const required = { schema: rt.string, input: true } as const;
    await expect(app(version(2, { required }), { checkpointer } as object).getState(config)).rejects.toMatchObject({
      field: "required",
    });
    const gone = version(2, {}, { nodes: { a: logs("a", 1), other: { ...ask }, c: logs("c", rt.end) } });
    await expect(app(gone, { checkpointer } as object).continue(config)).rejects.toMatchObject({
      name: "SchemaMismatchError",
      node: "ask",
    });
    await expect(
      app({ ...version(1, {}), name: "Other" }, { checkpointer } as object).getState(config),
    ).rejects.toMatchObject({ name: "ConfigError", option: "threadId" });
  });
});

describe("Making an app", () => {
  it("is refused without a handler, with an unknown one, and without the checkpointer that an ask needs", () => {
    const spec: GraphSpec = { fields: { log }, start: 0, nodes: { a: { kind: "handler", out: rt.end } } };
    expect(() => runner(spec)).toThrow(expect.objectContaining({ name: "ConfigError", option: "handlers" }));
    expect(() =>
      runner({ ...spec, nodes: { a: logs("a", rt.end) } }, { handlers: { b: () => undefined } } as object),
    ).toThrow(/"b"/);
    expect(() => runner(version(1, {}))).toThrow(
      expect.objectContaining({ name: "ConfigError", option: "checkpointer" }),
    );
  });

  it("trusts the values of updates if it is told to, but no unknown field", async () => {
    const spec = (update: object): GraphSpec => ({
      fields: { n },
      start: 0,
      nodes: { a: { kind: "handler", out: rt.end, writes: ["n"], run: () => update } },
    });
    expect(await runner(spec({ n: "x" }), { validate: "input" }).invoke({})).toEqual({ n: "x" });
    await expect(runner(spec({ n: 1, typo: 1 }), { validate: "input" }).invoke({})).rejects.toMatchObject({
      reason: "unknown",
    });
  });

  it("refuses senseless options of a call", async () => {
    const graph = app(version(1, {}));
    for (const [option, wrong] of Object.entries({
      threadId: { threadId: "" },
      checkpointId: { threadId: "t", checkpointId: "x".repeat(256) },
      limit: { threadId: "t", limit: 0 },
      interruptBefore: { threadId: "t", interruptBefore: ["typo"] },
    })) {
      await expect(graph.invoke({}, wrong)).rejects.toMatchObject({ name: "ConfigError", option });
    }
  });

  it("gives handlers the context of the app and of the call, and the store", async () => {
    const store = new rt.MemoryStore();
    const spec: GraphSpec = {
      fields: { log },
      start: 0,
      nodes: {
        a: {
          kind: "handler",
          out: rt.end,
          writes: ["log"],
          run: (_s, ctx) => ({
            log: [ctx.name, ctx.context.a, ctx.context.b, `${ctx.store === store}`, `${ctx.threadId}`],
          }),
        },
      },
    };
    expect(await runner(spec, { context: { a: "1", b: "1" }, store }).invoke({}, { context: { b: "2" } })).toEqual({
      log: ["a", "1", "2", "true", "undefined"],
    });
  });
});

describe("100,000 elements", () => {
  it("are stored, and shown, in time that grows with their number only", async () => {
    const items = Array.from({ length: 100_000 }, (_, i) => i);
    let broken = true;
    const results: FieldSpec = {
      schema: rt.array(rt.int),
      default: () => [],
      output: true,
      reduce: ["append", rt.append],
    };
    const graph = app({
      fields: { items: { schema: rt.array(rt.int), input: true }, results },
      start: rt.group(
        [
          rt.each(
            (s: Loose) => s.items,
            (x: number) => rt.to(0, { x }),
          ),
        ],
        rt.end,
      ),
      nodes: {
        work: {
          kind: "handler",
          out: rt.end,
          reads: [],
          writes: ["results"],
          run: async (_s, { args }) => {
            if (broken && args.x === 99_999) throw new Error("no");
            return { results: [args.x] };
          },
        },
      },
    });
    await expect(graph.invoke({ items }, config)).rejects.toThrow("no");
    expect((await graph.getState(config)).next).toEqual(["work#99999"]);
    broken = false;
    expect((await graph.continue(config)).results).toEqual(items);
  });
});

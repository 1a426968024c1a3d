import { describe, expect, it } from "vitest";
import { app, define, type GraphSpec, log, logs, pause, rt, runner, type Loose } from "../programs/define.ts";

const config = { threadId: "t" };

async function collect(events: AsyncIterable<unknown>): Promise<Loose[]> {
  const all: unknown[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const spec: GraphSpec = {
  fields: { log },
  events: { progress: rt.object<{ at: number }>({ at: rt.int }) },
  start: 0,
  nodes: {
    a: {
      kind: "handler",
      out: 1,
      writes: ["log"],
      run: (_s, { emit }) => {
        emit("progress", { at: 1 });
        return { log: ["a"] };
      },
    },
    b: logs("b", rt.end, 1),
  },
};

describe("A stream", () => {
  it("yields updates, events and interrupts, and in the end the output", async () => {
    expect(await collect(runner(spec).stream({}))).toEqual([
      { seq: 1, step: 1, path: "a", type: "event", name: "progress", data: { at: 1 } },
      { seq: 2, step: 1, path: "a", type: "update", node: "a", update: { log: ["a"] } },
      { seq: 3, step: 2, path: "b", type: "update", node: "b", update: { log: ["b"] } },
      { seq: 4, step: 2, path: "", type: "done", output: { log: ["a", "b"] } },
    ]);
  });

  it("yields what was asked for, numbered without gaps", async () => {
    const events = await collect(app(spec).stream({}, { ...config, modes: ["values", "steps", "checkpoints"] }));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(events.map(({ type, phase, node, source, values }) => [type, phase ?? source ?? values?.log, node])).toEqual(
      [
        ["checkpoint", "input", undefined],
        ["step", "start", "a"],
        ["step", "finish", "a"],
        ["values", ["a"], undefined],
        ["checkpoint", "step", undefined],
        ["step", "start", "b"],
        ["step", "finish", "b"],
        ["values", ["a", "b"], undefined],
        ["checkpoint", "step", undefined],
        ["done", undefined, undefined],
      ],
    );
  });

  it("tells retries and errors", async () => {
    const failing: GraphSpec = {
      fields: { log },
      start: 0,
      nodes: {
        a: {
          kind: "handler",
          out: rt.end,
          onError: 1,
          retry: rt.retry({ attempts: 2, delay: 1 }),
          writes: ["log"],
          run: () => {
            throw new Error("no");
          },
        },
        b: logs("b", rt.end),
      },
    };
    const events = await collect(runner(failing).stream({}, { modes: ["steps"] }));
    expect(events.map(({ phase, node, attempt, delay }) => [phase, node, attempt, delay])).toEqual([
      ["start", "a", 1, undefined],
      ["retry", "a", 2, 1],
      ["error", "a", 2, undefined],
      ["start", "b", 1, undefined],
      ["finish", "b", 1, undefined],
      [undefined, undefined, undefined, undefined],
    ]);
  });

  it("throws what the run throws, after what happened before", async () => {
    const seen: string[] = [];
    const failing: GraphSpec = {
      ...spec,
      nodes: {
        ...spec.nodes,
        b: {
          kind: "handler",
          out: rt.end,
          writes: [],
          run: () => {
            throw new Error("no");
          },
        },
      },
    };
    const watch = async () => {
      for await (const { type } of runner(failing).stream({})) seen.push(type);
    };
    await expect(watch()).rejects.toMatchObject({ name: "NodeError" });
    expect(seen).toEqual(["event", "update"]);
  });

  it("is held back by a slow consumer", async () => {
    let ran = 0;
    const cycle: GraphSpec = {
      limit: 1000,
      fields: { n: { schema: rt.int, default: () => 0, output: true, reduce: ["add", rt.add] } },
      start: 0,
      nodes: {
        work: { kind: "handler", out: (s) => (s.n < 200 ? 0 : rt.end), writes: ["n"], run: () => (ran++, { n: 1 }) },
      },
    };
    let taken = 0;
    for await (const event of runner(cycle).stream({})) {
      if (taken++ === 0) {
        await pause(5);
        expect(ran).toBeLessThan(40);
      }
      if (event.type === "done") expect(event.output).toEqual({ n: 200 });
    }
    expect(taken).toBe(201);
  });

  it("is cancelled by who leaves it", async () => {
    let aborted = false;
    const graph = app({
      ...spec,
      nodes: {
        ...spec.nodes,
        b: {
          kind: "handler",
          out: rt.end,
          writes: ["log"],
          run: async (_s, { signal }) => {
            signal.addEventListener("abort", () => {
              aborted = true;
            });
            await pause(20);
            return { log: ["b"] };
          },
        },
      },
    });
    for await (const event of graph.stream({}, { ...config, modes: ["steps"] }))
      if (event.type === "step" && event.phase === "start" && event.node === "b") break;
    expect(aborted).toBe(true);
    expect(await graph.getState(config)).toMatchObject({ values: { log: ["a"] }, next: ["b"] });
    expect(await graph.continue(config)).toEqual({ log: ["a", "b"] });
  });

  it("yields an interrupt, and goes on with answers", async () => {
    const graph = app({
      fields: { log },
      start: 0,
      nodes: {
        ask: {
          kind: "ask",
          answer: rt.answer(rt.string),
          out: rt.end,
          writes: ["log"],
          show: () => "?",
          update: (answer: Loose) => ({ log: [answer] }),
        },
      },
    });
    const events = await collect(graph.stream({}, config));
    expect(events).toMatchObject([
      { type: "interrupt", path: "ask", interrupt: { name: "ask", payload: "?" } },
      { type: "done", output: { next: ["ask"] } },
    ]);
    expect(await collect(graph.stream(null, { ...config, answers: { ask: "yes" } }))).toMatchObject([
      { type: "update", node: "ask", update: { log: ["yes"] } },
      { type: "done", output: { log: ["yes"] } },
    ]);
  });

  it("yields the events of subgraphs on request, wrapped", async () => {
    const outer: GraphSpec = {
      name: "Outer",
      fields: { log },
      start: 0,
      nodes: {
        sub: {
          kind: "subgraph",
          program: rt.subgraph(define(spec)),
          out: rt.end,
          writes: ["log"],
          input: () => ({}),
          update: (o: Loose) => ({ log: o.log }),
        },
      },
    };
    expect((await collect(runner(outer).stream({}))).map(({ type }) => type)).toEqual(["update", "done"]);
    const events = await collect(runner(outer).stream({}, { subgraphs: true }));
    expect(events.slice(0, 2)).toMatchObject([
      { type: "subgraph", node: "sub", path: "sub", event: { type: "event", path: "a", name: "progress" } },
      { type: "subgraph", node: "sub", path: "sub", event: { type: "update", node: "a", path: "a" } },
    ]);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("Hooks", () => {
  it("wrap the run and each attempt, the first outermost", async () => {
    const told: string[] = [];
    const hooks = (name: string): rt.Hooks => ({
      run: async (info, next) => {
        told.push(`${name} run ${info.kind} ${info.tags}`);
        try {
          return await next();
        } finally {
          told.push(`${name} over`);
        }
      },
      step: async (info, next) => {
        told.push(`${name} ${info.path} ${info.step} ${info.attempt}`);
        return await next();
      },
    });
    expect(await runner(spec, { hooks: [hooks("x"), hooks("y")] }).invoke({}, { tags: ["tag"] })).toEqual({
      log: ["a", "b"],
    });
    expect(told).toEqual([
      "x run start tag",
      "y run start tag",
      "x a 1 1",
      "y a 1 1",
      "x b 2 1",
      "y b 2 1",
      "y over",
      "x over",
    ]);
  });

  it("fail the run when they throw, past retries and error edges", async () => {
    const graph = app(
      {
        ...spec,
        nodes: { ...spec.nodes, b: { ...logs("b", rt.end), retry: rt.retry({ attempts: 3 }), onError: 0 } as never },
      },
      {
        hooks: {
          step: async ({ node }, next) => {
            if (node === "b") throw new Error("hook");
            return await next();
          },
        },
      },
    );
    await expect(graph.invoke({}, config)).rejects.toThrow("hook");
    expect(await graph.getState(config)).toMatchObject({ values: { log: ["a"] }, next: ["b"] });
  });
});

import { describe, expect, it } from "vitest";
import { app, type GraphSpec, log, logs, type NodeSpec, rt, type Loose } from "../programs/define.ts";

const config = { threadId: "t" };
const decision = rt.object<{ ok: boolean; comment?: string }>({ ok: rt.boolean, comment: rt.optional(rt.string) });

function asks(out: rt.Way<Loose>, changes: object = {}): NodeSpec {
  return {
    kind: "ask",
    out,
    answer: rt.answer(decision),
    writes: ["log"],
    show: (state: Loose, { args }: Loose) => ({ lines: state.log.length, ...args }),
    update: (answer: Loose, _state: Loose, { args }: Loose) => ({ log: [`${args.who ?? "ask"}: ${answer.ok}`] }),
    ...changes,
  } as NodeSpec;
}

describe("An ask", () => {
  const spec: GraphSpec = { fields: { log }, start: 0, nodes: { a: logs("a", 1), ask: asks(2), c: logs("c", rt.end) } };

  it("waits in the checkpoint of the step before, and is answered by name or by id", async () => {
    for (const by of ["name", "id"]) {
      const graph = app(spec);
      const stopped = await graph.invoke({}, config);
      if (!graph.isInterrupted(stopped)) throw new Error("not interrupted");
      const [question] = stopped.interrupts;
      expect(question).toMatchObject({ name: "ask", path: "ask", payload: { lines: 1 } });
      expect(stopped.next).toEqual(["ask"]);
      const history = [];
      for await (const past of graph.getStateHistory(config)) history.push(past.source);
      expect(history).toEqual(["step", "input"]);
      expect(await graph.getState(config)).toMatchObject({
        interrupts: [question],
        paths: [{ path: "ask", status: "waiting" }],
      });
      expect(await graph.resume({ [by === "name" ? "ask" : question!.id]: { ok: true } }, config)).toEqual({
        log: ["a", "ask: true", "c"],
      });
    }
  });

  it("refuses answers that are unknown or do not fit, and stores nothing then", async () => {
    const graph = app(spec);
    await graph.invoke({}, config);
    await expect(graph.resume({ other: 1 }, config)).rejects.toMatchObject({
      name: "AnswerError",
      ask: "other",
      reason: "unknown",
    });
    await expect(graph.resume({ ask: { ok: "yes" } }, config)).rejects.toMatchObject({
      reason: "invalid",
      issues: [{ path: ["ok"] }],
    });
    await expect(graph.resume({ ask: { ok: true }, other: 1 }, config)).rejects.toMatchObject({ reason: "unknown" });
    await expect(graph.resume({ ask: null }, config)).rejects.toMatchObject({ reason: "invalid" });
    expect(await graph.getState(config)).toMatchObject({ next: ["ask"], interrupts: [{ name: "ask" }] });
    expect(await graph.continue(config)).toMatchObject({ next: ["ask"] });
    expect(await graph.resume({ ask: { ok: false } }, config)).toEqual({ log: ["a", "ask: false", "c"] });
    await expect(graph.resume({ ask: { ok: false } }, config)).rejects.toMatchObject({ reason: "unknown" });
  });

  it("takes null, false, 0 and the empty text for answers", async () => {
    for (const [schema, value] of [
      [rt.literals(null), null],
      [rt.boolean, false],
      [rt.int, 0],
      [rt.string, ""],
    ] as const) {
      const graph = app({
        ...spec,
        nodes: {
          ...spec.nodes,
          ask: asks(2, { answer: rt.answer(schema), update: (answer: unknown) => ({ log: [String(answer)] }) }),
        },
      });
      await graph.invoke({}, config);
      expect(await graph.resume({ ask: value }, config)).toEqual({ log: ["a", String(value), "c"] });
    }
  });

  it("is open again in a fork from where it waited", async () => {
    const graph = app(spec);
    const stopped = await graph.invoke({}, config);
    await graph.resume({ ask: { ok: true } }, config);
    const past = { ...config, checkpointId: stopped.checkpointId };
    expect(await graph.getState(past)).toMatchObject({ interrupts: [{ name: "ask" }] });
    expect(await graph.resume({ ask: { ok: false } }, past)).toEqual({ log: ["a", "ask: false", "c"] });
  });

  it("takes its error edge, or fails the run, when nobody answers in time", async () => {
    let now = new Date("2026-01-01T00:00:00Z");
    const clock = (): Date => now;
    for (const onError of [2, undefined]) {
      now = new Date("2026-01-01T00:00:00Z");
      const late: NodeSpec = {
        kind: "update",
        out: rt.end,
        writes: ["log"],
        update: (_s: Loose, { error }: Loose) => ({ log: [error.name, error.node] }),
      };
      const graph = app(
        {
          ...spec,
          nodes: { a: logs("a", 1), ask: asks(rt.end, { timeout: 1000, ...(onError && { onError }) }), late },
        },
        { clock },
      );
      const stopped = await graph.invoke({}, config);
      expect(stopped.interrupts[0].deadline).toEqual(new Date("2026-01-01T00:00:01Z"));
      const due = async (at?: Date): Promise<string[]> => {
        const ids = [];
        for await (const { threadId } of graph.due(at)) ids.push(threadId);
        return ids;
      };
      expect(await due()).toEqual([]);
      now = new Date("2026-01-01T00:00:02Z");
      expect(await due()).toEqual(["t"]);
      await expect(graph.resume({ ask: { ok: true } }, config)).rejects.toMatchObject({
        name: "AnswerError",
        reason: "expired",
      });
      if (onError) expect(await graph.continue(config)).toEqual({ log: ["a", "AskTimeoutError", "ask"] });
      else await expect(graph.continue(config)).rejects.toMatchObject({ name: "AskTimeoutError", ask: "ask" });
    }
  });

  it("works in a loop, each time as a new question", async () => {
    const graph = app({
      ...spec,
      nodes: { a: logs("a", 1), ask: asks((s: Loose) => (s.log.length < 5 ? 0 : rt.end)) },
    });
    const ids = new Set<string>();
    let result = await graph.invoke({}, config);
    for (let i = 0; i < 3; i++) {
      ids.add(result.interrupts[0].id);
      result = await graph.resume({ ask: { ok: true } }, config);
    }
    expect(ids.size).toBe(3);
    expect(result).toEqual({ log: ["a", "ask: true", "a", "ask: true", "a", "ask: true"] });
  });
});

describe("Several asks", () => {
  const spec: GraphSpec = {
    fields: { log, people: { schema: rt.array(rt.string), input: true } },
    start: rt.group(
      [
        rt.each(
          (s: Loose) => s.people,
          (who: string) => rt.to(0, { who }),
        ),
        1,
        2,
      ],
      3,
    ),
    nodes: { approve: asks(rt.end), legal: asks(rt.end), work: logs("work", rt.end, 1), done: logs("done", rt.end) },
  };

  it("wait together, are answered one by one, and never by an ambiguous name", async () => {
    const graph = app(spec);
    const stopped = await graph.invoke({ people: ["Ada", "Bob"] }, config);
    expect(stopped.next).toEqual(["approve#0", "approve#1", "legal"]);
    expect(stopped.interrupts.map(({ name, path }: Loose) => [name, path])).toEqual([
      ["approve", "approve#0"],
      ["approve", "approve#1"],
      ["legal", "legal"],
    ]);
    await expect(graph.resume({ approve: { ok: true } }, config)).rejects.toMatchObject({ reason: "ambiguous" });
    const [ada, bob] = stopped.interrupts;
    const second = await graph.resume({ [bob.id]: { ok: false }, legal: { ok: true } }, config);
    expect(second).toMatchObject({ next: ["approve#0"], interrupts: [{ id: ada.id, payload: { who: "Ada" } }] });
    expect(await graph.getState(config)).toMatchObject({ values: { log: ["Bob: false", "ask: true", "work"] } });
    expect(await graph.resume({ approve: { ok: true } }, config)).toEqual({
      log: ["Ada: true", "Bob: false", "ask: true", "work", "done"],
    });
  });

  it("give the same result in whatever order and however many at once they are answered", async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      const graph = app(spec);
      let result = await graph.invoke({ people: ["Ada", "Bob"] }, config);
      const ids = result.interrupts.map(({ id }: Loose) => id);
      for (const i of order) result = await graph.resume({ [ids[i]]: { ok: true } }, config);
      expect(result).toEqual({ log: ["Ada: true", "Bob: true", "ask: true", "work", "done"] });
    }
  });
});

describe("A handler that asks", () => {
  it("runs again from its top with the earlier answers remembered", async () => {
    const ran: string[] = [];
    const graph = app({
      fields: { log },
      start: 0,
      nodes: {
        talk: {
          kind: "handler",
          out: rt.end,
          answer: rt.answer(rt.string),
          writes: ["log"],
          run: async (_state, { ask, once }) => {
            ran.push("top");
            const paid = await once("pay", () => ran.push("paid"));
            const name = await ask({ q: "name" });
            const age = await ask({ q: `age of ${name}` });
            return { log: [`${name} ${age} ${paid}`] };
          },
        },
      },
    });
    const first = await graph.invoke({}, config);
    expect(first.interrupts).toMatchObject([{ name: "talk", payload: { q: "name" } }]);
    const second = await graph.resume({ talk: "Ada" }, config);
    expect(second.interrupts).toMatchObject([{ name: "talk", payload: { q: "age of Ada" } }]);
    expect(await graph.resume({ talk: "36" }, config)).toEqual({ log: ["Ada 36 2"] });
    expect(ran).toEqual(["top", "paid", "top", "top"]);
  });

  it("is not run again while others are answered, but once an answer is there for it", async () => {
    const ran: string[] = [];
    const graph = app({
      fields: { log },
      start: rt.group(
        [
          rt.each(
            () => ["Ada", "Bob"],
            (who: string) => rt.to(0, { who }),
          ),
        ],
        rt.end,
      ),
      nodes: {
        talk: {
          kind: "handler",
          out: rt.end,
          answer: rt.answer(rt.string),
          writes: ["log"],
          run: async (_state, { args, ask }) => {
            ran.push(args.who);
            const town = await ask("town?");
            return { log: [`${args.who} of ${town}, ${await ask("age?")}`] };
          },
        },
      },
    });
    const whoRan = (): string[] => ran.splice(0);
    const { interrupts } = await graph.invoke({}, config);
    expect(whoRan()).toEqual(["Ada", "Bob"]);
    const asked = await graph.resume({ [interrupts[1].id]: "Rome" }, config);
    expect(asked.interrupts).toMatchObject([
      { path: "talk#0", payload: "town?" },
      { path: "talk#1", payload: "age?" },
    ]);
    expect(whoRan()).toEqual(["Bob"]);
    expect((await graph.continue(config)).interrupts).toEqual(asked.interrupts);
    expect(whoRan()).toEqual([]);
    const [ada, bob] = asked.interrupts;
    await graph.resume({ [ada.id]: "Oslo" }, config);
    expect(whoRan()).toEqual(["Ada"]);
    const [age] = (await graph.getState(config)).interrupts.filter(({ path }: Loose) => path === "talk#0");
    const result = await graph.resume({ [age?.id ?? ""]: "36", [bob.id]: "50" }, config);
    expect(result).toEqual({ log: ["Ada of Oslo, 36", "Bob of Rome, 50"] });
  });

  it("is told whether a question or the result of an effect cannot be stored, and where", async () => {
    const talk = (run: (ctx: Loose) => Promise<unknown>): GraphSpec => ({
      fields: { log },
      start: 0,
      nodes: {
        talk: {
          kind: "handler",
          out: rt.end,
          answer: rt.answer(rt.string),
          writes: ["log"],
          run: (_state, ctx) => run(ctx),
        },
      },
    });
    const problem = (run: (ctx: Loose) => Promise<unknown>): Promise<string> =>
      app(talk(run))
        .invoke({}, config)
        .catch((error: Loose) => error.cause.message);
    expect(await problem(({ ask }) => ask({ who: [() => 1] }))).toBe(
      'The question of node "talk" in graph "Test" has a value at "payload.who[0]" that cannot be stored: a function. Store plain data; clients and functions belong in the context.',
    );
    expect(await problem(({ once }) => once("pay", () => ({ receipt: new Map() })))).toBe(
      'The effect of node "talk" in graph "Test" has a value at "pay.receipt" that cannot be stored: an instance of Map. Store plain data; clients and functions belong in the context.',
    );
  });

  it("is suspended even if it catches the suspension", async () => {
    const graph = app({
      fields: { log },
      start: 0,
      nodes: {
        talk: {
          kind: "handler",
          out: rt.end,
          answer: rt.answer(rt.string),
          writes: ["log"],
          run: async (_state, ctx) => {
            try {
              return { log: [await ctx.ask("?")] };
            } catch {
              return { log: ["caught"] };
            }
          },
        },
      },
    });
    expect(await graph.invoke({}, config)).toMatchObject({ next: ["talk"] });
    expect(await graph.resume({ talk: "yes" }, config)).toEqual({ log: ["yes"] });
  });
});

describe("A subgraph", () => {
  const inner: GraphSpec = {
    name: "Inner",
    fields: { topic: { schema: rt.string, input: true }, log },
    start: 0,
    nodes: {
      draft: logs("draft", 1),
      approve: asks(2, { show: (s: Loose) => s.topic }),
      publish: logs("publish", rt.end),
    },
  };
  const outer = async (changes: Partial<GraphSpec> = {}): Promise<GraphSpec> => {
    const { define } = await import("../programs/define.ts");
    return {
      name: "Outer",
      fields: { log },
      start: 0,
      nodes: {
        first: logs("first", 1),
        review: {
          kind: "subgraph",
          program: rt.subgraph(define(inner)),
          out: 2,
          writes: ["log"],
          input: (_s: Loose, { args }: Loose) => ({ topic: args.topic ?? "?" }),
          update: (output: Loose) => ({ log: output.log }),
        },
        last: logs("last", rt.end),
      },
      ...changes,
    };
  };

  it("shares nothing but what goes in and comes out, and asks under its path", async () => {
    const graph = app(await outer());
    const stopped = await graph.invoke({}, config);
    expect(stopped).toMatchObject({
      next: ["review/approve"],
      interrupts: [{ name: "review/approve", path: "review/approve", payload: "?" }],
    });
    const state = await graph.getState({ ...config, subgraphs: true });
    expect(state.paths).toMatchObject([
      { path: "review/approve", node: "approve", status: "waiting" },
      {
        path: "review",
        node: "review",
        status: "waiting",
        subgraph: { values: { topic: "?", log: ["draft"] }, next: ["approve"], step: 1 },
      },
    ]);
    expect(await graph.resume({ "review/approve": { ok: true } }, config)).toEqual({
      log: ["first", "draft", "ask: true", "publish", "last"],
    });
  });

  it("runs in a map, with handlers replaced by path", async () => {
    const { nodes } = await outer();
    const graph = app(
      await outer({
        start: rt.group(
          [
            rt.each(
              () => ["x", "y"],
              (topic: string) => rt.to(1, { topic }),
            ),
          ],
          2,
        ),
        nodes: { ...nodes, review: { ...nodes["review"]!, out: rt.end } as NodeSpec },
      }),
      { handlers: { "review/draft": () => ({ log: ["fake"] }) } } as object,
    );
    const spec = await graph.invoke({}, config);
    expect(spec.next).toEqual(["review#0/approve", "review#1/approve"]);
    const [x, y] = spec.interrupts;
    expect([x.payload, y.payload]).toEqual(["x", "y"]);
    expect(await graph.resume({ [x.id]: { ok: true } }, config)).toMatchObject({ next: ["review#1/approve"] });
    expect((await graph.resume({ "review/approve": { ok: false } }, config)).log).toEqual([
      "fake",
      "ask: true",
      "publish",
      "fake",
      "ask: false",
      "publish",
      "last",
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { app, type GraphSpec, log, logs, type NodeSpec, rt, runner, type Loose } from "../programs/define.ts";

const number: rt.Schema<number> = rt.int;
const n = { schema: number, default: () => 0, output: true, reduce: ["add", rt.add] } as const;
const adds = (out: rt.Way<Loose>): NodeSpec => ({ kind: "update", out, writes: ["n"], update: () => ({ n: 1 }) });

describe("A cycle", () => {
  it("runs 100,000 steps, with handlers that wait and with handlers that do not", async () => {
    for (const run of [() => ({ n: 1 }), async () => ({ n: 1 })]) {
      const spec: GraphSpec = {
        limit: 200_000,
        fields: { n },
        start: 0,
        nodes: { work: { kind: "handler", out: (s) => (s.n < 100_000 ? 0 : rt.end), reads: [], writes: ["n"], run } },
      };
      expect(await runner(spec).invoke({})).toEqual({ n: 100_000 });
    }
  });

  it("is bounded per place and path, and starts anew in each run", async () => {
    const spec: GraphSpec = {
      fields: { n, log },
      counters: 1,
      start: 0,
      nodes: { work: adds(rt.bound(0, 3, 0, 1)), done: logs("done", rt.end) },
    };
    expect(await runner(spec).invoke({})).toEqual({ n: 4, log: ["done"] });
    const graph = app(spec);
    for (const expected of [4, 8]) expect((await graph.invoke({}, { threadId: "t" })).n).toBe(expected);
  });

  it("counts a bound over a stop", async () => {
    const spec: GraphSpec = { fields: { n }, counters: 1, start: 0, nodes: { work: adds(rt.bound(0, 3, 0, rt.end)) } };
    const graph = app(spec);
    let result = await graph.invoke({}, { threadId: "t", interruptBefore: ["work"] });
    for (let i = 0; graph.isInterrupted(result); i++) {
      expect(i).toBeLessThan(5);
      result = await graph.continue({ threadId: "t", interruptBefore: ["work"] });
    }
    expect(result).toEqual({ n: 4 });
  });

  it("knows how often a node was left, the current visit included behind it and excluded in it", async () => {
    const spec: GraphSpec = {
      fields: { log },
      start: 0,
      nodes: {
        a: {
          kind: "update",
          writes: ["log"],
          update: (_s: Loose, { visits }: rt.Scope) => ({ log: [`${visits(0)}`] }),
          out: (_s, scope) => (scope.visits(0) >= 3 ? rt.end : 0),
        },
      },
    };
    expect(await runner(spec).invoke({})).toEqual({ log: ["0", "1", "2"] });
  });

  it("counts visits and bounds of a member on its own path, and adds them when the group is left", async () => {
    const spec: GraphSpec = {
      fields: { log },
      counters: 1,
      start: rt.group(
        [
          rt.each(
            () => [1, 2],
            () => 0,
          ),
        ],
        1,
      ),
      nodes: {
        m: {
          kind: "update",
          writes: ["log"],
          update: (_s: Loose, scope: rt.Scope) => ({ log: [`${scope.visits(0)}`] }),
          out: rt.bound(0, 1, 0, rt.end),
        },
        after: {
          kind: "update",
          writes: ["log"],
          update: (_s: Loose, scope: rt.Scope) => ({ log: [`after ${scope.visits(0)}`] }),
          out: rt.end,
        },
      },
    };
    expect(await runner(spec).invoke({})).toEqual({ log: ["0", "1", "0", "1", "after 4"] });
    expect(await app(spec).invoke({}, { threadId: "t" })).toEqual({ log: ["0", "1", "0", "1", "after 4"] });
  });

  it("is stopped by the limit on its longest chain, counted through groups", async () => {
    const spec: GraphSpec = {
      limit: 3,
      fields: { log },
      start: 0,
      nodes: {
        a: logs("a", rt.group([1, 2], 4)),
        b: logs("b", rt.end),
        c: logs("c", 3),
        d: logs("d", rt.end),
        e: logs("e", rt.end),
      },
    };
    await expect(runner(spec).invoke({})).rejects.toMatchObject({
      name: "StepLimitError",
      limit: 3,
      values: { log: ["a", "b", "c", "d"] },
    });
    expect((await runner({ ...spec, limit: 4 }).invoke({})).log).toEqual(["a", "b", "c", "d", "e"]);
  });
});

describe("A branch", () => {
  it("follows the first arm that fits, with arguments for its target", async () => {
    const spec: GraphSpec = {
      fields: { text: { schema: rt.string, input: true }, log },
      start: (state: Loose) => (state.text === "" ? rt.end : rt.to(0, { text: state.text })),
      nodes: { echo: { kind: "handler", out: rt.end, writes: ["log"], run: (_s, { args }) => ({ log: [args.text] }) } },
    };
    expect(await runner(spec).invoke({ text: "" })).toEqual({ log: [] });
    expect(await runner(spec).invoke({ text: "hi" })).toEqual({ log: ["hi"] });
  });
});

describe("A router", () => {
  const targets = { a: 1, b: 2, end: rt.end } as const;
  const spec = (out: rt.Way<Loose>): GraphSpec => ({
    fields: { pick: { schema: rt.array(rt.string), input: true }, log },
    start: 0,
    nodes: { first: logs("first", out), a: logs("a", rt.end), b: logs("b", rt.end), after: logs("after", rt.end) },
  });

  it("picks one target, now or later, from the frozen values", async () => {
    const pick = (state: Loose): "a" | "b" | "end" => {
      expect(Object.isFrozen(state)).toBe(true);
      expect(state.log).toEqual(["first"]);
      return state.pick[0];
    };
    for (const router of [pick, async (state: Loose) => pick(state)]) {
      for (const [name, lines] of [
        ["a", ["first", "a"]],
        ["end", ["first"]],
      ] as const) {
        expect(await runner(spec(rt.route(router, targets))).invoke({ pick: [name] })).toEqual({ log: lines });
      }
    }
  });

  it("picks several, which run in textual order, each once, and join", async () => {
    const out = rt.routeAll((state: Loose): ("a" | "b")[] => state.pick, { a: 1, b: 2 }, 3);
    for (const [names, lines] of [
      [
        ["b", "a", "b"],
        ["first", "a", "b", "after"],
      ],
      [[], ["first", "after"]],
      [["b"], ["first", "b", "after"]],
    ] as const) {
      expect(await runner(spec(out)).invoke({ pick: names })).toEqual({ log: lines });
      expect(await app(spec(out)).invoke({ pick: names }, { threadId: "t" })).toEqual({ log: lines });
    }
  });

  it("may not name what is not among its targets", async () => {
    for (const out of [
      rt.route((state: Loose) => state.pick[0], targets),
      rt.routeAll((state: Loose) => state.pick, targets, 3),
    ]) {
      for (const name of ["c", "toString", "__proto__"]) {
        await expect(runner(spec(out)).invoke({ pick: [name] })).rejects.toMatchObject({
          name: "UnknownTargetError",
          node: "first",
          target: name,
          allowed: ["a", "b", "end"],
        });
      }
    }
  });

  it("is not asked again when the group it opened is continued", async () => {
    let asked = 0;
    let fail = true;
    const graph = app({
      fields: { log },
      start: rt.group(
        [rt.only(rt.route(async (): Promise<"a"> => (asked++, "a"), { a: 0 }))],
        rt.routeAll(async (): Promise<("b" | "c")[]> => (asked++, ["c", "b"]), { b: 1, c: 2 }, rt.end),
      ),
      nodes: {
        a: logs("a", rt.end),
        b: {
          kind: "handler",
          out: rt.end,
          writes: ["log"],
          run: () => {
            if (fail) throw new Error("no");
            return { log: ["b"] };
          },
        },
        c: logs("c", rt.end),
      },
    });
    await expect(graph.invoke({}, { threadId: "t" })).rejects.toThrow("no");
    expect(await graph.getState({ threadId: "t" })).toMatchObject({ values: { log: ["a"] }, next: ["b", "c"] });
    fail = false;
    expect(await graph.continue({ threadId: "t" })).toEqual({ log: ["a", "b", "c"] });
    expect(asked).toBe(2);
  });
});

describe("goto", () => {
  const spec = (
    run: () => unknown,
    out: rt.Choice | rt.ChoiceAll<Loose> = rt.choice({ a: 1, b: 2, end: rt.end }),
  ): GraphSpec => ({
    fields: { log },
    start: 0,
    nodes: {
      lead: { kind: "handler", out, writes: ["log"], run },
      a: logs("a", rt.end),
      b: logs("b", rt.end),
      after: logs("after", rt.end),
    },
  });

  it("lets the handler decide, together with its update", async () => {
    expect(await runner(spec(() => rt.goto("b", { log: ["lead"] }))).invoke({})).toEqual({ log: ["lead", "b"] });
    expect(await runner(spec(async () => rt.goto("end", { log: ["lead"] }))).invoke({})).toEqual({ log: ["lead"] });
  });

  it("goes to several at once where brackets allow it", async () => {
    const all = rt.choiceAll<Loose>({ a: 1, b: 2 }, 3);
    for (const names of [
      ["b", "a"],
      ["a", "b"],
    ] as const) {
      expect(await runner(spec(() => rt.goto(names, { log: [] }), all)).invoke({})).toEqual({
        log: ["a", "b", "after"],
      });
    }
  });

  it("is refused for an unknown target, without the update it owes, and where the node does not decide", async () => {
    await expect(runner(spec(() => rt.goto("c", { log: [] }))).invoke({})).rejects.toMatchObject({
      name: "UnknownTargetError",
      node: "lead",
      target: "c",
    });
    await expect(runner(spec(() => rt.goto("a"))).invoke({})).rejects.toMatchObject({
      name: "StateValidationError",
      field: "log",
      reason: "missing",
    });
    await expect(runner(spec(() => ({ log: [] }))).invoke({})).rejects.toMatchObject({ name: "UnknownTargetError" });
    await expect(
      runner({
        ...spec(() => undefined),
        start: 1,
        nodes: {
          ...spec(() => undefined).nodes,
          a: { kind: "handler", out: rt.end, writes: ["log"], run: () => rt.goto("b", { log: [] }) },
        },
      }).invoke({}),
    ).rejects.toMatchObject({ name: "UnknownTargetError", node: "a", allowed: [] });
  });
});

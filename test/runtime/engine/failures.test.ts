import { describe, expect, it } from "vitest";
import { app, type GraphSpec, log, logs, type NodeSpec, pause, rt, runner, type Loose } from "../programs/define.ts";

const config = { threadId: "t" };

function one(
  node: Partial<NodeSpec> & { run?: (state: Loose, ctx: Loose) => unknown },
  more: { [name: string]: NodeSpec } = {},
): GraphSpec {
  return {
    fields: {
      log,
      maybe: { schema: rt.optional(rt.string), optional: true, output: true },
      n: { schema: rt.where(rt.int, (v) => v < 10, "value < 10"), default: () => 0, reduce: ["add", rt.add] },
    },
    start: 0,
    nodes: { work: { kind: "handler", out: rt.end, writes: ["log"], ...node } as NodeSpec, ...more },
  };
}

async function failure(spec: GraphSpec, invokeConfig: object = {}): Promise<Loose> {
  return runner(spec)
    .invoke({}, invokeConfig)
    .then(
      (output) => {
        throw new Error(`no failure but ${JSON.stringify(output)}`);
      },
      (error: unknown) => error,
    );
}

describe("An update", () => {
  it("is refused with a typed error if a field is unknown, undeclared, missing or does not fit", async () => {
    const cases: [object | null | undefined | number, string, string][] = [
      [{ log: [], typo: 1 }, "typo", "unknown"],
      [{ log: [], n: 1 }, "n", "undeclared"],
      [{}, "log", "missing"],
      [undefined, "log", "missing"],
      [{ log: [1] }, "log", "invalid"],
      [{ log: null }, "log", "invalid"],
      [{ log: undefined }, "log", "invalid"],
      [3, "", "invalid"],
    ];
    for (const [result, field, reason] of cases) {
      expect(await failure(one({ run: () => result }))).toMatchObject({
        name: "StateValidationError",
        node: "work",
        field,
        reason,
      });
    }
  });

  it("may leave out what is marked so, and clears an optional field by undefined", async () => {
    const graph = runner({
      ...one(
        { writes: ["log", "maybe"], mayLeaveOut: ["maybe"], run: () => ({ log: [], maybe: "x" }), out: 1 },
        {
          clear: { kind: "handler", out: 2, writes: ["maybe"], run: () => ({ maybe: undefined }) },
          look: {
            kind: "handler",
            out: rt.end,
            reads: ["maybe"],
            writes: ["log"],
            mayLeaveOut: ["log"],
            run: (state) => ("maybe" in state ? { log: ["there"] } : {}),
          },
        },
      ),
    });
    expect(await graph.invoke({})).toEqual({ log: [] });
  });

  it("is refused where the field's condition does not hold of the folded value, and nothing of the step is kept", async () => {
    const spec = one(
      { writes: ["n"], run: () => ({ n: 6 }), out: 1 },
      { again: { kind: "handler", out: rt.end, writes: ["n", "log"], run: () => ({ n: 6, log: ["x"] }) } },
    );
    const graph = app(spec);
    await expect(graph.invoke({}, config)).rejects.toMatchObject({
      name: "StateValidationError",
      node: "again",
      field: "n",
      reason: "invalid",
    });
    expect(await graph.getState(config)).toMatchObject({ values: { n: 6, log: [] }, next: ["again"] });
  });

  it("cannot hold what cannot be stored", async () => {
    const spec = one({ writes: ["any"], run: () => ({ any: { f: [() => 1] } }) });
    expect(await failure({ ...spec, fields: { any: { schema: rt.json } } })).toMatchObject({
      name: "NotStorableError",
      node: "work",
      field: "any",
      at: ["f", 0],
    });
  });

  it("stays what it was, whatever the handler does with it or with the state afterwards", async () => {
    const items = ["a"];
    const update = { log: items };
    const spec = one(
      { run: () => update, out: 1 },
      {
        mutate: {
          kind: "handler",
          out: rt.end,
          writes: ["log"],
          run: (state) => {
            for (const change of [
              () => state.log.push("evil"),
              () => {
                state.log = [];
              },
            ])
              expect(change).toThrow(TypeError);
            items.push("evil");
            update.log = ["evil"];
            return { log: ["b"] };
          },
        },
      },
    );
    expect(await runner(spec).invoke({})).toEqual({ log: ["a", "b"] });
  });
});

describe("A failing node", () => {
  it("fails the run with a NodeError that keeps the cause", async () => {
    const cause = new RangeError("broken");
    for (const run of [
      () => {
        throw cause;
      },
      async () => {
        throw cause;
      },
    ]) {
      expect(await failure(one({ run }))).toMatchObject({
        name: "NodeError",
        node: "work",
        path: "work",
        attempts: 1,
        cause,
        graph: "Test",
      });
    }
  });

  it("is tried again as its policy says", async () => {
    const attempts: number[] = [];
    const run = async (_s: unknown, ctx: { attempt: number }) => {
      attempts.push(ctx.attempt);
      if (ctx.attempt < 3) throw new Error("again");
      return { log: [`${ctx.attempt}`] };
    };
    expect(
      await runner(one({ run, retry: rt.retry({ attempts: 3, delay: 1, factor: 2, jitter: true }) })).invoke({}),
    ).toEqual({
      log: ["3"],
    });
    expect(await failure(one({ run, retry: rt.retry({ attempts: 2 }) }))).toMatchObject({ attempts: 2 });
    expect(await failure(one({ run, retry: rt.retry({ attempts: 5, on: ["RateLimitError"] }) }))).toMatchObject({
      attempts: 1,
    });
    expect(attempts).toEqual([1, 2, 3, 1, 2, 1]);
  });

  it("is not tried again after an abort or a refusal of this package, unless they are named", async () => {
    for (const error of [
      new DOMException("", "AbortError"),
      new rt.ConfigError({ graph: "", option: "x", problem: "" }),
    ]) {
      expect(
        await failure(
          one({
            run: () => {
              throw error;
            },
            retry: rt.retry({ attempts: 3 }),
          }),
        ),
      ).toMatchObject({ attempts: 1 });
    }
    expect(
      await failure(
        one({
          run: () => {
            throw new DOMException("", "AbortError");
          },
          retry: rt.retry({ attempts: 3, on: ["AbortError"] }),
        }),
      ),
    ).toMatchObject({ attempts: 3 });
  });

  it("repeats no effect that `once` has run", async () => {
    let effects = 0;
    const run = async (_s: unknown, { attempt, once }: Loose) => {
      const n = await once("pay", () => ++effects);
      if (attempt < 3) throw new Error("again");
      return { log: [`${n}`] };
    };
    const spec = one({ run, retry: rt.retry({ attempts: 3 }) });
    expect(await runner(spec).invoke({})).toEqual({ log: ["1"] });
    effects = 0;
    expect(await app(spec).invoke({}, config)).toEqual({ log: ["1"] });
  });

  it("takes its error edge, with the failure in scope until the next step is done", async () => {
    const spec = one(
      {
        run: () => {
          throw new TypeError("bad");
        },
        retry: rt.retry({ attempts: 2 }),
        onError: (_s: Loose, { error }: Loose) => (error.name === "TypeError" ? 1 : rt.end),
      },
      {
        recover: {
          kind: "handler",
          out: 2,
          writes: ["log"],
          run: (_s, ctx) => ({
            log: [`${ctx.error.name} ${ctx.error.message} ${ctx.error.node} ${ctx.error.attempts}`],
          }),
        },
        after: {
          kind: "handler",
          out: rt.end,
          writes: ["log"],
          run: (_s, ctx) => ({ log: [`${ctx.error} ${ctx.step}`] }),
        },
      },
    );
    expect(await runner(spec).invoke({})).toEqual({ log: ["TypeError bad work 2", "undefined 3"] });
    expect(await failure(spec, { limit: 2 })).toMatchObject({ name: "StepLimitError" });
  });

  it("is timed out, its signal aborted, and what it returns later is ignored", async () => {
    let aborted = false;
    const run = async (_s: unknown, { signal }: { signal: AbortSignal }) => {
      signal.addEventListener("abort", () => {
        aborted = true;
      });
      await pause(30);
      return { log: ["late"] };
    };
    expect(await failure(one({ run, timeout: rt.timeout(5) }))).toMatchObject({
      name: "NodeError",
      cause: { name: "TimeoutError", timeout: 5, node: "work" },
    });
    expect(aborted).toBe(true);
    expect(
      await failure(one({ run, timeout: rt.timeout(5), retry: rt.retry({ attempts: 2, on: ["TimeoutError"] }) })),
    ).toMatchObject({
      attempts: 2,
    });
  });

  it("starts its timeout anew with each heartbeat", async () => {
    const run = async (_s: unknown, { heartbeat }: { heartbeat: () => void }) => {
      for (let i = 0; i < 5; i++) {
        await pause(10);
        heartbeat();
      }
      return { log: ["done"] };
    };
    expect(await runner(one({ run, timeout: rt.timeout(30) })).invoke({})).toEqual({ log: ["done"] });
  });

  it("uses a result from the cache as long as it reads the same", async () => {
    let calls = 0;
    const spec: GraphSpec = {
      fields: { q: { schema: rt.string, input: true }, log },
      start: 0,
      nodes: {
        work: {
          kind: "handler",
          cache: rt.cache(1000),
          out: rt.end,
          reads: ["q"],
          writes: ["log"],
          run: async ({ q }) => {
            calls++;
            return { log: rt.set([q]) };
          },
        },
      },
    };
    const graph = runner(spec);
    for (const q of ["a", "a", "b"]) expect(await graph.invoke({ q })).toEqual({ log: [q] });
    expect(calls).toBe(2);
  });
});

describe("In a group, a failing member", () => {
  it("aborts its siblings; what succeeded is kept, and not run again", async () => {
    const seen: string[] = [];
    let fail = true;
    const spec: GraphSpec = {
      fields: { log },
      start: rt.group([0, 1, 2], 4),
      nodes: {
        quick: { kind: "handler", out: rt.end, writes: ["log"], run: () => (seen.push("quick"), { log: ["quick"] }) },
        fails: {
          kind: "handler",
          out: rt.end,
          writes: ["log"],
          run: async () => {
            await pause(2);
            if (fail) throw new Error("no");
            return { log: ["fails"] };
          },
        },
        slow: {
          kind: "handler",
          out: 3,
          writes: ["log"],
          run: async (_s, { signal }) => {
            seen.push("slow");
            await pause(10);
            if (signal.aborted) throw signal.reason;
            return { log: ["slow"] };
          },
        },
        behind: {
          kind: "handler",
          out: rt.end,
          writes: ["log"],
          run: () => (seen.push("behind"), { log: ["behind"] }),
        },
        join: logs("join", rt.end),
      },
    };
    const graph = app(spec);
    await expect(graph.invoke({}, config)).rejects.toMatchObject({ name: "NodeError", node: "fails" });
    expect(await graph.getState(config)).toMatchObject({ values: { log: ["quick"] }, next: ["fails", "slow"] });
    fail = false;
    expect(await graph.continue(config)).toEqual({ log: ["quick", "fails", "slow", "behind", "join"] });
    expect(seen).toEqual(["quick", "slow", "slow", "behind"]);
  });

  it("recovers by itself where it has an error edge, and several failures come together", async () => {
    const bad = (name: string, onError?: number): NodeSpec => ({
      kind: "handler",
      out: rt.end,
      writes: ["log"],
      run: async () => {
        await pause(1);
        throw new Error(name);
      },
      ...(onError !== undefined && { onError }),
    });
    const spec = (edge?: number): GraphSpec => ({
      fields: { log },
      start: rt.group([0, 1, 2], rt.end),
      nodes: {
        a: bad("a", edge),
        b: bad("b", edge),
        c: logs("c", rt.end),
        fixed: {
          kind: "update",
          writes: ["log"],
          out: rt.end,
          update: (_s: Loose, { error }: Loose) => ({ log: [`fixed ${error.message}`] }),
        },
      },
    });
    expect(await runner(spec(3)).invoke({})).toEqual({ log: ["fixed a", "fixed b", "c"] });
    const error = await failure(spec());
    expect(error).toBeInstanceOf(AggregateError);
    expect(error.errors.map((e: Loose) => e.node)).toEqual(["a", "b"]);
  });
});

describe("A condition, router or reducer that throws", () => {
  it("fails the run, keeps the result, and is evaluated again on continue", async () => {
    let ran = 0;
    let broken = true;
    const check = () => {
      if (broken) throw new Error("broken");
      return 1 as const;
    };
    const ways: rt.Way<Loose>[] = [
      check,
      rt.route(async () => (check(), "next" as const), { next: 1 }),
      rt.route(() => (check(), "next" as const), { next: 1 }),
    ];
    for (const out of ways) {
      ran = 0;
      broken = true;
      const graph = app(one({ run: () => (ran++, { log: ["work"] }), out }, { next: logs("next", rt.end) }));
      await expect(graph.invoke({}, config)).rejects.toMatchObject({
        name: "NodeError",
        node: "work",
        cause: { message: "broken" },
      });
      expect(await graph.getState(config)).toMatchObject({ values: { log: [] }, next: ["work"] });
      broken = false;
      expect(await graph.continue(config)).toEqual({ log: ["work", "next"] });
      expect(ran).toBe(1);
    }
    broken = true;
    ran = 0;
    const best: GraphSpec = {
      fields: {
        best: {
          schema: rt.int,
          default: () => 0,
          output: true,
          reduce: ["keepBest", (a: number, b: number) => (check(), Math.max(a, b))],
        },
      },
      start: 0,
      nodes: { work: { kind: "handler", out: rt.end, writes: ["best"], run: () => (ran++, { best: 7 }) } },
    };
    const graph = app(best);
    await expect(graph.invoke({}, config)).rejects.toMatchObject({ name: "NodeError", node: "work" });
    broken = false;
    expect(await graph.continue(config)).toEqual({ best: 7 });
    expect(ran).toBe(1);
  });
});

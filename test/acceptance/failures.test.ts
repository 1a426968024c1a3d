import { describe, expect, it } from "vitest";
import { appOf, findings, gate, outputOf, rejection, runnerOf, settled } from "./run.ts";
import type { AnyContext, AnyHandler } from "./run.ts";

const config = { threadId: "t" };

/** Fails as long as `broken` holds its name. */
function fragile(broken: Set<string>, runs: string[] = []): AnyHandler {
  return async (_: unknown, { name, args }: AnyContext) => {
    await settled();
    const key = args["i"] === undefined ? name : `${name}${String(args["i"])}`;
    runs.push(key);
    if (broken.has(key)) throw Object.assign(new Error(`${key} is broken`), { name: "BrokenError" });
    return { log: [key] };
  };
}

describe("An error edge", () => {
  const text = `graph G {
    state { input n: int = 0  output log: string[] = [] reduce append  output err: json = null }
    node pay(amount: int) { writes log retry 2 }
    node fail(why: string) => { log: [\`\${why} \${error.message}\`], err: { name: error.name, node: error.node, attempts: error.attempts, args: error.args } }
    node after => { log: ["after"] }
    node ask2 { writes log }
    start -> pay(n + 5) -> after -> end
    pay on error -> match error.name { "CardDeclined" -> ask2, else -> fail(error.name) }
    fail -> after
    ask2 -> end
  }`;

  it("is taken when retries are exhausted; the node then updates nothing and error is in scope", async () => {
    const handlers = {
      pay: (_: unknown, { args }: AnyContext) => {
        throw new RangeError(`no ${String(args["amount"])}`);
      },
      ask2: () => ({ log: [] }),
    };
    expect(await outputOf(text, {}, { handlers })).toEqual({
      log: ["RangeError no 5", "after"],
      err: { name: "RangeError", node: "pay", attempts: 2, args: { amount: 5 } },
    });
  });

  it("may branch on the error, and the handler it enters first is given it as ctx.error", async () => {
    const handlers = {
      pay: () => {
        throw Object.assign(new Error("no money"), { name: "CardDeclined" });
      },
      ask2: (_: unknown, { error }: AnyContext) => ({ log: [JSON.stringify(error)] }),
    };
    const error = { name: "CardDeclined", message: "no money", node: "pay", attempts: 2, args: { amount: 5 } };
    const { log } = await outputOf(text, {}, { handlers });
    expect(JSON.parse(String((log as string[])[0]))).toEqual(error);
  });

  it("knows what was thrown when it was no error", async () => {
    for (const thrown of ["text", undefined, null, { code: 7 }]) {
      const handlers = {
        pay: () => {
          throw thrown;
        },
        ask2: () => ({ log: [] }),
      };
      const { err } = await outputOf(text, {}, { handlers });
      expect(err).toMatchObject({ node: "pay", attempts: 2, name: expect.any(String) });
    }
  });

  it("in a group belongs to the member: its siblings do not notice", async () => {
    const grouped = `graph G {
      state { output log: string[] = [] reduce append }
      defaults { writes log }
      node a node b node c
      node saved => { log: [\`saved \${error.node}\`] }
      start -> [a -> b, c] -> d -> end
      a on error -> saved -> end
      node d => { log: [\`d after \${len(log)}\`] }
    }`;
    const aborted: boolean[] = [];
    const broken = fragile(new Set(["a"]));
    const handlers = {
      a: broken,
      b: broken,
      c: async (state: unknown, ctx: AnyContext) => {
        await settled();
        aborted.push(ctx.signal.aborted);
        return broken(state, ctx);
      },
    };
    expect(await outputOf(grouped, {}, { handlers })).toEqual({ log: ["saved a", "c", "d after 2"] });
    expect(aborted).toEqual([false]);
  });

  it("in a map is taken by each element for itself, with its arguments", async () => {
    const map = `graph G {
      state { input n: int  output log: string[] = [] reduce append }
      node x(i: int) { writes log }
      node y => { log: [\`y \${len(log)}\`] }
      node saved => { log: [\`saved \${string(error.attempts)}: \${error.message}\`] }
      start -> [x(i) -> y for i in range(n)] -> end
      x on error -> saved -> y2 -> end
      node y2 => { log: ["y2"] }
    }`;
    expect(await outputOf(map, { n: 3 }, { handlers: { x: fragile(new Set(["x1"])) } })).toEqual({
      log: ["x0", "y 1", "saved 1: x1 is broken", "y2", "x2", "y 1"],
    });
  });

  it("is not taken for an update that does not fit, which is a mistake of the handler: the run fails", async () => {
    const both = `graph G {
      state { output a: int = 0 where value < 5  output seen: string = "" }
      node n { writes a retry 3 }
      node bad => { seen: error.name }
      start -> n -> end
      n on error -> bad -> end
    }`;
    let runs = 0;
    const runner = await runnerOf(both, { handlers: { n: () => (runs++, { a: 9 }) } });
    await expect(runner.invoke({})).rejects.toMatchObject({ name: "StateValidationError", node: "n", field: "a" });
    expect(runs).toBe(1);
  });

  it("may lead back to its node, bounded, and counts two steps", async () => {
    const loop = `graph G {
      state { output log: string[] = [] reduce append }
      node a { writes log }
      node fix => { log: [\`fix \${visits(fix) + 1}\`] }
      node lost => { log: [\`lost after \${visits(fix)}\`] }
      start -> a -> end
      a on error -> fix -> a max 2 then lost
      lost -> end
    }`;
    const app = await appOf(loop, { handlers: { a: fragile(new Set(["a"])) } });
    expect(await app.invoke({}, config)).toEqual({ log: ["fix 1", "fix 2", "fix 3", "lost after 3"] });
    expect((await app.getState(config)).step).toBe(7);
  });

  it("gives nothing beyond the nodes it enters first", () => {
    const scope = `graph G { state { output s: string = "" } node a { writes s } node b => {} node c => { s: error.message } start -> a -> end a on error -> b -> c -> end }`;
    expect(findings(scope)).toEqual([expect.stringMatching(/^G201 error/)]);
    expect(findings(scope.replace("a on error -> b -> c", "a -> end a on error -> c"))).not.toEqual([]);
  });

  it("is written at most once for a node", () => {
    const twice = `graph G { state { output s: string = "" } node a { writes s } node b => {} node c => {} start -> a -> end a on error -> b -> end a on error -> c -> end }`;
    expect(findings(twice)).toEqual([expect.stringContaining("G608")]);
  });
});

describe("A failure without an error edge", () => {
  const text = `graph G {
    state { output log: string[] = [] reduce append }
    defaults { writes log }
    node a node b node c node d node e
    start -> a -> [b -> c, d] -> e -> end
  }`;

  it("fails the run with a NodeError that keeps the cause, and continue runs the node again, not what was before", async () => {
    const broken = new Set(["a"]);
    const runs: string[] = [];
    const handler = fragile(broken, runs);
    const app = await appOf(text, { handlers: { a: handler, b: handler, c: handler, d: handler, e: handler } });
    const error = await rejection(app.invoke({}, config));
    expect(error).toMatchObject({
      name: "NodeError",
      graph: "G",
      threadId: "t",
      node: "a",
      path: "a",
      attempts: 1,
      cause: { name: "BrokenError", message: "a is broken" },
    });
    expect(error.message).toContain("a is broken");
    const failed = await app.getState(config);
    expect(failed).toMatchObject({
      values: { log: [] },
      next: ["a"],
      paths: [{ path: "a", node: "a", status: "failed", error: { name: "BrokenError", message: "a is broken" } }],
    });
    await expect(app.continue(config)).rejects.toMatchObject({ name: "NodeError", node: "a" });
    broken.clear();
    broken.add("e");
    await expect(app.continue(config)).rejects.toMatchObject({ name: "NodeError", node: "e" });
    expect((await app.getState(config)).values).toEqual({ log: ["a", "b", "c", "d"] });
    broken.clear();
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "c", "d", "e"] });
    expect(runs.toSorted()).toEqual(["a", "a", "a", "b", "c", "d", "e", "e"]);
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "c", "d", "e"] });
    expect(runs).toHaveLength(8);
  });

  it("in a group aborts the siblings, keeps what succeeded, returns when all have settled, and continue runs the rest", async () => {
    const broken = new Set(["c"]);
    const runs: string[] = [];
    const handler = fragile(broken, runs);
    const held = gate();
    let returned = false;
    let first = true;
    const d: AnyHandler = async (state, ctx) => {
      if (!first) return handler(state, ctx);
      first = false;
      await new Promise((resolve) => ctx.signal.addEventListener("abort", resolve));
      await held.promise;
      throw ctx.signal.reason;
    };
    const app = await appOf(text, { handlers: { a: handler, b: handler, c: handler, d, e: handler } });
    const run = rejection(app.invoke({}, config)).finally(() => (returned = true));
    for (let i = 0; i < 10; i++) await settled();
    expect(returned).toBe(false);
    held.open();
    const error = await run;
    expect(error).toMatchObject({ name: "NodeError", node: "c", path: "c", cause: { message: "c is broken" } });
    const state = await app.getState(config);
    expect(state.values).toEqual({ log: ["a", "b"] });
    expect(state.next.toSorted()).toEqual(["c", "d"]);
    expect(state.paths.find(({ path }) => path === "c")).toMatchObject({
      status: "failed",
      error: { name: "BrokenError" },
    });
    broken.clear();
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "c", "d", "e"] });
    expect(runs.toSorted()).toEqual(["a", "b", "c", "c", "d", "e"]);
  });

  it("of several members at once comes as an AggregateError of NodeErrors", async () => {
    const runner = await runnerOf(text, {
      handlers: Object.fromEntries("abcde".split("").map((name) => [name, fragile(new Set(["b", "d"]))])),
    });
    const error = await rejection(runner.invoke({}));
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as unknown as AggregateError).errors).toMatchObject([
      { name: "NodeError", node: "b" },
      { name: "NodeError", node: "d" },
    ]);
  });

  it("of one element of a map keeps the others", async () => {
    const map = `graph G { state { input n: int  output log: string[] = [] reduce append } node x(i: int) { writes log } start -> [x(i) for i in range(n)] -> end }`;
    const broken = new Set(["x2"]);
    const runs: string[] = [];
    const app = await appOf(map, { handlers: { x: fragile(broken, runs) } });
    await expect(app.invoke({ n: 4 }, config)).rejects.toMatchObject({ name: "NodeError", node: "x", path: "x#2" });
    broken.clear();
    const before = runs.length;
    expect(await app.continue(config)).toEqual({ log: ["x0", "x1", "x2", "x3"] });
    expect(runs.slice(before)).toContain("x2");
    expect(runs.filter((run) => run === "x0")).toHaveLength(1);
  });

  it("after which nothing changes the thread", async () => {
    const late = gate();
    const group = `graph G { state { output log: string[] = [] reduce append } defaults { writes log } node a { timeout 5ms } node b start -> [a, b] -> end }`;
    const handlers: Record<string, AnyHandler> = {
      a: async () => {
        await late.promise;
        return { log: ["too late"] };
      },
      b: () => ({ log: ["b"] }),
    };
    const app = await appOf(group, { handlers });
    await expect(app.invoke({}, config)).rejects.toMatchObject({
      name: "NodeError",
      node: "a",
      cause: { name: "TimeoutError", timeout: 5 },
    });
    const before = await app.getState(config);
    late.open();
    await settled();
    expect(await app.getState(config)).toEqual(before);
    expect(before.values).toEqual({ log: ["b"] });
  });
});

describe("What throws behind a node", () => {
  it("keeps the handler's result with the thread: the node is not run again, getState shows the state before it", async () => {
    const text = `import { pick, fold } from "./f.ts"
    graph G {
      state { output log: string[] = [] reduce append  sum: int = 0 reduce fold }
      node first => { log: ["first"] }
      node a { writes log, sum? }
      node b => { log: ["b"] }
      start -> first -> a -> route pick { b, end }
      b -> end
    }`;
    let runs = 0;
    let fails = "";
    const fail = (what: string): void => {
      if (fails === what) throw new Error(`${what} is broken`);
    };
    const imports = {
      "./f.ts": {
        pick: () => (fail("router"), "b"),
        fold: (current: number, update: number) => (fail("reducer"), current + update),
      },
    };
    for (fails of ["router", "reducer"]) {
      runs = 0;
      const what = fails;
      const app = await appOf(text, { imports, handlers: { a: () => (runs++, { log: ["a"], sum: 1 }) } });
      await expect(app.invoke({}, config)).rejects.toMatchObject({
        name: "NodeError",
        node: "a",
        cause: { message: `${what} is broken` },
      });
      expect(await app.getState(config)).toMatchObject({ values: { log: ["first"], sum: 0 }, next: ["a"], step: 1 });
      await expect(app.continue(config)).rejects.toMatchObject({ cause: { message: `${what} is broken` } });
      fails = "";
      expect(await app.continue(config)).toEqual({ log: ["first", "a", "b"] });
      expect(runs).toBe(1);
    }
  });

  it("in a member too", async () => {
    const text = `import { pick } from "./f.ts"
    graph G {
      state { output log: string[] = [] reduce append }
      defaults { writes log }
      node a node b node c
      start -> [a -> route pick { b, end }, c] -> end
    }`;
    let broken = true;
    const runs: string[] = [];
    const handler = fragile(new Set(), runs);
    const pick = (): string => {
      if (broken) throw new Error("router");
      return "b";
    };
    const app = await appOf(text, {
      imports: { "./f.ts": { pick } },
      handlers: { a: handler, b: handler, c: handler },
    });
    await expect(app.invoke({}, config)).rejects.toMatchObject({ name: "NodeError", node: "a", path: "a" });
    expect((await app.getState(config)).values).toEqual({ log: ["c"] });
    broken = false;
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "c"] });
    expect(runs.toSorted()).toEqual(["a", "b", "c"]);
  });
});

describe("A limit", () => {
  const text = (limit: string, flow: string): string =>
    `graph G { ${limit} state { input n: int = 0  output log: int[] = [] reduce append } node a => { log: [visits(a)] } ${flow} }`;
  const loop = "start -> a -> when { visits(a) < n -> a, else -> end }";

  it("lets exactly so many steps run; the error carries the state, and continue with a higher limit goes on", async () => {
    const app = await appOf(text("limit 3 steps", loop));
    expect(await app.invoke({ n: 3 }, { threadId: "3" })).toEqual({ log: [0, 1, 2] });
    const error = await rejection(app.invoke({ n: 4 }, config));
    expect(error).toMatchObject({
      name: "StepLimitError",
      graph: "G",
      threadId: "t",
      limit: 3,
      values: { n: 4, log: [0, 1, 2] },
    });
    expect(await app.getState(config)).toMatchObject({ values: { log: [0, 1, 2] }, next: ["a"], step: 3 });
    await expect(app.continue(config)).rejects.toMatchObject({ name: "StepLimitError" });
    expect(await app.continue({ ...config, limit: 4 })).toEqual({ log: [0, 1, 2, 3] });
  });

  it("is 100 if nothing is said, and the call, the app and the graph may say", async () => {
    const app = await appOf(text("", loop));
    await expect(app.invoke({ n: 101 }, config)).rejects.toMatchObject({ limit: 100 });
    expect((await app.getState(config)).values["log"]).toHaveLength(100);
    expect(await app.invoke({ n: 100 }, { threadId: "100" })).toMatchObject({ log: { length: 100 } });
    const limited = await appOf(text("limit 3 steps", loop), { limits: { steps: 5 } });
    await expect(limited.invoke({ n: 9 }, config)).rejects.toMatchObject({ limit: 5 });
    await expect(limited.invoke({ n: 9 }, { threadId: "x", limit: 7 })).rejects.toMatchObject({ limit: 7 });
    for (const limit of [0, -1, NaN]) {
      await expect(limited.invoke({ n: 1 }, { threadId: "y", limit })).rejects.toMatchObject({
        name: "ConfigError",
        option: "limit",
      });
    }
  });

  it("is on the longest chain, not on the number of nodes run", async () => {
    const group = text(
      "limit 3 steps",
      "start -> [a, a2 -> a3, x(i) for i in range(50)] -> b -> end node b => { log: [-1] } node a2 => {} node a3 => {} node x(i: int) => { log: [i] }",
    );
    expect(await outputOf(group)).toMatchObject({ log: { length: 52 } });
    await expect(outputOf(group.replace("limit 3", "limit 2"))).rejects.toMatchObject({
      name: "StepLimitError",
      limit: 2,
    });
  });

  it("counts a node that runs a subgraph as one, whose own limit is its graph's", async () => {
    const nested = `
      graph Inner { limit 5 steps state { input n: int  output m: int = 0 } node i => { m: m + 1 } start -> i -> when { m < n -> i, else -> end } }
      graph G { limit 1 steps state { input n: int  output m: int = 0 } node in2 = Inner { in { n } } start -> in2 -> end }`;
    expect(await outputOf(nested, { n: 5 })).toEqual({ m: 5 });
    await expect(outputOf(nested, { n: 6 })).rejects.toMatchObject({ name: expect.stringMatching(/Error/) });
  });
});

describe("A signal", () => {
  const text = `graph G { state { output log: string[] = [] reduce append } defaults { writes log } node a node b start -> a -> b -> end }`;

  it("cancels the run: the call is rejected with its reason, finished steps are stored, continue goes on", async () => {
    const controller = new AbortController();
    let slow = true;
    const handlers: Record<string, AnyHandler> = {
      a: () => ({ log: ["a"] }),
      b: (_, { signal }) => {
        if (!slow) return { log: ["b"] };
        return new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          controller.abort(new Error("stop it"));
        });
      },
    };
    const app = await appOf(text, { handlers });
    const error = await rejection(app.invoke({}, { ...config, signal: controller.signal }));
    expect(error).toBe(controller.signal.reason);
    expect(await app.getState(config)).toMatchObject({ values: { log: ["a"] }, next: ["b"] });
    slow = false;
    expect(await app.continue(config)).toEqual({ log: ["a", "b"] });
  });

  it("that is aborted already starts nothing", async () => {
    let runs = 0;
    const handlers = { a: () => (runs++, { log: [] }), b: () => ({ log: [] }) };
    const app = await appOf(text, { handlers });
    const reason = new Error("before");
    await expect(app.invoke({}, { ...config, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(runs).toBe(0);
    const runner = await runnerOf(text, { handlers });
    await expect(runner.invoke({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("stops a retry that waits and is no error that an edge takes", async () => {
    const retrying = `graph G { state { output log: string[] = [] reduce append } node a { writes log retry { attempts 5 delay 10m } } node no => { log: ["no"] } start -> a -> end a on error -> no -> end }`;
    const controller = new AbortController();
    const handlers = {
      a: () => {
        setImmediate(() => controller.abort());
        throw new Error("again");
      },
    };
    const runner = await runnerOf(retrying, { handlers });
    const error = await rejection(runner.invoke({}, { signal: controller.signal }));
    expect(error).toBe(controller.signal.reason);
  });

  it("leaves a member with its attempts when a sibling fails: no error edge is taken before they are used up", async () => {
    for (const delay of ["", "delay 10m"]) {
      const text = `graph G { state { output log: string[] = [] reduce append } defaults { writes log } node a { retry { attempts 2 ${delay} } } node b node no => { log: [\`no after \${error.attempts}\`] } start -> [a, b] -> end a on error -> no -> end }`;
      let broken = true;
      const failed = gate();
      const handlers = {
        a: async () => {
          if (!broken) return { log: ["a"] };
          if (delay === "") await failed.promise;
          throw new Error("a");
        },
        b: async () => {
          if (!broken) return { log: ["b"] };
          setImmediate(failed.open);
          if (delay !== "") await settled();
          throw new Error("b");
        },
      };
      const app = await appOf(text, { handlers });
      await expect(app.invoke({}, config)).rejects.toMatchObject({ name: "NodeError", node: "b" });
      broken = false;
      expect(await app.continue(config)).toEqual({ log: ["a", "b"] });
    }
  });
});

describe("once", () => {
  it("runs an effect one time, however often the step is tried, resumed or continued", async () => {
    const text = `graph G { state { output log: string[] = [] reduce append } node a { writes log retry 2 } start -> a -> end }`;
    const effects: string[] = [];
    let broken = true;
    const handlers: Record<string, AnyHandler> = {
      a: async (_, ctx) => {
        const first = await ctx.once("first", () => (effects.push("first"), { at: new Date(5), n: 1n }));
        const second = await ctx.once("second", async () => (effects.push("second"), undefined));
        if (broken) throw new Error("after the effects");
        return { log: [`${first.at.getTime()} ${first.n} ${String(second)}`] };
      },
    };
    const app = await appOf(text, { handlers });
    await expect(app.invoke({}, config)).rejects.toMatchObject({ name: "NodeError", attempts: 2 });
    expect(effects).toEqual(["first", "second"]);
    broken = false;
    expect(await app.continue(config)).toEqual({ log: ["5 1 undefined"] });
    expect(effects).toEqual(["first", "second"]);
    expect(await app.invoke({}, config)).toEqual({ log: ["5 1 undefined", "5 1 undefined"] });
    expect(effects).toHaveLength(4);
  });

  it("whose effect throws stores nothing and may be tried again", async () => {
    const text = `graph G { state { output n: int = 0 } node a { writes n retry 3 } start -> a -> end }`;
    let tries = 0;
    const handlers: Record<string, AnyHandler> = {
      a: async (_, ctx) => ({
        n: await ctx.once("x", () => {
          if (++tries < 3) throw new Error("no");
          return tries;
        }),
      }),
    };
    expect(await outputOf(text, {}, { handlers })).toEqual({ n: 3 });
  });

  it("runs an effect one time for all who ask while it runs, also for the next attempt", async () => {
    const text = `graph G { state { output log: int[] = [] reduce append } node a { writes log retry 2 timeout 20ms } start -> a -> end }`;
    const { open, promise } = gate();
    let runs = 0;
    const handlers: Record<string, AnyHandler> = {
      a: async (_, ctx) => {
        const effect = async (): Promise<number> => {
          runs++;
          await promise;
          return runs;
        };
        if (ctx.attempt === 2) open();
        return { log: await Promise.all([ctx.once("x", effect), ctx.once("x", effect)]) };
      },
    };
    expect(await outputOf(text, {}, { handlers })).toEqual({ log: [1, 1] });
    expect(await (await appOf(text, { handlers })).invoke({}, config)).toEqual({ log: [2, 2] });
  });
});

describe("Steps as they stream by", () => {
  it("are one start, a retry for each, then finish or error", async () => {
    const text = `graph G { state { output log: string[] = [] reduce append } defaults { writes log } node a { retry 3 } node b { retry { attempts 2 delay 1ms } } start -> a -> b -> end }`;
    let tries = 0;
    const handlers: Record<string, AnyHandler> = {
      a: () => {
        if (++tries < 3) throw new Error("no");
        return { log: ["a"] };
      },
      b: () => {
        throw new Error("never");
      },
    };
    const app = await appOf(text, { handlers });
    const events: unknown[] = [];
    const run = (async () => {
      for await (const event of app.stream({}, { ...config, modes: ["steps"] })) events.push(event);
    })();
    await expect(run).rejects.toMatchObject({ name: "NodeError", node: "b" });
    expect(events).toMatchObject([
      { phase: "start", node: "a", attempt: 1, seq: 1, step: 1, path: "a" },
      { phase: "retry", node: "a", attempt: 2, error: { message: "no" } },
      { phase: "retry", node: "a", attempt: 3 },
      { phase: "finish", node: "a", attempt: 3, duration: expect.any(Number) },
      { phase: "start", node: "b", attempt: 1, step: 2 },
      { phase: "retry", node: "b", attempt: 2, delay: 1 },
      { phase: "error", node: "b", attempt: 2, error: { message: "never" }, seq: 7 },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { appOf, collect, findings, outputOf, rejection, runnerOf, settled } from "./run.ts";

describe("A node", () => {
  it("runs the imported function of its name, another one, or what a factory made once of a literal", async () => {
    let made = 0;
    const imports = {
      "./n.ts": {
        a: ({ log }: { readonly log: readonly string[] }) => ({ log: [`a after ${log.length}`] }),
        fn: () => ({ log: ["fn"] }),
        make: ({ approach }: { readonly approach: string }) => {
          made++;
          return () => ({ log: [approach] });
        },
      },
    };
    const text = `
      import { a, fn, make } from "./n.ts"
      graph G {
        state { output log: string[] = [] reduce append }
        defaults { writes log }
        node a
        node b = fn
        node c = make({ approach: "greedy" })
        start -> a -> b -> c -> when { visits(c) < 3 -> a  else -> end }
      }`;
    const runner = await runnerOf(text, { imports });
    const log = ["a after 0", "fn", "greedy", "a after 3", "fn", "greedy", "a after 6", "fn", "greedy"];
    expect(await runner.invoke({})).toEqual({ log });
    expect(await runner.invoke({})).toEqual({ log });
    expect(made).toBe(1);
  });

  const greeting = `graph G {
    state { input name: string  other: int = 1  output text: string }
    node greet { reads name writes text }
    start -> greet -> end
  }`;

  it("that nothing imports is an argument of createX, which must be there", async () => {
    await expect(outputOf(greeting, { name: "Ada" })).rejects.toMatchObject({
      name: "ConfigError",
      graph: "G",
      option: expect.stringContaining("handlers"),
    });
    expect(await outputOf(greeting, { name: "Ada" }, { handlers: { greet: ({ name }) => ({ text: name }) } })).toEqual({
      text: "Ada",
    });
  });

  it("is refused by createX where the graph has none of the name", async () => {
    const handlers = { greet: () => ({ text: "" }), greeet: () => ({ text: "" }) };
    await expect(runnerOf(greeting, { handlers })).rejects.toMatchObject({ name: "ConfigError" });
  });

  it("is given what it reads and nothing else, or the whole state where it says nothing", async () => {
    const seen: unknown[] = [];
    const text = `graph G {
      state { input name: string  other: int = 1  gone?: string  output text: string }
      node some { reads name, gone }
      node all { writes text }
      start -> some -> all -> end
    }`;
    const keep = (state: unknown): void => void seen.push(state);
    const handlers = { some: keep, all: (state: unknown) => (keep(state), { text: "t" }) };
    await outputOf(text, { name: "Ada" }, { handlers });
    expect(seen).toEqual([{ name: "Ada" }, { name: "Ada", other: 1 }]);
    expect(Object.keys(seen[0] as object)).toEqual(["name"]);
  });

  it("may leave out a write with a question mark and no other", async () => {
    const text = `graph G {
      state { input which: string  output a?: string  output b: string = "b" }
      node n { reads which writes a, b? }
      start -> n -> end
    }`;
    const handlers = {
      n: ({ which }: { readonly which: string }) =>
        which === "both" ? { a: "1", b: "2" } : which === "a" ? { a: "1" } : { b: "2" },
    };
    const runner = await runnerOf(text, { handlers });
    expect(await runner.invoke({ which: "both" })).toEqual({ a: "1", b: "2" });
    expect(await runner.invoke({ which: "a" })).toEqual({ a: "1", b: "b" });
    await expect(runner.invoke({ which: "b" })).rejects.toMatchObject({
      name: "StateValidationError",
      node: "n",
      field: "a",
      reason: "missing",
    });
  });

  it("that returns a field outside its writes, an unknown field or no object is refused with node, field and reason", async () => {
    const text = `graph G {
      state { input kind: string  output a: string = ""  b: string = "" }
      node n { reads kind writes a }
      node see { reads b }
      start -> n -> see -> end
    }`;
    const results: Record<string, unknown> = {
      undeclared: { a: "", b: "" },
      unknown: { a: "", zzz: 1 },
      invalid: { a: 3 },
    };
    const handlers = { n: ({ kind }: { readonly kind: string }) => results[kind], see: () => ({}) };
    const app = await appOf(text, { handlers });
    for (const [reason, field] of [
      ["undeclared", "b"],
      ["unknown", "zzz"],
      ["invalid", "a"],
    ] as const) {
      const threadId = reason;
      await expect(app.invoke({ kind: reason }, { threadId })).rejects.toMatchObject({
        name: "StateValidationError",
        graph: "G",
        threadId,
        node: "n",
        field,
        reason,
      });
      const { values, next } = await app.getState({ threadId });
      expect({ values, next }).toEqual({ values: { kind: reason, a: "", b: "" }, next: ["n"] });
    }
    for (const kind of ["nothing", "list"]) {
      results["list"] = [];
      await expect(app.invoke({ kind }, { threadId: kind })).rejects.toMatchObject({
        name: "StateValidationError",
        node: "n",
      });
    }
  });

  it("that writes nothing may return nothing", async () => {
    const text = `graph G { state { input output a: string } node n { reads a } start -> n -> end }`;
    for (const result of [undefined, {}]) {
      expect(await outputOf(text, { a: "x" }, { handlers: { n: () => result } })).toEqual({ a: "x" });
    }
    await expect(outputOf(text, { a: "x" }, { handlers: { n: () => ({ a: "y" }) } })).rejects.toMatchObject({
      reason: "undeclared",
      field: "a",
    });
  });

  it("takes arguments, supplied wherever it is a target", async () => {
    const text = `graph G {
      state { input s: string  output log: string[] = [] reduce append }
      node a(subject: string, n: int) { writes log }
      node b(pair: [string, int], map: Record<string, int>) => { log: [\`\${pair[0]} \${map["x"] ?? 0}\`] }
      start -> a(s, 3) -> when { visits(a) < 2 -> a(\`again \${s}\`, visits(a) + 10)  else -> b(["p", 1], { x: 2 }) -> end }
    }`;
    const handlers = {
      a: (_: unknown, { args, name }: { args: unknown; name: string }) => ({
        log: [`${name} ${JSON.stringify(args)}`],
      }),
    };
    expect(await outputOf(text, { s: "x" }, { handlers })).toEqual({
      log: ['a {"subject":"x","n":3}', 'a {"subject":"again x","n":11}', "p 2"],
    });
  });

  it("may be a pure update, which sees the state before it", async () => {
    const text = `graph G {
      state { input output a: int  output b: int = 0 }
      node n => { a: a + 1, b: a }
      start -> n -> n2 -> end
      node n2 => { a: a * 10, b: a + b }
    }`;
    expect(await outputOf(text, { a: 1 })).toEqual({ a: 20, b: 3 });
  });

  it("binds a plain function whose result is called output in the update", async () => {
    const imports = {
      "./f.ts": {
        price: ({ city }: { city: string }) => Promise.resolve({ amount: city.length, currency: "EUR" }),
        nothing: () => null,
      },
    };
    const text = `import { price, nothing } from "./f.ts"
    graph G {
      state { input city: string  output text: string  output seen: string = "" }
      node quote(times: int) = price { reads city } => { text: \`\${output.amount * times} \${output.currency} in \${city}\` }
      node none = nothing => { seen: output == null ? "none" : "some" }
      start -> quote(2) -> none -> end
    }`;
    expect(await outputOf(text, { city: "Rome" }, { imports })).toEqual({ text: "8 EUR in Rome", seen: "none" });
  });

  it("is tried again with its retry policy, only for the errors it names", async () => {
    const tries: Record<string, number> = {};
    const failing =
      (name: string, times: number, error: string) => (_: unknown, ctx: { attempt: number; name: string }) => {
        tries[name] = (tries[name] ?? 0) + 1;
        expect(ctx.attempt).toBe(tries[name]);
        if (tries[name] <= times) throw Object.assign(new Error(`no ${tries[name]}`), { name: error });
        return { log: [`${name} ${ctx.attempt}`] };
      };
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      node a { writes log retry 3 }
      node b { writes log retry { attempts 3 delay 1ms factor 2 maxDelay 2ms jitter on "TimeoutError", "RateLimitError" } }
      node c { writes log retry { attempts 5 delay 1ms on "RateLimitError" } }
      start -> a -> b -> c -> end
    }`;
    const handlers = {
      a: failing("a", 2, "Error"),
      b: failing("b", 2, "RateLimitError"),
      c: failing("c", 2, "OtherError"),
    };
    const error = await rejection(outputOf(text, {}, { handlers }));
    expect(error).toMatchObject({ name: "NodeError", node: "c", path: "c", attempts: 1, cause: { message: "no 1" } });
    expect(tries).toEqual({ a: 3, b: 3, c: 1 });
    const { log } = await outputOf(
      text,
      {},
      {
        handlers: {
          ...handlers,
          a: failing("x", 2, "Error"),
          b: failing("y", 0, ""),
          c: failing("z", 3, "RateLimitError"),
        },
      },
    );
    expect(log).toEqual(["x 3", "y 1", "z 4"]);
  });

  it("that runs longer than its timeout fails with TimeoutError, its signal aborts and what it returns later is ignored", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      node slow { writes log timeout 5ms retry 2 }
      node caught => { log: [\`\${error.name} \${error.node} \${error.attempts}\`] }
      start -> slow -> end
      slow on error -> caught -> end
    }`;
    const reasons: unknown[] = [];
    const handlers = {
      slow: (_: unknown, { signal }: { signal: AbortSignal }) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => {
            reasons.push(signal.reason.name);
            resolve({ log: ["late"] });
          });
        }),
    };
    expect(await outputOf(text, {}, { handlers })).toEqual({ log: ["TimeoutError slow 2"] });
    await settled();
    expect(reasons).toEqual(["TimeoutError", "TimeoutError"]);
  });

  it("starts its timeout anew with heartbeat", async () => {
    const text = `graph G { state { output ok: boolean = false } node n { writes ok timeout 60ms } start -> n -> end }`;
    const handlers = {
      n: async (_: unknown, ctx: { heartbeat(): void }) => {
        for (let i = 0; i < 10; i++) {
          await new Promise((resolve) => setTimeout(resolve, 10));
          ctx.heartbeat();
        }
        return { ok: true };
      },
    };
    expect(await outputOf(text, {}, { handlers })).toEqual({ ok: true });
  });

  it("with a cache is run once for what it reads and its arguments", async () => {
    const text = `graph G {
      state { input key: string  input noise: int  output log: string[] = [] reduce append }
      node n(i: int) { reads key writes log cache 10m }
      start -> n(1) -> when { visits(n) < 2 -> n(1)  visits(n) < 3 -> n(2)  else -> end }
    }`;
    let runs = 0;
    const handlers = {
      n: ({ key }: { key: string }, { args }: { args: { i?: unknown } }) => ({
        log: [`${key}${String(args.i)} run ${++runs}`],
      }),
    };
    const runner = await runnerOf(text, { handlers });
    expect(await runner.invoke({ key: "a", noise: 1 })).toEqual({ log: ["a1 run 1", "a1 run 1", "a2 run 2"] });
    expect(await runner.invoke({ key: "a", noise: 2 })).toEqual({ log: ["a1 run 1", "a1 run 1", "a2 run 2"] });
    expect(await runner.invoke({ key: "b", noise: 2 })).toEqual({ log: ["b1 run 3", "b1 run 3", "b2 run 4"] });
  });

  it("gets the options of defaults if TypeScript implements it, under its own", async () => {
    const text = `graph G {
      state { input a: string  output log: string[] = [] reduce append }
      defaults { reads a writes log retry 3 }
      node one
      node two { retry 1 }
      node pure => { log: ["pure"] }
      start -> one -> pure -> two -> end
    }`;
    let tries = 0;
    const handlers = {
      one: (state: object) => {
        if (++tries < 3) throw new Error("one");
        return { log: Object.keys(state) };
      },
      two: () => {
        tries++;
        throw new Error("two");
      },
    };
    await expect(outputOf(text, { a: "" }, { handlers })).rejects.toMatchObject({ node: "two", attempts: 1 });
    expect(tries).toBe(4);
  });

  it("gets a name, a step, a thread, the context and emits the events of the graph", async () => {
    const text = `graph G {
      context { user: string, extra?: int }
      events { seen: string, done: { n: int } }
      state { output log: string[] = [] reduce append }
      node a { writes log }
      node b { writes log }
      start -> a -> b -> end
    }`;
    const note = (
      _: unknown,
      ctx: {
        name: string;
        step: number;
        threadId?: string;
        context: { user?: unknown };
        emit: (event: string, data: unknown) => void;
      },
    ) => {
      ctx.emit("seen", ctx.name);
      ctx.emit("done", { n: ctx.step });
      return { log: [`${ctx.name} ${ctx.step} ${ctx.threadId} ${String(ctx.context.user)}`] };
    };
    const app = await appOf(text, { handlers: { a: note, b: note } });
    const config = { threadId: "t", context: { user: "Ada" } };
    const events = await collect(app.stream({}, { ...config, modes: ["events"] }));
    expect(events.map((event) => (event.type === "event" ? [event.name, event.data] : event))).toMatchObject([
      ["seen", "a"],
      ["done", { n: 1 }],
      ["seen", "b"],
      ["done", { n: 2 }],
      { type: "done", output: { log: ["a 1 t Ada", "b 2 t Ada"] } },
    ]);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("A context", () => {
  it("without a required member refuses the run, whether the app or the call should have given it", async () => {
    const text = `graph Inner { context { key: string } state { output a: string = "" } node n => { a: "x" } start -> n -> end }
    graph G { context { user: string, extra?: int } state { output a: string } node inner = Inner { in {} } start -> inner -> end }`;
    const app = await appOf(text);
    const lacking = { name: "ConfigError", graph: "G", option: "context" };
    await expect(app.invoke({}, { threadId: "u" })).rejects.toMatchObject(lacking);
    await expect(app.invoke({}, { threadId: "u", context: { user: "" } })).rejects.toMatchObject(lacking);
    expect(await app.invoke({}, { threadId: "u", context: { user: "", key: "" } })).toEqual({ a: "x" });
    const runner = await runnerOf(text, { context: { key: "k" } });
    await expect(runner.invoke({})).rejects.toMatchObject(lacking);
    expect(await runner.invoke({}, { context: { user: "Ada" } })).toEqual({ a: "x" });
  });
});

describe("A subgraph", () => {
  const inner = `graph Other {
    context { user: string }
    state { input query: string  hidden: string = "h"  output answer: string  output log: string[] = [] reduce append }
    node answer { reads query, hidden writes answer, log }
    start -> answer -> end
  }`;
  const answer = (
    { query, hidden }: { query: string; hidden: string },
    { context }: { context: { user?: unknown } },
  ) => ({
    answer: `${query} ${hidden} ${String(context.user)}`,
    log: ["inner"],
  });

  it("gets its input from in, its context from the run, and shares nothing else", async () => {
    const text = `${inner}
    graph G {
      context { user: string }
      state { input hidden: string  output result: string  output log: string[] = [] reduce append }
      node a(q: string) = Other { in { query: \`\${q}?\` } } => { result: output.answer, log: ["outer"] }
      start -> a("what") -> end
    }`;
    const runner = await runnerOf(text, { handlers: { "a/answer": answer } });
    expect(await runner.invoke({ hidden: "outer" }, { context: { user: "Ada" } })).toEqual({
      result: "what? h Ada",
      log: ["outer"],
    });
  });

  it("gives back its output fields of the same name and type without an update, reduced ones folded", async () => {
    const text = `${inner}
    graph G {
      context { user: string }
      state { output answer: string  output log: string[] = ["first"] reduce append }
      node a = Other { in { query: "q" } }
      start -> a -> end
    }`;
    const runner = await runnerOf(text, { handlers: { "a/answer": answer }, context: { user: "Ada" } });
    expect(await runner.invoke({})).toEqual({ answer: "q h Ada", log: ["first", "inner"] });
  });

  it("must say what happens to a field that goes in, comes back and is reduced", () => {
    const text = `
    graph Other { state { input output log: string[] = [] reduce append } node n => { log: ["n"] } start -> n -> end }
    graph G {
      state { output log: string[] = [] reduce append }
      node a = Other { in { log } }
      start -> a -> end
    }`;
    expect(findings(text)).toEqual([expect.stringContaining("G507")]);
  });

  it("may come from another file, and may be in a group, a map and a loop", async () => {
    const files = [
      {
        path: "lib.graph",
        text: `graph Square { state { input n: int  output square: int } node s => { square: n * n } start -> s -> end }`,
      },
      {
        path: "main.graph",
        text: `import { Square } from "./lib.graph"
        graph G {
          state { input ns: int[]  output squares: int[] = [] reduce append  sum: int = 0 reduce add  output total: int = 0 }
          node one(n: int) = Square { in { n } } => { squares: [output.square], sum: output.square }
          node total => { total: sum }
          node again(n: int) = Square { in { n } } => { squares: [output.square], sum: output.square }
          start -> [one(n) for n in ns if n > 1] -> again(10) -> when { visits(again) < 3 -> again(visits(again)) else -> total -> end }
        }`,
      },
    ];
    expect(await outputOf(files, { ns: [1, 2, 3] })).toEqual({ squares: [4, 9, 100, 1, 4], total: 118 });
  });

  it("may not contain itself", () => {
    const text = `graph G { state { input output n: int } node again = G { in { n } } start -> again -> end }`;
    expect(findings(text)).toEqual([expect.stringContaining("G205")]);
  });

  it("has its handlers under the path, also two deep, and one graph twice has two", async () => {
    const text = `
    graph Leaf { state { input x: string  output y: string } node work { reads x writes y } start -> work -> end }
    graph Mid { state { input x: string  output y: string } node leaf = Leaf { in { x } } start -> leaf -> end }
    graph G {
      state { input x: string  output a: string  output b: string }
      node one = Mid { in { x } } => { a: output.y }
      node two = Mid { in { x } } => { b: output.y }
      start -> one -> two -> end
    }`;
    const handlers = {
      "one/leaf/work": ({ x }: { x: string }) => ({ y: `1${x}` }),
      "two/leaf/work": ({ x }: { x: string }) => ({ y: `2${x}` }),
    };
    expect(await outputOf(text, { x: "x" }, { handlers })).toEqual({ a: "1x", b: "2x" });
  });

  it("has its failure as its node's: retried inside, error edge outside, error path inside", async () => {
    const text = `
    graph Inner { state { input x: string  output y: string } node work { reads x writes y retry 2 } start -> work -> end }
    graph G {
      state { input x: string  output y: string = ""  output log: string[] = [] reduce append }
      node inner = Inner { in { x } }
      node caught => { log: [\`\${error.node} \${error.name} \${error.message}\`] }
      start -> inner -> end
      inner on error -> caught -> end
    }`;
    let tries = 0;
    const handlers = {
      "inner/work": () => {
        tries++;
        throw new RangeError("boom");
      },
    };
    const { log } = await outputOf(text, { x: "" }, { handlers });
    expect(tries).toBe(2);
    expect(log).toEqual([expect.stringMatching(/^inner .*boom/)]);
    const bare = text.replace("inner on error -> caught -> end", "").replace(/node caught.*/, "");
    await expect(outputOf(bare, { x: "" }, { handlers })).rejects.toMatchObject({
      name: "NodeError",
      path: "inner/work",
      cause: { message: "boom" },
    });
  });

  it("that gets input its where refuses fails with a typed error", async () => {
    const text = `
    graph Inner { state { input n: int where value > 0  output m: int } node w => { m: n } start -> w -> end }
    graph G { state { input n: int  output m: int } node inner = Inner { in { n } } start -> inner -> end }`;
    expect(await outputOf(text, { n: 1 })).toEqual({ m: 1 });
    await expect(outputOf(text, { n: 0 })).rejects.toMatchObject({ name: "StateValidationError", field: "n" });
  });
});

import { describe, expect, it } from "vitest";
import { goto, set } from "@graphc/runtime";
import { appOf, interruptsOf, outputOf, rejection, runnerOf, settled } from "./run.ts";
import type { AnyHandler } from "./run.ts";

const config = { threadId: "t" };

describe("A run comes to the same end", () => {
  it("wherever a handler failed: each step has run once, loops and variables of nested maps are kept", async () => {
    const text = `graph G {
      state { input rows: int[][]  output log: string[] = [] reduce append }
      defaults { writes log }
      node row(r: int[])
      node cell(n: int)
      node again(n: int)
      node total(n: int)
      node z
      start -> [
        row(r) -> [cell(n) -> again(n) -> when { visits(again) < n -> again(n) max 2 then end, else -> end } for n in r if n > 0] -> total(sum(r))
        for r in rows
      ] -> z -> end
    }`;
    const input = { rows: [[1, 2], [], [0, 3]] };
    let fails = Number.POSITIVE_INFINITY;
    const runs: string[] = [];
    const work: AnyHandler = async (state, { name, args, step }) => {
      await settled();
      if (fails-- === 0) throw new Error("boom");
      const run = `${name}(${String(args["n"] ?? args["r"] ?? "")}) step ${step} behind ${state.log.length}`;
      runs.push(run);
      return { log: [run] };
    };
    const app = await appOf(text, { handlers: { row: work, cell: work, again: work, total: work, z: work } });
    const whole = await app.invoke(input, config);
    const expected = runs.toSorted();
    expect(expected).toHaveLength(16);
    for (let at = 0; at < expected.length; at++) {
      runs.length = 0;
      fails = at;
      const thread = { threadId: `${at}` };
      await expect(app.invoke(input, thread)).rejects.toMatchObject({ name: "NodeError" });
      expect(await app.continue(thread)).toEqual(whole);
      expect(runs.toSorted()).toEqual(expected);
    }
  });

  it("with a stop before or after every node, members included", async () => {
    const text = `graph G {
      state { input n: int  output log: string[] = [] reduce append  c: int = 0 reduce add }
      node a(i: int) => { log: [\`a\${i} \${visits(a)}\`], c: 1 }
      node a2(i: int) => { log: [\`a2 \${i}\`] }
      node b => { log: [\`b \${len(log)} \${c}\`] }
      node d => { log: [\`d \${c} \${visits(a)}\`] }
      start -> [a(i) -> [b, a2(i * 10)] -> when { len(log) < 6 -> a(i) max 1 then end, else -> end } for i in range(n)]
        -> d -> when { visits(d) < 2 -> d, else -> end }
    }`;
    const app = await appOf(text);
    const whole = await app.invoke({ n: 3 }, config);
    for (const option of ["interruptBefore", "interruptAfter"]) {
      const call = { threadId: option, [option]: ["a", "a2", "b", "d"] };
      let result: unknown = await app.invoke({ n: 3 }, call);
      for (let stop = 0; stop < 50 && app.isInterrupted(result); stop++) result = await app.continue(call);
      expect(result).toEqual(whole);
    }
  });

  it("when a limit was reached in a group, whose error shows what had finished", async () => {
    const text = `graph G { limit 3 steps
      state { input n: int  output log: string[] = [] reduce append }
      node s => { log: ["s"] }
      node a(i: int) { writes log }
      node z => { log: ["z"] }
      start -> s -> [a(i) -> when { visits(a) < i -> a(i), else -> end } for i in range(n)] -> z -> end
    }`;
    const a: AnyHandler = (_, { args }) => ({ log: [`a${String(args["i"])}`] });
    const app = await appOf(text, { handlers: { a } });
    const error = await rejection(app.invoke({ n: 5 }, config));
    const { values, next } = await app.getState(config);
    expect(next).toEqual(["a#3", "a#4"]);
    expect(error).toMatchObject({ name: "StepLimitError", limit: 3, values });
    expect(values["log"]).toEqual(["s", "a0", "a1", "a2", "a2", "a3", "a3", "a4", "a4"]);
    expect(await rejection((await runnerOf(text, { handlers: { a } })).invoke({ n: 5 }))).toMatchObject({ values });
    await expect(app.continue(config)).rejects.toMatchObject({ name: "StepLimitError" });
    const log = ["s", "a0", "a1", "a2", "a2", "a3", "a3", "a3", "a4", "a4", "a4", "a4", "z"];
    expect(await app.continue({ ...config, limit: 10 })).toEqual({ log });
  });

  it("with bounds that count asks of a member over several answers", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      ask q(i: int): string { show i } => { log: [\`\${i}\${answer}\`] }
      node gaveUp => { log: ["gave up"] }
      start -> [q(i) -> when { last(log) == \`\${i}ok\` -> end, else -> q(i) max 2 then gaveUp } for i in [1, 2]] -> end
    }`;
    const app = await appOf(text);
    let result: unknown = await app.invoke({}, config);
    for (const round of ["no0", "no1", "no2"]) {
      const { interrupts } = interruptsOf(app, result);
      expect(interrupts).toHaveLength(2);
      result = await app.resume(Object.fromEntries(interrupts.map(({ id }) => [id, round])), config);
    }
    expect(result).toEqual({ log: ["1no0", "1no1", "1no2", "gave up", "2no0", "2no1", "2no2", "gave up"] });
  });

  it("when one of ten thousand elements failed: it alone is run again", async () => {
    const text = `graph G { state { input n: int  output c: int = 0 reduce add } node a(i: int) { writes c } start -> [a(i) for i in range(n)] -> end }`;
    let bad = 5000;
    let runs = 0;
    const a: AnyHandler = async (_, { args }) => {
      runs++;
      if (args["i"] !== bad) return { c: 1 };
      await settled();
      throw new Error("boom");
    };
    const app = await appOf(text, { handlers: { a } });
    await expect(app.invoke({ n: 10_000 }, config)).rejects.toMatchObject({ name: "NodeError", path: "a#5000" });
    bad = -1;
    const before = runs;
    expect(await app.continue(config)).toEqual({ c: 10_000 });
    expect(runs - before).toBe(1);
  });
});

describe("Long runs", () => {
  it("of sync nodes and groups need no stack", async () => {
    const loop = `graph G { limit 200000 steps state { input n: int  output c: int = 0 reduce add } node a => { c: 1 } start -> a -> when { c < n -> a, else -> end } }`;
    expect(await outputOf(loop, { n: 100_000 })).toEqual({ c: 100_000 });
    const groups = `graph G { limit 200000 steps
      state { input n: int  output c: int = 0 reduce add }
      node a => { c: 1 } node b => {}
      start -> b -> when { c < n -> [a] -> b, else -> end }
    }`;
    expect(await outputOf(groups, { n: 20_000 })).toEqual({ c: 20_000 });
  });

  it("of nested groups and subgraphs do not lock up under maxConcurrency 1", async () => {
    const text = `
    graph Inner { state { input n: int  output m: int = 0 reduce add } node w(i: int) { writes m } start -> [w(i) for i in range(n)] -> end }
    graph G {
      state { input n: int  output m: int = 0 reduce add }
      node w(i: int) { writes m }
      node inner(k: int) = Inner { in { n: k } } => { m: output.m }
      start -> [[w(i) for i in range(n)], inner(3) for j in range(n)] -> end
    }`;
    let running = 0;
    let most = 0;
    const w: AnyHandler = async () => {
      most = Math.max(most, ++running);
      await settled();
      running--;
      return { m: 1 };
    };
    const runner = await runnerOf(text, { handlers: { w, "inner/w": w } });
    expect(await runner.invoke({ n: 4 }, { maxConcurrency: 1 })).toEqual({ m: 16 });
    expect(most).toBe(1);
  });
});

describe("Forms together", () => {
  it("branches, goto and routers in members, a map's variable in a branch", async () => {
    const text = `import { pick } from "./r.ts"
    graph G {
      state { input list: { kind: "x" | "y", n: int }[]  output log: string[] = [] reduce append }
      node a(n: int) { writes log }
      node g { writes log }
      node p => { log: ["p"] } node q => { log: ["q"] }
      node r1 => { log: ["r1"] } node r2 => { log: ["r2"] }
      node z(t: string) => { log: [t] }
      node h => {} node w => { log: ["w"] } node last => { log: [string(len(log))] }
      start -> [
        match e.kind { "x" -> a(e.n) -> z(e.kind), "y" -> end } for e in list,
        g -> goto { p, q, end },
        h -> route pick [r1, r2] -> w,
      ] -> last -> end
      p, q -> end
    }`;
    const a: AnyHandler = (_, { args }) => ({ log: [`a${String(args["n"])}`] });
    const list = [
      { kind: "x", n: 1 },
      { kind: "y", n: 2 },
      { kind: "x", n: 3 },
    ];
    const imports = { "./r.ts": { pick: () => ["r2", "r1"] } };
    const handlers = { a, g: () => goto("q", { log: ["g"] }) };
    expect(await outputOf(text, { list }, { imports, handlers })).toEqual({
      log: ["a1", "x", "a3", "x", "g", "q", "r1", "r2", "w", "9"],
    });
  });

  it("an error edge in a subgraph in a map, which asks for help", async () => {
    const text = `
    graph Inner { state { input x: string  output y: string = "" }
      node work { reads x writes y }
      ask help: string { show { x } } => { y: answer }
      start -> work -> end
      work on error -> help -> end
    }
    graph G { state { input xs: string[]  output log: string[] = [] reduce append }
      node inner(x: string) = Inner { in { x } } => { log: [output.y] }
      start -> [inner(x) for x in xs] -> end }`;
    const work: AnyHandler = ({ x }: { x: string }) => {
      if (x === "bad") throw new Error("bad");
      return { y: x };
    };
    const app = await appOf(text, { handlers: { "inner/work": work } });
    const { interrupts } = interruptsOf(app, await app.invoke({ xs: ["a", "bad", "c"] }, config));
    expect(interrupts).toMatchObject([{ name: "inner/help", path: "inner#1/help", payload: { x: "bad" } }]);
    expect(await app.resume({ "inner/help": "fixed" }, config)).toEqual({ log: ["a", "fixed", "c"] });
  });

  it("an error that chooses among handlers with arguments", async () => {
    const text = `graph G {
      state { input n: int  output log: string[] = [] reduce append }
      node pay(i: int) { writes log }
      node fix(why: string) { writes log }
      node fix2 => { log: [\`\${error.message} \${string(error.args["i"] ?? -1)}\`] }
      start -> [pay(i) for i in range(n)] -> end
      pay on error -> match error.name {
        "A" -> fix(\`A\${error.message}\`)
        else -> when { error.attempts > 1 -> fix("many"), else -> fix2 }
      } -> end
    }`;
    const pay: AnyHandler = (_, { args }) => {
      const i = Number(args["i"]);
      if (i === 0) return { log: ["ok"] };
      throw Object.assign(new Error(`m${i}`), { name: i === 1 ? "A" : "B" });
    };
    const fix: AnyHandler = (_, { args, error }) => ({ log: [`${String(args["why"])} ${error.node}`] });
    expect(await outputOf(text, { n: 3 }, { handlers: { pay, fix } })).toEqual({ log: ["ok", "Am1 pay", "m2 2"] });
  });

  it("a cached goto with its update, effects in once in a subgraph that asks", async () => {
    const cached = `graph G {
      state { input k: int  output log: string[] = [] reduce append  output gone?: string }
      node n { reads k writes log, gone? cache 1m }
      node b => { log: ["b"] }
      start -> n -> goto { b, end }
      b -> end
    }`;
    let runs = 0;
    const n: AnyHandler = () => (runs++, goto("b", { log: set(["n"]), gone: "x" }));
    const runner = await runnerOf(cached, { handlers: { n } });
    for (let i = 0; i < 2; i++) expect(await runner.invoke({ k: 1 })).toEqual({ log: ["n", "b"], gone: "x" });
    expect(runs).toBe(1);

    const asking = `graph Inner { state { input i: int  output m: int = 0 } node w { reads i writes m asks int for int } start -> w -> end }
    graph G {
      state { output m: int = 0 reduce add }
      node inner(i: int) = Inner { in { i } } => { m: output.m }
      start -> [inner(i) for i in [1, 2]] -> end
    }`;
    const effects: number[] = [];
    const w: AnyHandler = async ({ i }: { i: number }, ctx) => {
      const hundreds = await ctx.once("k", () => (effects.push(i), i * 100));
      return { m: hundreds + Number(await ctx.ask(i)) };
    };
    const app = await appOf(asking, { handlers: { "inner/w": w } });
    const { interrupts } = interruptsOf(app, await app.invoke({}, config));
    expect(interrupts.map(({ name, path }) => [name, path])).toEqual([
      ["inner/w", "inner#0/w"],
      ["inner/w", "inner#1/w"],
    ]);
    interruptsOf(app, await app.resume({ [interrupts[1]?.id ?? ""]: 2 }, config));
    expect(await app.resume({ "inner/w": 1 }, config)).toEqual({ m: 303 });
    expect(effects.toSorted()).toEqual([1, 2]);
  });

  it("an update that throws keeps the thread, names that other languages keep are free", async () => {
    const text = `import { f } from "./f.ts"
    graph G {
      state { input input: string  output output: string = ""  count: int = 0 reduce add  scope: int = 0  where: int = 0 }
      node value => { output: input, count: 1, scope: 2, where: 3 }
      node broken = f => { output: output.x }
      start -> value -> broken -> end
    }`;
    const app = await appOf(text, { imports: { "./f.ts": { f: () => undefined } } });
    await expect(app.invoke({ input: "x" }, config)).rejects.toMatchObject({
      name: "NodeError",
      node: "broken",
      cause: { name: "TypeError" },
    });
    expect(await app.getState(config)).toMatchObject({
      next: ["broken"],
      values: { output: "x", count: 1, scope: 2, where: 3 },
    });
  });
});

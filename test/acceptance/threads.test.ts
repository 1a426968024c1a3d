import { describe, expect, it } from "vitest";
import { MemoryCheckpointer, set } from "@graphc/runtime";
import { appOf, collect, gate, interruptsOf, rejection, runnerOf, settled } from "./run.ts";
import type { AnyApp, AnyContext, AnyHandler } from "./run.ts";

const config = { threadId: "t" };

const pipeline = `graph G {
  state { input x: string = ""  output log: string[] = [] reduce append  note?: string }
  node a => { log: [\`a\${x}\`] } node b => { log: [\`b\${note ?? ""}\`] } node c => { log: ["c"] }
  start -> a -> b -> c -> end
}`;

async function past(
  app: AnyApp,
  query?: Parameters<AnyApp["getStateHistory"]>[1],
  ref: { threadId: string; checkpointId?: string } = config,
) {
  return collect(app.getStateHistory(ref, query));
}

describe("A thread", () => {
  it("has a checkpoint after each step of the main path, newest first in its history", async () => {
    const app = await appOf(pipeline);
    await app.invoke({ x: "1" }, { ...config, metadata: { who: "Ada", n: [1] } });
    const history = await past(app);
    expect(history.map(({ source, step, next, values }) => [source, step, next, values["log"]])).toEqual([
      ["step", 3, [], ["a1", "b", "c"]],
      ["step", 2, ["c"], ["a1", "b"]],
      ["step", 1, ["b"], ["a1"]],
      ["input", 0, ["a"], []],
    ]);
    const ids = history.map(({ checkpointId }) => checkpointId);
    expect(ids.toSorted().toReversed()).toEqual(ids);
    expect(history.map(({ parentId }) => parentId)).toEqual([...ids.slice(1), undefined]);
    expect(history[3]).not.toHaveProperty("parentId");
    for (const snapshot of history)
      expect(snapshot).toMatchObject({ threadId: "t", metadata: { who: "Ada", n: [1] }, createdAt: expect.any(Date) });
    expect(await app.getState(config)).toEqual(history[0]);
    expect(await app.getState({ ...config, checkpointId: ids[2] ?? "" })).toEqual(history[2]);
    expect(await past(app, { limit: 2 })).toEqual(history.slice(0, 2));
    expect(await past(app, { before: ids[1] ?? "" })).toEqual(history.slice(2));
    expect(await past(app, { source: "input" })).toEqual(history.slice(3));
    expect(await past(app, {}, { ...config, checkpointId: ids[2] ?? "" })).toEqual(history.slice(2));
    expect(await past(app, {}, { threadId: "unknown" })).toEqual([]);
  });

  it("that is unknown, or a checkpoint that is, is a NotFoundError", async () => {
    const app = await appOf(pipeline);
    await expect(app.getState(config)).rejects.toMatchObject({ name: "NotFoundError", graph: "G", threadId: "t" });
    await app.invoke({}, config);
    await expect(app.getState({ ...config, checkpointId: "nope" })).rejects.toMatchObject({
      name: "NotFoundError",
      checkpointId: "nope",
    });
    await expect(app.updateState({ threadId: "u" }, { note: "" })).rejects.toMatchObject({ name: "NotFoundError" });
    await expect(app.invoke(null, { threadId: "u" })).rejects.toMatchObject({ name: "NotFoundError" });
    await expect(app.continue({ threadId: "u" })).rejects.toMatchObject({ name: "NotFoundError" });
  });

  it("has an id of 1 to 255 characters, any characters", async () => {
    const app = await appOf(pipeline);
    for (const threadId of ["__proto__", "a/b#c:d", "ünï 💥", "x".repeat(255), "constructor"]) {
      expect(await app.invoke({ x: "!" }, { threadId })).toEqual({ log: ["a!", "b", "c"] });
      expect((await app.getState({ threadId })).threadId).toBe(threadId);
    }
    for (const threadId of ["", "x".repeat(256), undefined as unknown as string, 7 as unknown as string]) {
      await expect(app.invoke({}, { threadId })).rejects.toMatchObject({ name: "ConfigError", option: "threadId" });
      await expect(app.getState({ threadId })).rejects.toMatchObject({ name: "ConfigError", option: "threadId" });
    }
  });

  it("goes on from run to run, and another starts anew", async () => {
    const app = await appOf(pipeline);
    await app.invoke({ x: "1" }, config);
    expect(await app.invoke({ x: "2" }, config)).toEqual({ log: ["a1", "b", "c", "a2", "b", "c"] });
    expect(await app.invoke({}, { threadId: "other" })).toEqual({ log: ["a", "b", "c"] });
    expect((await past(app)).map(({ step }) => step)).toEqual([3, 2, 1, 0, 3, 2, 1, 0]);
  });

  it("that is finished is left as it is by continue, and its output returned", async () => {
    const app = await appOf(pipeline);
    const output = await app.invoke({ x: "1" }, config);
    const before = await past(app);
    expect(await app.continue(config)).toEqual(output);
    expect(await app.invoke(null, config)).toEqual(output);
    expect(await past(app)).toEqual(before);
  });

  it("takes one call at a time: a second is refused, or waits", async () => {
    const held = gate();
    const text = `graph G { state { input x: string  output log: string[] = [] reduce append } node a { reads x writes log } start -> a -> end }`;
    const a: AnyHandler = async ({ x }: { x: string }) => {
      if (x === "1") await held.promise;
      return { log: [x] };
    };
    const app = await appOf(text, { handlers: { a } });
    const first = app.invoke({ x: "1" }, config);
    await settled();
    await expect(app.invoke({ x: "2" }, config)).rejects.toMatchObject({ name: "ThreadBusyError", threadId: "t" });
    await expect(app.updateState(config, { log: [] })).rejects.toMatchObject({ name: "ThreadBusyError" });
    expect(await app.invoke({ x: "other" }, { threadId: "u" })).toEqual({ log: ["other"] });
    const waits = app.invoke({ x: "3" }, { ...config, ifBusy: "wait" });
    held.open();
    expect(await first).toEqual({ log: ["1"] });
    expect(await waits).toEqual({ log: ["1", "3"] });
  });

  it("changed by two apps at once loses nothing: one of them is refused", async () => {
    const held = gate();
    const text = `graph G { state { input x: string  output log: string[] = [] reduce append } node a { reads x writes log } node b => { log: ["b"] } start -> a -> b -> end }`;
    const checkpointer = new MemoryCheckpointer();
    const a: AnyHandler = async ({ x }: { x: string }) => {
      if (x === "slow") await held.promise;
      return { log: [x] };
    };
    const one = await appOf(text, { handlers: { a }, checkpointer });
    const two = await appOf(text, { handlers: { a }, checkpointer });
    await one.invoke({ x: "first" }, config);
    const slow = rejection(one.invoke({ x: "slow" }, config));
    await settled();
    const second = await two
      .invoke({ x: "fast" }, { ...config, onUnfinished: "discard" })
      .catch((error: Error) => error.name);
    held.open();
    const outcome = await slow.catch(() => undefined);
    const { values } = await one.getState(config);
    if (second === "ThreadBusyError") expect(values["log"]).toEqual(["first", "b", "slow", "b"]);
    else {
      expect(outcome).toMatchObject({ name: "ThreadConflictError", threadId: "t" });
      expect(values["log"]).toEqual(["first", "b", "fast", "b"]);
    }
  });
});

describe("Durability", () => {
  it("decides when steps are stored, never what comes out", async () => {
    for (const [durability, count] of [
      ["sync", 4],
      ["async", 4],
      ["exit", 1],
    ] as const) {
      const app = await appOf(pipeline);
      expect(await app.invoke({ x: "1" }, { ...config, durability })).toEqual({ log: ["a1", "b", "c"] });
      const history = await past(app);
      expect(history.length).toBeLessThanOrEqual(count === 1 ? 2 : count);
      expect(history[0]?.values).toMatchObject({ log: ["a1", "b", "c"] });
      if (count === 4) expect(history).toHaveLength(4);
    }
  });

  it("of exit stores where a run stops", async () => {
    const app = await appOf(pipeline);
    await app.invoke({}, { ...config, durability: "exit", interruptBefore: ["c"] });
    expect(await app.getState(config)).toMatchObject({ next: ["c"], values: { log: ["a", "b"] } });
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "c"] });
    await expect(app.invoke({}, { ...config, durability: "never" as "exit" })).rejects.toMatchObject({
      name: "ConfigError",
      option: "durability",
    });
    for (const option of ["ifBusy", "onUnfinished"]) {
      await expect(app.invoke({}, { ...config, [option]: "never" })).rejects.toMatchObject({
        name: "ConfigError",
        option,
      });
    }
  });

  it("of sync has stored a step before the next one runs", async () => {
    const text = `graph G { state { output log: string[] = [] reduce append } node a => { log: ["a"] } node b { writes log } start -> a -> b -> end }`;
    const seen: unknown[] = [];
    const b: AnyHandler = async () => {
      seen.push((await app.getState(config)).values["log"]);
      return { log: ["b"] };
    };
    const app = await appOf(text, { handlers: { b } });
    await app.invoke({}, { ...config, durability: "sync" });
    expect(seen).toEqual([["a"]]);
  });
});

describe("updateState", () => {
  it("writes a checkpoint through the reducers, as the node that ran last, and goes on behind it", async () => {
    const app = await appOf(pipeline);
    await app.invoke({}, { ...config, interruptBefore: ["b"] });
    const { checkpointId, threadId } = await app.updateState(config, { log: ["by hand"], note: "!" });
    expect(threadId).toBe("t");
    expect(await app.getState(config)).toMatchObject({
      checkpointId,
      source: "update",
      next: ["b"],
      values: { log: ["a", "by hand"], note: "!" },
    });
    expect(await app.continue(config)).toEqual({ log: ["a", "by hand", "b!", "c"] });
  });

  it("as a named node evaluates that node's way out", async () => {
    const app = await appOf(pipeline);
    await app.invoke({}, config);
    await app.updateState(config, { log: set(["rewritten"]) }, { asNode: "b" });
    expect(await app.getState(config)).toMatchObject({ next: ["c"], values: { log: ["rewritten"] } });
    expect(await app.continue(config)).toEqual({ log: ["rewritten", "c"] });
    await app.updateState(config, {}, { asNode: "c" });
    expect((await app.getState(config)).next).toEqual([]);
  });

  it("clears an optional field with undefined, and refuses what does not fit, storing nothing", async () => {
    const app = await appOf(pipeline);
    await app.invoke({}, config);
    await app.updateState(config, { note: "n" });
    await app.updateState(config, { note: undefined });
    expect((await app.getState(config)).values).toEqual({ x: "", log: ["a", "b", "c"] });
    const before = await app.getState(config);
    await expect(app.updateState(config, { zzz: 1 })).rejects.toMatchObject({
      name: "StateValidationError",
      field: "zzz",
      reason: "unknown",
    });
    await expect(app.updateState(config, { note: 1 })).rejects.toMatchObject({
      name: "StateValidationError",
      field: "note",
      reason: "invalid",
    });
    await expect(app.updateState(config, { x: undefined })).rejects.toMatchObject({
      name: "StateValidationError",
      field: "x",
    });
    await expect(app.updateState(config, {}, { asNode: "zzz" })).rejects.toMatchObject({
      name: "ConfigError",
      option: "asNode",
    });
    expect(await app.getState(config)).toEqual(before);
  });

  it("inside an open group is refused", async () => {
    const text = `graph G { state { output log: string[] = [] reduce append } ask q: string { show "?" } => { log: [answer] } node b => { log: ["b"] } start -> [q, b] -> end }`;
    const app = await appOf(text);
    await app.invoke({}, config);
    const error = await rejection(app.updateState(config, { log: ["x"] }));
    expect(error.name).toMatch(/Error$/);
    expect(error.message).toMatch(/group/);
    expect(await app.resume({ q: "yes" }, config)).toEqual({ log: ["yes", "b"] });
  });

  it("while an ask waits asks again with the new state; as the ask it takes its place", async () => {
    const text = `graph G { state { output n: int = 0  output log: string[] = [] reduce append } node a => { n: 1 } ask q: string { show n } => { log: [answer] } node b => { log: ["b"] } start -> a -> q -> b -> end }`;
    const app = await appOf(text);
    expect(interruptsOf(app, await app.invoke({}, config)).interrupts[0]?.payload).toBe(1);
    await app.updateState(config, { n: 5 });
    expect((await app.getState(config)).next).toEqual(["q"]);
    expect(interruptsOf(app, await app.continue(config)).interrupts[0]?.payload).toBe(5);
    await app.updateState(config, { log: ["by hand"] }, { asNode: "q" });
    expect(await app.getState(config)).toMatchObject({ next: ["b"], interrupts: [] });
    expect(await app.continue(config)).toEqual({ n: 5, log: ["by hand", "b"] });
  });

  it("puts a failed node's update in its place, and needs no context", async () => {
    const text = `graph G { context { user: string } state { output log: string[] = [] reduce append } node a { writes log } node b => { log: ["b"] } start -> a -> b -> end }`;
    const fails: AnyHandler = () => {
      throw new Error("no");
    };
    const app = await appOf(text, { handlers: { a: fails } });
    const context = { user: "Ada" };
    await expect(app.invoke({}, { ...config, context })).rejects.toMatchObject({ name: "NodeError" });
    await app.updateState(config, { log: ["by hand"] }, { asNode: "a" });
    expect(await app.continue({ ...config, context })).toEqual({ log: ["by hand", "b"] });
  });

  it("does not count a bound that it comes by again", async () => {
    const text = `graph G { state { output log: string[] = [] reduce append } node a => { log: [\`\${visits(a)}\`] } node z => { log: ["z"] } start -> a -> when { len(log) > 50 -> end, else -> a max 3 then z } z -> end }`;
    const app = await appOf(text);
    await app.invoke({}, config);
    const second = (await past(app)).find(({ step }) => step === 2);
    let fork = await app.updateState({ ...config, checkpointId: second?.checkpointId ?? "" }, { log: ["x"] });
    fork = await app.updateState(fork, { log: ["y"] });
    expect(await app.invoke(null, fork)).toEqual({ log: ["0", "1", "x", "y", "2", "3", "z"] });
  });
});

describe("A fork", () => {
  it("runs again from a past checkpoint; the old line is kept, the head is the line committed to last", async () => {
    const runs: string[] = [];
    const text = `graph G { state { output log: string[] = [] reduce append } defaults { writes log } node a node b start -> a -> b -> end }`;
    const work = (_: unknown, { name }: AnyContext): unknown => (runs.push(name), { log: [`${name}${runs.length}`] });
    const app = await appOf(text, { handlers: { a: work, b: work } });
    await app.invoke({}, config);
    const old = await past(app);
    const afterA = old.find(({ next }) => next[0] === "b")?.checkpointId ?? "";
    expect(await app.invoke(null, { ...config, checkpointId: afterA })).toEqual({ log: ["a1", "b3"] });
    expect(runs).toEqual(["a", "b", "b"]);
    const line = await past(app);
    expect(line[0]?.values["log"]).toEqual(["a1", "b3"]);
    expect(line.at(-1)).toEqual(old.at(-1));
    expect(line.some(({ source }) => source === "fork")).toBe(true);
    expect(await past(app, {}, { ...config, checkpointId: old[0]?.checkpointId ?? "" })).toEqual(old);
    expect(await app.invoke(null, { ...config, checkpointId: old[0]?.checkpointId ?? "" })).toEqual({
      log: ["a1", "b2"],
    });
  });

  it("starts with updateState on a past checkpoint too", async () => {
    const app = await appOf(pipeline);
    await app.invoke({}, config);
    const old = await past(app);
    const afterA = old.find(({ next }) => next[0] === "b")?.checkpointId ?? "";
    const fork = await app.updateState({ ...config, checkpointId: afterA }, { note: " forked" });
    expect(await app.invoke(null, fork)).toEqual({ log: ["a", "b forked", "c"] });
    expect((await app.getState({ ...config, checkpointId: old[0]?.checkpointId ?? "" })).values["log"]).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  it("from a waiting ask may be answered otherwise", async () => {
    const text = `graph G { state { output log: string[] = [] reduce append } ask q: string { show "?" } => { log: [answer] } node b => { log: ["b"] } start -> q -> b -> end }`;
    const app = await appOf(text);
    const { checkpointId } = interruptsOf(app, await app.invoke({}, config));
    expect(await app.resume({ q: "one" }, config)).toEqual({ log: ["one", "b"] });
    interruptsOf(app, await app.invoke(null, { ...config, checkpointId }));
    expect(await app.resume({ q: "two" }, config)).toEqual({ log: ["two", "b"] });
  });

  it("from a question inside a group may be answered otherwise; what had finished before it is kept", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      ask q: string { show "?" } => { log: [answer] }
      ask r: string { show "?" } => { log: [answer] }
      node b { writes log }
      node c { writes log }
      start -> [q -> c, r, b] -> end
    }`;
    const runs: string[] = [];
    const work = (_: unknown, { name }: AnyContext): unknown => (runs.push(name), { log: [`${name}${runs.length}`] });
    const app = await appOf(text, { handlers: { b: work, c: work } });
    const first = interruptsOf(app, await app.invoke({}, config));
    const second = interruptsOf(app, await app.resume({ q: "q1" }, config));
    expect(await app.resume({ r: "r1" }, config)).toEqual({ log: ["q1", "c2", "r1", "b1"] });
    const again = interruptsOf(app, await app.invoke(null, { ...config, checkpointId: second.checkpointId }));
    expect(again.next).toEqual(["r"]);
    expect(await app.resume({ r: "r2" }, config)).toEqual({ log: ["q1", "c2", "r2", "b1"] });
    expect(interruptsOf(app, await app.invoke(null, { ...config, checkpointId: first.checkpointId })).next).toEqual([
      "q",
      "r",
    ]);
    expect(await app.resume({ r: "r3", q: "q3" }, config)).toEqual({ log: ["q3", "c3", "r3", "b1"] });
    expect(runs).toEqual(["b", "c", "c"]);
  });
});

describe("A runner", () => {
  it("has no threads: it runs from start to end and remembers nothing", async () => {
    const runner = await runnerOf(pipeline);
    expect(await runner.invoke({ x: "1" })).toEqual({ log: ["a1", "b", "c"] });
    expect(await runner.invoke({})).toEqual({ log: ["a", "b", "c"] });
    expect("getState" in runner || "resume" in runner || "continue" in runner).toBe(false);
    expect(runner.graph.name).toBe("G");
  });

  it("runs many at once without mixing them", async () => {
    const text = `graph G { state { input x: int  output log: int[] = [] reduce append } defaults { reads x writes log } node a node b start -> [a, b] -> end }`;
    const work: AnyHandler = async ({ x }: { x: number }, { name }) => {
      await settled();
      return { log: [name === "a" ? x : -x] };
    };
    const runner = await runnerOf(text, { handlers: { a: work, b: work } });
    const all = await Promise.all(Array.from({ length: 50 }, (_, x) => runner.invoke({ x: x + 1 })));
    expect(all).toEqual(Array.from({ length: 50 }, (_, x) => ({ log: [x + 1, -x - 1] })));
  });
});

describe("The store and the context", () => {
  it("reach handlers; the call's context overrides the app's", async () => {
    const { MemoryStore } = await import("@graphc/runtime");
    const text = `graph G { context { a: string, b: string } state { output log: string[] = [] reduce append } node n { writes log } start -> n -> end }`;
    const store = new MemoryStore();
    const n = async (_: unknown, ctx: AnyContext): Promise<unknown> => {
      await ctx.store?.put(["users", "Ada"], "seen", { n: 1 });
      return { log: [`${String(ctx.context["a"])} ${String(ctx.context["b"])}`] };
    };
    const runner = await runnerOf(text, { store, context: { a: "app", b: "app" }, handlers: { n } });
    expect(await runner.invoke({}, { context: { b: "call" } })).toEqual({ log: ["app call"] });
    expect((await store.get(["users", "Ada"], "seen"))?.value).toEqual({ n: 1 });
  });
});

describe("Hooks", () => {
  it("wrap each run and each attempt, the first outermost, and one that throws fails the run", async () => {
    const text = `graph G { state { output log: string[] = [] reduce append } node a { writes log retry 2 } ask q: boolean { show "?" } node b => { log: ["b"] } start -> a -> q -> b -> end }`;
    const seen: string[] = [];
    const hook = (tag: string) => ({
      run: async <R>(
        info: { kind: string; graph: string; threadId?: string; tags: readonly string[] },
        next: () => Promise<R>,
      ): Promise<R> => {
        seen.push(`${tag} run ${info.kind} ${info.graph} ${String(info.threadId)} ${info.tags.join()}`);
        const result = await next();
        seen.push(`${tag} end`);
        return result;
      },
      step: async <R>(
        info: { node: string; path: string; attempt: number; step: number },
        next: () => Promise<R>,
      ): Promise<R> => {
        seen.push(`${tag} ${info.node} ${info.path} ${info.attempt} ${info.step}`);
        return next();
      },
    });
    let tries = 0;
    const a: AnyHandler = () => {
      if (++tries === 1) throw new Error("once more");
      return { log: ["a"] };
    };
    const app = await appOf(text, { handlers: { a }, hooks: [hook("1"), hook("2")] });
    await app.invoke({}, { ...config, tags: ["x", "y"] });
    expect(seen.filter((line) => !/ (q|b) /.test(line))).toEqual([
      "1 run start G t x,y",
      "2 run start G t x,y",
      "1 a a 1 1",
      "2 a a 1 1",
      "1 a a 2 1",
      "2 a a 2 1",
      "2 end",
      "1 end",
    ]);
    seen.length = 0;
    await app.resume({ q: true }, config);
    expect(seen[0]).toBe("1 run resume G t ");
    const failing = await appOf(text, { handlers: { a }, hooks: { step: () => Promise.reject(new Error("hook")) } });
    const error = await rejection(failing.invoke({}, { threadId: "u" }));
    expect(String(error.message) + String((error["cause"] as Error | undefined)?.message)).toContain("hook");
  });
});

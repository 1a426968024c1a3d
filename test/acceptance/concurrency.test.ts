import { describe, expect, it } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { type AnyApp, type AnyContext, type AnyHandler, appOf, collect, gate, interruptsOf, rejection } from "./run.ts";
import { checkpointers, settled, textual } from "./run.ts";

const config = { threadId: "t" };

const text = `graph G { state { input x: string  output log: string[] = [] reduce append } node a { reads x writes log } node b => { log: ["b"] } start -> a -> b -> end }`;

describe.each(checkpointers)("Two apps on one checkpointer, in one process, on %s:", (_kind, open) => {
  const pair = async (handlers: Record<string, AnyHandler>): Promise<readonly [AnyApp, AnyApp]> => {
    const checkpointer = open();
    return [await appOf(text, { checkpointer, handlers }), await appOf(text, { checkpointer, handlers })];
  };

  it("take turns on a thread: the second is refused, or waits in line, and no update is lost", async () => {
    const held = gate();
    const a: AnyHandler = async ({ x }: { x: string }) => {
      if (x === "1") await held.promise;
      return { log: [x] };
    };
    const [one, two] = await pair({ a });
    const first = one.invoke({ x: "1" }, config);
    await settled();
    expect(await rejection(two.invoke({ x: "2" }, config))).toMatchObject({ name: "ThreadBusyError", threadId: "t" });
    expect(await rejection(two.continue(config))).toMatchObject({ name: "ThreadBusyError" });
    expect(await rejection(two.resume({}, config))).toMatchObject({ name: "ThreadBusyError" });
    expect(await rejection(collect(two.stream({ x: "2" }, config)))).toMatchObject({ name: "ThreadBusyError" });
    expect(await rejection(two.updateState(config, { log: ["?"] }))).toMatchObject({ name: "ThreadBusyError" });
    const waits = ["2", "3", "4"].map((x, n) => (n === 1 ? one : two).invoke({ x }, { ...config, ifBusy: "wait" }));
    // Reading needs no turn.
    expect((await two.getState(config)).next).toEqual(["a"]);
    held.open();
    await first;
    expect(await Promise.all(waits)).toEqual([
      { log: ["1", "b", "2", "b"] },
      { log: ["1", "b", "2", "b", "3", "b"] },
      { log: ["1", "b", "2", "b", "3", "b", "4", "b"] },
    ]);
    expect((await one.getState(config)).values["log"]).toHaveLength(8);
  });

  it("go on in line after a call that failed or was cancelled", async () => {
    const a: AnyHandler = async ({ x }: { x: string }) => {
      await settled();
      if (x === "bad") throw new Error("bad");
      return { log: [x] };
    };
    const [one, two] = await pair({ a });
    const controller = new AbortController();
    const discard = { ...config, ifBusy: "wait", onUnfinished: "discard" } as const;
    const calls = [
      one.invoke({ x: "bad" }, discard),
      two.invoke({ x: "cancelled" }, { ...discard, signal: controller.signal }),
      one.invoke({ x: "good" }, discard),
    ];
    const results = Promise.allSettled(calls);
    controller.abort(new Error("enough"));
    expect((await results).map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect((await two.getState(config)).values["log"]).toEqual(["good", "b"]);
  });
});

describe("Two processes on one store", () => {
  const processes = async (
    source: string,
    handlers: Record<string, AnyHandler>,
    inside = new MemoryCheckpointer(),
  ): Promise<readonly [AnyApp, AnyApp]> => [
    await appOf(source, { checkpointer: textual(inside), handlers }),
    await appOf(source, { checkpointer: textual(inside), handlers }),
  ];

  it.each(["sync", "async", "exit"] as const)(
    "never lose an update with durability %s: one call stores all of it, or fails with a conflict",
    async (durability) => {
      for (let round = 0; round < 10; round++) {
        const a: AnyHandler = async ({ x }: { x: string }) => {
          for (let turn = 0; turn < (round * (x === "1" ? 3 : 7)) % 5; turn++) await settled();
          return { log: [x] };
        };
        const apps = await processes(text, { a });
        await apps[0].invoke({ x: "0" }, config);
        const results = await Promise.allSettled(
          apps.map((app, n) => app.invoke({ x: `${n + 1}` }, { ...config, durability, onUnfinished: "discard" })),
        );
        const { values } = await apps[0].getState(config);
        const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason.name] : []));
        expect(failures.every((name) => name === "ThreadConflictError")).toBe(true);
        const stored = results.flatMap((result, n) => (result.status === "fulfilled" ? [`${n + 1}`, "b"] : []));
        const log = values["log"] as readonly string[];
        expect(log.slice(0, 2)).toEqual(["0", "b"]);
        expect(log.filter((one) => one !== "b").toSorted()).toEqual(["0", ...stored.filter((one) => one !== "b")]);
      }
    },
  );

  it("tell input from a run that goes on elsewhere as unfinished; who takes it over nevertheless overtakes it", async () => {
    const held = gate();
    let calls = 0;
    const a: AnyHandler = async ({ x }: { x: string }) => {
      if (++calls === 1) await held.promise;
      return { log: [x] };
    };
    const [one, two] = await processes(text, { a });
    const running = rejection(one.invoke({ x: "1" }, config));
    await settled();
    for (const ifBusy of ["reject", "wait"] as const) {
      expect(await rejection(two.invoke({ x: "2" }, { ...config, ifBusy }))).toMatchObject({
        name: "UnfinishedRunError",
        status: "running",
        next: ["a"],
        message: expect.stringContaining("running, unless its process has died"),
      });
    }
    expect(await two.continue(config)).toEqual({ log: ["1", "b"] });
    held.open();
    expect(await running).toMatchObject({ name: "ThreadConflictError" });
    expect((await two.getState(config)).values["log"]).toEqual(["1", "b"]);
  });

  it("take different answers of one question once: the other answer is refused or conflicts", async () => {
    const asking = `graph G { state { output log: string[] = [] reduce append } ask q: string { show "?" } => { log: [answer] } ask r: string { show "?" } => { log: [answer] } node z { writes log } start -> [q, r] -> z -> end }`;
    const z: AnyHandler = () => ({ log: ["z"] });
    const [one, two] = await processes(asking, { z });
    await one.invoke({}, config);
    const results = await Promise.allSettled([one.resume({ q: "1" }, config), two.resume({ q: "2" }, config)]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { name: "ThreadConflictError" },
    });
    const winner = results[0]?.status === "fulfilled" ? "1" : "2";
    expect(await rejection(two.resume({ q: "3" }, config))).toMatchObject({ name: "AnswerError", reason: "unknown" });
    expect(await two.resume({ r: "r" }, config)).toEqual({ log: [winner, "r", "z"] });
  });

  it("fail a run whose handler swallows the conflict of an effect", async () => {
    const effects = `graph G { state { output log: string[] = [] reduce append } node a { writes log } node b { writes log } start -> [a, b] -> c -> end node c { writes log } }`;
    const ran: string[] = [];
    let held = gate();
    const a: AnyHandler = async (_: unknown, { name, once }: AnyContext) => {
      await held.promise;
      const kept = await once("effect", () => "value").catch(() => "swallowed");
      ran.push(`${name} ${kept}`);
      return { log: [name] };
    };
    const c: AnyHandler = () => (ran.push("c"), { log: ["c"] });
    for (const durability of ["sync", "async"] as const) {
      const inside = new MemoryCheckpointer();
      for (const checkpointer of [textual(inside), inside]) {
        const [other] = await processes(effects, { a: () => ({ log: [] }), b: () => ({ log: [] }), c }, inside);
        await inside.deleteThread("t");
        held = gate();
        const app = await appOf(effects, { checkpointer, handlers: { a, b: a, c } });
        const running = rejection(app.invoke({}, { ...config, durability }));
        await settled();
        await other.invoke({}, { ...config, onUnfinished: "discard" });
        ran.length = 0;
        held.open();
        expect(await running).toMatchObject({ name: "ThreadConflictError", threadId: "t" });
        await settled();
        expect(ran).not.toContain("c");
        expect((await other.getState(config)).values["log"]).toEqual(["c"]);
      }
    }
  });

  it("fail a run whose handler swallows the conflict of a question, and take no error edge for it", async () => {
    const asking = `graph G { state { output log: string[] = [] reduce append } node wait { writes log } ask q: string { show "?" } => { log: [answer] } node recover => { log: ["recovered"] } start -> [wait -> q] -> end q on error -> recover recover -> end }`;
    const held = gate();
    const wait: AnyHandler = async () => (await held.promise, { log: ["waited"] });
    const inside = new MemoryCheckpointer();
    const app = await appOf(asking, { checkpointer: inside, handlers: { wait } });
    const other = await appOf(asking, { checkpointer: textual(inside), handlers: { wait: () => ({ log: [] }) } });
    const running = rejection(app.invoke({}, config));
    await settled();
    interruptsOf(other, await other.invoke({}, { ...config, onUnfinished: "discard" }));
    held.open();
    expect(await running).toMatchObject({ name: "ThreadConflictError" });
    expect((await other.getState(config)).interrupts).toHaveLength(1);
  });
});

describe.each(checkpointers)("once, on %s:", (_kind, open) => {
  it("runs an effect once over retries, failures and continues; its key is of the step, and its value comes back exactly", async () => {
    const source = `graph G { state { list: string[] = ["x", "y"]  output log: string[] = [] reduce append } node m(s: string) { writes log retry { attempts 2 } } node z { writes log } start -> [m(s) for s in list] -> z -> end }`;
    const effects: string[] = [];
    let fails = 3;
    const m: AnyHandler = async (_: unknown, { args, once }: AnyContext) => {
      const value = await once("pay", () => (effects.push(String(args["s"])), { at: new Date(5), id: 7n, none: -0 }));
      expect(value).toEqual({ at: new Date(5), id: 7n, none: -0 });
      if (args["s"] === "y" && fails-- > 0) throw new Error("later");
      return { log: [`${String(args["s"])} ${await once("other", async () => "o")}`] };
    };
    const z: AnyHandler = async (_: unknown, { once }: AnyContext) => ({ log: [await once("pay", () => "of z")] });
    const app = await appOf(source, { checkpointer: open(), handlers: { m, z } });
    expect(await rejection(app.invoke({}, config))).toMatchObject({ name: "NodeError", attempts: 2 });
    expect(await app.continue(config)).toEqual({ log: ["x o", "y o", "of z"] });
    expect(effects).toEqual(["x", "y"]);
  });

  it("does not keep what failed, and refuses a result that cannot be stored", async () => {
    const source = `graph G { state { output log: string[] = [] reduce append } node a { writes log } start -> a -> end }`;
    let effects = 0;
    const a: AnyHandler = async (_: unknown, { once }: AnyContext) => {
      const value = await once("k", () => {
        if (++effects === 1) throw new Error("effect");
        return effects === 2 ? { call: () => 1 } : "fine";
      });
      return { log: [String(value)] };
    };
    const app = await appOf(source, { checkpointer: open(), handlers: { a } });
    expect(await rejection(app.invoke({}, config))).toMatchObject({ cause: { message: "effect" } });
    expect(await rejection(app.continue(config))).toMatchObject({ cause: { name: "NotStorableError", field: "k" } });
    expect(await app.continue(config)).toEqual({ log: ["fine"] });
  });
});

import { describe, expect, it } from "vitest";
import { createMetrics, observe } from "@graphc/runtime";
import { Estimate } from "../../../runtime/observe/estimate.ts";
import { type AnyHandler, appOf, rejection, runnerOf } from "../../acceptance/run.ts";

const text = `graph G { state { input fails: boolean = false output log: string[] = [] reduce append } node a { reads fails writes log retry 2 } ask q: boolean { show "?" } start -> a -> q -> end }`;
const a: AnyHandler = ({ fails }) => {
  if (fails === true) throw new Error("no");
  return { log: ["a"] };
};

describe("Metrics", () => {
  it("count runs by how they end, and nodes, and measure both", async () => {
    const metrics = createMetrics();
    const app = await appOf(text, { handlers: { a }, hooks: metrics });
    await app.invoke({}, { threadId: "1" });
    await app.resume({ q: true }, { threadId: "1" });
    await rejection(app.invoke({ fails: true }, { threadId: "2" }));
    const { durations, graphs, ...totals } = metrics.snapshot();
    expect(totals).toEqual({ running: 0, started: 3, succeeded: 1, failed: 1, interrupted: 1, cancelled: 0 });
    expect(durations?.count).toBe(3);
    const { nodes } = graphs["G"] ?? {};
    expect(nodes).toMatchObject({
      a: { succeeded: 1, failed: 1, durations: { count: 2 } },
      q: { succeeded: 1, failed: 0, retries: 0 },
    });
    expect(nodes?.["a"]?.retries).toBeGreaterThan(0);
    // The answer ended what an earlier run began: there is no time to measure.
    expect(nodes?.["q"]?.durations).toBeUndefined();
  });

  it("count what is cancelled apart from what fails", async () => {
    const metrics = createMetrics();
    const waits = `graph G { state { output log: string[] = [] reduce append } node a { writes log } start -> a -> end }`;
    const runner = await runnerOf(waits, { handlers: { a: () => new Promise(() => undefined) }, hooks: [metrics] });
    const controller = new AbortController();
    const running = runner.invoke({}, { signal: controller.signal });
    expect(metrics.snapshot()).toMatchObject({ running: 1, started: 1 });
    metrics.reset();
    expect(metrics.snapshot()).toMatchObject({ running: 1, started: 0 });
    controller.abort();
    await rejection(running);
    expect(metrics.snapshot()).toMatchObject({ running: 0, failed: 0, cancelled: 1, graphs: { G: { cancelled: 1 } } });
  });

  it("do not count what is refused before it runs", async () => {
    const metrics = createMetrics();
    const app = await appOf(text, { handlers: { a }, hooks: metrics });
    await rejection(app.invoke({ wrong: 1 }, { threadId: "1" }));
    expect(metrics.snapshot()).toMatchObject({ started: 0, failed: 0 });
  });

  it("hand out data that stays as it is", async () => {
    const metrics = createMetrics();
    const app = await appOf(text, { handlers: { a }, hooks: metrics });
    const before = metrics.snapshot();
    await app.invoke({}, { threadId: "1" });
    expect(before).toMatchObject({ started: 0, graphs: {} });
    expect(Object.isFrozen(metrics.snapshot().graphs["G"]?.nodes)).toBe(true);
  });
});

describe("An observing hook", () => {
  it.each([
    [
      "throws",
      () => {
        throw new Error("hook");
      },
    ],
    ["rejects", () => Promise.reject(new Error("hook"))],
  ])("that %s breaks no run and no other hook", async (_, fails) => {
    const metrics = createMetrics();
    const app = await appOf(text, { handlers: { a }, hooks: [observe(fails), metrics] });
    expect(app.isInterrupted(await app.invoke({}, { threadId: "1" }))).toBe(true);
    expect(metrics.snapshot()).toMatchObject({ interrupted: 1 });
  });

  it("is told once that a node starts, also where it waits for another to make room", async () => {
    const group = `graph G { state { input items: string[] output log: string[] = [] reduce append } node a(x: string) { writes log } start -> [a(x) for x in items] -> end }`;
    const seen: string[] = [];
    const hooks = observe((told) => {
      if (told.type === "step") seen.push(`${told.phase} ${told.path}`);
    });
    const waits: AnyHandler = async () => ({ log: [await Promise.resolve("a")] });
    const runner = await runnerOf(group, { handlers: { a: waits }, hooks });
    await runner.invoke({ items: ["x", "y"] }, { maxConcurrency: 1 });
    expect(seen.filter((line) => line.startsWith("start"))).toEqual(["start a#0", "start a#1"]);
  });

  it("is told all in order, with sizes and times of what is stored", async () => {
    const seen: string[] = [];
    const hooks = observe((told) => {
      const phase = "phase" in told ? ` ${told.phase}` : "";
      const at = "path" in told ? ` ${told.path}` : "";
      seen.push(`${told.type}${phase}${at}`);
      if (told.type === "checkpoint") expect(told.bytes).toBeGreaterThan(10);
    });
    const app = await appOf(text, { handlers: { a }, hooks });
    await app.invoke({}, { threadId: "1" });
    expect(seen.filter((line) => line !== "checkpoint")).toEqual([
      ...["run start", "step start a", "step finish a", "step start q", "ask q", "run interrupt"],
    ]);
    expect(seen).toContain("checkpoint");
  });
});

describe("Percentiles", () => {
  it("are within 1 % of what was measured, however many are added and however they lie", () => {
    const estimate = new Estimate();
    const all = Array.from({ length: 20_000 }, (_, i) => 1.0007 ** i / 1000);
    for (const one of all.toReversed()) estimate.add(one);
    const { durations } = estimate;
    for (const [name, part] of [
      ["p50", 0.5],
      ["p90", 0.9],
      ["p95", 0.95],
      ["p99", 0.99],
    ] as const) {
      const exact = all[Math.ceil(part * all.length) - 1] ?? 0;
      expect(Math.abs((durations?.[name] ?? 0) / exact - 1)).toBeLessThan(0.0101);
    }
    expect(durations).toMatchObject({ count: 20_000, min: all[0], max: all.at(-1) });
  });

  it("take nothing and endless times", () => {
    const estimate = new Estimate();
    expect(estimate.durations).toBeUndefined();
    for (const one of [0, 1e15]) estimate.add(one);
    expect(estimate.durations).toMatchObject({ count: 2, min: 0, max: 1e15 });
    expect(estimate.durations?.p50).toBeLessThan(0.001);
  });
});

import { describe, expect, it } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { branches, createRecovery, groups } from "../../golden/flow.graph.ts";
import { smallest } from "../../golden/smallest.graph.ts";
import { createSupport } from "../../golden/support.graph.ts";
import { createTypes } from "../../golden/types.graph.ts";
import { createReport } from "../../golden/uses.graph.ts";
import type { ReportHandlers } from "../../golden/uses.graph.ts";

describe("running generated modules", () => {
  it("the smallest one", async () => {
    expect(await smallest.invoke({ value: "hi" })).toEqual({ value: "HI" });
  });

  it.each([
    [{ kind: "a", urgent: false, amount: 5 }, ["a", "none", "c", "a:5", "last"]],
    [{ kind: "a", level: "a", urgent: true, amount: 5 }, ["a", "a"]],
    [{ kind: "a", level: "b", urgent: false, amount: 5 }, ["a", "not a: b", "last"]],
    [{ kind: "b", urgent: true, amount: 2000 }, ["b", "yes", "quick", "last"]],
    [{ kind: "b", level: "b", urgent: false, amount: 1 }, ["b", "yes", "b", "last"]],
    [{ kind: "c", urgent: false, amount: 1 }, ["b", "many", "last"]],
    [{ kind: "c", urgent: true, amount: 1 }, ["b", "no", "last"]],
  ] as const)("takes the first arm that fits: %j", async (input, seen) => {
    expect(await branches.invoke(input)).toEqual({ seen });
  });

  it("joins members in textual order and reads a map's variable further down its chain", async () => {
    const { notes } = await groups.invoke({ topics: ["x", "", "y"], region: "eu", deep: true });
    const round = [
      ...["plan", "write x", "review x 1", "write y", "review y 1", "facts", "polish", "tone", "legal eu"],
      ...["inner 1", "inner x", "inner ", "inner y", "after inner", "decided"],
    ];
    expect(notes).toEqual([...round, ...round, ...round, "delivered", "mail", "post", "late", "wrap up"]);
  });

  it("goes the error edge, with the error in scope of its conditions", async () => {
    const attempts: unknown[] = [];
    const failing = (name: string) =>
      createRecovery({
        handlers: {
          choose: () => {
            throw Object.assign(new Error("no"), { name });
          },
          clean: ({ status }, ctx) => {
            attempts.push(ctx.error?.attempts);
            return { status };
          },
          report: (_state, ctx) => ({ status: ctx.error.name }),
        },
      });
    expect(await failing("CardDeclined").invoke({ order: "1" })).toEqual({ status: "CardDeclined" });
    expect(await failing("Other").invoke({ order: "1" })).toEqual({ status: "paid 12" });
    expect(attempts).toEqual([1]);
  });

  it("folds with every reducer", async () => {
    const tool = { call: async () => "" };
    const app = createTypes({ checkpointer: new MemoryCheckpointer(), context: { tool } });
    const output = await app.invoke({ name: "Ada", age: 36, tags: ["a"] }, { threadId: "1" });
    expect(output.summary).toMatch(/^Ada 36 square 0 null \d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect((await app.getState({ threadId: "1" })).values).toMatchObject({
      tags: ["t"],
      big: 12n,
      config: { model: "n", temperature: 0.7 },
      whole: { model: "m", nested: { deep: false, list: [] } },
      byName: { Ada: "none", gone: "a" },
      lists: { Ada: ["a"] },
      counts: { Ada: 1 },
      custom: { a: 3 },
      trees: [{ name: "Ada", children: [] }],
      front: ["f"],
      product: 2,
      low: 3,
      high: 4,
      all: false,
      any: true,
      firstOne: "",
      lastOne: "last",
      total: 3,
      tagged: { x: true },
      longest: "long",
      steps: 1,
    });
  });

  it("waits for an answer and goes on with it", async () => {
    const model = { complete: async () => "urgent" };
    const app = createSupport({ checkpointer: new MemoryCheckpointer(), context: { model } });
    const waiting = await app.invoke({ text: "Fire!", customer: "Ada" }, { threadId: "1" });
    expect(app.isInterrupted(waiting) && waiting.interrupts[0]?.payload).toEqual({ text: "Fire!", customer: "Ada" });
    expect(await app.resume({ signOff: { approved: true } }, { threadId: "1" })).toEqual({
      log: ["classified as urgent", "signed off: true"],
      result: "escalated",
    });
  });

  it("refuses a run without the context that the graph or a graph inside it needs", async () => {
    const checkpointer = new MemoryCheckpointer();
    const handlers = { "research/find/rank": () => {} };
    const app = createReport({ checkpointer, context: { user: "Ada" }, handlers });
    // @ts-expect-error -- Types refuse it as well.
    const run = app.invoke({ topics: [] }, { threadId: "1" });
    await expect(run).rejects.toMatchObject({ name: "ConfigError", option: "context" });
  });

  it("runs subgraphs of another file, with a handler supplied by path", async () => {
    const rank: ReportHandlers["research/find/rank"] = () => {};
    const app = createReport({
      checkpointer: new MemoryCheckpointer(),
      context: { index: "main", user: "Ada" },
      handlers: { "research/find/rank": rank },
    });
    const stopped = await app.invoke({ topics: ["x", "y"] }, { threadId: "1" });
    expect(app.isInterrupted(stopped) && stopped.next).toEqual(["write"]);
    expect(await app.continue({ threadId: "1" })).toEqual({ text: "x: 1, y: 1" });
  });
});

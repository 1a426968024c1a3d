import { describe, expect, it } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { appOf, gate, rejection, settled, type AnyContext } from "../acceptance/run.ts";
import { faulty, Plan, shapes } from "./storage.ts";

const config = { threadId: "t" };

describe("A handler that still runs when its call is over", () => {
  const text = `graph G {
    state { output done: string = "" }
    node a { writes done asks string for string }
    start -> a -> end
  }`;

  /** Cancels a run whose handler goes on later with `act`: what that came to, and whether anything was stored by it. */
  async function late(act: (ctx: AnyContext) => Promise<unknown>): Promise<{ caught: unknown; isSame: boolean }> {
    const checkpointer = new MemoryCheckpointer();
    const open = gate();
    const outcome = gate<unknown>();
    const handlers = {
      a: async (_: unknown, ctx: AnyContext) => {
        await open.promise;
        outcome.open(await act(ctx).catch((error: unknown) => error));
        return { done: "late" };
      },
    };
    const app = await appOf(text, { handlers, checkpointer });
    const controller = new AbortController();
    const run = app.invoke({}, { ...config, signal: controller.signal });
    await settled();
    controller.abort(new Error("enough"));
    await expect(run).rejects.toThrow("enough");
    const before = await checkpointer.load("t");
    open.open();
    const caught = await outcome.promise;
    await settled();
    return { caught, isSame: JSON.stringify(await checkpointer.load("t")) === JSON.stringify(before) };
  }

  it("runs no effect of which nobody would know", async () => {
    let effects = 0;
    const { caught, isSame } = await late((ctx) => ctx.once("key", () => effects++));
    expect(caught).toMatchObject({ message: "enough" });
    expect([effects, isSame]).toEqual([0, true]);
  });

  it("asks nothing", async () => {
    const { caught, isSame } = await late((ctx) => ctx.ask("?"));
    expect(caught).toMatchObject({ message: "enough" });
    expect(isSame).toBe(true);
  });
});

describe("A run that cannot be stored any more", () => {
  it.each(shapes)("starts no further step, also inside a group, spoken to through %s", async (shape) => {
    const text = `graph G {
      limit 1000 steps
      state { output c: int = 0 reduce add }
      node a { writes c }
      start -> [a -> when { visits(a) < 500 -> a, else -> end }, a2] -> end
      node a2 => {}
    }`;
    let runs = 0;
    const a = async (): Promise<object> => {
      runs++;
      await settled();
      return { c: 1 };
    };
    const plan = new Plan("saveStep", 3);
    const checkpointer = faulty(new MemoryCheckpointer(), plan, shape);
    const app = await appOf(text, { handlers: { a }, checkpointer });
    expect(await rejection(app.invoke({}, config))).toBe(plan.fault);
    expect(runs).toBeLessThan(10);
    expect(await app.continue(config)).toEqual({ c: 500 });
  });
});

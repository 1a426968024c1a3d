import { expect, it } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { type AnyContext, type AnyHandler, appOf, gate, rejection, settled, textual } from "./run.ts";

it("keeps what another worker has stored at the head since this one has loaded it", async () => {
  const text = `graph G { state { output log: string[] = [] reduce append } defaults { writes log } node one node two node z start -> [one, two] -> z -> end }`;
  const inside = new MemoryCheckpointer();
  const runs: string[] = [];
  const [oneOfA, twoOfA, oneOfB] = [gate(), gate(), gate()];
  const handlers = (
    who: string,
    one: Promise<void>,
    two: Promise<void>,
    fails = false,
  ): Record<string, AnyHandler> => ({
    one: async (_: unknown, ctx: AnyContext) => {
      runs.push(`${who} one`);
      await one;
      if (fails) throw new Error("fails");
      await ctx.once("key", () => runs.push("effect"));
      return { log: ["one"] };
    },
    two: async () => {
      await two;
      return { log: ["two"] };
    },
    z: () => ({ log: ["z"] }),
  });
  const app = (own: Record<string, AnyHandler>) => appOf(text, { checkpointer: textual(inside), handlers: own });
  const now = Promise.resolve();
  const a = await app(handlers("A", oneOfA.promise, twoOfA.promise));
  const b = await app(handlers("B", oneOfB.promise, now, true));
  const c = await app(handlers("C", now, now));
  const config = { threadId: "t", durability: "sync" } as const;
  const first = a.invoke({}, config);
  for (let turn = 0; turn < 4; turn++) await settled();
  const second = rejection(b.continue(config));
  for (let turn = 0; turn < 4; turn++) await settled();
  oneOfA.open();
  for (let turn = 0; turn < 4; turn++) await settled();
  expect((await c.getState(config)).values).toEqual({ log: ["one", "two"] });
  oneOfB.open();
  expect(await second).toMatchObject({ name: "ThreadConflictError" });
  expect((await c.getState(config)).values).toEqual({ log: ["one", "two"] });
  twoOfA.open();
  expect(await first).toEqual({ log: ["one", "two", "z"] });
  expect(await c.continue(config)).toEqual({ log: ["one", "two", "z"] });
  expect(runs).toEqual(["A one", "B one", "effect"]);
});

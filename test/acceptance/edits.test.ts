import { describe, expect, it } from "vitest";
import { type AnyHandler, appOf, checkpointers, rejection, textual } from "./run.ts";

const config = { threadId: "t" };

describe("An update from outside", () => {
  it("behind a group that was the end of a run does not open it again", async () => {
    const app = await appOf(`graph G {
      state { output log: string[] = [] reduce append }
      node a => { log: ["a"] } node b => { log: ["b"] }
      start -> a -> [b] -> end
    }`);
    await app.invoke({}, config);
    await app.updateState(config, { log: ["edited"] });
    expect(await app.getState(config)).toMatchObject({ next: [], values: { log: ["a", "b", "edited"] } });
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "edited"] });
  });

  it("behind a group that has ended, or a subgraph, goes on from there with all that they wrote", async () => {
    const ran: string[] = [];
    const handlers = {
      b: () => (ran.push("b"), { log: ["b"] }),
      c: () => (ran.push("c"), { log: ["c"], n: 1 }),
    };
    const text = `graph G {
      interrupt before d
      state { output log: string[] = [] reduce append  output n?: int }
      node a => { log: ["a"] } node b { writes log } node c { writes log, n } node d => { log: ["d"] }
      start -> a -> [b, c] -> d -> end
    }`;
    for (const checkpointer of [undefined, textual()]) {
      ran.length = 0;
      const app = await appOf(text, { handlers, ...(checkpointer && { checkpointer }) });
      await app.invoke({}, config);
      await app.updateState(config, { log: ["edited"] });
      expect(await app.getState(config)).toMatchObject({
        next: ["d"],
        values: { log: ["a", "b", "c", "edited"], n: 1 },
      });
      expect(await app.continue(config)).toEqual({ log: ["a", "b", "c", "edited", "d"], n: 1 });
      expect(ran.toSorted()).toEqual(["b", "c"]);
    }
  });

  it("takes the place of the node that is named, behind a group that has ended", async () => {
    const app = await appOf(`graph G {
      interrupt before c
      state { output log: string[] = [] reduce append }
      node a => { log: ["a"] } node b => { log: ["b"] } node c => { log: ["c"] } node d => { log: ["d"] }
      start -> a -> [b] -> c -> d -> end
    }`);
    await app.invoke({}, config);
    await app.updateState(config, { log: ["edited"] }, { asNode: "c" });
    expect(await app.getState(config)).toMatchObject({ next: ["d"], values: { log: ["a", "b", "edited"] } });
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "edited", "d"] });
  });

  it("behind a group whose way out a router has not decided says that a node must be named", async () => {
    const text = `import { choose } from "./choose.ts"
    graph G {
      state { output log: string[] = [] reduce append }
      node a => { log: ["a"] } node b => { log: ["b"] } node c => { log: ["c"] } node d => { log: ["d"] }
      start -> a -> [b] -> route choose { c, d } -> end
    }`;
    let broken = true;
    const choose = (): string => {
      if (broken) throw new Error("not yet");
      return "c";
    };
    const app = await appOf(text, { imports: { "./choose.ts": { choose } } });
    await expect(app.invoke({}, config)).rejects.toMatchObject({ name: "NodeError" });
    await expect(app.updateState(config, { log: ["edited"] })).rejects.toMatchObject({
      name: "ConfigError",
      option: "asNode",
    });
    broken = false;
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "c"] });
  });
});

describe.each(checkpointers)("An update from outside, on %s:", (_kind, open) => {
  const broken = (): never => {
    throw new Error("broken");
  };

  it("behind a group leaves the run there however often it is made: the group is not run again", async () => {
    const app = await appOf(
      `graph G {
        state { output log: string[] = [] reduce append }
        node a => { log: ["a"] } node b => { log: ["b"] } ask q: string { show len(log) } => { log: [answer] }
        start -> a -> [b] -> q -> end
      }`,
      { checkpointer: open() },
    );
    await app.invoke({}, config);
    for (const log of [["one"], ["two"], ["three"]]) await app.updateState(config, { log });
    expect(await app.getState(config)).toMatchObject({ next: ["q"], interrupts: [{ name: "q", payload: 5 }] });
    expect(await app.resume({ q: "yes" }, config)).toEqual({ log: ["a", "b", "one", "two", "three", "yes"] });
  });

  it.each(["b", "end"])("where an error edge has led leaves the run there: %s", async (target) => {
    const b: AnyHandler = ({ log }: { readonly log: readonly string[] }) =>
      log.length > 0 ? { log: ["b"] } : broken();
    const app = await appOf(
      `graph G {
        state { output log: string[] = [] reduce append }
        node a { writes log } node b { reads log writes log } node c => { log: ["c"] }
        start -> a -> c -> b -> end
        a on error -> ${target}
      }`,
      { checkpointer: open(), handlers: { a: broken, b } },
    );
    await app.invoke({}, config).catch(() => undefined);
    for (const log of [["one"], ["two"]]) await app.updateState(config, { log });
    expect((await app.getState(config)).next).toEqual(target === "end" ? [] : ["b"]);
    expect(await app.continue(config)).toEqual({ log: target === "end" ? ["one", "two"] : ["one", "two", "b"] });
  });

  it.each(["a -> pay", "a -> [b] -> pay", "a -> sub"])(
    "does not have an effect repeated that what comes next has had: %s",
    async (way) => {
      let effects = 0;
      let isBroken = true;
      const pay: AnyHandler = async (_state, ctx) => {
        const receipt = await ctx.once("charge", () => ++effects);
        if (isBroken) broken();
        return { log: [`receipt ${receipt}`] };
      };
      const nodes = [
        `node a => { log: ["a"] }`,
        ...(way.includes("[b]") ? [`node b => { log: ["b"] }`] : []),
        way.includes("sub") ? `node sub = Sub => { log: output.log }` : `node pay { writes log }`,
      ];
      const app = await appOf(
        `graph Sub {
          state { output log: string[] = [] reduce append }
          node x => { log: ["x"] } node pay { writes log }
          start -> x -> pay -> end
        }
        graph G {
          state { output log: string[] = [] reduce append }
          ${nodes.join(" ")}
          start -> ${way} -> end
        }`,
        { checkpointer: open(), handlers: { [way.includes("sub") ? "sub/pay" : "pay"]: pay } },
      );
      await rejection(app.invoke({}, config));
      await app.updateState(config, { log: ["one"] });
      await rejection(app.continue(config));
      await app.updateState(config, { log: ["two"] });
      isBroken = false;
      const { log } = (await app.continue(config)) as { readonly log: readonly string[] };
      expect(log.at(-1)).toBe("receipt 1");
      expect(log.filter((entry) => entry === "one" || entry === "two")).toEqual(["one", "two"]);
      expect(effects).toBe(1);
    },
  );

  it("as the node that had an effect is its end: run again, it has another", async () => {
    let effects = 0;
    const pay: AnyHandler = async (_state, ctx) => {
      const receipt = await ctx.once("charge", () => ++effects);
      if (effects === 1) broken();
      return { log: [`receipt ${receipt}`] };
    };
    const app = await appOf(
      `graph G {
        state { output log: string[] = [] reduce append }
        node pay { writes log }
        start -> pay -> when { len(log) < 2 -> pay max 3 then end  else -> end }
      }`,
      { checkpointer: open(), handlers: { pay } },
    );
    await rejection(app.invoke({}, config));
    await app.updateState(config, { log: ["by hand"] }, { asNode: "pay" });
    expect(await app.continue(config)).toEqual({ log: ["by hand", "receipt 2"] });
  });
});

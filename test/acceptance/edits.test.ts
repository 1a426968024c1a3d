import { describe, expect, it } from "vitest";
import { appOf, textual } from "./run.ts";

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

import { describe, expect, it } from "vitest";
import { type GraphSpec, log, logs, rt, runner } from "../programs/define.ts";

const at = { first: 0, second: 1, third: 2 };

function pipeline(changes: Partial<GraphSpec> = {}): GraphSpec {
  return {
    fields: { text: { schema: rt.string, input: true }, log, result: { schema: rt.string, output: true } },
    start: at.first,
    nodes: {
      first: logs("first", at.second),
      second: {
        kind: "handler",
        out: at.third,
        reads: ["text"],
        writes: ["result", "log"],
        run: async ({ text }) => ({ result: text.toUpperCase(), log: ["second"] }),
      },
      third: { kind: "update", out: rt.end, update: (state) => ({ log: [`third: ${state.result}`] }), writes: ["log"] },
    },
    ...changes,
  };
}

describe("A linear graph", () => {
  it("runs its nodes in order and returns the output fields", async () => {
    const output = await runner(pipeline()).invoke({ text: "hi" });
    expect(output).toEqual({ log: ["first", "second", "third: HI"], result: "HI" });
  });

  it("hands out frozen data", async () => {
    const output = await runner(pipeline()).invoke({ text: "hi" });
    expect(Object.isFrozen(output)).toBe(true);
    expect(Object.isFrozen(output.log)).toBe(true);
  });

  it("gives a handler exactly what it reads, frozen, and nothing that is absent", async () => {
    const seen: object[] = [];
    const spec = pipeline();
    const { first, ...nodes } = spec.nodes;
    const look = (state: object): object => {
      seen.push(state);
      return { log: [] };
    };
    await runner({
      ...spec,
      nodes: {
        first: { kind: "handler", out: at.second, reads: ["text", "result"], writes: ["log"], run: look },
        second: { kind: "handler", out: at.third, writes: ["log"], run: look },
        third: nodes.third ?? first!,
      },
    }).invoke({ text: "hi" });
    expect(seen).toEqual([{ text: "hi" }, { text: "hi", log: [] }]);
    expect(seen.every((state) => Object.isFrozen(state))).toBe(true);
    expect("result" in seen[0]!).toBe(false);
  });
});

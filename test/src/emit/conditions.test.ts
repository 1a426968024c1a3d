import { describe, expect, it } from "vitest";
import { appOf } from "../../acceptance/run.ts";

const text = `
type Percent = int where value >= 0 && value <= 100
type Few = string[] where len(value) <= 2
type Word = string where len(value) > 0
type Stock = Record<string, Percent>

graph G {
  state {
    input by: int
    input words: string[] = []
    output progress: Percent = 50 reduce add
    output own: int = 50 reduce add where value >= 0
    output few: Few = [] reduce append
    output list: Word[] = [] reduce append
    output stock: Stock = { a: 50 } reduce mergeWith(add)
    output largest: Percent = 0 reduce (current, update) => max(current, update)
  }
  node step => { progress: by, own: by, few: words, list: words, stock: { a: by }, largest: by }
  start -> step -> end
}`;

describe("a condition on a reduced field", () => {
  const run = async (input: object): Promise<object> => (await appOf(text)).invoke({ ...input }, { threadId: "1" });

  it("holds for what an update is folded into, not for the update, whether the type or the field has it", async () => {
    expect(await run({ by: -20 })).toMatchObject({ progress: 30, own: 30, stock: { a: 30 }, largest: 0 });
  });

  it.each([
    ["a sum that is too large", { by: 60 }, "progress"],
    ["one that is too small", { by: -60 }, "progress"],
    ["a list that grows", { by: 0, words: ["a", "b", "c"] }, "few"],
    ["an element of a list", { by: 0, words: ["a", ""] }, "list"],
  ])("refuses %s", async (_what, input, field) => {
    await expect(run(input)).rejects.toMatchObject({ name: "StateValidationError", field });
  });

  it("says what of a value is wrong", async () => {
    await expect(run({ by: 60 })).rejects.toThrow(/value >= 0 && value <= 100/);
  });

  it("takes a value that `set` puts in the place of the old one, if it fits", async () => {
    const app = await appOf(text.replace("progress: by", "progress: set(by)"));
    expect(await app.invoke({ by: 0 }, { threadId: "1" })).toMatchObject({ progress: 0 });
    await expect(app.invoke({ by: -1 }, { threadId: "2" })).rejects.toMatchObject({ field: "progress" });
  });

  it("lets input be folded as well", async () => {
    const app = await appOf(`type Level = int where value >= 10
      graph G { state { input output level: Level = 50 reduce add } node step => {} start -> step -> end }`);
    expect(await app.invoke({ level: -30 }, { threadId: "1" })).toEqual({ level: 20 });
    await expect(app.invoke({ level: -30 }, { threadId: "1" })).rejects.toMatchObject({ field: "level" });
  });
});

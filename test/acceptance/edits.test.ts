import { describe, expect, it } from "vitest";
import { appOf } from "./run.ts";

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
});

import { expect, it } from "vitest";
import { modulesOf } from "./compiled.ts";

it("writes no comparisons that TypeScript takes for type arguments", async () => {
  const [module] = await modulesOf(`graph G {
  state { input a: int  input b: int  output seen: boolean[] = [] reduce append }
  node here => { seen: [visits(here) < 0, !((a > (b > 0 ? 1 : 2)) && a == 1)] }
  start -> here -> end
}`);
  expect(module?.text).toContain("scope.visits(at.here) < 0");
  expect(module?.text).toContain("(state.b > 0 ? 1 : 2) < state.a");
});

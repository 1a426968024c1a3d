import { describe, expect, it } from "vitest";
import { goto } from "@graphc/runtime";
import { appOf, interruptsOf } from "./run.ts";

const config = { threadId: "t" };

describe("An ask behind a router behind a group", () => {
  it.each([
    ["that a node leads to", "a -> [b] -> route pick { q } -> end"],
    ["that is the second", "[b] -> a -> [c] -> route pick { q } -> end"],
    ["that a goto leads to", "hop -> goto [b, end] -> route pick { q } -> end"],
    ["that a router leads to", "a -> route all [b, c] -> route pick [q] -> end"],
    ["whose path has come by many", "a -> [b] -> [c] -> route pick [d] -> route pick2 { q } -> end"],
  ])("%s waits where it was asked, and the router is asked once", async (_, flow) => {
    let asked = 0;
    const pick = (): string | readonly string[] => (
      asked++,
      flow.includes("pick [d]") ? ["d"] : flow.includes("pick [q]") ? ["q"] : "q"
    );
    const pick2 = (): string => (asked++, "q");
    const used = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(flow);
    const nodes = ["a", "b", "c", "d"].filter(used).map((name) => `node ${name} => { log: ["${name}"] }`);
    const routers = { pick, pick2, all: () => ["b", "c"] };
    const text = `import { ${Object.keys(routers).filter(used).join(", ")} } from "./r.ts"
      graph G { state { output log: string[] = [] reduce append }
      ${nodes.join("\n")} ${used("hop") ? "node hop { writes log }" : ""}
      ask q: int { show len(log) } => { log: [\`q\${answer}\`] }
      start -> ${flow} }`;
    const handlers = used("hop") ? { hop: () => goto(["b"] as never, { log: ["hop"] }) } : {};
    const app = await appOf(text, { imports: { "./r.ts": routers }, handlers });
    const { interrupts, next } = interruptsOf(app, await app.invoke({}, config));
    expect([interrupts.map(({ name }) => name), next]).toEqual([["q"], ["q"]]);
    const before = asked;
    expect(await app.getState(config)).toMatchObject({ next: ["q"], interrupts });
    expect(await app.resume({ q: 7 }, config)).toMatchObject({ log: expect.arrayContaining(["q7"]) });
    expect(asked).toBe(before);
  });
});

import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { modulesOf } from "./compiled.ts";

/** A chain of nodes, half of them handlers, with a branch at every tenth. */
function largeSource(nodes: number): string {
  const names = Array.from({ length: nodes }, (_, index) => `n${index}`);
  const lines = names.map((name, index) =>
    index % 2 === 0
      ? `node ${name} { reads text, count writes log retry 3 timeout 30s }`
      : `node ${name} => { count: count + ${index}, log: [\`${name}: \${text}\`] }`,
  );
  const edges = names.map((name, index) => {
    const next = names[index + 1] ?? "end";
    const other = names[index + 2];
    return index % 10 === 0 && other !== undefined
      ? `${name} -> when { count > ${index} || text == "say \\"${index}\\"" -> ${next}, else -> ${other} }`
      : `${name} -> ${next}`;
  });
  const state = "input text: string  count: int = 0  output log: string[] = [] reduce append";
  return `graph Large { state { ${state} }\n${lines.join("\n")}\n${edges.join("\n")}\nstart -> n0\n}\n`;
}

describe("a large graph", () => {
  it("is laid out as Prettier would lay it out, although its tables never go through it", async () => {
    const [module] = await modulesOf(largeSource(200));
    const text = module?.text ?? "";
    expect(text.split("\n").length).toBeGreaterThan(1_500);
    expect(await format(text, { parser: "typescript", printWidth: 120 })).toBe(text);
  });

  it("may run any number of groups in a row", async () => {
    const pairs = Array.from({ length: 3000 }, (_, i) => [`a${i}`, `b${i}`] as const);
    const nodes = pairs.flat().map((name) => `node ${name} => {}`);
    const chain = pairs.map((pair) => `[${pair.join(", ")}]`).join(" -> ");
    const [module] = await modulesOf(`graph Rows { ${nodes.join("\n")}\nstart -> ${chain} -> end }`);
    expect(module?.text).toContain("a2999");
    const deepest = Math.max(...(module?.text ?? "").split("\n").map((line) => line.search(/\S/)));
    expect(deepest).toBeLessThan(40);
  });

  it("may have types and names that stand on thousands of others", async () => {
    const many = Array.from({ length: 3000 }, (_, i) => i);
    const types = many.map((i) => `type T${i} { a: ${i === 0 ? "int" : `T${i - 1}[]`} }`);
    const lets = many.map((i) => `let l${i} = ${i === 0 ? "n" : `l${i - 1}`}`);
    const [module] = await modulesOf(`${types.join("\n")}
graph Rows {
  state { input n: int  input t: T2999 }
  ${lets.join("\n")}
  node a => {}
  start -> when { l2999 > 3 -> end, else -> a }
  a -> end
}`);
    expect(module?.text).toContain("l2999");
    expect(module?.text).toContain("T2999");
  });
});

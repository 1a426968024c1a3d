import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import { fixtures, golden, root } from "./compiled.ts";
import { strictest, typeErrors } from "./typescript.ts";

const { isolatedDeclarations: _, ...strict } = strictest;
const { modules } = await compile(fixtures(), { emit: "js" });
const support = modules.find(({ source }) => source === "support.graph");

describe("a module in JavaScript with its declarations", () => {
  // `vitest run test/src/emit -u` writes them.
  it.each(support?.files ?? [])("has its $ending as it stands in the golden folder", async ({ ending, text }) => {
    await expect(text).toMatchFileSnapshot(`${golden}javascript/support${ending}.golden`);
  });

  it("is the same whatever stands around it", async () => {
    const again = await compile([...fixtures()].toReversed(), { emit: "js" });
    for (const { source, files } of modules)
      expect(again.modules.find((module) => module.source === source)?.files).toEqual(files);
  });

  it("keeps the documentation of the graph in both", () => {
    for (const { ending, text } of support?.files.filter(({ ending: one }) => /js$|d\.ts$/.test(one)) ?? [])
      expect([ending, text.includes("/**")]).toEqual([ending, true]);
  });
});

/** The golden folder and the tests of types with declarations in the place of modules. */
describe("declarations are as strict as modules", () => {
  const folder = mkdtempSync(join(root, "test/.declarations-"));
  const name = folder.slice(root.length);

  beforeAll(() => {
    cpSync(golden, join(folder, "golden"), { recursive: true });
    for (const file of readdirSync(join(folder, "golden")))
      if (file.endsWith(".graph.ts")) rmSync(join(folder, "golden", file));
    for (const { source, files } of modules)
      for (const { ending, text } of files)
        writeFileSync(join(folder, "golden", source.replace(/\.graph$/, ending)), text);
    for (const file of ["usage.ts", "refusals.ts"]) {
      const text = readFileSync(join(root, "test/types", file), "utf8").replaceAll(".graph.ts", ".graph.js");
      writeFileSync(join(folder, file), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([5, 7] as const)("for TypeScript %i", { timeout: 240_000 }, (version) => {
    expect(typeErrors(version, name, ["usage.ts", "refusals.ts"], strict)).toEqual([]);
  });

  it("also for imported handlers, where the project looks at declarations at all", { timeout: 240_000 }, () => {
    const nodes = join(folder, "golden/support.nodes.ts");
    const before = readFileSync(nodes, "utf8");
    writeFileSync(nodes, before.replaceAll("result:", "reslt:"));
    const wrong = typeErrors(7, name, ["golden/support.graph.d.ts"], { ...strict, skipLibCheck: false });
    expect(wrong.filter((line) => line.includes("support.graph.d.ts"))).not.toEqual([]);
    writeFileSync(nodes, before);
    const right = typeErrors(7, name, ["golden/support.graph.d.ts"], { ...strict, skipLibCheck: false });
    expect(right.filter((line) => line.includes(".graph.d.ts"))).toEqual([]);
  });
});

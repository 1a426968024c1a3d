import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { graphc, right } from "../src/cli/graphc.ts";
import { folderWith } from "../src/project/folder.ts";

const page = readFileSync("docs/imports.md", "utf8");
const [tsconfig = ""] = [...page.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, text]) => text);
const files = [...page.matchAll(/^\| `(support\.\S+)` +\|/gm)].map(([, name]) => name);

function generatedIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith("support.") && name !== "support.graph");
}

describe("docs/imports.md", () => {
  it("lists the files that a graph becomes in JavaScript", async () => {
    const folder = folderWith({ "support.graph": right });
    expect(await graphc({ folder }, "build", "--emit", "js")).toMatchObject({ code: 0 });
    expect(generatedIn(folder)).toEqual(files.toSorted());
  });

  it("has them written for a configuration as well", async () => {
    const folder = folderWith({ "support.graph": right, "graphc.config.ts": 'export default { emit: "js" };\n' });
    expect(await graphc({ folder }, "build")).toMatchObject({ code: 0 });
    expect(generatedIn(folder)).toEqual(files.toSorted());
  });

  it("has each of them looked at by --check", async () => {
    const folder = folderWith({ "support.graph": right });
    await graphc({ folder }, "build", "--emit", "js");
    expect(await graphc({ folder }, "build", "--emit", "js", "--check")).toMatchObject({ code: 0 });
    for (const name of files) {
      const before = readFileSync(join(folder, name ?? ""), "utf8");
      rmSync(join(folder, name ?? ""));
      expect(await graphc({ folder }, "build", "--emit", "js", "--check")).toMatchObject({
        code: 3,
        stdout: `missing ${name}\n`,
      });
      writeFileSync(join(folder, name ?? ""), `${before}\n`);
      expect(await graphc({ folder }, "build", "--emit", "js", "--check")).toMatchObject({
        code: 3,
        stdout: `stale ${name}\n`,
      });
      writeFileSync(join(folder, name ?? ""), before);
    }
  });

  it("gives types to `./support.graph` beside TypeScript where the project's options ask for them, and only there", async () => {
    const asking = folderWith({ "support.graph": right, "tsconfig.json": tsconfig });
    await graphc({ folder: asking }, "build");
    expect(generatedIn(asking)).toEqual(["support.d.graph.ts", "support.graph.ts"]);
    expect(readFileSync(join(asking, "support.d.graph.ts"), "utf8")).toContain('export * from "./support.graph.js";');
    const other = folderWith({ "support.graph": right });
    await graphc({ folder: other }, "build");
    expect(generatedIn(other)).toEqual(["support.graph.ts"]);
  });

  it("has maps that lead from another folder to the source", async () => {
    const folder = folderWith({ "flows/support.graph": right });
    await graphc({ folder }, "build", "--emit", "js", "--out-dir", "out/made");
    for (const name of ["support.graph.js.map", "support.graph.d.ts.map"]) {
      const map = JSON.parse(readFileSync(join(folder, "out/made/flows", name), "utf8")) as { sources: string[] };
      expect(map.sources).toEqual(["../../../flows/support.graph"]);
    }
  });

  it("knows two languages", async () => {
    const { code, stderr } = await graphc({ folder: folderWith({ "a.graph": right }) }, "build", "--emit", "py");
    expect(code).toBe(2);
    expect(stderr).toContain("Allowed choices are ts, js");
  });
});

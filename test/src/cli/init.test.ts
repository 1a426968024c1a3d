import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../project/folder.ts";
import { graphc } from "./graphc.ts";

const made = [".gitignore", "README.md", "main.ts", "package.json", "refund.graph", "refund.nodes.ts", "tsconfig.json"];

describe("graphc init", () => {
  it("makes a folder that graphc finds nothing wrong with, and says what to do next", async () => {
    const folder = folderWith();
    const outcome = await graphc({ folder }, "init", "my graphs");
    expect(outcome).toMatchObject({ code: 0, stdout: "" });
    expect(outcome.stderr).toContain("made my graphs/refund.graph\n");
    expect(outcome.stderr).toContain('\nNext:\n  cd "my graphs"\n  npm install\n  npm start ');
    expect(readdirSync(join(folder, "my graphs")).toSorted()).toStrictEqual(made);
    expect(await graphc({ folder }, "check")).toStrictEqual({
      code: 0,
      stdout: "",
      stderr: "checked 1 file: nothing found\n",
    });
  });

  it("works in the current folder beside other files", async () => {
    const folder = folderWith({ LICENSE: "mine" });
    const { stderr } = await graphc({ folder }, "init");
    expect(stderr).not.toContain("cd ");
    expect(readdirSync(folder)).toHaveLength(made.length + 1);
  });

  it("depends on this version and on tools that this version is tested with", async () => {
    const folder = folderWith();
    await graphc({ folder }, "init", "Ünder Näme!");
    const own = JSON.parse(readFileSync("package.json", "utf8"));
    expect(JSON.parse(readFileSync(join(folder, "Ünder Näme!/package.json"), "utf8"))).toMatchObject({
      name: "nder-n-me",
      private: true,
      type: "module",
      dependencies: { "@graphc/runtime": `^${own.version}` },
      devDependencies: {
        graphc: `^${own.version}`,
        tsx: own.devDependencies.tsx,
        typescript: own.devDependencies.typescript,
      },
    });
  });

  it("overwrites nothing", async () => {
    const folder = folderWith({ "package.json": "mine", "main.ts": "mine" });
    expect(await graphc({ folder }, "init")).toStrictEqual({
      code: 2,
      stdout: "",
      stderr:
        "graphc: the current folder has package.json, main.ts already and nothing was written; name a new folder: graphc init my-graph\n",
    });
    expect(readFileSync(join(folder, "package.json"), "utf8")).toBe("mine");
    expect(existsSync(join(folder, "refund.graph"))).toBe(false);
  });

  it("refuses a name that a file has", async () => {
    const outcome = await graphc({ folder: folderWith({ taken: "" }) }, "init", "taken");
    expect(outcome).toMatchObject({
      code: 2,
      stderr: "graphc: cannot write `taken/package.json`: a part of its path is not a folder\n",
    });
  });
});

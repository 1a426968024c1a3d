import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { discover } from "../../../src/project/discover.ts";
import { displayPath } from "../../../src/project/paths.ts";
import { folderWith } from "./folder.ts";

async function found(folder: string, ...patterns: readonly string[]): Promise<readonly string[]> {
  return (await discover(patterns, folder)).map((path) => displayPath(path, folder));
}

describe("finding .graph files", () => {
  const files = { "b.graph": "", "a/z.graph": "", "a/deep/y.graph": "", "a/notes.txt": "", "c.graph.ts": "" };

  it("searches the current folder where nothing is named", async () => {
    expect(await found(folderWith(files))).toStrictEqual(["a/deep/y.graph", "a/z.graph", "b.graph"]);
  });

  it("takes files, folders and globs together and finds each file once, in the order of the paths", async () => {
    const folder = folderWith(files);
    expect(await found(folder, "b.graph", "a", "**/y.graph", "./b.graph")).toStrictEqual([
      "a/deep/y.graph",
      "a/z.graph",
      "b.graph",
    ]);
    expect(await found(folder, "{b,c}.*")).toStrictEqual(["b.graph"]);
    expect(await found(folder, join(folder, "a", "*.graph"))).toStrictEqual(["a/z.graph"]);
  });

  it("leaves out node_modules, dist and hidden folders", async () => {
    const folder = folderWith({
      "a.graph": "",
      "node_modules/p/b.graph": "",
      "x/dist/c.graph": "",
      ".git/d.graph": "",
    });
    expect(await found(folder)).toStrictEqual(["a.graph"]);
    expect(await found(folder, "**/*.graph")).toStrictEqual(["a.graph"]);
  });

  it("searches a folder that is named whatever it is called", async () => {
    expect(await found(folderWith({ "dist/a.graph": "" }), "dist")).toStrictEqual(["dist/a.graph"]);
  });

  it("takes a name with glob characters as it is where it exists", async () => {
    const folder = folderWith({ "[id]/a.graph": "", "i/b.graph": "", "(x)*.graph": "" });
    expect(await found(folder, "[id]")).toStrictEqual(["[id]/a.graph"]);
    expect(await found(folder, "(x)*.graph")).toStrictEqual(["(x)*.graph"]);
  });

  it("finds files outside the current folder", async () => {
    const folder = folderWith({ "a/x.graph": "", "b/y.graph": "" });
    expect(await found(join(folder, "a"), "../b")).toStrictEqual(["../b/y.graph"]);
  });

  it("follows symbolic links and finds a linked folder's files once, also where links go in a circle", async () => {
    const folder = folderWith({ "real/a.graph": "" });
    symlinkSync(join(folder, "real"), join(folder, "another"));
    symlinkSync(folder, join(folder, "real", "circle"));
    symlinkSync(join(folder, "real", "a.graph"), join(folder, "linked.graph"));
    expect(await found(folder)).toStrictEqual(["linked.graph", "real/a.graph"]);
    expect(await found(folder, "another/a.graph")).toStrictEqual(["another/a.graph"]);
  });

  it.each([
    ["a file that does not exist", "c.graph", "there is no file or folder `c.graph`"],
    ["a file of another kind", "a/notes.txt", "`a/notes.txt` is not a .graph file"],
    ["a generated module", "c.graph.ts", "`c.graph.ts` is not a .graph file"],
    ["a glob that matches nothing", "a/**/x*.graph", "no .graph file matches `a/**/x*.graph`"],
    ["a glob that matches other files only", "a/*.txt", "no .graph file matches `a/*.txt`"],
  ])("refuses %s", async (_what, pattern, message) => {
    await expect(discover(["b.graph", pattern], folderWith(files))).rejects.toThrow(message);
  });

  it("refuses a folder without .graph files", async () => {
    const folder = folderWith({ "a/b.txt": "" });
    await expect(discover([], folder)).rejects.toThrow("there is no .graph file in the current folder");
    await expect(discover(["a"], folder)).rejects.toThrow("there is no .graph file in `a`");
  });
});

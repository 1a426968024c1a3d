import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../project/folder.ts";
import { graphc, right } from "./graphc.ts";

/** All files of a folder, but for those in `node_modules`. */
function files(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.\w+$/.test(path) && !path.startsWith("node_modules"))
    .toSorted();
}

/** A folder in which these graphs have been built. */
async function builtFolder(
  others: Readonly<Record<string, string>> = {},
  ...args: readonly string[]
): Promise<{ readonly folder: string; readonly at: (path: string) => string }> {
  const folder = folderWith({ "node_modules/x": "", "a.graph": right, "sub/b.graph": right, ...others });
  expect(await graphc({ folder }, "build", ...args)).toMatchObject({ code: 0 });
  return { folder, at: (path) => join(folder, path) };
}

const config = (options: object): string => `export default ${JSON.stringify(options)};\n`;

describe("a module whose graph is gone", () => {
  it("is listed by --check, removed by a build, and then forgotten", async () => {
    const { folder, at } = await builtFolder();
    rmSync(at("sub/b.graph"));
    expect(await graphc({ folder }, "build", "--check")).toStrictEqual({
      code: 3,
      stdout: "leftover sub/b.graph.ts\n",
      stderr: "1 file left over; run `graphc build`\n",
    });
    expect(files(folder)).toEqual(["a.graph", "a.graph.ts", "sub/b.graph.ts"]);
    const json = await graphc({ folder }, "build", "--check", "--format", "json");
    expect(JSON.parse(json.stdout)).toMatchObject([
      {
        code: "G905",
        file: "sub/b.graph.ts",
        message: "`sub/b.graph.ts` is left over: `sub/b.graph`, which it was made from, is gone",
        range: { start: { line: 1, column: 1 } },
      },
    ]);
    expect(await graphc({ folder }, "build")).toStrictEqual({
      code: 0,
      stdout: "",
      stderr: "removed sub/b.graph.ts: sub/b.graph is gone\nbuilt 1 file: up to date\n",
    });
    expect(files(folder)).toEqual(["a.graph", "a.graph.ts"]);
    expect((await graphc({ folder }, "build")).stderr).toBe("built 1 file: up to date\n");
    expect(await graphc({ folder }, "build", "--check")).toMatchObject({ code: 0 });
  });

  it("goes when it was the last one, before the build says that there is none", async () => {
    const { folder, at } = await builtFolder();
    rmSync(at("a.graph"));
    rmSync(at("sub/b.graph"));
    expect(await graphc({ folder }, "build", "--check")).toStrictEqual({
      code: 3,
      stdout: "leftover a.graph.ts\nleftover sub/b.graph.ts\n",
      stderr: "2 files left over; run `graphc build`\n",
    });
    const none = "there is no .graph file in the current folder";
    const { code, stderr } = await graphc({ folder }, "build");
    expect(code).toBe(2);
    expect(stderr).toContain("removed a.graph.ts: a.graph is gone\nremoved sub/b.graph.ts: sub/b.graph is gone\n");
    expect(stderr).toContain(none);
    expect(files(folder)).toEqual([]);
    for (const args of [["build"], ["build", "--check"]]) {
      const again = await graphc({ folder }, ...args);
      expect(again.code).toBe(2);
      expect(again.stderr).toContain(none);
      expect(again.stderr).not.toContain("removed");
    }
  });

  it("is no reason to build the rest where a folder without graphs is named", async () => {
    const { folder, at } = await builtFolder();
    rmSync(at("sub/b.graph"));
    const { code, stderr } = await graphc({ folder }, "build", "a.graph", "sub");
    expect(code).toBe(2);
    expect(stderr).toContain("there is no .graph file in `sub`");
    expect(files(folder)).toEqual(["a.graph", "a.graph.ts", "sub/b.graph.ts"]);
  });

  it("goes when the graph is renamed, with all files that it had", async () => {
    const { folder, at } = await builtFolder({ "graphc.config.ts": config({ emit: "js" }) });
    renameSync(at("a.graph"), at("c.graph"));
    const { stderr } = await graphc({ folder }, "build");
    expect(stderr.match(/^removed .*/gm)).toHaveLength(5);
    expect(files(folder).filter((path) => /^[ac]\./.test(path))).toEqual([
      "c.d.graph.ts",
      "c.graph",
      "c.graph.d.ts",
      "c.graph.d.ts.map",
      "c.graph.js",
      "c.graph.js.map",
    ]);
  });

  it("goes from an output folder, also where that is not searched for graphs", async () => {
    for (const outDir of ["generated", "dist", "../elsewhere"]) {
      const { folder, at } = await builtFolder(
        { "app/graphc.config.ts": config({ outDir }), "app/c.graph": right },
        "app",
      );
      renameSync(at("app/c.graph"), at("app/d.graph"));
      const place = join("app", outDir).replaceAll("\\", "/");
      expect((await graphc({ folder }, "build", "app")).stderr).toBe(
        `wrote ${place}/d.graph.ts\nremoved ${place}/c.graph.ts: app/c.graph is gone\nbuilt 1 file\n`,
      );
    }
  });

  it("stays where a person has edited it, and is named until it is deleted", async () => {
    const { folder, at } = await builtFolder();
    rmSync(at("a.graph"));
    writeFileSync(at("a.graph.ts"), readFileSync(at("a.graph.ts"), "utf8").replace("Hello, ", "Goodbye, "));
    for (const _ of [1, 2])
      expect((await graphc({ folder }, "build")).stderr).toBe(
        "kept a.graph.ts: a.graph is gone, but it was edited; delete it if you do not need it\nbuilt 1 file: up to date\n",
      );
    expect(await graphc({ folder }, "build", "--check")).toMatchObject({ code: 3, stdout: "leftover a.graph.ts\n" });
    rmSync(at("a.graph.ts"));
    expect((await graphc({ folder }, "build")).stderr).toBe("built 1 file: up to date\n");
  });

  it("goes though version control has changed its line endings", async () => {
    const { folder, at } = await builtFolder();
    rmSync(at("a.graph"));
    writeFileSync(at("a.graph.ts"), readFileSync(at("a.graph.ts"), "utf8").replaceAll("\n", "\r\n"));
    expect((await graphc({ folder }, "build")).stderr).toContain("removed a.graph.ts");
  });

  it("is left alone by a build that does not cover it", async () => {
    const { folder, at } = await builtFolder({ "c.graph": right, "sub/deep/d.graph": right });
    for (const path of ["a.graph", "sub/b.graph", "sub/deep/d.graph"]) rmSync(at(path));
    writeFileSync(at("sub/e.graph"), right);
    const left = async (...patterns: readonly string[]): Promise<string> =>
      (await graphc({ folder }, "build", "--check", ...patterns)).stdout.replaceAll(/^missing .*\n/gm, "");
    expect(await left("c.graph")).toBe("");
    expect(await left("*.graph")).toBe("leftover a.graph.ts\n");
    expect(await left("sub/*.graph")).toBe("leftover sub/b.graph.ts\n");
    expect(await left("./**/[be].graph")).toBe("leftover sub/b.graph.ts\n");
    expect(await left("sub")).toBe("leftover sub/b.graph.ts\nleftover sub/deep/d.graph.ts\n");
    expect(await left(join(folder, "sub"))).toBe("leftover sub/b.graph.ts\nleftover sub/deep/d.graph.ts\n");
    await graphc({ folder }, "build", "c.graph");
    // It is still known to those that do.
    writeFileSync(at("graphc.config.ts"), config({ exclude: ["sub/deep/**"] }));
    expect(await left()).toBe("leftover a.graph.ts\nleftover sub/b.graph.ts\n");
  });

  it("is not one whose graph only has errors", async () => {
    const { folder, at } = await builtFolder();
    writeFileSync(at("a.graph"), "graph {");
    expect((await graphc({ folder }, "build")).stderr).not.toMatch(/removed|kept/);
    expect(existsSync(at("a.graph.ts"))).toBe(true);
  });
});

describe("a module that a graph no longer becomes", () => {
  it.each([
    ["emit", { emit: "js" }, "a.graph.ts"],
    ["outDir", { outDir: "out" }, "a.graph.ts"],
  ])("goes when %s changes in the configuration", async (_, options, file) => {
    const { folder, at } = await builtFolder();
    writeFileSync(at("graphc.config.ts"), config(options));
    expect(await graphc({ folder }, "build", "--check")).toMatchObject({
      code: 3,
      stdout: expect.stringContaining(`leftover ${file}\n`),
    });
    expect((await graphc({ folder }, "build")).stderr).toContain(`removed ${file}: a.graph becomes other files now\n`);
    rmSync(at("graphc.config.ts"));
    const { stderr } = await graphc({ folder }, "build");
    expect(stderr).toContain("wrote a.graph.ts\n");
    expect(files(folder)).toEqual(["a.graph", "a.graph.ts", "sub/b.graph", "sub/b.graph.ts"]);
  });

  it("goes when TypeScript does not look for its types any more", async () => {
    const tsconfig = (value: boolean): string =>
      JSON.stringify({ compilerOptions: { allowArbitraryExtensions: value } });
    const { folder, at } = await builtFolder({ "tsconfig.json": tsconfig(true) });
    expect(existsSync(at("a.d.graph.ts"))).toBe(true);
    writeFileSync(at("tsconfig.json"), tsconfig(false));
    expect((await graphc({ folder }, "build")).stderr).toContain("removed a.d.graph.ts");
  });

  it("stays beside what other options of the command line make", async () => {
    const { folder } = await builtFolder();
    await graphc({ folder }, "build", "--emit", "js");
    await graphc({ folder }, "build", "--out-dir", "out");
    expect((await graphc({ folder }, "build")).stderr).toBe("built 2 files: up to date\n");
    expect((await graphc({ folder }, "build", "--emit", "js")).stderr).toBe("built 2 files: up to date\n");
    expect(await graphc({ folder }, "build", "--check")).toMatchObject({ code: 0 });
    expect(files(folder)).toEqual(expect.arrayContaining(["a.graph.js", "a.graph.ts", "out/a.graph.ts"]));
  });
});

describe("without a cache", () => {
  it("a module is known by its first line, listed, and kept, since it may have been edited", async () => {
    const { folder, at } = await builtFolder({}, "--no-cache");
    rmSync(at("sub/b.graph"));
    expect(await graphc({ folder }, "build", "--check", "--no-cache")).toMatchObject({
      code: 3,
      stdout: "leftover sub/b.graph.ts\n",
    });
    expect((await graphc({ folder }, "build", "--no-cache")).stderr).toBe(
      "kept sub/b.graph.ts: sub/b.graph is gone, but it may have been edited; delete it if you do not need it\nbuilt 1 file: up to date\n",
    );
  });

  it("that of the last graph is listed and kept as well, before the build says that there is none", async () => {
    const { folder, at } = await builtFolder({}, "--no-cache");
    rmSync(at("a.graph"));
    rmSync(at("sub/b.graph"));
    expect(await graphc({ folder }, "build", "--check", "--no-cache")).toMatchObject({
      code: 3,
      stdout: "leftover a.graph.ts\nleftover sub/b.graph.ts\n",
    });
    const { code, stderr } = await graphc({ folder }, "build", "--no-cache");
    expect(code).toBe(2);
    expect(stderr).toContain("kept a.graph.ts: a.graph is gone, but it may have been edited");
    expect(stderr).toContain("there is no .graph file in the current folder");
  });

  it("a configuration that sends modules elsewhere lists those that stay behind", async () => {
    const { folder, at } = await builtFolder({}, "--no-cache");
    writeFileSync(at("graphc.config.ts"), config({ outDir: "out" }));
    await graphc({ folder }, "build", "--no-cache");
    expect((await graphc({ folder }, "build", "--check", "--no-cache")).stdout).toBe(
      "leftover a.graph.ts\nleftover sub/b.graph.ts\n",
    );
  });

  it("a module that --out-dir has put somewhere is no leftover", async () => {
    const { folder } = await builtFolder({}, "--no-cache", "--out-dir", "generated");
    await graphc({ folder }, "build", "--no-cache");
    expect(await graphc({ folder }, "build", "--check", "--no-cache")).toMatchObject({ code: 0, stdout: "" });
  });
});

describe("a file that a person has written", () => {
  it("is never taken for a leftover", async () => {
    const { folder, at } = await builtFolder({
      "gone.graph.ts": "export const graph = 1;\n",
      "other.graph.js": "// generated by something else from other.graph\n",
      "x.d.graph.ts": "export {};\n",
      "y.graph.ts": "",
    });
    // A copy of a generated module under another name says that it was made from another graph.
    writeFileSync(at("copy.graph.ts"), readFileSync(at("a.graph.ts")));
    mkdirSync(at("z.graph.ts"));
    for (const options of [[], ["--no-cache"]]) {
      expect((await graphc({ folder }, "build", ...options)).stderr).toBe("built 2 files: up to date\n");
      expect(await graphc({ folder }, "build", "--check", ...options)).toMatchObject({ code: 0, stdout: "" });
    }
    expect(existsSync(at("gone.graph.ts"))).toBe(true);
  });
});

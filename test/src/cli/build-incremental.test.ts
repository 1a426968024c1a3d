import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../project/folder.ts";
import { graphc, graphcProcess, right, wrong } from "./graphc.ts";

const unused = right.replace("output greeting", 'internal: string = ""\n    output greeting');
const importing = `import { Hello } from "./b.graph"\ngraph A {\n  state { input name: string output greeting: string }\n  node hello = Hello { in { name: name } }\n  start -> hello -> end\n}\n`;

function cached(folder: string): readonly string[] {
  const home = join(folder, "node_modules/.cache/graphc/build");
  return readdirSync(home).map((name) => join(home, name));
}

/** The graphs that the cache knows. */
function kept(folder: string): readonly string[] {
  const [path = ""] = cached(folder);
  const [, body = ""] = readFileSync(path, "utf8").split("\n");
  return Object.keys(JSON.parse(body).entries).toSorted();
}

describe("an incremental build", () => {
  it("reports the same findings when nothing changed, and touches no module", async () => {
    const folder = folderWith({ "node_modules/x": "", "a.graph": unused, "b.graph": wrong, "c.graph": right });
    const first = await graphc({ folder }, "build");
    utimesSync(join(folder, "c.graph.ts"), 1, 1);
    const second = await graphc({ folder }, "build");
    expect(second.stdout).toBe(first.stdout);
    expect(second.code).toBe(1);
    expect(statSync(join(folder, "c.graph.ts")).mtimeMs).toBe(1000);
    expect(cached(folder)).toHaveLength(1);
  });

  it("builds again what imports a changed file", async () => {
    const folder = folderWith({ "node_modules/x": "", "a.graph": importing, "b.graph": right });
    expect(await graphc({ folder }, "build")).toMatchObject({ code: 0 });
    writeFileSync(join(folder, "b.graph"), wrong);
    expect((await graphc({ folder }, "build")).stderr).toContain("nothing built of 2 files");
    writeFileSync(join(folder, "b.graph"), right);
    expect((await graphc({ folder }, "build")).stderr).toBe("built 2 files: up to date\n");
  });

  it("sees a file appear that an import has missed", async () => {
    const folder = folderWith({ "node_modules/x": "", "a.graph": importing });
    expect(await graphc({ folder }, "build")).toMatchObject({ code: 1 });
    writeFileSync(join(folder, "b.graph"), right);
    expect(await graphc({ folder }, "build")).toMatchObject({ code: 0 });
  });

  it.each([
    ["damaged", (text: string) => text.replace("Hello", "Howdy")],
    ["cut off", (text: string) => text.slice(0, 50)],
    ["foreign", () => "{}"],
    ["empty", () => ""],
  ])("does not believe a %s cache", async (_, change) => {
    const folder = folderWith({ "node_modules/x": "", "a.graph": right });
    await graphc({ folder }, "build");
    const module = readFileSync(join(folder, "a.graph.ts"), "utf8");
    for (const path of cached(folder)) writeFileSync(path, change(readFileSync(path, "utf8")));
    expect((await graphc({ folder }, "build")).stderr).toBe("built 1 file: up to date\n");
    expect(readFileSync(join(folder, "a.graph.ts"), "utf8")).toBe(module);
    // It was replaced by one that is believed.
    expect(kept(folder)).toEqual(["a.graph"]);
  });

  it("writes a module again that is gone or edited, though its graph has not changed", async () => {
    const folder = folderWith({ "node_modules/x": "", "a.graph": right, "b.graph": right });
    await graphc({ folder }, "build");
    const module = readFileSync(join(folder, "a.graph.ts"), "utf8");
    rmSync(join(folder, "a.graph.ts"));
    writeFileSync(join(folder, "b.graph.ts"), module.replace("Hello, ", "Goodbye, "));
    expect(await graphc({ folder }, "build", "--check")).toMatchObject({
      code: 3,
      stdout: "missing a.graph.ts\nstale b.graph.ts\n",
    });
    expect((await graphc({ folder }, "build")).stderr).toBe("wrote a.graph.ts\nwrote b.graph.ts\nbuilt 2 files\n");
    expect(readFileSync(join(folder, "a.graph.ts"), "utf8")).toBe(module);
  });

  it("remembers the files that a build does not name, and forgets those that are gone", async () => {
    const folder = folderWith({ "node_modules/x": "", "a.graph": right, "b.graph": right, "c.graph": right });
    await graphc({ folder }, "build");
    rmSync(join(folder, "c.graph"));
    writeFileSync(join(folder, "a.graph"), right.replace("Hello, ", "Good day, "));
    await graphc({ folder }, "build", "a.graph");
    expect(kept(folder)).toEqual(["a.graph", "b.graph"]);
  });

  it("keeps a cache that can be read when several builds run at once", async () => {
    const names = ["a", "b", "c", "d"];
    const folder = folderWith({
      "node_modules/x": "",
      ...Object.fromEntries(names.map((name) => [`${name}.graph`, right])),
    });
    await Promise.all(names.map((name) => graphc({ folder }, "build", `${name}.graph`)));
    expect(cached(folder)).toHaveLength(1);
    expect(kept(folder).length).toBeGreaterThan(0);
    expect((await graphc({ folder }, "build")).stderr).toBe("built 4 files: up to date\n");
    expect(kept(folder)).toEqual(names.map((name) => `${name}.graph`));
  });

  it("loads neither the compiler nor what reads other command lines where there is nothing to do", async () => {
    const folder = folderWith({ "node_modules/x": "", "a.graph": right, "b/c.graph": right });
    await graphc({ folder }, "build");
    const loads = join(folder, "loads");
    const { stderr } = await graphcProcess({ folder, environment: { NODE_V8_COVERAGE: loads } }, "build");
    expect(stderr).toBe("built 2 files: up to date\n");
    const all = readdirSync(loads).map((name) => readFileSync(join(loads, name), "utf8"));
    expect(all.join("\n")).toContain("src/cli/run.ts");
    for (const library of [
      "commander",
      "chevrotain",
      "ts-morph",
      "prettier",
      "tinyglobby",
      "src/compile.ts",
      "render.ts",
    ])
      expect(all.join("\n")).not.toContain(library);
  }, 60_000);

  it("keeps nothing with --no-cache, and works where nothing can be kept", async () => {
    const folder = folderWith({ "node_modules/x": "", "a.graph": right });
    await graphc({ folder }, "build", "--no-cache");
    expect(readdirSync(join(folder, "node_modules"))).toEqual(["x"]);
    mkdirSync(join(folder, "node_modules/.cache"));
    writeFileSync(join(folder, "node_modules/.cache/graphc"), "no folder");
    expect(await graphc({ folder }, "build")).toMatchObject({ code: 0 });
  });

  it("heeds a changed configuration", async () => {
    const folder = folderWith({ "node_modules/x": "", "a.graph": right, "b.graph": right });
    await graphc({ folder }, "build");
    writeFileSync(join(folder, "graphc.config.ts"), `export default { outDir: "out", exclude: ["b.graph"] };\n`);
    expect((await graphc({ folder }, "build")).stderr).toBe(
      "wrote out/a.graph.ts\nremoved a.graph.ts: a.graph becomes other files now\nbuilt 1 file\n",
    );
    expect((await graphc({ folder }, "build", "b.graph", "--out-dir", "x")).stderr).toContain("wrote x/b.graph.ts\n");
  });

  it("makes the same module of a text with other line endings", async () => {
    const folder = folderWith({ "x/a.graph": right, "y/a.graph": right.replaceAll("\n", "\r\n") });
    await graphc({ folder }, "build");
    expect(readFileSync(join(folder, "y/a.graph.ts"), "utf8")).toBe(readFileSync(join(folder, "x/a.graph.ts"), "utf8"));
  });
});

describe("graphc build --check", () => {
  it("lists what is missing or not up to date, ends with 3, and writes nothing", async () => {
    const folder = folderWith({ "a.graph": right, "b.graph": right, "c.graph": right });
    await graphc({ folder }, "build", "a.graph", "b.graph");
    writeFileSync(join(folder, "b.graph.ts"), "// edited\n");
    expect(await graphc({ folder }, "build", "--check")).toStrictEqual({
      code: 3,
      stdout: "stale b.graph.ts\nmissing c.graph.ts\n",
      stderr: "2 of 3 modules not up to date; run `graphc build`\n",
    });
    expect(readFileSync(join(folder, "b.graph.ts"), "utf8")).toBe("// edited\n");
    const { code, stdout } = await graphc({ folder }, "build", "--check", "--format", "json");
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject([
      { code: "G905", file: "b.graph", message: "`b.graph.ts` is not what this file compiles to" },
      { code: "G905", file: "c.graph", message: "`c.graph.ts` is missing, which this file compiles to" },
    ]);
    await graphc({ folder }, "build");
    expect(await graphc({ folder }, "build", "--check")).toMatchObject({ code: 0, stderr: "3 modules up to date\n" });
  });

  it("lets version control change line endings", async () => {
    const folder = folderWith({ "a.graph": right });
    await graphc({ folder }, "build");
    const path = join(folder, "a.graph.ts");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("\n", "\r\n"));
    expect(await graphc({ folder }, "build", "--check")).toMatchObject({ code: 0 });
  });

  it("ends with 1 where graphs have errors, and is refused beside --watch", async () => {
    const folder = folderWith({ "a.graph": wrong });
    expect(await graphc({ folder }, "build", "--check")).toMatchObject({ code: 1 });
    expect(await graphc({ folder }, "build", "--check", "--watch")).toMatchObject({ code: 2 });
  });
});

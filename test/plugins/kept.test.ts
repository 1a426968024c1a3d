import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { loader, type Loaded } from "../../src/plugins/node/load.ts";
import { workspace, type Workspace } from "./workspace.ts";

// Programs are processes of their own, and load the compiler.
vi.setConfig({ testTimeout: 120_000 });

const cache = "node_modules/.cache/graphc/register";

/** What a start gives for a file. */
function start({ path }: Workspace, name = "support.graph"): Promise<Loaded> {
  return loader()(pathToFileURL(path(name)).href);
}

async function sourceOf(space: Workspace, name?: string): Promise<string> {
  const loaded = await start(space, name);
  if ("refused" in loaded) throw new Error(loaded.refused);
  return loaded.source;
}

/** The files of the cache, with the times at which they were written. */
function written({ path }: Workspace): readonly (readonly [string, number])[] {
  return readdirSync(path(cache)).map((name) => [name, statSync(path(`${cache}/${name}`)).mtimeMs]);
}

/** Loads two modules, and prints which packages were loaded for them. */
const counting = `import { register } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
writeFileSync("loaded.txt", "");
register(pathToFileURL("logging.mjs"));
const { loader } = await import(${JSON.stringify(fileURLToPath(new URL("../../src/plugins/node/load.ts", import.meta.url)))});
const load = loader();
for (const name of ["support.graph", "handlers.ts"]) await load(pathToFileURL(name).href);
const loaded = readFileSync("loaded.txt", "utf8");
console.log(["chevrotain", "prettier", "ts-morph", "src/compile.ts", "src/plugins/modules.ts"].filter((one) => loaded.includes(one)).join());
`;

const logging = `import { appendFileSync } from "node:fs";
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  appendFileSync("loaded.txt", found.url + "\\n");
  return found;
}
`;

describe("What graphc/register has made", () => {
  it("is there at the next start, which loads no compiler", async () => {
    const space = workspace();
    writeFileSync(space.path("counting.mjs"), counting);
    writeFileSync(space.path("logging.mjs"), logging);
    const first = await space.run("counting.mjs");
    expect(first.stdout.trim().split(",")).toContain("chevrotain");
    const before = written(space);
    const second = await space.run("counting.mjs");
    expect(second).toMatchObject({ code: 0, stdout: "\n" });
    expect(written(space)).toEqual(before);
  });

  it("runs as it did, with its places in the graph", async () => {
    const space = workspace();
    const first = await space.run("--import", "graphc/register", "main.ts");
    expect(written(space)).toHaveLength(2);
    expect(await space.run("--import", "graphc/register", "main.ts")).toEqual(first);
    expect(first).toMatchObject({ code: 0, stdout: "high: The printer burns!\n" });
  });

  it("is made anew when the graph, or one that it imports, has changed", async () => {
    const space = workspace();
    const before = await sourceOf(space);
    space.edit("support.graph", '= "low"', '= "high"');
    expect(await sourceOf(space)).not.toBe(before);
    space.edit("support.graph", '= "high"', '= "low"');
    expect(await sourceOf(space)).toBe(before);
    space.edit("triage.graph", 'Urgency = "low"', 'Urgency = "minor"');
    expect(await start(space)).toMatchObject({ refused: expect.stringContaining("support.graph:8:24") });
    // What is refused is found out again each time.
    expect(await start(space)).toMatchObject({ refused: expect.stringContaining("support.graph:8:24") });
    rmSync(space.path("triage.graph"));
    expect(await start(space)).toMatchObject({ refused: expect.stringContaining("G204") });
  });

  it("is made anew when a configuration comes, changes, and goes", async () => {
    const space = workspace();
    space.edit("triage.graph", "output urgency: Urgency", "output urgency: Urgency\n    unused: int = 0");
    const before = await sourceOf(space, "triage.graph");
    const config = space.path("graphc.config.js");
    writeFileSync(config, 'export default { warnings: { G406: "error" } };\n');
    expect(await start(space, "triage.graph")).toMatchObject({ refused: expect.stringContaining("G406") });
    writeFileSync(config, 'export default { warnings: { G406: "off" } };\n');
    expect(await sourceOf(space, "triage.graph")).toBe(before);
    writeFileSync(config, 'export default { warnings: { G406: "error" } };\n');
    expect(await start(space, "triage.graph")).toMatchObject({ refused: expect.stringContaining("G406") });
    rmSync(config);
    expect(await sourceOf(space, "triage.graph")).toBe(before);
  });

  it("is made anew when TypeScript has changed", async () => {
    const space = workspace();
    expect(await sourceOf(space, "handlers.ts")).toContain('"high"');
    space.edit("handlers.ts", '? "high"', '? "highest"');
    expect(await sourceOf(space, "handlers.ts")).toContain('"highest"');
  });

  it.each([
    ["empty", () => ""],
    ["cut off", (text: string) => text.slice(0, text.length / 2)],
    ["changed", (text: string) => text.replace("createSupport", "createSomething")],
    ["of another compiler", (text: string) => text.replace(/^.*/, "0".repeat(32))],
  ])("is made anew when it is %s", async (_what, spoil) => {
    const space = workspace();
    const before = await sourceOf(space);
    const [[name = ""] = []] = written(space);
    const file = space.path(`${cache}/${name}`);
    const kept = readFileSync(file, "utf8");
    writeFileSync(file, spoil(kept));
    expect(await sourceOf(space)).toBe(before);
    expect(readFileSync(file, "utf8")).toBe(kept);
  });

  it("is not needed where it cannot be kept", async () => {
    const space = workspace();
    const before = await sourceOf(space);
    rmSync(space.path(cache), { recursive: true });
    writeFileSync(space.path(cache), "");
    expect(await sourceOf(space)).toBe(before);
    rmSync(space.path(cache));
    mkdirSync(space.path(cache));
    expect(await sourceOf(space)).toBe(before);
  });
});

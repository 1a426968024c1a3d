import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { render } from "../../src/diagnostics/render/render.ts";
import { openProject } from "../../src/project/project.ts";

const root = join(import.meta.dirname, "../..");
const samples = readdirSync(join(root, "samples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
  .map((entry) => entry.name);

const node = promisify(execFile);

/** Runs a program of the samples against the sources of the packages, in a process of its own. */
async function runMain(sample: string): Promise<string> {
  const args = ["--conditions=graphc-source", "--import=tsx", "--no-warnings", join("samples", sample, "main.ts")];
  const { stdout } = await node(process.execPath, args, { cwd: root, env: { ...process.env, NO_COLOR: "1" } });
  return stdout;
}

const project = await openProject({ folder: root, patterns: ["samples"] });
const compiled = await compile(project.sources, { rewriteImport: project.rewriteImport });

describe("every sample", () => {
  it("compiles without a finding", () => {
    expect(render(compiled.diagnostics)).toBe("");
  });

  it.each(compiled.modules.map(({ path, text }) => [path, text]))("has %s as it is generated", async (path, text) => {
    expect(await readFile(join(root, path), "utf8")).toBe(text);
  });

  it("type-checks", async () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const args = [tsc, "--noEmit", "-p", "samples"];
    const { stdout } = await node(process.execPath, args, { cwd: root }).catch((error: { stdout: string }) => error);
    expect(stdout).toBe("");
  });

  it("stands in the list of samples", async () => {
    const list = await readFile(join(root, "samples/README.md"), "utf8");
    for (const sample of samples) expect(list).toContain(`](${sample}/`);
  });
});

describe.concurrent("the program of", () => {
  it.each(samples)("%s prints what its output.txt says", async (sample) => {
    expect(await runMain(sample)).toBe(await readFile(join(root, "samples", sample, "output.txt"), "utf8"));
  });
});

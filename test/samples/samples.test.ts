import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { compile } from "../../src/compile.ts";
import { render } from "../../src/diagnostics/render/render.ts";
import { openProject } from "../../src/project/project.ts";

const root = join(import.meta.dirname, "../..");
const samples = readdirSync(join(root, "samples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
  .map((entry) => entry.name);

const node = promisify(execFile);

/** What a program of the samples prints. */
async function printed(sample: string): Promise<string> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  // For the samples that start processes: these read the sources of the runtime too.
  vi.stubEnv("NODE_OPTIONS", "--conditions=graphc-source");
  try {
    await import(join(root, "samples", sample, "main.ts"));
    return log.mock.calls.map(([line]) => `${line}\n`).join("");
  } finally {
    log.mockRestore();
    vi.unstubAllEnvs();
  }
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

describe("the program of", () => {
  it.each(samples)("%s prints what its output.txt says", async (sample) => {
    expect(await printed(sample)).toBe(await readFile(join(root, "samples", sample, "output.txt"), "utf8"));
  });
});

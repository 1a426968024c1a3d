import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import { entries } from "../../../src/diagnostics/catalogue/index.ts";
import { filesOf, type Example } from "../../../src/diagnostics/family.ts";

/** Runs the program of an example beside its compiled graphs, where the runtime is found; returns what it prints to stderr. */
async function run(example: Example): Promise<{ readonly status: number | null; readonly stderr: string }> {
  mkdirSync("node_modules/.cache", { recursive: true });
  const folder = mkdtempSync("node_modules/.cache/graphc-example-");
  try {
    const files = filesOf(example);
    const { modules } = await compile(files.filter(({ path }) => path.endsWith(".graph")));
    const manifest = { path: "package.json", text: '{ "type": "module" }' };
    for (const { path, text } of [manifest, ...files, ...modules]) writeFileSync(join(folder, path), text);
    const options = ["--import", "tsx", "-C", "graphc-source", join(folder, "main.ts")];
    return spawnSync(process.execPath, options, { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const seenInPrograms = [...entries.values()].filter(({ foundBy }) => foundBy === "program");

describe.each(seenInPrograms)("$code, $title", ({ wrong, right }) => {
  it("is thrown by its wrong program", async () => {
    const { status, stderr } = await run(wrong);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/checkpointer/);
  }, 30_000);

  it("is not thrown by its right program", async () => {
    expect(await run(right)).toMatchObject({ status: 0, stderr: "" });
  }, 30_000);
});

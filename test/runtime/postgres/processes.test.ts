import { build } from "esbuild";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { promisify } from "node:util";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PostgresCheckpointer } from "../../../runtime/postgres/index.ts";
import { database } from "./database.ts";
import { listOf } from "../../../runtime/testing/tools.ts";

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "graphc-rivals-"));
const rival = join(folder, "rival.mjs");

// One file starts several times faster than the sources would, and there are eight to start.
beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL("rival.ts", import.meta.url))],
    outfile: rival,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["pg-native"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("eight processes on a hundred threads of one database", () => {
  it("lose nothing of what any of them has stored", { timeout: 120_000 }, async () => {
    const url = await database();
    const count = 60;
    const names = Array.from({ length: 8 }, (_, i) => `${i}`);
    const results = await Promise.all(
      names.map((name) => run(process.execPath, [rival, url, name, `${count}`], { timeout: 100_000 })),
    );
    const conflicts = results.reduce((sum, { stdout }) => sum + Number(stdout), 0);
    expect(conflicts).toBeGreaterThan(0);
    const checkpointer = new PostgresCheckpointer(url);
    const stored: string[] = [];
    for (const { threadId } of await listOf(checkpointer.threads({}))) {
      const head = await checkpointer.load(threadId);
      const log = head?.fields.get("log") ?? [];
      expect(log).toHaveLength(head?.step ?? 0);
      stored.push(...log.flatMap((chunk) => JSON.parse(chunk) as string[]));
    }
    await checkpointer.close();
    const expected = names.flatMap((name) => Array.from({ length: count }, (_, i) => `${name}-${i}`));
    expect(stored.toSorted()).toEqual(expected.toSorted());
  });
});

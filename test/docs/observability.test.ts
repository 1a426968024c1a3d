import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { compile } from "../../src/compile.ts";
import { names } from "../../runtime/otel/names.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/observability.md"), "utf8").replaceAll("\r\n", "\n");

const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))].map((match) => match[1] ?? "");

const nodes = `import type { PurchaseHandlers } from "./purchase.graph.ts";
export const charge = (({ amount }) => ({ result: \`charged \${amount}\` })) satisfies PurchaseHandlers["charge"];
`;

/** What the page leaves out: what stands in front of its programs, and what is looked at behind them. */
const before = `import { createMetrics, logHooks, MemoryCheckpointer, observe } from "@graphc/runtime";
import { otel } from "@graphc/runtime/otel";
import { pino } from "pino";
import { createPurchase } from "./purchase.graph.ts";
const lines: string[] = [];
const logger = pino({}, { write: (line: string) => void lines.push(line) });
`;
const after = `
console.log([started, succeeded, failed, interrupted, durations?.count, retries].join());
console.log(lines.map((line) => JSON.parse(line).msg).join());
console.log(slow.join());
`;

const folder = mkdtempSync(join(root, "test/docs/tmp-"));

beforeAll(async () => {
  const { modules } = await compile([{ path: "purchase.graph", text: blocks("graph")[0] ?? "" }]);
  writeFileSync(join(folder, "purchase.graph.ts"), modules[0]?.text ?? "");
  writeFileSync(join(folder, "nodes.ts"), nodes);
  writeFileSync(join(folder, "program.ts"), [before, ...blocks("ts"), after].join("\n"));
  writeFileSync(
    join(folder, "tsconfig.json"),
    `{ "extends": "../../../tsconfig.json", "include": ["."], "exclude": [] }`,
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the page on watching runs", () => {
  it("shows programs that type-check", async () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, "--noEmit", "-p", folder]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe("");
  });

  it("shows programs that do what it says", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    try {
      await import(join(folder, "program.ts"));
      expect(log.mock.calls).toEqual([["2,1,0,1,2,0"], ["run started,run finished"], ["charge"]]);
    } finally {
      log.mockRestore();
    }
  });

  it("names every attribute and every instrument", () => {
    const instruments = [
      ...readFileSync(join(root, "runtime/otel/instruments.ts"), "utf8").matchAll(/"(graphc\.[\w.]+)"/g),
    ].map(([, name = ""]) => name);
    expect(instruments).toHaveLength(7);
    expect([...Object.values(names), ...instruments].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { compile } from "../../src/compile.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/persistence.md"), "utf8").replaceAll("\r\n", "\n");

const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))].map((match) => match[1] ?? "");

/** What the page leaves out: what stands in front of each of its blocks. */
const between: readonly string[] = [
  `import { MemoryCheckpointer, MemoryStore, type Snapshot } from "@graphc/runtime";
  import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
  import { createExpense, type ExpenseTypes } from "./expense.graph.ts";
  const file = ":memory:";`,
  ``,
  ``,
  `console.log(expense.isInterrupted(asked), (await expense.getState(thread)).values.outcome);`,
  `const checkpoints = [] as unknown as [Snapshot<ExpenseTypes>, Snapshot<ExpenseTypes>];
  for await (const past of expense.getStateHistory(thread)) checkpoints.push(past);`,
  `console.log(JSON.stringify(fields));`,
  ``,
];

const folder = mkdtempSync(join(root, "test/docs/tmp-"));

beforeAll(async () => {
  const { modules } = await compile([{ path: "expense.graph", text: blocks("graph")[0] ?? "" }]);
  writeFileSync(join(folder, "expense.graph.ts"), modules[0]?.text ?? "");
  const shown = blocks("ts");
  const program = between.flatMap((glue, i) => [glue, shown[i]]);
  writeFileSync(
    join(folder, "program.ts"),
    [...program, "console.log(JSON.stringify(found.map(({ key }) => key)));"].join("\n"),
  );
  const suite = `import { MemoryCheckpointer } from "@graphc/runtime";\nclass MyCheckpointer extends MemoryCheckpointer {}\n`;
  writeFileSync(join(folder, "suite.ts"), `${suite}${shown[between.length]}`);
  writeFileSync(
    join(folder, "tsconfig.json"),
    `{ "extends": "../../../tsconfig.json", "include": ["."], "exclude": [] }`,
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the page on persistence", () => {
  it("shows as many programs as are tried here", () => {
    expect(blocks("ts")).toHaveLength(between.length + 1);
  });

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
      expect(log.mock.calls).toEqual([
        [true, "paid"],
        ["2 step: 2 entries, next "],
        ["1 step: 1 entries, next decision"],
        ["0 input: 0 entries, next check"],
        [expect.stringContaining('"field":"amount"')],
        ['["tea"]'],
      ]);
    } finally {
      log.mockRestore();
    }
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { drive } from "./drive.ts";
import { marksFor, marksIn, wholeApp } from "./graph.ts";
import { faulty, Plan } from "./storage.ts";
import { allFail, noteUnhandled, storedText } from "./sweep.ts";

const folder = mkdtempSync(join(tmpdir(), "graphc-faults-"));
let sqlite: SqliteCheckpointer;
beforeAll(() => {
  sqlite = new SqliteCheckpointer(join(folder, "faults.db"));
});
afterAll(async () => {
  await sqlite.close();
  rmSync(folder, { recursive: true });
});

let forget: () => void;
beforeAll(() => {
  forget = noteUnhandled();
});
afterAll(() => forget());

describe.each([
  ["memory", () => new MemoryCheckpointer(), ["text", "plain", "promises", "ordered"]],
  ["SQLite", () => sqlite, ["text", "plain"]],
] as const)("A run on %s", (_, storage, shapes) => {
  describe.each(shapes)("spoken to through %s", (shape) => {
    it.each(["sync", "async", "exit"] as const)(
      "that fails at any one call, with durability %s, rejects with its error and goes on from what is stored",
      { timeout: 600_000 },
      async (durability) => allFail(storage(), shape, durability),
    );
  });

  it.each(shapes)(
    "spoken to through %s has stored all that a handler is given, with durability sync",
    async (shape) => {
      const threadId = `given through ${shape}`;
      let checked = 0;
      const marks = marksFor(threadId);
      const kept = storage();
      marks.given = async (log) => {
        const given = marksIn(JSON.stringify(log));
        expect(marksIn(await storedText(kept, threadId))).toEqual(expect.arrayContaining([...given]));
        checked += given.length;
      };
      await drive(await wholeApp(faulty(kept, new Plan(), shape)), threadId, "sync");
      expect(checked).toBeGreaterThan(100);
    },
  );
});

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { Checkpointer, StoredCheckpoint } from "../../../runtime/types/storage.ts";
import { database } from "../postgres/database.ts";
import { PostgresCheckpointer } from "../../../runtime/postgres/index.ts";
import { SqliteCheckpointer } from "../../../runtime/sqlite/index.ts";

const pruner = join(import.meta.dirname, "pruner.ts");

/** Reads the thread again and again while another process commits to it, prunes it and deletes it; gives how many checkpoints were read. */
async function readBeside(kind: string, place: string, checkpointer: Checkpointer, count: number): Promise<number> {
  const args = ["--import", "tsx", "-C", "graphc-source", pruner, kind, place, `${count}`];
  const ended = promisify(execFile)(process.execPath, args).then(() => true);
  let read = 0;
  while (!(await Promise.race([ended, setImmediate(false)]))) {
    const head = await checkpointer.load("t");
    if (head !== undefined) expectWhole(head);
    for await (const one of checkpointer.history("t", {})) {
      expectWhole(one);
      read++;
    }
    const past = head && (await checkpointer.load("t", `${head.step - 2}`.padStart(7, "0")));
    if (past !== undefined) expectWhole(past);
  }
  return read;
}

function expectWhole({ fields, frontier, step }: StoredCheckpoint): void {
  const first = Number(fields.get("first")?.[0]);
  const log = fields.get("log") ?? [];
  expect({ frontier, n: fields.get("n"), from: log[0], to: log.at(-1), length: log.length }).toEqual({
    ...{ frontier: `${step}`, n: [`${step}`], from: `[${first}]`, to: `[${step}]`, length: step - first + 1 },
  });
}

describe("a checkpoint that is read while another process prunes", () => {
  it("comes whole or not at all from SQLite", { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "graphc-pruned-"));
    const path = join(folder, "threads.db");
    const checkpointer = new SqliteCheckpointer(path);
    try {
      expect(await readBeside("sqlite", path, checkpointer, 10_000)).toBeGreaterThan(0);
    } finally {
      await checkpointer.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("comes whole or not at all from PostgreSQL", { timeout: 120_000 }, async () => {
    const url = await database();
    const checkpointer = new PostgresCheckpointer(url);
    await checkpointer.setup();
    try {
      expect(await readBeside("postgres", url, checkpointer, 2_000)).toBeGreaterThan(0);
    } finally {
      await checkpointer.close();
    }
  });
});

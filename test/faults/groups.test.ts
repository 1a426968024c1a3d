import BetterSqlite from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { connect, type DirectCommit, type DirectRecord } from "../../runtime/checkpoint/direct.ts";

const folder = mkdtempSync(join(tmpdir(), "graphc-groups-"));
afterAll(() => rmSync(folder, { recursive: true }));

const first: DirectCommit = {
  threadId: "t",
  checkpointId: "1",
  line: "1",
  createdAt: new Date(0),
  source: "input",
  step: 0,
  graph: "G",
  version: 1,
  schemaHash: "",
  status: "running",
  next: ["a"],
  metadata: {},
  frontier: {},
  changes: [],
};
const record = (path: string): DirectRecord => ({ path, index: 0, kind: "step", node: path, key: "", value: 1 });

it("A write that follows what SQLite could not store fails, too, as nobody knows of the failure yet", async () => {
  const path = join(folder, "groups.db");
  const direct = connect(new SqliteCheckpointer({ path, busyTimeout: 0 }));
  await direct.commit(first);
  const other = new BetterSqlite(path);
  other.exec("BEGIN IMMEDIATE");
  const before = direct.saveStep("t", "1", record("a"), true);
  // Somebody reads, so that the group is stored now, or would be.
  void direct.load("t");
  other.exec("ROLLBACK");
  const behind = direct.saveStep("t", "1", record("b"), true);
  const outcomes = await Promise.allSettled([before, behind]);
  expect(outcomes).toMatchObject([
    { status: "rejected", reason: { name: "StorageError" } },
    { status: "rejected", reason: { name: "StorageError" } },
  ]);
  await new Promise((resolve) => setImmediate(resolve));
  await direct.saveStep("t", "1", record("c"), true);
  expect((await direct.load("t"))?.records.map(({ path: at }) => at)).toEqual(["c"]);
  other.close();
});

import { deepStrictEqual } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "vitest";
import { checkpointerConformance } from "../../../runtime/testing/conformance.ts";
import { SqliteCheckpointer } from "../../../runtime/sqlite/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graphc-sqlite-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the SQLite checkpointer", () => {
  checkpointerConformance({ test, equal: deepStrictEqual }, () => new SqliteCheckpointer(join(folder, "a.db")));
});
describe("the SQLite checkpointer in memory", () => {
  checkpointerConformance({ test, equal: deepStrictEqual }, () => new SqliteCheckpointer(":memory:"));
});

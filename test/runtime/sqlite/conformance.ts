/** Runs the suite on the driver that is named, with the test runner of Node: `conformance.ts node:sqlite`. */
import { deepStrictEqual } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { checkpointerConformance } from "../../../runtime/testing/conformance.ts";
import type { DriverName } from "../../../runtime/sqlite/driver.ts";
import { SqliteCheckpointer } from "../../../runtime/sqlite/checkpointer.ts";

const driver = process.argv[2] as DriverName;
const folder = mkdtempSync(join(tmpdir(), "graphc-sqlite-"));
let files = 0;
after(() => rmSync(folder, { recursive: true, force: true }));

checkpointerConformance(
  { test, equal: deepStrictEqual },
  () => new SqliteCheckpointer({ path: join(folder, `${files++}.db`), driver }),
);

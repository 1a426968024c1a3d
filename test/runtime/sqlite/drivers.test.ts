import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { driverOf } from "../../../runtime/sqlite/driver.ts";
import { programOf } from "../../hosts/hosts.ts";

describe("node:sqlite", () => {
  const hasOwn = process.getBuiltinModule("node:sqlite") !== undefined;
  const node = hasOwn ? process.execPath : programOf("node");

  test.skipIf(node === undefined)("does what every checkpointer must do", () => {
    const script = join(import.meta.dirname, "conformance.ts");
    const conditions = ["--experimental-strip-types", "--conditions=graphc-source"];
    const output = execFileSync(node ?? "", [...conditions, script, "node:sqlite"], { encoding: "utf8" });
    expect(output).toMatch(/\bfail 0\b/);
  });

  const bun = programOf("bun");

  test.skipIf(bun === undefined)("does so in Bun", () => {
    const script = join(import.meta.dirname, "conformance.ts");
    const flags = ["test", "--conditions=graphc-source", "--only-failures"];
    const { status, stderr } = spawnSync(bun ?? "", [...flags, script, "node:sqlite"], { encoding: "utf8" });
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringMatching(/\b[1-9]\d pass\s+0 fail\b/) });
  });

  test.skipIf(hasOwn)("is asked for in vain where Node has none", () => {
    expect(() => driverOf("node:sqlite")).toThrow('Option "driver" cannot be loaded: this version of Node has no');
    expect(driverOf(undefined).name).toBe("better-sqlite3");
  });
});

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { driverOf } from "../../../runtime/sqlite/driver.ts";

/** A Node that has `node:sqlite`: this one, or one that was installed as a package for this platform. */
function newerNode(): string | undefined {
  if (process.getBuiltinModule("node:sqlite") !== undefined) return process.execPath;
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/package.json`);
    return join(dirname(manifest), "bin", "node");
  } catch {
    return undefined;
  }
}

describe("node:sqlite", () => {
  const node = newerNode();

  test.skipIf(node === undefined)("does what every checkpointer must do", () => {
    const script = join(import.meta.dirname, "conformance.ts");
    const conditions = ["--experimental-strip-types", "--conditions=graphc-source"];
    const output = execFileSync(node ?? "", [...conditions, script, "node:sqlite"], { encoding: "utf8" });
    expect(output).toMatch(/\bfail 0\b/);
  });

  test.skipIf(process.getBuiltinModule("node:sqlite") !== undefined)("is asked for in vain where Node has none", () => {
    expect(() => driverOf("node:sqlite")).toThrow('Option "driver" cannot be loaded: this version of Node has no');
    expect(driverOf(undefined).name).toBe("better-sqlite3");
  });
});

import { expect, it, vi } from "vitest";
import { writeDocumented } from "./documented.ts";
import { workspace } from "./workspace.ts";

// The first build loads the compiler and a bundler, and programs are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

it("runs tests that import graphs, as the page for Vitest says, and fails them at the place in a broken graph", async () => {
  const space = workspace();
  writeDocumented("vitest", space);
  const passed = await space.run("node_modules/vitest/vitest.mjs", "run");
  expect(passed.stdout).toContain("1 passed");
  expect(passed.code).toBe(0);
  space.edit("support.graph", "writes reply", "writes replly");
  const failed = await space.run("node_modules/vitest/vitest.mjs", "run");
  expect(failed.code).toBe(1);
  expect(failed.stderr + failed.stdout).toContain("G201: there is no field called `replly`");
  expect(failed.stderr + failed.stdout).toContain("support.graph:12:44");
});

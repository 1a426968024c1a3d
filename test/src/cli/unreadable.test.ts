import { chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderWith } from "../project/folder.ts";
import { graphc, right } from "./graphc.ts";

/** A folder with one that may not be searched. The superuser may search all, and so gives that up until the test is over. */
function withSecret(): string {
  const folder = folderWith({ "a.graph": right, "secret/b.graph": right });
  chmodSync(folder, 0o777);
  chmodSync(join(folder, "secret"), 0);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  onTestFinished(() => {
    if (isRoot) process.seteuid?.(0);
    chmodSync(join(folder, "secret"), 0o777);
  });
  return folder;
}

describe.skipIf(process.platform === "win32")("a folder that cannot be read", () => {
  it.each(["build", "check", "format"])("is named by graphc %s, which goes on without it", async (command) => {
    const { code, stderr } = await graphc({ folder: withSecret() }, command);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^graphc: `secret` is left out: permission denied\n/);
  });

  it("is refused where it is named itself", async () => {
    expect(await graphc({ folder: withSecret() }, "check", "secret")).toMatchObject({
      code: 2,
      stderr: "graphc: cannot read `secret`: permission denied\n",
    });
  });
});

import { describe, expect, it } from "vitest";
import { buildCommand, type BuildOptions } from "../../../src/cli/build.ts";
import { plainBuild, type BuildLine } from "../../../src/cli/plain.ts";

const nowhere = { write: () => true };
const io = { folder: "/", environment: {}, stdout: nowhere, stderr: nowhere, stdin: () => Promise.resolve("") };

/** What the library that reads all command lines makes of one. */
function read(args: readonly string[]): BuildLine | undefined {
  let found: BuildLine | undefined;
  buildCommand(io, () => {})
    .action((paths: readonly string[], options: BuildOptions) => {
      found = { paths, options };
    })
    .parse(args, { from: "user" });
  return found;
}

describe("a plain command line of graphc build", () => {
  it.each([
    [[]],
    [["flows"]],
    [["a.graph", "flows/**/*.graph", ""]],
    [["--check"]],
    [["--check", "--check", "flows"]],
    [["a.graph", "--no-cache", "b.graph", "--types"]],
    [["--types", "--check", "--no-cache"]],
  ])("is read as any other: %j", (args) => {
    expect(plainBuild(["build", ...args])).toEqual(read(args));
  });

  it.each([
    [["build", "--help"]],
    [["build", "-h"]],
    [["build", "--watch"]],
    [["build", "--format", "json"]],
    [["build", "--format=json"]],
    [["build", "--out-dir", "x"]],
    [["build", "--chek"]],
    [["build", "-"]],
    [["build", "--", "a.graph"]],
    [["check"]],
    [["--check", "build"]],
    [[]],
  ])("is not %j", (args) => {
    expect(plainBuild(args)).toBeUndefined();
  });
});

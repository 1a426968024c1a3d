import { describe, expect, it } from "vitest";
import { explainFailure } from "../../../src/cli/exit.ts";
import { folderWith } from "../project/folder.ts";
import { graphcProcess, right, wrong } from "./graphc.ts";

describe("graphc as a program", () => {
  it("builds with code 0, finds with code 1, refuses with code 2", async () => {
    const folder = folderWith({ "a.graph": right, "b/b.graph": wrong });
    expect(await graphcProcess({ folder }, "build", "a.graph")).toStrictEqual({
      code: 0,
      stdout: "",
      stderr: "wrote a.graph.ts\nbuilt 1 file\n",
    });
    const found = await graphcProcess({ folder }, "check", "b", "--format", "json");
    expect(found.code).toBe(1);
    expect(JSON.parse(found.stdout)).not.toHaveLength(0);
    expect(await graphcProcess({ folder }, "check", "c")).toMatchObject({ code: 2, stdout: "" });
  }, 120_000);
});

function failure(environment: Readonly<Record<string, string>>): { readonly code: number; readonly stderr: string } {
  let stderr = "";
  const stream = { write: (text: string) => (stderr += text) };
  const io = { folder: "/", environment, stdout: stream, stderr: stream, stdin: () => Promise.resolve("") };
  const code = explainFailure(new TypeError("x is undefined"), io);
  return { code, stderr };
}

describe("a failure of graphc itself", () => {
  it("ends with 70 and says how to report it", () => {
    expect(failure({})).toStrictEqual({
      code: 70,
      stderr:
        "graphc: this is a bug in graphc: x is undefined\nRun it again with DEBUG=graphc to see where, and please report it; `npm bugs graphc` opens the tracker.\n",
    });
  });

  it("shows the stack with DEBUG=graphc only", () => {
    expect(failure({ DEBUG: "graphc" }).stderr).toContain("    at ");
    expect(failure({ DEBUG: "express" }).stderr).not.toContain("    at ");
  });
});

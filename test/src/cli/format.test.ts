import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../project/folder.ts";
import { graphc, right } from "./graphc.ts";

const loose = right.replace("  start -> greet -> end", "  start->greet   -> end");
const broken = "graph A { start -> }\n";

describe("graphc format", () => {
  it("lays out the files that differ and says which", async () => {
    const folder = folderWith({ "a.graph": loose, "b.graph": right });
    const outcome = await graphc({ folder }, "format");
    expect(outcome).toStrictEqual({ code: 0, stdout: "", stderr: "formatted a.graph\nformatted 1 of 2 files\n" });
    expect(readFileSync(join(folder, "a.graph"), "utf8")).toBe(right);
    expect(await graphc({ folder }, "format", "a.graph")).toStrictEqual({
      code: 0,
      stdout: "",
      stderr: "formatted 1 file: nothing to change\n",
    });
  });

  it("only lists them with --check, with code 1", async () => {
    const folder = folderWith({ "a.graph": loose, "b.graph": right });
    expect(await graphc({ folder }, "format", "--check")).toStrictEqual({
      code: 1,
      stdout: "a.graph\n",
      stderr: "1 of 2 files not formatted; run `graphc format`\n",
    });
    expect(readFileSync(join(folder, "a.graph"), "utf8")).toBe(loose);
    expect(await graphc({ folder }, "format", "--check", "b.graph")).toMatchObject({ code: 0, stdout: "" });
  });

  it("leaves a file with syntax errors as it is, reports them, and lays out the others", async () => {
    const folder = folderWith({ "a.graph": broken, "b.graph": loose });
    const { code, stdout } = await graphc({ folder }, "format", "--format", "short");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\.graph:1:\d+: error G101 /);
    expect(readFileSync(join(folder, "a.graph"), "utf8")).toBe(broken);
    expect(readFileSync(join(folder, "b.graph"), "utf8")).toBe(right);
  });

  it("reads standard input and writes standard output", async () => {
    const folder = folderWith({ "a.graph": right });
    expect(await graphc({ folder, stdin: loose }, "format", "-")).toStrictEqual({ code: 0, stdout: right, stderr: "" });
    expect(await graphc({ folder, stdin: loose }, "format", "-", "--check")).toMatchObject({ code: 1, stdout: "" });
    const wrong = await graphc({ folder, stdin: broken }, "format", "--stdin-filepath", "x.graph", "--format", "short");
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/^x\.graph:1:/);
  });

  it("uses the settings that Prettier would use for the path", async () => {
    const folder = folderWith({
      "a.graph": right,
      "wide/b.graph": right,
      ".prettierrc": '{ "tabWidth": 4, "plugins": ["graphc/prettier"] }',
      "wide/.prettierrc": '{ "useTabs": true }',
    });
    await graphc({ folder }, "format");
    expect(readFileSync(join(folder, "a.graph"), "utf8")).toBe(right.replaceAll("  ", "    "));
    expect(readFileSync(join(folder, "wide/b.graph"), "utf8")).toBe(right.replaceAll("  ", "\t"));
    const wrong = folderWith({ "a.graph": right, ".prettierrc": "{ tabWidth" });
    expect(await graphc({ folder: wrong }, "format", "a.graph")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^graphc: cannot read Prettier's settings for `a\.graph`: /),
    });
  });

  it("leaves out what Prettier leaves out", async () => {
    const folder = folderWith({ "a.graph": loose, "old/b.graph": loose, ".prettierignore": "old" });
    await graphc({ folder }, "format");
    expect(readFileSync(join(folder, "old/b.graph"), "utf8")).toBe(loose);
    expect(await graphc({ folder }, "format", "old")).toMatchObject({
      code: 0,
      stderr: "nothing to format: .prettierignore or .gitignore names every file\n",
    });
  });

  it("keeps a byte order mark and follows endOfLine", async () => {
    const folder = folderWith({
      "a.graph": `\ufeff${loose.replaceAll("\n", "\r\n")}`,
      ".editorconfig": "[*]\nend_of_line = crlf\n",
    });
    await graphc({ folder }, "format");
    expect(readFileSync(join(folder, "a.graph"), "utf8")).toBe(`\ufeff${right.replaceAll("\n", "\r\n")}`);
  });
});

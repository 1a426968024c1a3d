import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../project/folder.ts";
import { graphc, right, wrong } from "./graphc.ts";

describe("graphc check", () => {
  it("says that nothing was found, on stderr", async () => {
    const folder = folderWith({ "a.graph": right, "b/c.graph": right });
    expect(await graphc({ folder }, "check")).toStrictEqual({
      code: 0,
      stdout: "",
      stderr: "checked 2 files: nothing found\n",
    });
  });

  it("prints findings to stdout and sums them up on stderr", async () => {
    const folder = folderWith({ "flows/a.graph": wrong, "b.graph": right });
    const outcome = await graphc({ folder }, "check");
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toMatch(
      /^error\[G201\]: .*`nam`.*\n --> flows\/a\.graph:6:51\n {2}\|\n6 \| {3}node greet => .*\n {2}\| {51}\^{3}\n/,
    );
    expect(outcome.stdout).toContain("did you mean `name`?");
    expect(outcome.stderr).toMatch(/^1 error( and \d warnings?)? in 1 file\n`graphc explain G201` says more/);
  });

  it("prints a line a finding with --format short", async () => {
    const folder = folderWith({ "a.graph": wrong });
    const { code, stdout } = await graphc({ folder }, "check", "--format", "short");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\.graph:6:51: error G201 .+\n/);
  });

  it("prints nothing but one report to stdout with --format json, whatever was found", async () => {
    const folder = folderWith({ "a.graph": wrong, "b.graph": right });
    const found = await graphc({ folder, terminal: true }, "check", "--format", "json");
    expect(found.code).toBe(1);
    expect(JSON.parse(found.stdout)).toContainEqual(
      expect.objectContaining({
        code: "G201",
        severity: "error",
        file: "a.graph",
        range: { start: { line: 6, column: 51 }, end: { line: 6, column: 54 } },
      }),
    );
    const nothing = await graphc({ folder }, "check", "b.graph", "--format", "json");
    expect(nothing.code).toBe(0);
    expect(JSON.parse(nothing.stdout)).toEqual([]);
  });

  it("ends with 0 where there are warnings only", async () => {
    const folder = folderWith({ "a.graph": `import { unused } from "./a.ts"\n${right}` });
    const outcome = await graphc({ folder }, "check");
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toMatch(/^warning\[G203\]: /);
    expect(outcome.stderr).toContain("1 warning in 1 file");
  });

  it("checks the files that a named one imports", async () => {
    const folder = folderWith({
      "a.graph": `import { Hello } from "./lib/b.graph"\ngraph A {\n  state { input name: string output greeting: string }\n  node hello = Hello { in { name: name } }\n  start -> hello -> end\n}\n`,
      "lib/b.graph": wrong,
    });
    const outcome = await graphc({ folder }, "check", "a.graph", "--format", "short");
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toMatch(/^lib\/b\.graph:6:51: error G201/m);
    expect(outcome.stdout).not.toMatch(/^a\.graph/m);
  });

  it("reports an imported file that does not exist where it is imported", async () => {
    const folder = folderWith({ "a.graph": `import { B } from "./b.graph"\n${right}` });
    const { code, stdout } = await graphc({ folder }, "check", "--format", "short");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\.graph:1:19: error G204 /m);
  });

  it("reads a file with a byte order mark and Windows line breaks as any other", async () => {
    const folder = folderWith({ "a.graph": `\ufeff${wrong.replaceAll("\n", "\r\n")}` });
    const { stdout } = await graphc({ folder }, "check");
    expect(stdout).toContain(
      "6 |   node greet => { greeting: `Hello, ${name} and ${nam}!` }\n  |                                                   ^^^\n",
    );
    expect(stdout).not.toContain("\r");
  });

  it("uses colours on a terminal, unless NO_COLOR is set", async () => {
    const folder = folderWith({ "a.graph": wrong });
    expect((await graphc({ folder, terminal: true }, "check")).stdout).toContain("\u001b[");
    expect((await graphc({ folder, terminal: true, environment: { NO_COLOR: "1" } }, "check")).stdout).not.toContain(
      "\u001b[",
    );
    expect((await graphc({ folder, environment: { FORCE_COLOR: "1" } }, "check")).stdout).toContain("\u001b[");
  });

  it("names files from where it was started", async () => {
    const folder = folderWith({ "a/x.graph": wrong, "b/y.txt": "" });
    const { stdout } = await graphc({ folder: join(folder, "b") }, "check", "../a", "--format", "short");
    expect(stdout).toMatch(/^\.\.\/a\/x\.graph:6:51/);
  });

  it.each([
    ["a folder without .graph files", {}, [], "there is no .graph file in the current folder"],
    ["a file that does not exist", { "a.graph": right }, ["b.graph"], "there is no file or folder `b.graph`"],
    ["a glob without a match", { "a.graph": right }, ["x/*.graph"], "no .graph file matches `x/*.graph`"],
    [
      "a file that is no text",
      { "a.graph": new Uint8Array([0xff, 0xfe, 0x67, 0]) },
      [],
      "cannot read `a.graph`: it is not a text in UTF-8",
    ],
  ])("refuses %s with code 2", async (_what, files, args, message) => {
    const outcome = await graphc({ folder: folderWith(files) }, "check", ...args);
    expect(outcome).toStrictEqual({ code: 2, stdout: "", stderr: `graphc: ${message}\n` });
  });

  it.skipIf(process.getuid?.() === 0)("refuses a file that it may not read, with code 2", async () => {
    const folder = folderWith({ "a.graph": right });
    chmodSync(join(folder, "a.graph"), 0o000);
    expect(await graphc({ folder }, "check")).toStrictEqual({
      code: 2,
      stdout: "",
      stderr: "graphc: cannot read `a.graph`: permission denied\n",
    });
  });

  it("is right about an empty file and one of comments only", async () => {
    const folder = folderWith({ "a.graph": "", "b.graph": "// later\n" });
    expect((await graphc({ folder }, "check")).code).toBe(0);
  });
});

describe("graphc check --fix", () => {
  const slip = right.replace("start -> greet", "start => greet");

  it("applies the safe fixes, says which, and reports the rest", async () => {
    const folder = folderWith({ "a.graph": slip, "b.graph": wrong });
    const { code, stdout, stderr } = await graphc({ folder }, "check", "--fix", "--format", "short");
    expect(readFileSync(join(folder, "a.graph"), "utf8")).toBe(right);
    expect(readFileSync(join(folder, "b.graph"), "utf8")).toBe(wrong);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^b\.graph:6:51: error G201 .+\n$/);
    expect(stderr).toMatch(/^fixed a\.graph:7:9: write `->` \(G106\)\n1 error in 1 file\n/);
  });

  it("ends with 0 where nothing is left", async () => {
    const folder = folderWith({ "a.graph": slip });
    expect(await graphc({ folder }, "check", "--fix")).toMatchObject({ code: 0, stdout: "" });
    expect(await graphc({ folder }, "check")).toMatchObject({ code: 0, stdout: "" });
  });

  it("keeps a byte order mark and Windows line breaks", async () => {
    const windows = (text: string): string => `\ufeff${text.replaceAll("\n", "\r\n")}`;
    const folder = folderWith({ "a.graph": windows(slip) });
    await graphc({ folder }, "check", "--fix");
    expect(readFileSync(join(folder, "a.graph"), "utf8")).toBe(windows(right));
  });

  it("leaves files alone that are only imported", async () => {
    const folder = folderWith({
      "a.graph": `import { Hello } from "./lib/b.graph"\ngraph A {\n  state { input name: string output greeting: string }\n  node hello = Hello { in { name: name } }\n  start -> hello -> end\n}\n`,
      "lib/b.graph": slip,
    });
    expect((await graphc({ folder }, "check", "--fix", "a.graph")).code).toBe(1);
    expect(readFileSync(join(folder, "lib/b.graph"), "utf8")).toBe(slip);
  });
});

describe("graphc check for other programs", () => {
  it("prints a log of SARIF, with the version of graphc", async () => {
    const { stdout } = await graphc({ folder: folderWith({ "a.graph": wrong }) }, "check", "--format", "sarif");
    const log = JSON.parse(stdout);
    expect(log.runs[0].tool.driver.semanticVersion).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("a.graph");
  });

  it("has silenced warnings in SARIF, and neither counts them nor mends them", async () => {
    const silenced = `// graphc-ignore G203: for the next release
import { one } from "./one.ts"
graph A { state { output n: int = 0 } node a => { n: 1 } start -> a -> end }
`;
    const folder = folderWith({ "a.graph": silenced });
    const { stdout, stderr, code } = await graphc({ folder }, "check", "--fix", "--format", "sarif");
    expect(JSON.parse(stdout).runs[0].results[0].suppressions[0].justification).toBe("for the next release");
    expect([code, stderr]).toStrictEqual([0, "checked 1 file: nothing found\n"]);
    expect(readFileSync(join(folder, "a.graph"), "utf8")).toBe(silenced);
  });

  it("prints commands for GitHub", async () => {
    const { stdout } = await graphc({ folder: folderWith({ "a.graph": wrong }) }, "check", "--format", "github");
    expect(stdout).toMatch(/^::error file=a\.graph,line=6,endLine=6,col=51,endColumn=54,title=graphc G201::nothing /);
  });
});

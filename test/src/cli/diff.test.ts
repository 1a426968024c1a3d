import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../project/folder.ts";
import { graphc, right, wrong } from "./graphc.ts";

const narrowed = right.replace("input name: string", 'input name: "Ada"');
const inner = "type Name = string\n";
const outer = `import { Name } from "../shared/names.graph"\n\n${right.replace("name: string", "name: Name")}`;

/** A repository whose only commit holds some files. */
function repositoryWith(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, stdio: "pipe" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "--message=first");
  return folder;
}

describe("graphc diff", () => {
  it("says so where nothing that threads keep has changed, with code 0", async () => {
    const folder = folderWith({
      "a.graph": right,
      "b.graph": right.replace("graph Hello", "/// Greets.\ngraph Hello"),
    });
    expect(await graphc({ folder }, "diff", "a.graph", "b.graph")).toStrictEqual({
      code: 0,
      stdout: "",
      stderr: "compared 1 graph: nothing that threads keep has changed\n",
    });
  });

  it("shows each change with its class, both places and a help, with code 1 for a breaking one", async () => {
    const folder = folderWith({ "a.graph": right, "b.graph": narrowed });
    const { code, stdout, stderr } = await graphc({ folder }, "diff", "a.graph", "b.graph");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Hello \(b\.graph\)\n  needs a migration  what threads have stored in `name`/);
    expect(stdout).toMatch(/error\[G802\].*\n +--> b\.graph:3:17\n[^]*::: a\.graph:3:17\n[^]*= help: /);
    expect(stderr).toBe("compared 1 graph: 1 change needs a migration\n");
    const json = await graphc({ folder }, "diff", "a.graph", "b.graph", "--format", "json");
    expect(JSON.parse(json.stdout)).toMatchObject([{ code: "G802", file: "b.graph" }]);
  });

  it("compares a revision with the work tree, imports resolved in the revision, below the folder and for paths behind --", async () => {
    const folder = repositoryWith({ "flows/ä b.graph": outer, "shared/names.graph": inner });
    writeFileSync(join(folder, "shared/names.graph"), 'type Name = "Ada"\n');
    for (const args of [["main"], ["HEAD", "--", "flows"], ["main", "--format", "short"]]) {
      const { code, stdout } = await graphc({ folder }, "diff", ...args);
      expect([code, stdout]).toStrictEqual([1, expect.stringContaining("G802")]);
    }
    expect(await graphc({ folder: join(folder, "flows") }, "diff", "main", "HEAD")).toMatchObject({ code: 0 });
    rmSync(join(folder, "flows/ä b.graph"));
    expect((await graphc({ folder }, "diff", "main", "--", "flows/ä b.graph")).stdout).toContain("G806");
  });

  it("heeds what the configuration says warnings count as", async () => {
    const before = right.replace("output greeting", 'internal: string = ""\n    output greeting');
    const folder = folderWith({ "a.graph": before, "b.graph": right });
    const ended = async (level: string): Promise<readonly [code: number, out: string]> => {
      writeFileSync(join(folder, "graphc.config.ts"), `export default { warnings: { G801: "${level}" } };\n`);
      const { code, stdout } = await graphc({ folder }, "diff", "a.graph", "b.graph");
      return [code, stdout];
    };
    expect(await ended("warning")).toEqual([0, expect.stringContaining("warning[G801]")]);
    expect(await ended("error")).toEqual([1, expect.stringContaining("error[G801]")]);
    const [code, out] = await ended("off");
    expect([code, out]).toEqual([0, expect.stringContaining("loses values")]);
    expect(out).not.toContain("G801");
    expect(await ended("of")).toEqual([1, expect.stringContaining("G903")]);
  });

  it("refuses with code 2 what it cannot compare, and says why", async () => {
    const folder = repositoryWith({ "a.graph": right, "b.graph": wrong });
    mkdirSync(join(folder, "main"));
    const reason = async (...args: readonly string[]): Promise<string> => {
      const { code, stderr } = await graphc({ folder }, "diff", ...args);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await reason("main")).toBe(
      "graphc: `main` is a path and a revision: write `./main` for the path, or `main^0` for the revision\n",
    );
    expect(await reason("nothing")).toBe("graphc: `nothing` is no file or folder, and no revision of git\n");
    expect(await reason("a.graph")).toContain("name the path or revision that it is compared with");
    expect(await reason("a.graph", "c.graph")).toBe("graphc: there is no file or folder `c.graph`\n");
    expect(await reason("a.graph", "b.graph")).toContain("graphs with errors cannot be compared");
    expect(await reason("HEAD", "--", "none")).toBe("graphc: there is no .graph file in either version of `none`\n");
    expect(await reason("HEAD", "a.graph", "--", "b.graph")).toContain("are for revisions");
    const alone = folderWith({ "a.graph": right });
    expect((await graphc({ folder: alone }, "diff", "main")).stderr).toContain("the folder is not in a git repository");
  });
});

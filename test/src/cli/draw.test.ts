import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../project/folder.ts";
import { graphc, right, wrong } from "./graphc.ts";

const two = `${right}\n${right.replace("Hello", "Bye")}`;

describe("graphc draw", () => {
  it("draws text for the terminal", async () => {
    const folder = folderWith({ "a.graph": right });
    expect(await graphc({ folder }, "draw", "a.graph")).toStrictEqual({
      code: 0,
      stdout: "Hello\n\nstart ─▶ greet ─▶ end\n",
      stderr: "",
    });
  });

  it("takes the format from the ending of the file", async () => {
    const folder = folderWith({ "a.graph": right });
    const begins = { "a.svg": "<svg", "a.html": "<!doctype", "a.mmd": "---", "a.gv": "digraph", "a.txt": "Hello" };
    for (const [name, begin] of Object.entries(begins)) {
      const outcome = await graphc({ folder }, "draw", "a.graph", "--out", name);
      expect(outcome).toStrictEqual({ code: 0, stdout: "", stderr: `wrote ${name}\ndrew 1 graph\n` });
      expect(readFileSync(join(folder, name), "utf8").startsWith(begin)).toBe(true);
    }
    expect((await graphc({ folder }, "draw", "a.graph", "--out", "a.svg")).stderr).toContain("unchanged a.svg");
    await graphc({ folder }, "draw", "a.graph", "--out", "odd.svg", "--format", "dot");
    expect(readFileSync(join(folder, "odd.svg"), "utf8")).toMatch(/^digraph/);
  });

  it("draws a file for each graph into a folder", async () => {
    const folder = folderWith({ "flows/two.graph": two, "one.graph": right });
    const { code, stderr } = await graphc({ folder }, "draw", "--out", "pictures", "--format", "mermaid");
    expect({ code, stderr }).toStrictEqual({
      code: 0,
      stderr:
        "wrote pictures/flows/two.Hello.mmd\nwrote pictures/flows/two.Bye.mmd\nwrote pictures/one.mmd\ndrew 3 graphs\n",
    });
    expect(existsSync(join(folder, "pictures/flows/two.Bye.mmd"))).toBe(true);
  });

  it("draws only what is named", async () => {
    const folder = folderWith({ "two.graph": two });
    expect((await graphc({ folder }, "draw", "--graph", "Bye")).stdout).toBe("Bye\n\nstart ─▶ greet ─▶ end\n");
    expect(await graphc({ folder }, "draw", "--graph", "By")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("no graph is called `By`; there is Hello, Bye"),
    });
    expect((await graphc({ folder }, "draw", "--state", "--graph", "Bye")).stdout).toContain("  input name: string\n");
  });

  it("reports errors where people read, and draws nothing", async () => {
    const folder = folderWith({ "a.graph": wrong });
    const { code, stdout, stderr } = await graphc({ folder }, "draw", "a.graph", "--out", "a.svg");
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("--> a.graph:6:");
    expect(existsSync(join(folder, "a.svg"))).toBe(false);
  });

  it("refuses what it cannot do", async () => {
    const folder = folderWith({ "a.graph": right, "types.graph": 'type A = "a"\n' });
    const refused = async (...args: string[]): Promise<string> => {
      const { code, stderr } = await graphc({ folder }, "draw", ...args);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refused("a.graph", "--format", "png")).toContain("Allowed choices are text, mermaid, dot, svg, html");
    expect(await refused("a.graph", "--out", "a.png")).toContain("the ending of `a.png` says no format");
    expect(await refused("types.graph")).toContain("these files declare no graph");
    expect(await refused("none.graph")).toContain("none.graph");
  });
});

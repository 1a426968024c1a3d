import { describe, expect, it } from "vitest";
import { entries } from "../../../src/diagnostics/catalogue/index.ts";
import { colours } from "../../../src/diagnostics/render/colours.ts";
import { terminalMarkdown } from "../../../src/cli/markdown.ts";
import { graphc } from "./graphc.ts";

const folder = process.cwd();

describe("graphc explain", () => {
  it("explains a code with a wrong example, what is said of it, and the right one", async () => {
    const { code, stdout, stderr } = await graphc({ folder }, "explain", "G201");
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^error\[G201\]: .+\n\n/);
    expect(stdout).toMatch(
      /\n\nWrong\n\n {4}\S[^]*\n\nerror\[G201\]: [^]* --> example\.graph:\d+:\d+\n[^]*\n\nRight\n\n {4}\S/,
    );
  });

  it.each(["g201", "201"])("takes %s for G201", async (code) => {
    expect((await graphc({ folder }, "explain", code)).stdout).toMatch(/^error\[G201\]/);
  });

  it("lists all codes", async () => {
    const { code, stdout } = await graphc({ folder }, "explain");
    expect(code).toBe(0);
    for (const entry of entries.values())
      expect(stdout).toContain(`  ${entry.code}  ${entry.severity.padEnd(7)}  ${entry.title}\n`);
    expect(stdout).toMatch(/^Syntax\n {2}G101 /);
  });

  it("suggests a code that is close to an unknown one", async () => {
    expect(await graphc({ folder }, "explain", "G2001")).toStrictEqual({
      code: 2,
      stdout: "",
      stderr: "graphc: there is no code `G2001`; did you mean G201?\n`graphc explain` lists all codes.\n",
    });
    expect((await graphc({ folder }, "explain", "colour")).stderr).toMatch(/^graphc: there is no code `colour`\n/);
  });
});

function shown(markdown: string, width = 30): string {
  return terminalMarkdown(markdown, width, colours(false));
}

describe("Markdown on a terminal", () => {
  it("is wrapped at spaces outside code", () => {
    expect(shown("\nOne two three four five six `a b c d e f` seven\neight.\n")).toBe(
      "One two three four five six\n`a b c d e f` seven eight.",
    );
  });

  it("keeps code as it is, indented", () => {
    expect(shown("Write:\n```graph\ngraph S {\n\n  a\n}\n```\nor not.")).toBe(
      "Write:\n\n    graph S {\n\n      a\n    }\n\nor not.",
    );
  });

  it("hangs the lines of a list's items", () => {
    expect(shown("- one two three four five six seven\n- b\n1. c")).toBe(
      "- one two three four five six\n  seven\n\n- b\n\n1. c",
    );
  });

  it("paints code and what is strong", () => {
    expect(terminalMarkdown("a **b** `c`", 80, colours(true))).toBe("a \u001b[1mb\u001b[22m \u001b[36m`c`\u001b[39m");
  });
});

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findingsOf } from "../../../src/cli/examples.ts";
import { check } from "../../../src/compile.ts";
import { entries, groups } from "../../../src/diagnostics/catalogue/index.ts";
import { filesOf } from "../../../src/diagnostics/family.ts";
import { render } from "../../../src/diagnostics/render/render.ts";

describe("the catalogue", () => {
  it("knows each code once, in the group of its first digit", () => {
    const codes = groups.flatMap((group) => group.entries.map((entry) => entry.code));
    expect(new Set(codes).size).toBe(codes.length);
    for (const [index, group] of groups.entries()) {
      for (const { code } of group.entries) expect(code).toMatch(new RegExp(`^G${index + 1}\\d\\d$`));
    }
  });

  it("has a page for each code and no other pages", () => {
    const pages = readdirSync("docs/diagnostics").toSorted();
    expect(pages).toStrictEqual(["README.md", ...[...entries.keys()].map((code) => `${code}.md`)].toSorted());
  });
});

describe.each([...entries.values()])("$code, $title", (entry) => {
  it("is told in a few words and explained in some sentences", () => {
    expect(entry.title).toMatch(/^[^.\n]{5,90}$/);
    expect(entry.explanation.trim()).toMatch(/^[A-Z`][^]{60,}[.:`]$/m);
  });

  it("is not found in its right example, nor is anything else", async () => {
    expect(render(await findingsOf(entry, entry.right))).toBe("");
  });

  it("is not found in what stood there before, nor is anything else", () => {
    const files = filesOf(entry.before ?? entry.right).filter(({ path }) => path.endsWith(".graph"));
    expect(render(check(files))).toBe("");
  });

  // What is wrong with a program, its types and its run say.
  if (entry.foundBy === "program") return;

  it("is found in its wrong example, and nothing else is", async () => {
    const found = (await findingsOf(entry)).map(({ code, severity }) => `${code} ${severity}`);
    expect([...new Set(found)]).toStrictEqual([`${entry.code} ${entry.severity}`]);
  });

  it("is shown as its page says, with something underlined", async () => {
    const shown = render(await findingsOf(entry), { width: 100 });
    expect(shown).toMatch(/^(error|warning)\[G\d+\]: \S.*[^.]\n +--> [\w./]+:\d+:\d+\n[^]*\^/);
    expect(readFileSync(`docs/diagnostics/${entry.code}.md`, "utf8")).toContain(
      `\n\`\`\`text\n${shown.trim()}\n\`\`\`\n`,
    );
  });
});

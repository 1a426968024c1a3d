import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "../../../src/compile.ts";
import { entries, groups } from "../../../src/diagnostics/catalogue/index.ts";
import { render } from "../../../src/diagnostics/render/render.ts";

/** What is found in a text, as `CODE severity`. */
function found(text: string): readonly string[] {
  const source = { path: "example.graph", text: `${text.trim()}\n` };
  return check([source]).map(({ code, severity }) => `${code} ${severity}`);
}

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

  it("is not found in its right example, nor is anything else", () => {
    expect(render(check([{ path: "example.graph", text: entry.right }]))).toBe("");
  });

  // What only TypeScript sees, when the app is made, has one example.
  if (entry.wrong === entry.right) return;

  it("is found in its wrong example, and nothing else is", () => {
    const expected = `${entry.code} ${entry.severity}`;
    expect([...new Set(found(entry.wrong))]).toStrictEqual([expected]);
  });

  it("is shown as its page says, with something underlined", () => {
    const shown = render(check([{ path: "example.graph", text: `${entry.wrong.trim()}\n` }]), { width: 100 });
    expect(shown).toMatch(/^(error|warning)\[G\d+\]: \S.*[^.]\n +--> example\.graph:\d+:\d+\n[^]*\^/);
    expect(readFileSync(`docs/diagnostics/${entry.code}.md`, "utf8")).toContain(
      `\n\`\`\`text\n${shown.trim()}\n\`\`\`\n`,
    );
  });
});

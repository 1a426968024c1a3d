import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check } from "../src/compile.ts";
import { render } from "../src/diagnostics/render/render.ts";

const folders = ["docs", "docs/bundlers"];
const pages = [
  "README.md",
  ...folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))),
].filter((path) => path.endsWith(".md") && existsSync(path));

/** The blocks of a page in the language, each with the line that it begins on. */
function graphBlocks(page: string): readonly (readonly [string, string])[] {
  const text = readFileSync(page, "utf8").replaceAll("\r\n", "\n");
  return [...text.matchAll(/^```graph\n([^]*?)^```$/gm)].map((match) => {
    const line = text.slice(0, match.index).split("\n").length + 1;
    return [`${page}:${line}`, match[1] as string];
  });
}

const blocks = pages.flatMap(graphBlocks);

describe("the documentation", () => {
  it("shows the language", () => {
    expect(blocks.length).toBeGreaterThan(10);
  });

  it.each(blocks)("compiles as shown in %s", (path, text) => {
    expect(render(check([{ path, text }]))).toBe("");
  });

  it.each(pages)("has no dead link in %s", (page) => {
    const targets = [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
      (match) => match[1] as string,
    );
    expect(targets.filter((target) => !existsSync(join(page, "..", target)))).toStrictEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import { format, read } from "../../properties/format/texts.ts";

/** The whole graphs in a page of documentation; parts of one are no texts that can be laid out. */
function examplesIn(page: string): readonly string[] {
  return [...page.matchAll(/^```graph\n([\s\S]*?)^```$/gm)]
    .map(([, text = ""]) => text)
    .filter((text) => read(text).diagnostics.length === 0);
}

describe("what graphc shows and makes", () => {
  it.each(globSync(["samples/*/*.graph", "test/crash/*.graph"]).toSorted())("is laid out in %s", async (path) => {
    const text = readFileSync(path, "utf8");
    expect(await format(text, { printWidth: 120 })).toBe(text);
  });

  it("is laid out in a new folder, which has no settings", async () => {
    for (const path of globSync("templates/**/*.graph")) {
      const text = readFileSync(path, "utf8");
      expect(await format(text)).toBe(text);
    }
  });

  it.each(globSync(["README.md", "docs/*.md"]).toSorted())("is laid out in %s", async (path) => {
    for (const text of examplesIn(readFileSync(path, "utf8")))
      expect(await format(text, { printWidth: 120 })).toBe(text);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "../../src/compile.ts";
import { render } from "../../src/diagnostics/render/render.ts";

const page = readFileSync("docs/analysis-guards.md", "utf8").replaceAll("\r\n", "\n");
const blocks = [...page.matchAll(/^```graph\n([^]*?)^```$/gm)].map((match) => match[1] ?? "");

describe("the page on guards", () => {
  it("shows a graph in which nothing is wrong", () => {
    expect(blocks).toHaveLength(1);
    expect(render(check(blocks[0] ?? ""))).toBe("");
  });

  it("says truly what would be reported", () => {
    const codes = (text: string) => check(text).map(({ code }) => code);
    expect(codes((blocks[0] ?? "").replace("score > 7 ", "score > 10"))).toStrictEqual(["G602"]);
    const swapped = (blocks[0] ?? "")
      .replace("score > 7 ", "score > 3 ")
      .replace("score > 3  -> look", "score > 7  -> look");
    expect(codes(swapped)).toStrictEqual(["G602"]);
  });
});

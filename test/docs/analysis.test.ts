import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "../../src/compile.ts";
import { render } from "../../src/diagnostics/render/render.ts";

const page = readFileSync("docs/analysis.md", "utf8").replaceAll("\r\n", "\n");
const blocks = [...page.matchAll(/^```graph\n([^]*?)^```$/gm)].map((match) => match[1] ?? "");
const [essay = ""] = blocks;

describe("the page on what has been written where", () => {
  it("shows a graph in which nothing is wrong", () => {
    expect(blocks).toHaveLength(1);
    expect(render(check(essay))).toBe("");
  });

  it("says truly what would be reported", () => {
    const swapped = essay.replace("find -> draft -> look", "draft -> find -> look");
    expect(check(swapped).map(({ message }) => message)).toStrictEqual([
      "`docs` may be read before it is written: `start -> draft` never writes `docs`",
    ]);
  });

  it("counts what a round writes behind a bound, and not what a failed node writes", () => {
    const codes = (text: string) => check(text).map(({ code }) => code);
    const late = essay
      .replace("draft max 3 then end", "draft max 3 then close")
      .replace("  start", "  node close => { text: review }\n  close -> end\n  start");
    expect(codes(late)).toStrictEqual([]);
    expect(codes(`${essay.replace("  start", "  draft on error -> end\n  start")}`)).toStrictEqual(["G405"]);
  });
});

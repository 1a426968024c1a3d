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

  it("relies on nothing beside a node that no path leads to, if what that writes is not known", () => {
    const codes = (nodes: string) =>
      check(`graph Essay {
  state { input strict: boolean  docs: string  output text: string  output last: string = "" reduce last }
  node draft => { text: docs }
  node facts => { last: "facts" }
  node tone => { last: "tone" }
  node again => { last: "again" }
  ${nodes}
  start -> draft -> [facts, tone] -> again -> when { strict -> again  else -> end }
}
`).map(({ code }) => code);
    const four = ["G404", "G409", "G604"];
    expect(codes("").toSorted()).toStrictEqual(four);
    // What these write is known.
    expect(codes('node find => { last: "found" }').toSorted()).toStrictEqual(["G404", "G501", "G604"]);
    expect(codes("node find => { last: 1 }").toSorted()).toStrictEqual(["G301", "G404", "G501", "G604"]);
    expect(codes('node find => { docs: "found" }').toSorted()).toStrictEqual(["G409", "G501", "G604"]);
    // Nobody knows what this one writes.
    expect(codes('node find => { dosc: "found" }').toSorted()).toStrictEqual(["G407", "G501"]);
    expect(codes("node find = fetchAll").toSorted()).toStrictEqual(["G201", "G501"]);
  });
});

import { describe, expect, it } from "vitest";
import { wantsColours } from "../../../../src/diagnostics/render/colours.ts";
import { render } from "../../../../src/diagnostics/render/render.ts";
import { summary } from "../../../../src/diagnostics/render/summary.ts";
import type { Span } from "../../../../src/source/source.ts";
import { marked, related, report } from "./reports.ts";

describe("the short format", () => {
  it("is one line a report", () => {
    const text = marked("a\n  «b»");
    expect(render([report(text, 0, { message: "there is\nno `b`" })], { format: "short" })).toBe(
      "support.graph:2:3: error G201 there is no `b`\n",
    );
  });

  it("is empty without findings", () => {
    expect(render([], { format: "short" })).toBe("");
  });
});

describe("the JSON format", () => {
  it("is one report with every part of a report, lines and columns from 1, the end exclusive", () => {
    const here = marked("a\n😀 «b»\r\n");
    const there = marked("«c»\n", "flows/other.graph");
    const fixes = [{ title: "write `c`", safe: true, edits: [{ span: here.spans[0] as Span, text: "c" }] }];
    const found = report(here, 0, { related: [related(there, 0, "declared here")], help: "write `c`", fixes });
    const range = { start: { line: 2, column: 4 }, end: { line: 2, column: 5 } };
    expect(JSON.parse(render([found], { format: "json", colour: true, version: "1.2.3" }))).toStrictEqual([
      {
        code: "G201",
        severity: "error",
        message: "there is no `x`",
        file: "support.graph",
        range,
        related: [
          {
            message: "declared here",
            file: "flows/other.graph",
            range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
          },
        ],
        help: "write `c`",
        fixes: [{ title: "write `c`", safe: true, edits: [{ range, text: "c" }] }],
        url: "https://app.unpkg.com/graphc@1.2.3/files/docs/diagnostics/G201.md",
      },
    ]);
  });

  it("has every key also where there is nothing to say", () => {
    expect(JSON.parse(render([report(marked("«a»"))], { format: "json" }))[0]).toMatchObject({
      related: [],
      help: null,
      fixes: [],
    });
  });

  it("has no findings where nothing was found", () => {
    expect(JSON.parse(render([], { format: "json" }))).toStrictEqual([]);
  });
});

describe("the commands for GitHub", () => {
  it("name the file and the place, with columns where the span is on one line", () => {
    const text = marked("a\n  «b»\n«c\nd»");
    expect(render([report(text), report(text, 1, { severity: "warning" })], { format: "github" })).toBe(
      "::error file=support.graph,line=2,endLine=2,col=3,endColumn=4,title=graphc G201::there is no `x`\n" +
        "::warning file=support.graph,line=3,endLine=4,title=graphc G201::there is no `x`\n",
    );
  });

  it("cannot be ended or forged by what they say", () => {
    const text = marked("«a»", "x,y:z%\n.graph");
    const found = report(text, 0, {
      message: "100% of `\r::warning::`",
      help: "a,\nb: c",
      related: [related(text, 0, "here")],
    });
    const said = render([found], { format: "github" });
    expect(said.match(/\n/g)).toHaveLength(1);
    expect(said).toMatch(/^::error file=x%2Cy%3Az%25%0A\.graph,/);
    expect(said).toMatch(/::100%25 of `␍::warning::`%0Ahelp: a,%0Ab: c%0Ax,y:z%25%0A\.graph:1:1: here\n$/);
  });
});

describe("the order of reports", () => {
  it("is by file, position and code, whatever order they were found in", () => {
    const a = marked("«x» «y»", "a.graph");
    const b = marked("«x»", "b.graph");
    const all = [report(b), report(a, 1), report(a, 0, { code: "G301" }), report(a, 0)];
    const lines = (reports: typeof all): string[] => render(reports, { format: "short" }).trimEnd().split("\n");
    const expected = [
      "a.graph:1:1: error G201",
      "a.graph:1:1: error G301",
      "a.graph:1:3: error G201",
      "b.graph:1:1: error G201",
    ];
    expect(lines(all).map((line) => line.split(" ").slice(0, 3).join(" "))).toStrictEqual(expected);
    expect(lines(all.toReversed())).toStrictEqual(lines(all));
  });
});

describe("the summary", () => {
  const error = report(marked("«a»", "a.graph"));
  const warning = report(marked("«a»", "b.graph"), 0, { severity: "warning" });

  it.each([
    ["", []],
    ["1 error in 1 file", [error]],
    ["2 errors in 1 file", [error, error]],
    ["1 warning in 1 file", [warning]],
    ["1 error and 2 warnings in 2 files", [error, warning, warning]],
  ])("says %j", (text, diagnostics) => {
    expect(summary(diagnostics)).toBe(text);
  });
});

describe("whether to use colours", () => {
  it.each([
    ["on a terminal", { isTTY: true }, {}, true],
    ["not in a file or a pipe", {}, {}, false],
    ["not in a pipe of a build server", {}, { CI: "true" }, false],
    ["not on a dumb terminal", { isTTY: true }, { TERM: "dumb" }, false],
    ["not with NO_COLOR", { isTTY: true }, { NO_COLOR: "1" }, false],
    ["with an empty NO_COLOR, which counts as none", { isTTY: true }, { NO_COLOR: "" }, true],
    ["in a pipe with FORCE_COLOR", {}, { FORCE_COLOR: "1" }, true],
    ["not with FORCE_COLOR=0", { isTTY: true }, { FORCE_COLOR: "0" }, false],
    ["not with both", {}, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("%s", (_when, stream, environment, expected) => {
    expect(wantsColours(stream, environment)).toBe(expected);
  });
});

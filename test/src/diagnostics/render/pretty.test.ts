import { describe, expect, it } from "vitest";
import { render } from "../../../../src/diagnostics/render/render.ts";
import { frame, marked, related, report } from "./reports.ts";

describe("a report on a terminal", () => {
  it("names the code, the message and the place, and underlines the span", () => {
    const text = marked("graph S {\n  start -> «clasify» -> end\n}\n");
    expect(
      `\n${render([report(text, 0, { message: "there is no node `clasify`", help: "did you mean `classify`?" })])}`,
    ).toBe(`
error[G201]: there is no node \`clasify\`
 --> support.graph:2:12
  |
2 |   start -> clasify -> end
  |            ^^^^^^^
  |
  = help: did you mean \`classify\`?

`);
  });

  it("says warning where it is one", () => {
    expect(render([report(marked("«a»"), 0, { severity: "warning" })])).toMatch(/^warning\[G201\]: /);
  });

  it("shows second places with their labels in the same frame, in line order", () => {
    const text = marked("state {\n  «log»: string[]\n}\na -> [«b», «c»]\n");
    const more = [related(text, 2, "and by `c`"), related(text, 1, "written by `b`")];
    expect(frame(report(text, 0, { related: more }))).toBe(`
 --> support.graph:2:3
  |
2 |   log: string[]
  |   ^^^
3 | }
4 | a -> [b, c]
  |       -  - and by \`c\`
  |       |
  |       written by \`b\`
`);
  });

  it("leaves out what lies between places that are far apart", () => {
    const text = marked("«a»\n\n\n\n\n\n\n\n\n«b»\n");
    expect(frame(report(text, 1, { related: [related(text, 0, "first here")] }))).toBe(`
  --> support.graph:10:1
   |
 1 | a
   | - first here
...
10 | b
   | ^
`);
  });

  it("gives every label a row when three places share a line", () => {
    const text = marked("«a» -> «b» -> «c»");
    const more = [related(text, 0, "one"), related(text, 1, "two")];
    expect(frame(report(text, 2, { related: more }))).toBe(`
 --> support.graph:1:11
  |
1 | a -> b -> c
  | -    -    ^
  | |    |
  | |    two
  | one
`);
  });

  it("shows places in other files in frames of their own", () => {
    const here = marked("import { «Other» } from './other.graph'\n");
    const there = marked("\ngraph «Othre» {}\n", "flows/other.graph");
    expect(frame(report(here, 0, { related: [related(there, 0, "declared as `Othre`")] }))).toBe(`
 --> support.graph:1:10
  |
1 | import { Other } from './other.graph'
  |          ^^^^^
 ::: flows/other.graph:2:7
  |
2 | graph Othre {}
  |       ----- declared as \`Othre\`
`);
  });

  it("keeps the lines of a long help in line", () => {
    expect(frame(report(marked("«a»"), 0, { help: "write this,\nor that" }))).toContain(
      "  = help: write this,\n          or that",
    );
  });

  it("shows what a fix does where there is no help", () => {
    const fixes = [{ title: "write `==`", safe: true, edits: [] }];
    expect(frame(report(marked("a «===» b"), 0, { fixes }))).toContain("  = fix: write `==`");
    expect(frame(report(marked("a «===» b"), 0, { fixes, help: "equality is `==`" }))).not.toContain("fix:");
  });
});

describe("the underlined line", () => {
  it("shows tabs as four columns", () => {
    expect(frame(report(marked("\t\tstate «x»")))).toBe(`
 --> support.graph:1:9
  |
1 |         state x
  |               ^
`);
  });

  it("does not show the carriage return of a Windows line break", () => {
    expect(frame(report(marked("a\r\nb «c»\r\nd")))).toBe(`
 --> support.graph:2:3
  |
2 | b c
  |   ^
`);
  });

  it.each([
    ["East Asian characters two columns each", "日本語 «x»", "       ^"],
    ["Hangul and fullwidth forms too", "한국 Ａ «x»", "        ^"],
    ["halfwidth kana one", "ｱｲ «x»", "   ^"],
    ["an emoji two columns, however many code points it has", "👩‍👩‍👧 🇩🇪 «x»", "      ^"],
    ["a combining accent no column of its own", "e\u0301e\u0301 «x»", "   ^"],
    ["the underline as wide as the text above", "a «日本» b", "  ^^^^"],
  ])("gives %s", (_what, text, underline) => {
    expect(frame(report(marked(text)))).toContain(`\n  | ${underline}\n`);
  });

  it("makes invisible and control characters visible, so that a text cannot pass for another or steer the terminal", () => {
    const shown = frame(report(marked("a\u200bb \u202e \u001b[31m «x»")));
    expect(shown).toContain("1 | a\ufffdb \ufffd \u241b[31m x\n");
    expect(shown).toContain("  |             ^\n");
    expect(render([report(marked("«a»"), 0, { message: "there is no `\u001b[2J`" })])).not.toContain("\u001b");
  });

  it("points at a place where an empty span lies", () => {
    expect(frame(report(marked("graph S «»{}")))).toContain("\n1 | graph S {}\n  |         ^\n");
  });

  it("points behind the text at the end of a file", () => {
    expect(frame(report(marked("graph S {«»")))).toContain("\n1 | graph S {\n  |          ^\n");
    expect(frame(report(marked("graph S {\n«»")))).toContain(":2:1\n  |\n2 |\n  | ^\n");
    expect(frame(report(marked("«»")))).toContain(":1:1\n  |\n1 |\n  | ^\n");
  });

  it("underlines the text of each line of a span over several", () => {
    expect(frame(report(marked("a «match b {\n    c -> d\n\n  }» e")))).toBe(`
 --> support.graph:1:3
  |
1 | a match b {
  |   ^^^^^^^^^
2 |     c -> d
  |     ^^^^^^
3 |
  | ^
4 |   } e
  |   ^
`);
  });

  it("shows the beginning and the end of a long span", () => {
    expect(frame(report(marked("«graph S {\n  a\n  b\n  c\n  d\n  e\n}»")))).toBe(`
 --> support.graph:1:1
  |
1 | graph S {
  | ^^^^^^^^^
2 |   a
  |   ^
3 |   b
  |   ^
...
7 | }
  | ^
`);
  });
});

/** A text in the middle of a line of some 11,000 columns. */
function long(text: string): string {
  return `${"left ".repeat(1000)}${text}${" right".repeat(1000)}`;
}

describe("a line of ten thousand columns", () => {
  it("is cut around the span", () => {
    const shown = frame(report(marked(long("«here»"))), { width: 60 });
    const [line, underline] = shown.split("\n").slice(3, 5) as [string, string];
    expect(line.length).toBeLessThanOrEqual(60);
    expect(line).toMatch(/^1 \| ….*left here right.*…$/);
    expect(line.slice(underline.indexOf("^"), underline.lastIndexOf("^") + 1)).toBe("here");
  });

  it("is shown from its beginning or to its end where the span lies there", () => {
    expect(frame(report(marked(`«here»${"x".repeat(9999)}`)), { width: 60 })).toMatch(
      /1 \| herex+…\n {2}\| \^\^\^\^\n/,
    );
    expect(frame(report(marked(`${"x".repeat(9999)}«here»`)), { width: 60 })).toMatch(
      /1 \| …x+here\n {2}\| {2,}\^\^\^\^\n/,
    );
  });

  it("is shown once for each of two places that are far apart", () => {
    const text = marked(`${long("«first»")}${long("«second»")}`);
    const shown = frame(report(text, 1, { related: [related(text, 0, "first here")] }), { width: 60 });
    expect(shown.match(/^1 \| …/gm)).toHaveLength(2);
    expect(shown).toMatch(/----- first here/);
    expect(shown).toMatch(/\^{6}\n/);
  });

  it("shows the beginning of a span that is longer than the room", () => {
    const shown = frame(report(marked(long(`«${"y".repeat(500)}»`))), { width: 60 });
    expect(shown).toMatch(/1 \| …y{50,56}…\n {2}\| {2}\^{50,56}\n/);
  });
});

describe("colours", () => {
  const text = marked("«a» -> «b»");
  const diagnostic = report(text, 0, { related: [related(text, 1, "there")], help: "mend it" });

  it("are there on request only", () => {
    expect(render([diagnostic])).not.toContain("\u001b");
    expect(render([diagnostic], { colour: true })).toContain("\u001b[31m");
  });

  it("change nothing but the colours", () => {
    // oxlint-disable-next-line no-control-regex
    expect(render([diagnostic], { colour: true }).replaceAll(/\u001b\[\d+m/g, "")).toBe(render([diagnostic]));
  });
});

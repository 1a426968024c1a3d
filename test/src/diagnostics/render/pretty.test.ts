import { describe, expect, it } from "vitest";
import { render } from "../../../../src/diagnostics/render/render.ts";
import type { Fix } from "../../../../src/diagnostics/diagnostic.ts";
import { frame, marked, related, report, type Marked } from "./reports.ts";

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

/** A fix that writes a text in place of marked stretches. */
function writing({ spans }: Marked, text: string, safe = false): Fix {
  return { title: `write \`${text}\``, safe, edits: spans.map((span) => ({ span, text })) };
}

describe("what a fix changes", () => {
  it("is shown below the help, before and after", () => {
    const text = marked("a {\n\tb «clasify» c\n}");
    expect(frame(report(text, 0, { help: "did you mean `classify`?", fixes: [writing(text, "classify")] }))).toBe(`
 --> support.graph:2:4
  |
2 |     b clasify c
  |       ^^^^^^^
  |
  = help: did you mean \`classify\`?
  |
2 -     b clasify c
2 +     b classify c
`);
  });

  it("is shown for each place", () => {
    const text = marked("a «x»\nb\nc\nd «x» «x»\r\n");
    expect(frame(report(text, 0, { fixes: [writing(text, "y")] }))).toMatch(
      /= fix: write `y`\n {2}\|\n1 - a x\n1 \+ a y\n4 - d x x\n4 \+ d y y\n$/,
    );
  });

  it("is a line less where a line goes, and one more where one comes", () => {
    const gone = marked("a\n«b\n»c");
    expect(frame(report(gone, 0, { fixes: [writing(gone, "")] }))).toMatch(/\n2 - b\n$/);
    const come = marked("a\n«»c");
    expect(frame(report(come, 0, { fixes: [writing(come, "b\n")] }))).toMatch(/\n2 \+ b\n$/);
  });

  it("is cut around the difference in a long line, and after some lines", () => {
    const text = marked(long("«here»"));
    const shown = frame(report(text, 0, { fixes: [writing(text, "there")] }), { width: 60 });
    expect(shown).toMatch(/\n1 - ….*left here right.*…\n1 \+ ….*left there right.*…\n$/);
    const many = marked("«a»");
    const lines = frame(report(many, 0, { fixes: [writing(many, "b\n".repeat(20))] }));
    expect(lines).toMatch(/1 - a\n1 \+ b\n2 \+ b\n3 \+ b\n4 \+ b\n5 \+ b\n6 \+ b\n\.\.\.\n$/);
  });

  it("shows nothing that could steer a terminal", () => {
    const text = marked("a «x»");
    expect(frame(report(text, 0, { fixes: [writing(text, "\u001b[2J\u202e")] }))).toContain("1 + a ␛[2J\ufffd\n");
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

  it.each([
    ["a lone carriage return as a line break", "a\r«b»\rc", ":2:1\n  |\n2 | b\n  | ^\n"],
    ["line and paragraph separators as signs", "a\u2028\u2029 «b»", ":1:5\n  |\n1 | a\ufffd\ufffd b\n  |     ^\n"],
    ["a byte order mark as a sign", "\ufeff«b»", ":1:2\n  |\n1 | \ufffdb\n  |  ^\n"],
    ["isolates and overrides as signs", "\u2066\u202e«b»\u2069", ":1:3\n  |\n1 | \ufffd\ufffdb\ufffd\n  |   ^\n"],
    ["a lone surrogate as a sign", "\ud83d «b»", ":1:3\n  |\n1 | \ufffd b\n  |   ^\n"],
    ["a joined emoji as one, however it is marked", "«👨‍👩‍👧‍👦» x", ":1:1\n  |\n1 | 👨‍👩‍👧‍👦 x\n  | ^^\n"],
    ["a span inside a joined emoji as all of it", "👩«‍👩»‍👧 x", ":1:3\n  |\n1 | 👩‍👩‍👧 x\n  | ^^\n"],
    ["many accents on one letter in one column", "e\u0301\u0302\u0303\u0304 «x»", "  |   ^\n"],
  ])("shows %s", (_what, text, shown) => {
    expect(frame(report(marked(text)))).toContain(shown);
  });

  it("shows two spans on one line, one in the other, with the error on top", () => {
    const text = marked("a «b «c» d» e");
    expect(frame(report(text, 1, { related: [related(text, 0, "in here")] }))).toContain(
      "1 | a b c d e\n  |   --^--\n  |   |\n  |   in here\n",
    );
  });

  it("shows a dozen related places", () => {
    const text = marked("«x»\n".repeat(13));
    const more = text.spans.slice(1).map((_span, i) => related(text, i + 1, `place ${i + 1}`));
    const shown = frame(report(text, 0, { related: more }));
    expect(shown.match(/ - place \d+$/gm)).toHaveLength(12);
    expect(shown).toMatch(/^ 2 \| x\n {3}\| - place 1$/m);
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

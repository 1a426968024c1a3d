import { describe, expect, it } from "vitest";
import { check } from "../../src/compile.ts";
import { applyFixes } from "../../src/diagnostics/fixes.ts";

/** A graph whose field in line 5 nothing reads. */
function graph(before: string, behind = ""): string {
  return `graph Count {
  state { input text: string
    output words: int = 0
    ${before}
    letters: int = 0 ${behind}
  }
  node count => { words: len(split(text, " ")), letters: len(text) }
  start -> count -> end
}
`;
}

function found(text: string): readonly string[] {
  return check(text).map(({ source, span, code, severity, message }) => {
    const line = source.text.slice(0, span.start).split("\n").length;
    return `${line} ${severity} ${code} ${message}`;
  });
}

describe("a warning", () => {
  it("is silenced by a comment before its line or at its end, with a reason", () => {
    expect(found(graph(""))).toHaveLength(1);
    expect(found(graph("// graphc-ignore G406: for later"))).toStrictEqual([]);
    expect(found(graph("", "// graphc-ignore G406: for later"))).toStrictEqual([]);
    expect(
      found(graph("//graphc-ignore G406:for later\n\n    // a comment\n    /// Its documentation.")),
    ).toStrictEqual([]);
  });

  it("is silenced by one comment with another", () => {
    const text = `// graphc-ignore G203, G406: both are for later
import { one } from "./one.ts" graph Count { state { input n: int  letters: int = 0 } node a => { letters: n } start -> a -> end }\n`;
    expect(found(text)).toStrictEqual([]);
  });

  it("is not silenced at another line, in a block comment or in documentation", () => {
    for (const text of [
      `// graphc-ignore G406: why\n${graph("")}`,
      graph("/* graphc-ignore G406: why */"),
      graph("/// graphc-ignore G406: why"),
    ])
      expect(found(text)).toContainEqual(expect.stringContaining("G406 nothing reads `letters`"));
  });
});

describe("a silencing comment", () => {
  it("without a reason is an error, and the only one", () => {
    const said = "4 error G107 this comment silences a warning and does not say why";
    for (const comment of ["// graphc-ignore G406", "// graphc-ignore G406:", "// graphc-ignore G406 :  "])
      expect(found(graph(comment))).toStrictEqual([said]);
  });

  it("without a code is an error", () => {
    expect(found(graph("// graphc-ignore: later"))).toContainEqual(
      "4 error G107 this comment does not say which warning it silences",
    );
  });

  it("of an unknown code is an error that suggests one", () => {
    const text = graph("// graphc-ignore G460: later");
    expect(found(text)).toContainEqual("4 error G107 there is no warning `G460` to silence");
    const fixes = check(text).flatMap((diagnostic) => diagnostic.fixes);
    expect(applyFixes(text, fixes).text).toBe(text.replace("G460", "G406"));
  });

  it("of an error is an error, and the other stays", () => {
    const text = graph("", "").replace("len(text) }", "len(txet) } // graphc-ignore G201: later");
    expect(found(text)).toStrictEqual([
      expect.stringMatching(/^7 error G201 /),
      "7 error G107 `G201` is an error, and errors cannot be silenced",
    ]);
  });

  it("that silences nothing is a warning, and a safe fix removes it", () => {
    const text = graph("", "// graphc-ignore G406: later").replace("state {", "// graphc-ignore G406: gone\n  state {");
    expect(found(text)).toStrictEqual(["2 warning G207 there is no `G406` here to silence"]);
    const fixes = check(text).flatMap((diagnostic) => diagnostic.fixes);
    expect(fixes.map(({ safe }) => safe)).toStrictEqual([true]);
    expect(applyFixes(text, fixes).text).toBe(text.replace("  // graphc-ignore G406: gone\n", ""));
  });

  it("loses the one of its codes that silences nothing", () => {
    const text = graph("// graphc-ignore G406, G203: later");
    const fixes = check(text).flatMap((diagnostic) => diagnostic.fixes);
    expect(applyFixes(text, fixes).text).toBe(graph("// graphc-ignore G406: later"));
  });

  it("is not called useless where an error may hide the warning", () => {
    const text = graph("// graphc-ignore G406: later").replace("words: len", "word: len");
    expect(found(text).filter((line) => line.includes("G207"))).toStrictEqual([]);
  });
});

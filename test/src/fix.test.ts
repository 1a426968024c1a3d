import { describe, expect, it } from "vitest";
import { check } from "../../src/compile.ts";
import type { Diagnostic, Fix } from "../../src/diagnostics/diagnostic.ts";
import { applyFixes } from "../../src/diagnostics/fixes.ts";
import { fix } from "../../src/fix.ts";
import type { Source } from "../../src/source/source.ts";

function offer(...edits: readonly (readonly [start: number, end: number, text: string])[]): Fix {
  return { title: "mend", safe: true, edits: edits.map(([start, end, text]) => ({ span: { start, end }, text })) };
}

describe("applying fixes to a text", () => {
  it("makes every edit of every fix", () => {
    expect(applyFixes("abcdef", [offer([4, 5, "E"]), offer([0, 1, ""], [2, 2, "-"])]).text).toBe("b-cdEf");
  });

  it.each([
    ["overlaps", offer([1, 3, "X"]), offer([2, 4, "Y"])],
    ["contains the first", offer([2, 3, "X"]), offer([0, 6, "Y"])],
    ["inserts where the first does", offer([2, 2, "X"]), offer([2, 2, "Y"])],
    ["inserts into what the first replaces", offer([1, 4, "X"]), offer([2, 2, "Y"])],
    ["overlaps in one of its edits", offer([1, 3, "X"]), offer([5, 6, "Z"], [2, 4, "Y"])],
  ])("leaves out one that %s, whole", (_how, first, second) => {
    expect(applyFixes("abcdef", [first, second])).toStrictEqual({
      text: applyFixes("abcdef", [first]).text,
      fixes: [first],
    });
  });

  it("makes those that only touch", () => {
    expect(applyFixes("abcdef", [offer([1, 3, "X"]), offer([3, 3, "-"]), offer([3, 4, "Y"])]).text).toBe("aX-Yef");
  });
});

const source: Source = {
  path: "a.graph",
  text: `import { left, over } from "./a.ts" // kept
graph A {
  state { input name: string; output text: string } // two fields
  node greet => { text: name === "" ? "?" : name }; /* here */
  start => greet -> end
}
`,
};

describe("fixing files", () => {
  it("applies safe fixes until none is left, and keeps all else", async () => {
    const { files, diagnostics } = await fix([source], { check });
    expect(diagnostics).toStrictEqual([]);
    expect(files).toHaveLength(1);
    expect(files[0]?.text).toBe(` // kept
graph A {
  state { input name: string; output text: string } // two fields
  node greet => { text: name == "" ? "?" : name } /* here */
  start -> greet -> end
}
`);
    expect(files[0]?.fixes.map(({ title, diagnostic }) => `${diagnostic.code} ${title}`)).toContain("G106 write `==`");
  });

  it("changes no file that may not be changed, and none where nothing is to be fixed", async () => {
    const { files, diagnostics } = await fix([source], { check, mayChange: () => false });
    expect(files).toStrictEqual([]);
    expect(diagnostics).toStrictEqual(check([source]));
  });

  it("applies no fix that is not safe", async () => {
    const text = source.text.replace("start =>", "start ->").replace("name ===", "nmae ==");
    const { files } = await fix([{ path: "a.graph", text: text.replace("};", "}") }], { check });
    expect(files).toStrictEqual([]);
  });

  /** Finds `x` and offers to make `text` of it; finds an error of syntax for each `!`. */
  function finder(text: string) {
    return ([only]: readonly Source[]): readonly Diagnostic[] =>
      [...(only as Source).text.matchAll(/[x!]/g)].map((match): Diagnostic => {
        const span = { start: match.index, end: match.index + 1 };
        const fixes = match[0] === "x" ? [offer([span.start, span.end, text])] : [];
        const code = match[0] === "x" ? "G203" : "G101";
        const severity = match[0] === "x" ? "warning" : "error";
        return { code, severity, message: "x", source: only as Source, span, related: [], fixes };
      });
  }

  it("refuses a fix that would break the file", async () => {
    const { files, diagnostics } = await fix([{ path: "a.graph", text: "a x b x" }], { check: finder("!") });
    expect(files).toStrictEqual([]);
    expect(diagnostics).toHaveLength(2);
  });

  it("comes to an end where fixes never do", async () => {
    const { files } = await fix([{ path: "a.graph", text: "x" }], { check: finder("x-") });
    expect(files[0]?.fixes.length).toBeGreaterThan(0);
  }, 20_000);
});

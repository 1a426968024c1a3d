import fc from "fast-check";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import { check } from "../../src/compile.ts";
import { formats } from "../../src/diagnostics/render/formats.ts";
import { render } from "../../src/diagnostics/render/render.ts";
import { expectSound } from "../mutation/judge.ts";

/** Checks any text: nothing is thrown, every place lies in the text, and every format can show what is found. */
function survive(text: string): void {
  const diagnostics = check([{ path: "any.graph", text }]);
  for (const found of diagnostics) expectSound(found);
  for (const format of formats) render(diagnostics.slice(0, 50), { format });
}

const real = ["*.md", "docs/**/*.md", "src/check/**/*.ts", "test/grammar/examples/*.graph", "package.json"]
  .flatMap((pattern) => globSync(pattern).toSorted())
  .map((path) => readFileSync(path, "utf8"));

/** A stretch of real text, as somebody pastes it. */
const pasted = fc
  .tuple(fc.constantFrom(...real), fc.nat(), fc.integer({ min: 1, max: 800 }))
  .map(([text, seed, length]) => text.slice(seed % text.length, (seed % text.length) + length));

const strange = fc.constantFrom(
  "\0",
  "\uD800",
  "\uDC00",
  "\uFEFF",
  "\u2028",
  "\u200B",
  "\u202E",
  "e\u0301",
  "👩‍👩‍👧‍👦",
  "数",
  "\r",
  "\t",
  "\v",
  "\u0085",
  "\x1B[31m",
);
const anything = fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), strange, fc.string({ maxLength: 20 }));

const inGraph = (text: string): string =>
  `graph G {\n  state { input a: string  output b: string }\n  node n => { b: a }\n  ${text}\n  start -> n -> end\n}\n`;

describe("any text is checked and shown:", () => {
  it("what is pasted from documents and programs", () => {
    fc.assert(
      fc.property(pasted, fc.boolean(), (text, inside) => survive(inside ? inGraph(text) : text)),
      { numRuns: 120 },
    );
  });

  it("characters of any kind, also halves of some", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 12 }), fc.boolean(), (parts, inside) =>
        survive(inside ? inGraph(parts.join(" ")) : parts.join("")),
      ),
      { numRuns: 200 },
    );
  });

  it("strange characters between the words of a graph", () => {
    const texts = globSync("test/grammar/examples/*.graph").toSorted();
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), strange, (path, seed, put) => {
        const text = readFileSync(path, "utf8");
        const at = seed % text.length;
        survive(text.slice(0, at) + put + text.slice(at));
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    ["a line of 10,000 columns", inGraph(`let x = "${"x".repeat(10_000)}" + y`)],
    ["a name of 10,000 letters", inGraph(`let x = ${"n".repeat(10_000)}`)],
    ["10,000 empty lines before a mistake", inGraph(`${"\n".repeat(10_000)}let x = y`)],
    ["wide characters before a mistake", inGraph(`let x = "${"数".repeat(500)}" + y`)],
    ["a mistake at the end of a text without a last line break", "graph G {"],
    [
      "line ends of Windows and of old Macs",
      inGraph("let x = y").replaceAll("\n", "\r\n") + inGraph("let y = z").replaceAll("\n", "\r"),
    ],
    ["nothing", ""],
    ["nothing but a byte order mark", "\uFEFF"],
  ])("%s", (_, text) => {
    survive(text);
  });
});

describe("deep nesting ends in a report, not in an overflow:", () => {
  const nested = (open: string, inside: string, close: string, depth: number): string =>
    open.repeat(depth) + inside + close.repeat(depth);

  it.each([
    ["parentheses", inGraph(`let x = ${nested("(", "a", ")", 5_000)}`)],
    ["templates", inGraph(`let x = ${nested("`${", "a", "}`", 5_000)}`)],
    ["groups", inGraph(`n -> ${nested("[", "n", "]", 5_000)}`)],
    ["branches", inGraph(`n -> ${nested("when { a == b -> ", "end", " }", 5_000)}`)],
    ["objects", `type T = ${nested("{ a: ", "int", " }", 5_000)}`],
    ["operators", inGraph(`let x = a${" + a".repeat(50_000)}`)],
  ])("%s", (_, text) => {
    const found = check(text).map(({ code, message }) => `${code} ${message}`);
    expect(found.filter((one) => one.includes("nested too deeply"))).toHaveLength(1);
  });

  it.each([
    [
      "lets of lets",
      (depth: number) =>
        Array.from({ length: depth }, (_, i) => `  let l${i} = ${i === 0 ? "a" : `l${i - 1}`}`).join("\n"),
    ],
    [
      "lets that are named before they are declared",
      (depth: number) =>
        Array.from({ length: depth }, (_, i) => `  let l${i} = ${i + 1 === depth ? "a" : `l${i + 1}`}`).join("\n"),
    ],
  ])("%s", (_, lines) => {
    survive(inGraph(lines(3_000)));
    survive(
      inGraph(`${lines(3_000)}\n  start -> when { l0 == l2999 -> n, else -> end }`).replace("start -> n -> end", ""),
    );
  });

  it("types of types, and graphs of graphs", () => {
    const types = Array.from({ length: 3_000 }, (_, i) => `type T${i} { a: ${i === 0 ? "int" : `T${i - 1}`} }`).join(
      "\n",
    );
    survive(`${types}\n${inGraph("").replace("input a: string", "input a: string  input t: T2999")}`);
    const graphs = Array.from(
      { length: 1_500 },
      (_, i) =>
        `graph G${i} { state { input a: string  output b: string = "" } node n ${i === 0 ? "=> { b: a }" : `= G${i - 1} { in { a } }`} start -> n -> end }`,
    ).join("\n");
    survive(graphs);
  });
});

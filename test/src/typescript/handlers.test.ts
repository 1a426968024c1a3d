import { describe, expect, it } from "vitest";
import { applyFixes } from "../../../src/diagnostics/fixes.ts";
import { accepted, cases, refused } from "./cases.ts";
import { found, lines } from "./typing.ts";

describe("a handler", async () => {
  const results = await found({ ...cases(accepted), ...cases(refused) });

  it.each(Object.keys(accepted))("may be %s", (name) => {
    expect(lines(results[name])).toStrictEqual([]);
  });

  it.each(Object.keys(refused))("may not be %s", (name) => {
    expect(lines(results[name])).toMatchSnapshot();
    expect(results[name]?.every(({ code }) => /^G70[25]$|^G30/.test(code))).toBe(true);
    expect(results[name]).toHaveLength(1);
  });

  it("is shown where it is written", () => {
    const [finding] = results["a write outside `writes`"] ?? [];
    expect(finding?.related).toMatchObject([{ source: { path: "nodes.ts" }, message: "it is returned here" }]);
    const [{ source, span } = { source: { text: "" }, span: { start: 0, end: 0 } }] = finding?.related ?? [];
    expect(source.text.slice(span.start, span.end)).toBe("log");
  });

  it.each([
    ["a write outside `writes`", "= run { writes count, log }"],
    ["writes without a clause", "= run { writes count, log }"],
    ["writes without a clause, in empty braces", "= run { writes count }"],
    ["writes without a clause behind another", "= run { reads text writes count }"],
  ])("with %s has its clause mended", (name, expected) => {
    const [finding] = results[name] ?? [];
    const { text, fixes } = applyFixes(finding?.source.text ?? "", finding?.fixes ?? []);
    expect(fixes).toHaveLength(1);
    expect(text).toContain(expected);
  });
});

import { expect } from "vitest";
import { parse, type Parsed } from "../../../src/parse/parse.ts";
import { positionAt } from "../../../src/source/source.ts";

const path = "test.graph";

export function read(text: string): Parsed {
  return parse({ path, text });
}

/** What is said of a text: `line:column CODE message`, in the order of the text. */
export function said(text: string): readonly string[] {
  const source = { path, text };
  return parse(source).diagnostics.map(({ span, code, message }) => {
    const { line, column } = positionAt(source, span.start);
    return `${line}:${column} ${code} ${message}`;
  });
}

/** Chevrotain's own words, which nobody may see. */
const foreign = /Expecting|expecting|Redundant|redundant|found -->|<--|Token sequence|iteration|rule/;

/** What holds of every report on every text. */
export function expectSound({ diagnostics, file, comments }: Parsed, text: string): void {
  for (const { span, message, help = "", fixes, related } of diagnostics) {
    expect(`${message} ${help}`).not.toMatch(foreign);
    const edits = fixes.flatMap((fix) => fix.edits);
    for (const place of [span, ...related.map((one) => one.span), ...edits.map((one) => one.span)]) {
      expect(place.start).toBeGreaterThanOrEqual(0);
      expect(place.end).toBeGreaterThanOrEqual(place.start);
      expect(place.end).toBeLessThanOrEqual(text.length);
    }
  }
  expect(file.span).toEqual({ start: 0, end: text.length });
  for (const { span, text: words } of comments) expect(text.slice(span.start, span.end)).toBe(words);
}

/** The names of what was read: of the declarations, and behind a graph's in brackets its statements. */
export function outline({ file }: Parsed): string {
  return file.declarations
    .map((one) => {
      if (one.kind === "Import") return "import";
      if (one.kind === "TypeDeclaration") return one.name.name;
      return `${one.name.name}[${one.statements.map(({ kind }) => kind).join(" ")}]${one.incomplete ? "…" : ""}`;
    })
    .concat(file.incomplete ? ["…"] : [])
    .join(" ");
}

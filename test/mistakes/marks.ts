/** Graphs with what is found in them marked in their text, as a compiler's frames do, so that a reader sees both at once. */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { lineStarts, positionAt, type Source, type Span } from "../../src/source/source.ts";

const mark = /^[ \t]*(?:(?:\^+…?|~+…?|\|) G\d{3}(?: warning)?: |= (?:help|at) )/;

/** The text that is checked: without the lines that mark what is found in it. */
export function unmarked(text: string): string {
  return text
    .split("\n")
    .filter((line) => !mark.test(line))
    .join("\n");
}

/** The text with every finding below the line that it is of. */
export function marked(source: Source, diagnostics: readonly Diagnostic[]): string {
  const lines = source.text.split("\n");
  const below = new Map<number, string[]>();
  for (const { line, text } of diagnostics.flatMap((found) => marksOf(found, source, lines)))
    below.set(line, [...(below.get(line) ?? []), text]);
  return lines.flatMap((line, index) => [line, ...(below.get(index + 1) ?? [])]).join("\n");
}

interface Mark {
  readonly line: number;
  readonly text: string;
}

function marksOf(found: Diagnostic, source: Source, lines: readonly string[]): readonly Mark[] {
  const { code, severity, message, help, related } = found;
  const here = related.filter((one) => one.source.path === source.path);
  const seconds = here.map((one) => underlined(one.span, "~", `${code}: ${one.message}`, source, lines));
  if (found.source.path !== source.path) return seconds;
  const first = underlined(
    found.span,
    "^",
    `${code}${severity === "warning" ? " warning" : ""}: ${message}`,
    source,
    lines,
  );
  const margin = /^[ \t]*/.exec(first.text)?.[0] ?? "";
  const elsewhere = related.filter((one) => one.source.path !== source.path);
  const notes = [
    ...(help === undefined ? [] : [`help ${help}`]),
    ...elsewhere.map((one) => `at ${placeOf(one)}: ${one.message}`),
  ];
  return [first, ...notes.map((note) => ({ line: first.line, text: `${margin}= ${note}` })), ...seconds];
}

/** A line of signs below what a span covers of its first line; `…` where it goes on, `|` where it is empty. */
function underlined({ start, end }: Span, sign: string, text: string, source: Source, lines: readonly string[]): Mark {
  const { line, column } = positionAt(source, start);
  const content = lines[line - 1] ?? "";
  const margin = content.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
  const length = Math.min(end, (lineStarts(source)[line - 1] ?? 0) + content.length) - start;
  const signs = start === end ? "|" : `${sign.repeat(Math.max(1, length))}${end - start > length ? "…" : ""}`;
  return { line, text: `${margin}${signs} ${text}` };
}

function placeOf({ source, span }: { readonly source: Source; readonly span: Span }): string {
  const { line } = positionAt(source, span.start);
  return `${source.path.split("/").at(-1)}:${line} "${source.text.slice(span.start, span.end)}"`;
}

import { positionAt } from "../../source/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { visible } from "./cells.ts";

/** One report as a command of GitHub's workflows, which shows it beside the line that it is of. */
export function github({ severity, code, message, help, source, span, related }: Diagnostic): string {
  const start = positionAt(source, span.start);
  const end = positionAt(source, span.end);
  const properties = {
    file: source.path,
    line: start.line,
    endLine: end.line,
    // Columns are understood on one line only.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title: `graphc ${code}`,
  };
  const text = [
    message,
    ...(help === undefined ? [] : [`help: ${help}`]),
    ...related.map((other) => {
      const { line, column } = positionAt(other.source, other.span.start);
      return `${other.source.path}:${line}:${column}: ${other.message}`;
    }),
  ].join("\n");
  const pairs = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${severity} ${pairs.join(",")}::${escapeText(visible(text))}`;
}

/** A percent sign begins an escape, and a line break would end the command. */
function escapeText(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

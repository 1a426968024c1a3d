import { positionAt } from "../../source/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { visible } from "./cells.ts";

/** One report on one line, for editors and `grep`: `path:line:column: severity CODE message`. */
export function short({ source, span, severity, code, message }: Diagnostic): string {
  const { line, column } = positionAt(source, span.start);
  return visible(`${source.path}:${line}:${column}: ${severity} ${code} ${message}`).replaceAll("\n", " ");
}

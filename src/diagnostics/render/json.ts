import { positionAt, type Position, type Source, type Span } from "../../source/source.ts";
import type { Code, Diagnostic, Severity } from "../diagnostic.ts";

/** Lines and columns from 1, columns in UTF-16 units, `end` exclusive. */
export interface JsonRange {
  readonly start: Position;
  readonly end: Position;
}

/** A report as `--format json` prints it. */
export interface JsonDiagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly range: JsonRange;
  readonly related: readonly { readonly message: string; readonly file: string; readonly range: JsonRange }[];
  readonly help: string | null;
  readonly fixes: readonly {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly { readonly range: JsonRange; readonly text: string }[];
  }[];
}

export function json(diagnostic: Diagnostic): JsonDiagnostic {
  const { code, severity, message, source, span, related, help, fixes } = diagnostic;
  return {
    code,
    severity,
    message,
    file: source.path,
    range: range(source, span),
    related: related.map((other) => ({
      message: other.message,
      file: other.source.path,
      range: range(other.source, other.span),
    })),
    help: help ?? null,
    fixes: fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map((edit) => ({ range: range(source, edit.span), text: edit.text })),
    })),
  };
}

function range(source: Source, span: Span): JsonRange {
  return { start: positionAt(source, span.start), end: positionAt(source, span.end) };
}

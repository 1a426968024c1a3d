import { positionAt, type Position, type Source, type Span } from "../../source/source.ts";
import type { Code, Diagnostic, Severity } from "../diagnostic.ts";
import { pageOf } from "../page.ts";

/** Lines and columns from 1, columns in UTF-16 units, `end` exclusive. */
export interface JsonRange {
  readonly start: Position;
  readonly end: Position;
}

/** A finding as `--format json` prints it, in one array of all. Keys may be added. `schemas/diagnostics.schema.json` describes it. */
export interface JsonDiagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly range: JsonRange;
  readonly related: readonly { readonly message: string; readonly file: string; readonly range: JsonRange }[];
  readonly help: string | null;
  /** The edits of a fix are changes of `file`, in the order of the text; they do not overlap. */
  readonly fixes: readonly {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly { readonly range: JsonRange; readonly text: string }[];
  }[];
  /** The page that explains the code. */
  readonly url: string;
}

/** In the order of the diagnostics. */
export function jsonDiagnostics(
  diagnostics: readonly Diagnostic[],
  version: string | undefined,
): readonly JsonDiagnostic[] {
  return diagnostics.map((diagnostic) => json(diagnostic, version));
}

function json(diagnostic: Diagnostic, version: string | undefined): JsonDiagnostic {
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
      edits: edits
        .toSorted((a, b) => a.span.start - b.span.start)
        .map((edit) => ({ range: range(source, edit.span), text: edit.text })),
    })),
    url: pageOf(code, version),
  };
}

function range(source: Source, span: Span): JsonRange {
  return { start: positionAt(source, span.start), end: positionAt(source, span.end) };
}

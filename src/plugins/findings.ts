/** Findings as the bundlers that follow Rollup take them: where they are, in words and as numbers, and a picture of the place. */
import type { PartialMessage } from "esbuild";
import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { render } from "../diagnostics/render/render.ts";
import { lineStarts, positionAt, type Source, type Span } from "../source/source.ts";

export interface Finding {
  readonly message: string;
  /** The file, absolute. */
  readonly id: string;
  /** Line and column count from 1, as in the frame: bundlers print them as they are. */
  readonly loc: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame: string;
}

/** One finding. */
export function finding(diagnostic: Diagnostic, folder: string): Finding {
  const { source, span, code, message } = diagnostic;
  const file = resolve(folder, source.path);
  const [, ...frame] = text([diagnostic]).split("\n");
  return {
    message: `${code}: ${message}`,
    id: file,
    loc: { file, ...positionAt(source, span.start) },
    frame: frame.join("\n"),
  };
}

/** Several, where a bundler takes only one: the first, with the others below its frame. @param diagnostics At least one. */
export function joined(diagnostics: readonly Diagnostic[], folder: string): Finding {
  const [first, ...others] = diagnostics;
  if (!first) throw new Error("a graph without errors has no module: this is a bug of graphc");
  const one = finding(first, folder);
  return others.length === 0 ? one : { ...one, frame: `${one.frame}\n\n${text(others)}` };
}

/** One finding as esbuild takes it, which shows the place itself, below the text. It counts columns in bytes, from 0. */
export function located({ source, span, code, message, help, related }: Diagnostic, folder: string): PartialMessage {
  const notes = related.map((one) => ({ text: one.message, location: locationOf(one.source, one.span, folder) }));
  return {
    text: `${code}: ${message}`,
    location: locationOf(source, span, folder),
    notes: help === undefined ? notes : [...notes, { text: help }],
  };
}

function locationOf(source: Source, { start, end }: Span, folder: string): NonNullable<PartialMessage["location"]> {
  const { line } = positionAt(source, start);
  const starts = lineStarts(source);
  const from = starts[line - 1] ?? 0;
  const lineText = source.text.slice(from, starts[line]).replace(/[\r\n]+$/, "");
  const marked = lineText.slice(start - from, end - from);
  return {
    file: resolve(folder, source.path),
    line,
    column: Buffer.byteLength(lineText.slice(0, start - from)),
    length: Buffer.byteLength(marked),
    lineText,
  };
}

/** As `graphc check` shows them, without colours. */
export function text(diagnostics: readonly Diagnostic[]): string {
  return render(diagnostics).trimEnd();
}

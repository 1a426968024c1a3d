import type { Diagnostic, Related } from "../../../../src/diagnostics/diagnostic.ts";
import { render, type RenderOptions } from "../../../../src/diagnostics/render/render.ts";
import type { Source, Span } from "../../../../src/source/source.ts";

/** A source whose marked stretches are `«…»`: the text without the marks, and the stretches in textual order. */
export interface Marked {
  readonly source: Source;
  readonly spans: readonly Span[];
}

export function marked(text: string, path = "support.graph"): Marked {
  const spans: Span[] = [];
  const open: number[] = [];
  let plain = "";
  for (const character of text) {
    if (character === "«") open.push(plain.length);
    else if (character === "»") spans.push({ start: open.pop() as number, end: plain.length });
    else plain += character;
  }
  return { source: { path, text: plain }, spans: spans.toSorted((a, b) => a.start - b.start) };
}

/** The n-th marked stretch as a second place. */
export function related({ source, spans }: Marked, index: number, message: string): Related {
  return { source, span: spans[index] as Span, message };
}

/** A report on the n-th marked stretch. */
export function report({ source, spans }: Marked, index = 0, rest: Partial<Diagnostic> = {}): Diagnostic {
  const span = spans[index] as Span;
  return { code: "G201", severity: "error", message: "there is no `x`", source, span, related: [], fixes: [], ...rest };
}

/** The frame of one report, without its header and the empty line behind it. */
export function frame(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const lines = render([diagnostic], options).trimEnd().split("\n");
  return `\n${lines.slice(1).join("\n")}\n`;
}

/** Findings as text. What is found is decided elsewhere; here is only how it is shown. */
import type { Diagnostic } from "../diagnostic.ts";
import { colours } from "./colours.ts";
import { json } from "./json.ts";
import { inOrder } from "./order.ts";
import { pretty } from "./pretty.ts";
import { short } from "./short.ts";

/** `pretty` shows the source with the places underlined, `short` is a line each, `json` is one array of `JsonDiagnostic`. */
export type Format = "pretty" | "short" | "json";

export const formats: readonly Format[] = ["pretty", "short", "json"];

export interface RenderOptions {
  /** Default: `pretty`. */
  readonly format?: Format;
  /** Whether to write terminal colours; only `pretty` does. Default: no. */
  readonly colour?: boolean;
  /** The columns that a source line may take before it is cut around its marks. Default: 120. */
  readonly width?: number;
}

/**
 * Renders findings in the order of file, position and code. Each line ends with a line break, so that the result can be written as it is;
 * without findings it is empty, or `[]` as JSON.
 */
export function render(diagnostics: readonly Diagnostic[], options: RenderOptions = {}): string {
  const { format = "pretty", colour = false, width = 120 } = options;
  const sorted = inOrder(diagnostics);
  switch (format) {
    case "json":
      return `${JSON.stringify(sorted.map(json), null, 2)}\n`;
    case "short":
      return sorted.map((diagnostic) => `${short(diagnostic)}\n`).join("");
    case "pretty": {
      const palette = colours(colour);
      return sorted.map((diagnostic) => `${pretty(diagnostic, width, palette)}\n\n`).join("");
    }
  }
}

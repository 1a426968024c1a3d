/** Findings as text. What is found is decided elsewhere; here is only how it is shown. */
import type { Diagnostic } from "../diagnostic.ts";
import { colours } from "./colours.ts";
import type { Format } from "./formats.ts";
import { github } from "./github.ts";
import { jsonDiagnostics } from "./json.ts";
import { inOrder } from "./order.ts";
import { pretty } from "./pretty.ts";
import { sarif } from "./sarif.ts";
import { short } from "./short.ts";

export interface RenderOptions {
  /** Default: `pretty`. */
  readonly format?: Format;
  /** Whether to write terminal colours; only `pretty` does. Default: no. */
  readonly colour?: boolean;
  /** The columns that a source line may take before it is cut around its marks. Default: 120. */
  readonly width?: number;
  /** The version of graphc that `sarif` names as the tool, and whose documentation `json` and `sarif` link to. Default: the latest. */
  readonly version?: string;
}

/**
 * Renders findings in the order of file, position and code; those that are silenced are in SARIF only. Each line ends with a line break, so that the result can be written as it is;
 * without findings it is empty, or a report without any as JSON and SARIF.
 */
export function render(diagnostics: readonly Diagnostic[], options: RenderOptions = {}): string {
  const { format = "pretty", colour = false, width = 120, version } = options;
  if (format === "sarif") return `${JSON.stringify(sarif(inOrder(diagnostics), version), null, 2)}\n`;
  const sorted = inOrder(diagnostics.filter(({ silenced }) => silenced === undefined));
  switch (format) {
    case "json":
      return `${JSON.stringify(jsonDiagnostics(sorted, version), null, 2)}\n`;
    case "github":
      return sorted.map((diagnostic) => `${github(diagnostic)}\n`).join("");
    case "short":
      return sorted.map((diagnostic) => `${short(diagnostic)}\n`).join("");
    case "pretty": {
      const palette = colours(colour);
      return sorted.map((diagnostic) => `${pretty(diagnostic, width, palette)}\n\n`).join("");
    }
  }
}

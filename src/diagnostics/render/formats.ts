/**
 * `pretty` shows the source with the places underlined, `short` is a line each, `json` is one array of `JsonDiagnostic`, `sarif` is a log of SARIF 2.1.0,
 * and `github` are the commands by which a workflow on GitHub annotates files.
 */
export type Format = "pretty" | "short" | "json" | "sarif" | "github";

export const formats: readonly Format[] = ["pretty", "short", "json", "sarif", "github"];

/** Whether a report in a format is a text that programs read as a whole, so that there is one without findings, too. */
export function isDocument(format: Format): boolean {
  return format === "json" || format === "sarif";
}

import type { Diagnostic } from "../diagnostic.ts";

/** `2 errors and 1 warning in 3 files`; empty where nothing was found. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return "";
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const files = new Set(diagnostics.map((diagnostic) => diagnostic.source.path)).size;
  const counts = [count(errors, "error"), count(diagnostics.length - errors, "warning")].filter((part) => part !== "");
  return `${counts.join(" and ")} in ${count(files, "file")}`;
}

/** `1 file`, `3 files`; empty for none. */
export function count(number: number, noun: string): string {
  if (number === 0) return "";
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

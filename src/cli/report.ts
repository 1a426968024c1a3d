import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isDocument, type Format } from "../diagnostics/render/formats.ts";
import { exit, type ExitCode } from "./exit.ts";
import type { Io } from "./io.ts";

/** Prints findings and what they sum up to, and chooses the exit code: warnings alone are no failure. */
export async function report(found: readonly Diagnostic[], format: Format, io: Io): Promise<ExitCode> {
  // Mostly nothing is found, and nothing waits for what would show it.
  if (found.length > 0 || isDocument(format)) {
    const { printFindings } = await import("./findings.ts");
    printFindings(found, format, io);
  }
  return found.some(({ severity, silenced }) => severity === "error" && silenced === undefined)
    ? exit.findings
    : exit.ok;
}

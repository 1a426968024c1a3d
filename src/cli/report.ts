import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { render, type Format } from "../diagnostics/render/render.ts";
import { summary } from "../diagnostics/render/summary.ts";
import { exit, type ExitCode } from "./exit.ts";
import { layoutOf, type Io } from "./io.ts";
import { packageInfo } from "./package-info.ts";

/** Prints findings to `stdout`, sums up those that are not silenced on `stderr`, and chooses the exit code: warnings alone are no failure. */
export function report(found: readonly Diagnostic[], format: Format, io: Io): ExitCode {
  const diagnostics = found.filter(({ silenced }) => silenced === undefined);
  io.stdout.write(render(found, { format, ...layoutOf(io.stdout, io), version: packageInfo().version }));
  if (diagnostics.length > 0) {
    io.stderr.write(`${summary(diagnostics)}\n`);
    if (format === "pretty") io.stderr.write(`${more(diagnostics)}\n`);
  }
  return diagnostics.some((diagnostic) => diagnostic.severity === "error") ? exit.findings : exit.ok;
}

function more(diagnostics: readonly Diagnostic[]): string {
  const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].toSorted();
  const others = codes.slice(1, 5).join(", ");
  return `\`graphc explain ${codes[0]}\` says more${others === "" ? "" : ` (also ${others}${codes.length > 5 ? ", …" : ""})`}`;
}

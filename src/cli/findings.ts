import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Format } from "../diagnostics/render/formats.ts";
import { render } from "../diagnostics/render/render.ts";
import { summary } from "../diagnostics/render/summary.ts";
import { layoutOf, type Io } from "./io.ts";
import { packageInfo } from "./package-info.ts";

/** Prints findings to `stdout`, and sums up those that are not silenced on `stderr`. */
export function printFindings(found: readonly Diagnostic[], format: Format, io: Io): void {
  const diagnostics = found.filter(({ silenced }) => silenced === undefined);
  io.stdout.write(render(found, { format, ...layoutOf(io.stdout, io), version: packageInfo().version }));
  if (diagnostics.length === 0) return;
  io.stderr.write(`${summary(diagnostics)}\n`);
  if (format === "pretty") io.stderr.write(`${more(diagnostics)}\n`);
}

function more(diagnostics: readonly Diagnostic[]): string {
  const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].toSorted();
  const others = codes.slice(1, 5).join(", ");
  return `\`graphc explain ${codes[0]}\` says more${others === "" ? "" : ` (also ${others}${codes.length > 5 ? ", …" : ""})`}`;
}

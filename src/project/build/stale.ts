import { G905 } from "../../diagnostics/catalogue/g9.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import type { Output } from "./output.ts";

/** Says of a source that a file which it becomes is not what is there. */
export function outdated(
  { path, state }: { readonly path: string; readonly state: Output["state"] },
  source: Source,
): Diagnostic {
  const message = state === "missing" ? G905.missing(path) : G905.stale(path);
  const start = /^\s*/.exec(source.text)?.[0].length ?? 0;
  const end = start + (/^[^\r\n]*/.exec(source.text.slice(start))?.[0].trimEnd().length ?? 0);
  return { ...message, source, span: { start, end }, related: [], fixes: [] };
}

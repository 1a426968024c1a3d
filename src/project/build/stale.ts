import { readFileSync } from "node:fs";
import { G905 } from "../../diagnostics/catalogue/g9.ts";
import type { Diagnostic, Message } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import type { Leftover } from "./leftovers.ts";
import type { Output } from "./output.ts";

/** Says of a source that a file which it becomes is not what is there. */
export function outdated(
  { path, state }: { readonly path: string; readonly state: Output["state"] },
  source: Source,
): Diagnostic {
  return atFirstLine(state === "missing" ? G905.missing(path) : G905.stale(path), source);
}

/** Says of a file that nothing becomes it any more. */
export function leftOver({ path, file, source, reason }: Omit<Leftover, "state">): Diagnostic {
  const message = reason === "gone" ? G905.gone(path, source) : G905.elsewhere(path, source);
  return atFirstLine(message, { path, text: readFileSync(file, "utf8") });
}

function atFirstLine(message: Message, source: Source): Diagnostic {
  const start = /^\s*/.exec(source.text)?.[0].length ?? 0;
  const end = start + (/^[^\r\n]*/.exec(source.text.slice(start))?.[0].trimEnd().length ?? 0);
  return { ...message, source, span: { start, end }, related: [], fixes: [] };
}

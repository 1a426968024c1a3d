import type { Diagnostic } from "../diagnostic.ts";
import { visible } from "./cells.ts";
import type { Colours } from "./colours.ts";
import { frames, gutterWidth } from "./frame.ts";

/** One report for people: what was found, where, and what to do. `width` is in columns. Ends without a line break. */
export function pretty(diagnostic: Diagnostic, width: number, colours: Colours): string {
  const { severity, code, message, help, fixes } = diagnostic;
  const head = `${colours[severity](`${severity}[${code}]`)}${colours.strong(`: ${visible(message)}`)}`;
  const rows = [head, ...frames(diagnostic, width, colours)];
  const indent = " ".repeat(gutterWidth(diagnostic) + 1);
  // A fix says in other words what a help says; it is shown where there is none.
  const advice = help === undefined ? fixes.map((fix) => ["fix", fix.title] as const) : [["help", help] as const];
  if (advice.length > 0) rows.push(colours.faint(`${indent}|`));
  for (const [kind, text] of advice) {
    const lines = visible(text).replaceAll("\n", `\n${indent}  ${" ".repeat(kind.length + 2)}`);
    rows.push(`${indent}${colours.faint("=")} ${colours.help(`${kind}:`)} ${lines}`);
  }
  return rows.join("\n");
}

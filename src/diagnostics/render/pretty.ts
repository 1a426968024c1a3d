import type { Diagnostic } from "../diagnostic.ts";
import { visible } from "./cells.ts";
import { change } from "./change.ts";
import type { Colours } from "./colours.ts";
import { frames, gutterWidth } from "./frame.ts";

/** One report for people: what was found, where, and what to do. `width` is in columns. Ends without a line break. */
export function pretty(diagnostic: Diagnostic, width: number, colours: Colours): string {
  const { severity, code, message, help, fixes, source } = diagnostic;
  const head = `${colours[severity](`${severity}[${code}]`)}${colours.strong(`: ${visible(message)}`)}`;
  const rows = [head, ...frames(diagnostic, width, colours)];
  const gutter = gutterWidth(diagnostic);
  const indent = " ".repeat(gutter + 1);
  const bar = colours.faint(`${indent}|`);
  // A fix says in other words what a help says: its title is shown where there is none, and what it changes below either.
  const advice =
    help === undefined ? fixes.map((fix) => ["fix", fix.title, fix] as const) : [["help", help, fixes[0]] as const];
  if (advice.length > 0) rows.push(bar);
  for (const [kind, text, fix] of advice) {
    const lines = visible(text).replaceAll("\n", `\n${indent}  ${" ".repeat(kind.length + 2)}`);
    rows.push(`${indent}${colours.faint("=")} ${colours.help(`${kind}:`)} ${lines}`);
    const changed = fix ? change(fix, source, gutter, width, colours) : [];
    if (changed.length > 0) rows.push(bar, ...changed);
  }
  return rows.join("\n");
}

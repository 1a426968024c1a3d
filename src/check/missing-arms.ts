import type * as ast from "../ast/ast.ts";
import type { Fix } from "../diagnostics/diagnostic.ts";
import { lineStarts, positionAt, type Source } from "../source/source.ts";

/** Offers arms behind the last one, laid out as that is. They lead to `end`, for where they should lead only the author knows. */
export function missingArms(arms: readonly ast.AnyNode[], patterns: readonly string[], source: Source): readonly Fix[] {
  const last = arms.at(-1);
  if (!last) return [];
  const line = lineStarts(source)[positionAt(source, last.span.start).line - 1] ?? 0;
  const before = source.text.slice(line, last.span.start);
  const gap = before.trim() === "" ? `\n${before}` : "  ";
  const { end } = last.span;
  const text = patterns.map((pattern) => `${gap}${pattern} -> end`).join("");
  const title = patterns.length === 1 ? `add \`${patterns[0]} -> …\`` : "add an arm for each of them";
  return [{ title, safe: false, edits: [{ span: { start: end, end }, text }] }];
}

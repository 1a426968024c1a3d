import type * as ast from "../ast/ast.ts";
import type { Source } from "../source/source.ts";

export function sameLiteral(a: ast.Literal, b: ast.Literal): boolean {
  if (a.kind === "NullLiteral" || b.kind === "NullLiteral") return a.kind === b.kind;
  return a.value === b.value;
}

/** The text of an expression with its blanks evened out, to compare it with others. */
export function textOf({ span }: ast.Expression, source: Source): string {
  return source.text.slice(span.start, span.end).replace(/\s+/g, " ");
}

import type * as ast from "../ast/ast.ts";
import type { Source } from "../source/source.ts";

export type LiteralValue = string | number | bigint | boolean | null;

/** What a literal stands for; the same only for the same literal. */
export function valueOf(literal: ast.Literal): LiteralValue {
  return literal.kind === "NullLiteral" ? null : literal.value;
}

/** The text of an expression with its blanks evened out, to compare it with others. */
export function textOf({ span }: ast.Expression, source: Source): string {
  return source.text.slice(span.start, span.end).replace(/\s+/g, " ");
}

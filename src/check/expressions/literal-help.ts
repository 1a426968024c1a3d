import type * as ast from "../../ast/ast.ts";
import { suggest, type Suggestion } from "../../diagnostics/suggest.ts";
import { mostHelped } from "../../bind/unknown-names.ts";
import type { Source } from "../../source/source.ts";
import { alternatives, structure } from "../../types/parts.ts";
import { literalToString } from "../../types/print.ts";
import type { Type } from "../../types/type.ts";

/** The texts that a type lists as literals. */
export function textsOf(type: Type): readonly string[] {
  return alternatives(type).flatMap((alternative) => {
    const of = structure(alternative);
    return of.kind === "literal" && typeof of.value === "string" ? [of.value] : [];
  });
}

/** Names the literal of a type that was probably meant by another. */
export function didYouMeanLiteral(expression: ast.Expression, type: Type, source: Source): Suggestion | undefined {
  return closest(expression, textsOf(type), source);
}

/** What was probably meant by the patterns that the subject's type does not list: texts that no other pattern takes, each once. Of very many only the first are looked at. */
export function misspeltPatterns(
  patterns: readonly ast.Literal[],
  type: Type,
  source: Source,
): ReadonlyMap<ast.Literal, Suggestion> {
  const found = new Map<ast.Literal, Suggestion>();
  const texts = textsOf(type);
  const listed = new Set(texts);
  const left = new Set(texts);
  for (const pattern of patterns) if (pattern.kind === "StringLiteral") left.delete(pattern.value);
  let looked = 0;
  for (const pattern of patterns) {
    if (pattern.kind !== "StringLiteral" || listed.has(pattern.value)) continue;
    if (++looked > mostHelped) break;
    const suggestion = closest(pattern, left, source);
    if (!suggestion) continue;
    found.set(pattern, suggestion);
    left.delete(JSON.parse(suggestion.instead.meant) as string);
  }
  return found;
}

function closest(expression: ast.Expression, texts: Iterable<string>, { text }: Source): Suggestion | undefined {
  if (expression.kind !== "StringLiteral") return undefined;
  const found = suggest(expression.value, texts);
  if (found === undefined) return undefined;
  const written = text.slice(expression.span.start, expression.span.end);
  const meant = literalToString(found);
  return { help: `did you mean \`${meant}\`?`, instead: { written, meant, safe: false } };
}

/** Whether a pattern is a name in the text, which has been reported and is read as if it were in quotes. */
export function isBare({ kind, span }: ast.Literal, { text }: Source): boolean {
  return kind === "StringLiteral" && !/["']/.test(text.charAt(span.start));
}

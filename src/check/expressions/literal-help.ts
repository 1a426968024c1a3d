import type * as ast from "../../ast/ast.ts";
import { suggest } from "../../diagnostics/suggest.ts";
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

/** The help that names the literal of a type that was probably meant. */
export function didYouMeanLiteral(expression: ast.Expression, type: Type): string | undefined {
  if (expression.kind !== "StringLiteral") return undefined;
  const found = suggest(expression.value, textsOf(type));
  return found === undefined ? undefined : `did you mean \`${literalToString(found)}\`?`;
}

import type * as ast from "../ast/ast.ts";
import { alternatives, isMissing } from "../types/parts.ts";
import type { Type } from "../types/type.ts";
import { typeOf } from "./assertions.ts";
import { expressionText } from "./expression.ts";
import { EQUAL, UNARY } from "./precedence.ts";
import type { Surroundings } from "./surroundings.ts";

/** Whether a subject fits a pattern, as a condition. */
export function patternCondition(subject: ast.Expression, pattern: ast.Literal, around: Surroundings): string {
  if (pattern.kind === "NullLiteral") return `${expressionText(subject, around, EQUAL + 1)} == null`;
  if (pattern.kind === "BooleanLiteral" && isBoolean(typeOf(subject, around))) {
    return pattern.value ? expressionText(subject, around, EQUAL + 1) : `!${expressionText(subject, around, UNARY)}`;
  }
  return `${expressionText(subject, around, EQUAL + 1)} === ${expressionText(pattern, around)}`;
}

/** The `case` labels of a pattern: absent and null are one to `null`, and TypeScript refuses the one that the subject cannot be. */
export function caseLabels(subject: ast.Expression, pattern: ast.Literal, around: Surroundings): readonly string[] {
  if (pattern.kind !== "NullLiteral") return [`case ${expressionText(pattern, around)}:`];
  const missing = alternatives(typeOf(subject, around)).filter(isMissing);
  const labels = missing.map((type) => (type.kind === "absent" ? "case undefined:" : "case null:"));
  return labels.length === 0 ? ["case undefined:", "case null:"] : [...new Set(labels)];
}

function isBoolean(type: Type): boolean {
  return alternatives(type).every((each) =>
    each.kind === "literal" ? typeof each.value === "boolean" : each.kind === "primitive" && each.name === "boolean",
  );
}

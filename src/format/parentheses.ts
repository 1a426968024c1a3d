import type { Binary, BinaryOperator, Expression } from "../ast/ast.ts";
import { binding } from "../ast/precedence.ts";

/** What an expression is part of. */
export type Position =
  | { readonly in: "Access" | "Index" | "Unary" | "condition" | "Spread" }
  | { readonly in: "Binary"; readonly of: Binary; readonly side: "left" | "right" };

/** Whether an expression is read as another one at its position without parentheses, or easily misread by a person. */
export function needsParentheses(node: Expression, position: Position): boolean {
  switch (position.in) {
    case "condition":
      return node.kind === "Conditional" || node.kind === "Lambda";
    case "Access":
      // `1.a` would be a bad number.
      return isOperation(node) || node.kind === "NumberLiteral";
    case "Index":
      return isOperation(node);
    case "Unary":
      return node.kind === "Binary" || node.kind === "Conditional" || node.kind === "Lambda";
    case "Spread":
      // Not ambiguous, but `...a ?? b` looks as if `a` alone were spread.
      return node.kind === "Binary" || node.kind === "Conditional";
    case "Binary":
      if (node.kind === "Conditional" || node.kind === "Lambda") return true;
      return node.kind === "Binary" && binaryNeeds(node.operator, position.of.operator, position.side);
  }
}

function isOperation(node: Expression): boolean {
  switch (node.kind) {
    case "Binary":
    case "Conditional":
    case "Lambda":
    case "Unary":
      return true;
    case "NumberLiteral":
      return node.text.startsWith("-");
    case "BigIntLiteral":
      return node.value < 0n;
    default:
      return false;
  }
}

function binaryNeeds(inner: BinaryOperator, outer: BinaryOperator, side: "left" | "right"): boolean {
  const difference = binding(inner) - binding(outer);
  if (difference < 0 || (difference === 0 && side === "right")) return true;
  if (difference === 0) return comparisons.has(outer) || isMixedProduct(inner, outer);
  // Not ambiguous, but few people know which of them binds more strongly.
  if (inner === "%") return outer === "+" || outer === "-";
  return logic.has(outer) && logic.has(inner);
}

const comparisons: ReadonlySet<BinaryOperator> = new Set(["==", "!=", "<", "<=", ">", ">="]);
const logic: ReadonlySet<BinaryOperator> = new Set(["??", "||", "&&"]);

/** `a / b * c` and `a * b % c`. */
function isMixedProduct(inner: BinaryOperator, outer: BinaryOperator): boolean {
  return inner !== outer && binding(outer) === binding("*");
}

/** Whether what is known of stored values makes a new condition hold of all of them. */
import type * as ast from "../ast/ast.ts";
import { anyNumber, mirrored, narrowed, type Bound, type OrderOperator } from "../check/flow/number-range.ts";
import { meaningOf } from "./meaning.ts";

/** Whether the condition follows from those that held: each of its parts stands among theirs, or compares the same with a bound that theirs keep already. */
export function isImplied(condition: ast.Expression, held: readonly ast.Expression[]): boolean {
  const known = held.flatMap(parts);
  const meanings = new Set(known.map((part) => meaningOf(part)));
  return parts(condition).every((part) => meanings.has(meaningOf(part)) || isKept(part, known));
}

function parts(condition: ast.Expression): readonly ast.Expression[] {
  if (condition.kind !== "Binary" || condition.operator !== "&&") return [condition];
  return [...parts(condition.left), ...parts(condition.right)];
}

interface Comparison extends Bound {
  readonly of: string;
}

/** Whether the range that the known comparisons leave is as narrow with this one as without it. */
function isKept(part: ast.Expression, known: readonly ast.Expression[]): boolean {
  const wanted = comparison(part);
  if (!wanted) return false;
  let range = anyNumber;
  for (const other of known) {
    const bound = comparison(other);
    if (bound?.of === wanted.of) range = narrowed(range, bound);
  }
  const left = narrowed(range, wanted);
  return (
    left.from === range.from &&
    left.to === range.to &&
    left.includesFrom === range.includesFrom &&
    left.includesTo === range.includesTo
  );
}

/** `value > 3` or `3 < len(value)`, with what is compared. */
function comparison(part: ast.Expression): Comparison | undefined {
  if (part.kind !== "Binary" || !isOrder(part.operator)) return undefined;
  const right = numberOf(part.right);
  if (right !== undefined) return { of: meaningOf(part.left), operator: part.operator, number: right };
  const left = numberOf(part.left);
  if (left === undefined) return undefined;
  return { of: meaningOf(part.right), operator: mirrored[part.operator], number: left };
}

function isOrder(operator: string): operator is OrderOperator {
  return operator in mirrored;
}

function numberOf(expression: ast.Expression): number | undefined {
  if (expression.kind === "NumberLiteral") return expression.value;
  if (expression.kind !== "Unary" || expression.operator !== "-") return undefined;
  const positive = numberOf(expression.operand);
  return positive === undefined ? undefined : -positive;
}

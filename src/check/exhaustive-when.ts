import type * as ast from "../ast/ast.ts";
import type { Source } from "../source/source.ts";
import { uncovered } from "../types/exhaustive.ts";
import { bigintType, intType } from "../types/make.ts";
import { isAssignable } from "../types/assignable.ts";
import { isUndecided } from "../types/parts.ts";
import type { Type } from "../types/type.ts";
import type { Typing } from "./typing.ts";

/** What is known of conditions that stand in a row: whether one of them always holds. */
export type Coverage = "proven" | "open" | "undecided";

/**
 * Whether one of the conditions always holds. Proven are: `true`; a condition and its opposite; comparisons of one expression with literals that leave no value of its
 * type; and `a < b` beside `a >= b` for types without `NaN`. `undecided` where a type is not known, because something else is wrong.
 */
export function coverage(conditions: readonly ast.Expression[], typing: Typing, source: Source): Coverage {
  const all = conditions.flatMap(alternativesOf);
  const claims = new Map<string, Claims>();
  const orders = new Set<string>();
  let isUnknown = false;
  for (const condition of all) {
    if (condition.kind === "BooleanLiteral" && condition.value) return "proven";
    if (isOrderProven(condition, orders, typing, source)) return "proven";
    const claim = claimOf(condition);
    const type = typing.types.get(claim.subject);
    if (!type || isUndecided(type)) {
      isUnknown = true;
      continue;
    }
    // The first place has the widest type: what follows is narrowed by what came before.
    const key = textOf(claim.subject, source);
    const known = claims.get(key) ?? { type, equal: [], unequal: [] };
    claims.set(key, known);
    known[claim.is ? "equal" : "unequal"].push(claim.literal);
  }
  for (const known of claims.values()) if (coversAll(known)) return "proven";
  return isUnknown ? "undecided" : "open";
}

/** What conditions say of one expression. */
interface Claims {
  readonly type: Type;
  readonly equal: ast.Literal[];
  readonly unequal: ast.Literal[];
}

interface Claim {
  readonly subject: ast.Expression;
  readonly literal: ast.Literal;
  readonly is: boolean;
}

function coversAll({ type, equal, unequal }: Claims): boolean {
  const [first, ...more] = unequal;
  if (first) {
    // All values but one; that one remains.
    const isThere = equal.some((literal) => sameLiteral(literal, first));
    return isThere || more.some((literal) => !sameLiteral(literal, first));
  }
  const { patterns, open } = uncovered(type, equal);
  return patterns.length === 0 && !open;
}

/** `a || b` holds where `a` or `b` does. */
function alternativesOf(condition: ast.Expression): readonly ast.Expression[] {
  const isEither = condition.kind === "Binary" && condition.operator === "||";
  return isEither ? [...alternativesOf(condition.left), ...alternativesOf(condition.right)] : [condition];
}

/** A condition as a comparison with a literal: `paid` is `paid == true`, `!paid` is `paid != true`. */
function claimOf(condition: ast.Expression): Claim {
  if (condition.kind === "Unary" && condition.operator === "!") {
    const inner = claimOf(condition.operand);
    return { ...inner, is: !inner.is };
  }
  if (condition.kind === "Binary" && (condition.operator === "==" || condition.operator === "!=")) {
    const is = condition.operator === "==";
    if (isLiteral(condition.right)) return { subject: condition.left, literal: condition.right, is };
    if (isLiteral(condition.left)) return { subject: condition.right, literal: condition.left, is };
  }
  return { subject: condition, literal: { kind: "BooleanLiteral", value: true, span: condition.span }, is: true };
}

const opposite = { "<": ">=", ">=": "<", ">": "<=", "<=": ">" } as const;
const mirrored = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" } as const;

/** Whether the opposite of an order comparison came before; notes the comparison otherwise. */
function isOrderProven(condition: ast.Expression, seen: Set<string>, typing: Typing, source: Source): boolean {
  if (condition.kind !== "Binary" || !(condition.operator in opposite)) return false;
  const operator = condition.operator as keyof typeof opposite;
  const types = [typing.types.get(condition.left), typing.types.get(condition.right)];
  const isTotal = types.every((type) => type && (isAssignable(type, intType) || isAssignable(type, bigintType)));
  if (!isTotal) return false;
  const left = textOf(condition.left, source);
  const right = textOf(condition.right, source);
  seen.add(`${left} ${operator} ${right}`);
  seen.add(`${right} ${mirrored[operator]} ${left}`);
  return seen.has(`${left} ${opposite[operator]} ${right}`);
}

function isLiteral(expression: ast.Expression): expression is ast.Literal {
  return ["StringLiteral", "NumberLiteral", "BigIntLiteral", "BooleanLiteral", "NullLiteral"].includes(expression.kind);
}

export function sameLiteral(a: ast.Literal, b: ast.Literal): boolean {
  if (a.kind === "NullLiteral" || b.kind === "NullLiteral") return a.kind === b.kind;
  return a.value === b.value;
}

/** The text of an expression with its blanks evened out, to compare it with others. */
export function textOf({ span }: ast.Expression, source: Source): string {
  return source.text.slice(span.start, span.end).replace(/\s+/g, " ");
}

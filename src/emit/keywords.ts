/** What JSON Schema can say of a condition: the recognised shapes, joined by `&&`. */
import type * as ast from "../ast/ast.ts";
import type { Type } from "../types/type.ts";
import { isText, present } from "./type-facts.ts";

export type Keyword = string | number | boolean;
export type Keywords = ReadonlyMap<string, Keyword>;

/** The keywords of a condition on `value`, whose type is `type`. What is not recognised says nothing. */
export function keywordsOf(condition: ast.Expression, type: Type): Keywords {
  const found = new Map<string, Keyword>();
  for (const part of conjuncts(condition)) {
    for (const [keyword, value] of ofPart(part, type)) {
      const known = found.get(keyword);
      if (known === undefined) found.set(keyword, value);
      else if (typeof known === "number" && typeof value === "number")
        found.set(keyword, stricter(keyword, known, value));
    }
  }
  return found;
}

function conjuncts(condition: ast.Expression): readonly ast.Expression[] {
  if (condition.kind !== "Binary" || condition.operator !== "&&") return [condition];
  return [...conjuncts(condition.left), ...conjuncts(condition.right)];
}

/** Of two bounds of one keyword the narrower; of two `multipleOf` the first is kept. */
function stricter(keyword: string, a: number, b: number): number {
  if (keyword === "multipleOf") return a;
  return keyword.toLowerCase().startsWith("max") || keyword === "exclusiveMaximum" ? Math.min(a, b) : Math.max(a, b);
}

function ofPart(part: ast.Expression, type: Type): readonly (readonly [string, Keyword])[] {
  if (part.kind === "Call") return ofCall(part, type);
  if (part.kind !== "Binary") return [];
  const flipped = FLIPPED[part.operator];
  if (flipped === undefined) return [];
  const right = numberOf(part.right);
  if (right !== undefined) return ofComparison(part.left, part.operator, right, type);
  const left = numberOf(part.left);
  return left === undefined ? [] : ofComparison(part.right, flipped, left, type);
}

const FLIPPED: { readonly [operator: string]: string } = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==" };

function ofComparison(
  subject: ast.Expression,
  operator: string,
  bound: number,
  type: Type,
): readonly (readonly [string, Keyword])[] {
  if (isValue(subject)) return ofValue(operator, bound);
  if (subject.kind === "Call" && subject.callee.name === "len" && subject.arguments.every(isValue))
    return ofLength(operator, bound, type);
  if (
    subject.kind === "Binary" &&
    subject.operator === "%" &&
    operator === "==" &&
    bound === 0 &&
    isValue(subject.left)
  ) {
    const divisor = numberOf(subject.right);
    return divisor !== undefined && divisor > 0 ? [["multipleOf", divisor]] : [];
  }
  return [];
}

function ofValue(operator: string, bound: number): readonly (readonly [string, Keyword])[] {
  switch (operator) {
    case "<":
      return [["exclusiveMaximum", bound]];
    case "<=":
      return [["maximum", bound]];
    case ">":
      return [["exclusiveMinimum", bound]];
    case ">=":
      return [["minimum", bound]];
    default:
      return [["const", bound]];
  }
}

/** Lengths are whole and not negative: `> n` is at least one more, `< n` at most one less. */
function ofLength(operator: string, bound: number, type: Type): readonly (readonly [string, Keyword])[] {
  const noun = lengthNoun(type);
  if (noun === undefined) return [];
  const least = operator === ">" ? Math.floor(bound) + 1 : Math.ceil(bound);
  const most = operator === "<" ? Math.ceil(bound) - 1 : Math.floor(bound);
  const min: readonly (readonly [string, Keyword])[] = least > 0 ? [[`min${noun}`, least]] : [];
  const max: readonly (readonly [string, Keyword])[] = most >= 0 ? [[`max${noun}`, most]] : [];
  if (operator === "==") return [...min, ...max];
  return operator.startsWith(">") ? min : max;
}

function lengthNoun(type: Type): "Length" | "Items" | "Properties" | undefined {
  if (isText(type)) return "Length";
  const { kind } = present(type);
  return kind === "array" || kind === "tuple" ? "Items" : kind === "map" ? "Properties" : undefined;
}

function ofCall({ callee, arguments: given }: ast.Call, type: Type): readonly (readonly [string, Keyword])[] {
  const [subject, second] = given;
  if (subject === undefined || second === undefined || !isValue(subject) || !isText(type)) return [];
  // JSON Schema's patterns are JavaScript's with the flag `u` and no others.
  if (callee.name === "matches" && second.kind === "RegularExpression" && /^u?$/.test(second.flags))
    return [["pattern", second.pattern]];
  if (second.kind !== "StringLiteral") return [];
  const text = second.value.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  if (callee.name === "startsWith") return [["pattern", `^${text}`]];
  if (callee.name === "endsWith") return [["pattern", `${text}$`]];
  return callee.name === "contains" ? [["pattern", text]] : [];
}

function isValue(expression: ast.Expression): boolean {
  return expression.kind === "Name" && expression.name === "value";
}

function numberOf(expression: ast.Expression): number | undefined {
  return expression.kind === "NumberLiteral" ? expression.value : undefined;
}

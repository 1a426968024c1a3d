import type { BinaryOperator } from "./ast.ts";

const levels: readonly (readonly BinaryOperator[])[] = [
  ["??"],
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "%"],
];

const strengths = new Map(levels.flatMap((level, i) => level.map((operator) => [operator, i + 1] as const)));

/** How strongly a binary operator binds, as in JavaScript: 1 for `??` up to 7 for `*`. */
export function binding(operator: BinaryOperator): number {
  return strengths.get(operator) as number;
}

/** How tightly TypeScript's operators bind; a part that binds less than its place asks for gets parentheses. */
import type * as ast from "../ast/ast.ts";

/** A text and how tightly its outermost operator binds. */
export interface Printed {
  readonly text: string;
  readonly level: number;
}

export const LAMBDA = 0;
export const CONDITIONAL = 1;
export const COALESCE = 2;
export const OR = 3;
export const AND = 4;
export const EQUAL = 5;
export const COMPARE = 6;
export const SUM = 7;
export const PRODUCT = 8;
export const UNARY = 9;
export const MEMBER = 10;
export const PRIMARY = 11;

export const BINARY: Readonly<Record<ast.BinaryOperator, number>> = {
  "??": COALESCE,
  "||": OR,
  "&&": AND,
  "==": EQUAL,
  "!=": EQUAL,
  "<": COMPARE,
  "<=": COMPARE,
  ">": COMPARE,
  ">=": COMPARE,
  "+": SUM,
  "-": SUM,
  "*": PRODUCT,
  "/": PRODUCT,
  "%": PRODUCT,
};

export function printed(text: string, level: number = PRIMARY): Printed {
  return { text, level };
}

export function atLeast(level: number, { text, level: own }: Printed): string {
  return own >= level ? text : `(${text})`;
}

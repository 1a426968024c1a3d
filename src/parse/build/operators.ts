import type { OperatorCstNode } from "../../../grammar/cst.ts";
import type * as ast from "../../ast/ast.ts";
import { binding } from "../../ast/precedence.ts";
import { G101 } from "../../diagnostics/catalogue/g1.ts";
import type { Span } from "../../source/source.ts";
import { covering, only, spanOf, type Building } from "./building.ts";

interface Operator {
  readonly sign: ast.BinaryOperator;
  readonly node: OperatorCstNode;
}

/** An operand with its parentheses. */
export interface Operand {
  readonly value: ast.Expression;
  readonly span: Span;
  /** The operator, where the operand was made of others without parentheses. */
  readonly operator?: ast.BinaryOperator;
}

/** Makes a tree of operands and the operators between them, by what binds more strongly. Everything associates to the left. */
export function climb(
  building: Building,
  operands: readonly Operand[],
  nodes: readonly OperatorCstNode[],
): ast.Expression {
  const operators = nodes.map((node) => ({ sign: signOf(node), node }));
  const values: Operand[] = [only(operands)];
  const waiting: Operator[] = [];
  const reduce = () => {
    const { sign, node } = waiting.pop() as Operator;
    const right = values.pop() as Operand;
    const left = values.pop() as Operand;
    for (const side of [left, right]) if (side.operator) refuse(building, sign, side.operator, node);
    const span = covering(left.span, right.span);
    const value: ast.Binary = {
      kind: "Binary",
      operator: sign,
      operatorSpan: spanOf(node),
      left: left.value,
      right: right.value,
      span,
    };
    values.push({ value, span, operator: sign });
  };
  operators.forEach((operator, i) => {
    while (waiting.length > 0 && binding((waiting.at(-1) as Operator).sign) >= binding(operator.sign)) reduce();
    waiting.push(operator);
    values.push(operands[i + 1] as Operand);
  });
  while (waiting.length > 0) reduce();
  return only(values).value;
}

function signOf({ children }: OperatorCstNode): ast.BinaryOperator {
  const sign = only(children.sign).image;
  return (children.Equals ? ">=" : sign) as ast.BinaryOperator;
}

const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);
const logic = new Set(["||", "&&"]);

function refuse(
  { report }: Building,
  sign: ast.BinaryOperator,
  inner: ast.BinaryOperator,
  node: OperatorCstNode,
): void {
  if (comparisons.has(sign) && comparisons.has(inner) && binding(sign) === binding(inner))
    report(G101.comparisonChain({ first: inner, second: sign }), spanOf(node));
  if ((sign === "??" && logic.has(inner)) || (inner === "??" && logic.has(sign)))
    report(G101.mixedCoalesce({ other: sign === "??" ? inner : sign }), spanOf(node));
}

import type { IToken } from "chevrotain";
import type {
  ArgumentsCstNode,
  ExpressionCstNode,
  LambdaCstNode,
  ListItemCstNode,
  ObjectCstNode,
  OperandCstNode,
  PrimaryCstNode,
  PropertyCstNode,
} from "../../../grammar/cst.ts";
import type * as ast from "../../ast/ast.ts";
import { spanOfToken } from "../token.ts";
import { covering, declared, identifier, key, nameOnly, only, spanOf, type Building } from "./building.ts";
import { constant, negated, template } from "./literals.ts";
import { climb } from "./operators.ts";

export function expression(building: Building, node: ExpressionCstNode): ast.Expression {
  const { operand: operands, operator: operators, then, otherwise } = node.children;
  const values = operands.map((node) => ({ value: operand(building, node), span: spanOf(node) }));
  const value = operators ? climb(building, values, operators) : only(values).value;
  if (!then || !otherwise) return value;
  return {
    kind: "Conditional",
    condition: value,
    then: expression(building, only(then)),
    otherwise: expression(building, only(otherwise)),
    span: spanOf(node),
  };
}

function operand(building: Building, node: OperandCstNode): ast.Expression {
  const { prefix = [], primary: start, postfix = [] } = node.children;
  let value = primary(building, only(start));
  const outer = spanOf(only(start));
  for (const step of postfix) {
    const span = covering(outer, spanOf(step));
    if (step.name === "index")
      value = { kind: "Index", object: value, index: expression(building, only(step.children.expression)), span };
    else {
      const { OptionalDot, Word } = step.children;
      value = {
        kind: "Access",
        object: value,
        member: identifier(only(Word)),
        optional: OptionalDot !== undefined,
        span,
      };
    }
  }
  for (const sign of prefix.toReversed()) value = signed(sign, value, spanOf(node).end);
  return value;
}

function signed(sign: IToken, operand: ast.Expression, end: number): ast.Expression {
  const span = { start: sign.startOffset, end };
  if (sign.image === "!") return { kind: "Unary", operator: "!", operand, span };
  return negated(operand, span) ?? { kind: "Unary", operator: "-", operand, span };
}

function primary(building: Building, node: PrimaryCstNode): ast.Expression {
  const {
    Name,
    arguments: call,
    constant: token,
    template: text,
    list,
    object: braces,
    expression: inner,
  } = node.children;
  if (Name) {
    const name = identifier(only(Name));
    if (call) return { kind: "Call", callee: name, arguments: argumentsOf(building, only(call)), span: spanOf(node) };
    return { kind: "Name", name: name.name, span: name.span };
  }
  if (token) return constant(building, only(token));
  if (text) return template(building, only(text));
  if (braces) return object(building, only(braces));
  if (inner) return expression(building, only(inner));
  const items = (only(list).children.listItem ?? []).map((item) => listItem(building, item));
  return { kind: "ArrayExpression", items, span: spanOf(node) };
}

export function argumentsOf(building: Building, node: ArgumentsCstNode): ast.Expression[] {
  return (node.children.argument ?? []).map(({ children }) =>
    children.lambda ? lambda(building, only(children.lambda)) : expression(building, only(children.expression)),
  );
}

export function lambda(building: Building, node: LambdaCstNode): ast.Lambda {
  return {
    kind: "Lambda",
    parameters: (node.children.Name ?? []).map((name) => declared(building, name)),
    body: expression(building, only(node.children.expression)),
    span: spanOf(node),
  };
}

function listItem(building: Building, node: ListItemCstNode): ast.Expression | ast.Spread {
  const value = expression(building, only(node.children.expression));
  return node.children.Spread ? { kind: "Spread", value, span: spanOf(node) } : value;
}

export function object(building: Building, node: ObjectCstNode): ast.ObjectExpression {
  const properties = (node.children.property ?? []).flatMap((item) => property(building, item) ?? []);
  return { kind: "ObjectExpression", properties, span: spanOf(node) };
}

/** Nothing for a word alone that cannot be a name, which is reported: it says no value. */
function property(building: Building, node: PropertyCstNode): ast.ObjectExpression["properties"][number] | undefined {
  const { spread, key: computed, value, Word, String } = node.children;
  const span = spanOf(node);
  if (spread) return { kind: "Spread", value: expression(building, only(spread)), span };
  if (computed)
    return {
      kind: "ComputedProperty",
      key: expression(building, only(computed)),
      value: expression(building, only(value)),
      span,
    };
  const token = only(Word ?? String);
  const name = key(building, token);
  if (value) return { kind: "Property", name, value: expression(building, only(value)), shorthand: false, span };
  if (!nameOnly(building, token)) return undefined;
  return {
    kind: "Property",
    name,
    value: { kind: "Name", name: name.name, span: spanOfToken(token) },
    shorthand: true,
    span,
  };
}

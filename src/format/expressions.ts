import type { ArrayExpression, Expression, ObjectExpression, Property, Spread, ComputedProperty } from "../ast/ast.ts";
import { callArguments } from "./arguments.ts";
import { assigned } from "./assigned.ts";
import { binary } from "./binary.ts";
import { conditional } from "./conditional.ts";
import { breakParent, group, type Doc } from "./docs.ts";
import { key, keysOf, type Keys } from "./keys.ts";
import { lambda } from "./lambda.ts";
import { braces, brackets, list, listContents } from "./lists.ts";
import { literal } from "./literals.ts";
import { needsParentheses, type Position } from "./parentheses.ts";
import type { Pen } from "./pen.ts";

/** An expression where nothing around it asks for parentheses. */
export function expression(pen: Pen, node: Expression): Doc {
  return operand(pen, node, undefined);
}

/** An expression at a position of another; parentheses that are neither needed nor helpful are left out. */
export function operand(pen: Pen, node: Expression, position: Position | undefined, print = plain): Doc {
  const count = pen.skipOpening(node.span.start);
  const doc = print(pen, node);
  pen.skipClosing(count);
  return position && needsParentheses(node, position) ? ["(", doc, ")"] : doc;
}

function plain(pen: Pen, node: Expression): Doc {
  switch (node.kind) {
    case "Name":
      return pen.token(node.name);
    case "RegularExpression":
      return pen.raw();
    case "Template":
      return pen.asWritten(node.span);
    case "Call":
      return [pen.token(node.callee.name), callArguments(pen, node.arguments)];
    case "Access":
      return [
        operand(pen, node.object, { in: "Access" }),
        pen.token(node.optional ? "?." : "."),
        pen.token(node.member.name),
      ];
    case "Index":
      return [operand(pen, node.object, { in: "Index" }), pen.token("["), expression(pen, node.index), pen.token("]")];
    case "Unary":
      return [pen.token(node.operator), operand(pen, node.operand, { in: "Unary" })];
    case "Binary":
      return binary(pen, node);
    case "Conditional":
      return group(conditional(pen, node));
    case "ArrayExpression":
      return array(pen, node);
    case "ObjectExpression":
      return object(pen, node);
    case "Lambda":
      return lambda(pen, node);
    default:
      return literal(pen, node);
  }
}

function array(pen: Pen, node: ArrayExpression): Doc {
  const contents = listContents(pen, brackets, node.items, (item) =>
    item.kind === "Spread" ? spread(pen, item) : expression(pen, item),
  );
  return group([contents, isTable(node) ? breakParent : ""]);
}

/** Several objects, or several lists, with more than one item each stand below each other. */
function isTable({ items: [first, ...rest] }: ArrayExpression): boolean {
  const isRow = (item: ArrayExpression["items"][number]): boolean =>
    item.kind === first?.kind &&
    ((item.kind === "ObjectExpression" && item.properties.length > 1) ||
      (item.kind === "ArrayExpression" && item.items.length > 1));
  return first !== undefined && rest.length > 0 && [first, ...rest].every(isRow);
}

function spread(pen: Pen, node: Spread): Doc {
  return [pen.token("..."), operand(pen, node.value, { in: "Spread" })];
}

export function object(pen: Pen, node: ObjectExpression): Doc {
  const keys = keysOf(pen, node.properties.filter(isNamed));
  return list(pen, braces, node.properties, (item) => {
    if (item.kind === "Spread") return spread(pen, item);
    return item.kind === "Property" ? property(pen, item, keys) : computed(pen, item);
  });
}

function isNamed(item: ObjectExpression["properties"][number]): item is Property {
  return item.kind === "Property";
}

function property(pen: Pen, node: Property, keys: Keys): Doc {
  if (node.shorthand) return pen.token(node.name.name);
  return assigned(pen, [key(pen, keys), pen.token(":")], node.value);
}

function computed(pen: Pen, node: ComputedProperty): Doc {
  return assigned(pen, [pen.token("["), expression(pen, node.key), pen.token("]"), pen.token(":")], node.value);
}

import type { Conditional, Expression } from "../ast/ast.ts";
import { indent, line, type Doc } from "./docs.ts";
import { expression, operand } from "./expressions.ts";
import type { Pen } from "./pen.ts";

/** `a ? b : c`; conditionals inside its branches break with it. No group of its own. */
export function conditional(pen: Pen, node: Conditional): Doc {
  return [
    operand(pen, node.condition, { in: "condition" }),
    indent([
      [pen.between(line), pen.token("?"), pen.space(), branch(pen, node.then)],
      [pen.between(line), pen.token(":"), pen.space(), branch(pen, node.otherwise)],
    ]),
  ];
}

function branch(pen: Pen, node: Expression): Doc {
  if (node.kind !== "Conditional") return expression(pen, node);
  return operand(pen, node, undefined, () => conditional(pen, node));
}

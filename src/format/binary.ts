import type { Binary, Expression } from "../ast/ast.ts";
import { binding } from "../ast/precedence.ts";
import { group, indent, line, type Doc } from "./docs.ts";
import { operand } from "./expressions.ts";
import { needsParentheses } from "./parentheses.ts";
import type { Pen } from "./pen.ts";

/** Operands and operators, broken behind every operator of the chain where they do not fit one line. */
export function binary(pen: Pen, node: Binary): Doc {
  const [first = "", ...rest] = chain(pen, node);
  return group([first, indent(rest)]);
}

/** The same where what stands around it has indented it already. */
export function unindentedBinary(pen: Pen, node: Binary): Doc {
  return group(chain(pen, node));
}

/** `a + b - c` is one chain of three operands. */
function chain(pen: Pen, node: Binary): Doc[] {
  const { left, operator, right } = node;
  const position = { in: "Binary", of: node } as const;
  const before = isLink(left, node) ? nested(pen, left) : [operand(pen, left, { ...position, side: "left" })];
  return [
    ...before,
    [pen.token(` ${operator}`), pen.between(line), operand(pen, right, { ...position, side: "right" })],
  ];
}

function nested(pen: Pen, node: Binary): Doc[] {
  const count = pen.skipOpening(node.span.start);
  const docs = chain(pen, node);
  pen.skipClosing(count);
  return docs;
}

function isLink(left: Expression, outer: Binary): left is Binary {
  return (
    left.kind === "Binary" &&
    !needsParentheses(left, { in: "Binary", of: outer, side: "left" }) &&
    binding(left.operator) === binding(outer.operator)
  );
}

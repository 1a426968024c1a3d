import type { Expression, Lambda } from "../ast/ast.ts";
import { group, indent, line, type Doc } from "./docs.ts";
import { expression } from "./expressions.ts";
import type { Pen } from "./pen.ts";

/** Bodies that break inside their own brackets. */
export const hugging: ReadonlySet<Expression["kind"]> = new Set([
  "ArrayExpression",
  "ObjectExpression",
  "Template",
  "Call",
]);

/** `x => body`: one parameter stands without parentheses. */
export function lambda(pen: Pen, node: Lambda): Doc {
  const head = [parameters(pen, node), pen.token(" =>")];
  if (hugging.has(node.body.kind)) return [head, pen.space(), expression(pen, node.body)];
  return group([head, indent([pen.between(line), expression(pen, node.body)])]);
}

function parameters(pen: Pen, { parameters: names }: Lambda): Doc {
  const isBare = names.length === 1;
  if (isBare) pen.skip("(");
  const open = isBare ? "" : pen.token("(");
  const docs = names.map(({ name }, i) => {
    const doc = [i === 0 ? "" : pen.space(), pen.token(name)];
    pen.skip(",");
    return [doc, i < names.length - 1 ? "," : ""];
  });
  if (!isBare) return [open, docs, pen.token(")")];
  pen.skip(")");
  return docs;
}

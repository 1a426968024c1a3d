import type { Expression } from "../ast/ast.ts";
import { conditionalGroup, group, indent, breakParent, softline, line, ifBreak, willBreak, type Doc } from "./docs.ts";
import { expression } from "./expressions.ts";
import { hugging } from "./lambda.ts";
import { list, parentheses } from "./lists.ts";
import type { Pen } from "./pen.ts";

/** The arguments of a call: on a line, around a last one that breaks by itself, or one a line. */
export function callArguments(pen: Pen, nodes: readonly Expression[]): Doc {
  if (!mayHug(nodes)) return list(pen, parentheses, nodes, (node) => expression(pen, node));
  const open = pen.open("(").doc;
  const docs = nodes.map((node, i) => {
    const comments = pen.atComment;
    const space = i === 0 ? pen.first(softline) : pen.between(line);
    const doc = expression(pen, node);
    pen.skip(",");
    return { comments, space, doc };
  });
  const behind = pen.atComment;
  const all = [
    open,
    indent([docs.map(({ space, doc }, i) => [space, doc, i < docs.length - 1 ? "," : ifBreak(",")]), pen.end()]),
    softline,
    pen.token(")"),
  ];
  const last = docs.at(-1);
  if (!last || behind || docs.some(({ comments }) => comments)) return group(all);
  const before = docs.slice(0, -1).map(({ doc }) => [doc, ", "]);
  if (willBreak(before)) return group([...all, breakParent]);
  const hugged = (doc: Doc): Doc => [open, before, doc, ")"];
  const states = [hugged(last.doc), hugged(group(last.doc, { shouldBreak: true })), group(all, { shouldBreak: true })];
  return [willBreak(last.doc) ? breakParent : "", conditionalGroup(states)];
}

/** Whether the last argument may break while those before it stay on the line. */
function mayHug(nodes: readonly Expression[]): boolean {
  const last = nodes.at(-1);
  if (!last) return false;
  const breaksByItself = (node: Expression): boolean =>
    (node.kind === "ObjectExpression" && node.properties.length > 0) ||
    (node.kind === "ArrayExpression" && node.items.length > 0) ||
    (node.kind === "Lambda" && hugging.has(node.body.kind));
  return breaksByItself(last) && !nodes.slice(0, -1).some(breaksByItself);
}

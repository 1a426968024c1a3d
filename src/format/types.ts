import type { Member, ObjectType, Parameter, TypeNode } from "../ast/ast.ts";
import { clauses } from "./clauses.ts";
import { group, ifBreak, indent, line, softline, type Doc } from "./docs.ts";
import { expression } from "./expressions.ts";
import { block, brackets, list, parentheses, type ListStyle } from "./lists.ts";
import { key, keysOf } from "./keys.ts";
import { literal } from "./literals.ts";
import type { Pen } from "./pen.ts";

export function type(pen: Pen, node: TypeNode): Doc {
  return inner(pen, node, false);
}

/** A type inside another: a union needs parentheses. */
function inner(pen: Pen, node: TypeNode, needed = node.kind === "UnionType"): Doc {
  const count = pen.skipOpening(node.span.start);
  const doc = plain(pen, node);
  pen.skipClosing(count);
  return needed ? ["(", doc, ")"] : doc;
}

function plain(pen: Pen, node: TypeNode): Doc {
  switch (node.kind) {
    case "TypeName": {
      const name = pen.token(node.name.name);
      return node.arguments.length === 0
        ? name
        : [name, list(pen, typeArguments, node.arguments, (one) => type(pen, one))];
    }
    case "LiteralType":
      return literal(pen, node.literal);
    case "UnionType":
      return group(indent(union(pen, node.members)));
    case "ArrayType":
      return [inner(pen, node.element), pen.token("["), pen.token("]")];
    case "TupleType":
      return list(pen, brackets, node.elements, (one) => type(pen, one));
    case "ObjectType":
      return members(pen, node.members, "{");
  }
}

const typeArguments: ListStyle = { ...parentheses, open: "<", close: ">" };

/** The members of a union; each on its own line behind a `|` where they do not fit one. */
function union(pen: Pen, nodes: readonly TypeNode[]): Doc {
  return nodes.map((node, i): Doc => {
    if (i === 0) {
      pen.skip("|");
      return [softline, ifBreak("| "), inner(pen, node)];
    }
    const space = pen.between(line);
    return [space, pen.token("|"), pen.space(), inner(pen, node)];
  });
}

export function members(pen: Pen, nodes: ObjectType["members"], open = " {"): Doc {
  const keys = keysOf(pen, nodes);
  return list(pen, { ...block, open }, nodes, (node) => member(pen, node, keys));
}

function member(pen: Pen, node: Member, keys: ReturnType<typeof keysOf>): Doc {
  const head = [key(pen, keys), node.optional ? pen.token("?") : "", pen.token(":"), pen.space(), type(pen, node.type)];
  const { where } = node;
  return where ? clauses(head, [() => [pen.token("where"), pen.space(), expression(pen, where)]], pen) : head;
}

export function parameters(pen: Pen, nodes: readonly Parameter[] | undefined): Doc {
  if (!nodes) return "";
  return list(pen, parentheses, nodes, ({ name, type: given }) => [
    pen.token(name.name),
    pen.token(":"),
    pen.space(),
    type(pen, given),
  ]);
}

import type { Field, Member, Parameter, Reducer, TypeNode } from "../../../../src/ast/ast.ts";
import { block, commaList, documented, group, indent, join, line, type Doc } from "./docs.ts";
import { expression, keyText, literal } from "./expressions.ts";

export function type(node: TypeNode): Doc {
  return plainType(node);
}

function plainType(node: TypeNode): Doc {
  switch (node.kind) {
    case "TypeName":
      if (node.arguments.length === 0) return node.name.name;
      return [
        node.name.name,
        "<",
        join(
          ", ",
          node.arguments.map((one) => type(one)),
        ),
        ">",
      ];
    case "LiteralType":
      return literal(node.literal);
    case "UnionType":
      return group(
        indent(
          join(
            [line, "| "],
            node.members.map((member) => inner(member)),
          ),
        ),
      );
    case "ArrayType":
      return [inner(node.element), "[]"];
    case "TupleType":
      return commaList(
        "[",
        node.elements.map((one) => type(one)),
        "]",
      );
    case "ObjectType":
      return members(node.members);
  }
}

/** A type inside another: a union needs parentheses. */
function inner(node: TypeNode): Doc {
  return node.kind === "UnionType" ? ["(", type(node), ")"] : type(node);
}

export function members(list: readonly Member[]): Doc {
  return block(
    list.map((node) =>
      documented(node.doc, [
        [keyText(node.name.name), node.optional ? "?: " : ": ", type(node.type)],
        node.where ? [" where ", expression(node.where)] : "",
      ]),
    ),
  );
}

export function parameters(list: readonly Parameter[] | undefined): Doc {
  if (!list) return "";
  const items = list.map((node) => [node.name.name, ": ", type(node.type)]);
  return commaList("(", items, ")");
}

export function field(node: Field): Doc {
  const parts: Doc[] = node.modifiers.map((modifier) => `${modifier.name} `);
  parts.push(node.name.name, node.optional ? "?: " : ": ", type(node.type));
  if (node.default) parts.push(" = ", expression(node.default));
  if (node.reduce) parts.push(" reduce ", reducer(node.reduce));
  if (node.where) parts.push(" where ", expression(node.where));
  return documented(node.doc, parts);
}

function reducer(node: Reducer): Doc {
  if (node.kind === "Lambda") return expression(node);
  const argument = node.argument ? ["(", reducer(node.argument), ")"] : "";
  return [node.name.name, argument];
}

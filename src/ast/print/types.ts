import type { Field, Member, Parameter, Reducer, TypeNode } from "../ast.ts";
import { block, commaList, documented, group, indent, join, line, type Doc, type Printing } from "./docs.ts";
import { expression, keyText, literal } from "./expressions.ts";

export function type(printing: Printing, node: TypeNode): Doc {
  return printing.around(node, plainType(printing, node));
}

function plainType(printing: Printing, node: TypeNode): Doc {
  switch (node.kind) {
    case "TypeName":
      if (node.arguments.length === 0) return node.name.name;
      return [
        node.name.name,
        "<",
        join(
          ", ",
          node.arguments.map((one) => type(printing, one)),
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
            node.members.map((member) => inner(printing, member)),
          ),
        ),
      );
    case "ArrayType":
      return [inner(printing, node.element), "[]"];
    case "TupleType":
      return commaList(
        "[",
        node.elements.map((one) => type(printing, one)),
        "]",
      );
    case "ObjectType":
      return members(printing, node.members);
  }
}

/** A type inside another: a union needs parentheses. */
function inner(printing: Printing, node: TypeNode): Doc {
  return node.kind === "UnionType" ? ["(", type(printing, node), ")"] : type(printing, node);
}

export function members(printing: Printing, list: readonly Member[]): Doc {
  return block(
    list.map((node) =>
      printing.around(
        node,
        documented(node.doc, [
          [keyText(node.name.name), node.optional ? "?: " : ": ", type(printing, node.type)],
          node.where ? [" where ", expression(printing, node.where)] : "",
        ]),
      ),
    ),
  );
}

export function parameters(printing: Printing, list: readonly Parameter[] | undefined): Doc {
  if (!list) return "";
  const items = list.map((node) => printing.around(node, [node.name.name, ": ", type(printing, node.type)]));
  return commaList("(", items, ")");
}

export function field(printing: Printing, node: Field): Doc {
  const parts: Doc[] = node.modifiers.map((modifier) => `${modifier.name} `);
  parts.push(node.name.name, node.optional ? "?: " : ": ", type(printing, node.type));
  if (node.default) parts.push(" = ", expression(printing, node.default));
  if (node.reduce) parts.push(" reduce ", reducer(printing, node.reduce));
  if (node.where) parts.push(" where ", expression(printing, node.where));
  return printing.around(node, documented(node.doc, parts));
}

function reducer(printing: Printing, node: Reducer): Doc {
  if (node.kind === "Lambda") return expression(printing, node);
  const argument = node.argument ? ["(", reducer(printing, node.argument), ")"] : "";
  return printing.around(node, [node.name.name, argument]);
}

import type { FieldCstNode, LetCstNode, ReducerCstNode, StateCstNode } from "../../../grammar/cst.ts";
import type * as ast from "../../ast/ast.ts";
import { spanOfToken } from "../token.ts";
import { declared, documentation, identifier, only, spanOf, type Building } from "./building.ts";
import { expression, lambda } from "./expressions.ts";
import { type } from "./types.ts";

export function state(building: Building, node: StateCstNode): ast.StateBlock {
  const fields = (node.children.field ?? []).map((item) => field(building, item));
  return { kind: "StateBlock", fields, span: spanOf(node) };
}

function field(building: Building, node: FieldCstNode): ast.Field {
  const { modifier = [], Name, Question, type: fieldType, expression: value, reducer: fold, where } = node.children;
  return {
    kind: "Field",
    ...documentation(building, node),
    modifiers: modifier.map((token) => ({
      kind: "Modifier",
      name: token.image as ast.Modifier["name"],
      span: spanOfToken(token),
    })),
    name: declared(building, only(Name)),
    optional: Question !== undefined,
    type: type(building, only(fieldType)),
    ...(value && { default: expression(building, only(value)) }),
    ...(fold && { reduce: reducer(building, only(fold)) }),
    ...(where && { where: expression(building, only(only(where).children.expression)) }),
    span: spanOf(node),
  };
}

function reducer(building: Building, node: ReducerCstNode): ast.Reducer {
  const { lambda: inline, Name, reducer: argument } = node.children;
  if (inline) return lambda(building, only(inline));
  return {
    kind: "NamedReducer",
    name: identifier(only(Name)),
    ...(argument && { argument: reducer(building, only(argument)) }),
    span: spanOf(node),
  };
}

export function let_(building: Building, node: LetCstNode, doc: { readonly doc?: string }): ast.Let {
  return {
    kind: "Let",
    ...doc,
    name: declared(building, only(node.children.Name)),
    value: expression(building, only(node.children.expression)),
    span: spanOf(node),
  };
}

import type { AskCstNode, ImplementationCstNode, NodeCstNode, ParametersCstNode } from "../../../grammar/cst.ts";
import type * as ast from "../../ast/ast.ts";
import { declared, documentation, identifier, only, spanOf, type Building } from "./building.ts";
import { expression, object } from "./expressions.ts";
import { options } from "./options.ts";
import { type } from "./types.ts";

export function node(building: Building, cst: NodeCstNode): ast.Node {
  const { NodeName, parameters: list, implementation: bound, nodeOptions, object: update } = cst.children;
  return {
    kind: "Node",
    ...documentation(building, cst),
    name: declared(building, only(NodeName)),
    ...(list && { parameters: parameters(building, only(list)) }),
    ...(bound && { implementation: implementation(building, only(bound)) }),
    options: nodeOptions ? options(building, only(nodeOptions)) : [],
    ...(update && { update: object(building, only(update)) }),
    span: spanOf(cst),
  };
}

export function ask(building: Building, cst: AskCstNode): ast.Ask {
  const { NodeName, parameters: list, type: answer, nodeOptions, object: update } = cst.children;
  return {
    kind: "Ask",
    ...documentation(building, cst),
    name: declared(building, only(NodeName)),
    ...(list && { parameters: parameters(building, only(list)) }),
    answer: type(building, only(answer)),
    options: nodeOptions ? options(building, only(nodeOptions)) : [],
    ...(update && { update: object(building, only(update)) }),
    span: spanOf(cst),
  };
}

function parameters(building: Building, cst: ParametersCstNode): ast.Parameter[] {
  return (cst.children.parameter ?? []).map((parameter) => ({
    kind: "Parameter",
    name: declared(building, only(parameter.children.Name)),
    type: type(building, only(parameter.children.type)),
    span: spanOf(parameter),
  }));
}

function implementation(building: Building, cst: ImplementationCstNode): ast.Implementation {
  const { Name, LParen, expression: argument } = cst.children;
  const factory = argument ? { argument: expression(building, only(argument)) } : {};
  return { kind: "Implementation", name: identifier(only(Name)), ...(LParen && { factory }), span: spanOf(cst) };
}

/** Every `where`: of declared types, of their members and of fields. */
import type * as ast from "../../ast/ast.ts";
import { visit } from "../../ast/visit.ts";
import type { GraphSymbol, Module } from "../../bind/symbols.ts";
import { G306 } from "../../diagnostics/catalogue/g3.ts";
import type { Type } from "../../types/type.ts";
import { evaluate } from "../constant.ts";
import type { Checker } from "../expressions/checker.ts";
import { closedScope } from "../expressions/scope.ts";

export function checkTypeConstraints(module: Module, checker: Checker): void {
  for (const symbol of module.types.values()) {
    if (symbol.where) checkConstraint(symbol.where, symbol.type, checker);
    checkMembers(symbol.type, checker);
  }
}

/** The conditions of a graph's fields, and of the members of every type that is written out in it. */
export function checkGraphConstraints(graph: GraphSymbol, checker: Checker): void {
  for (const field of graph.fields.values()) {
    checkMembers(field.type, checker);
    if (field.where) checkConstraint(field.where, field.type, checker);
  }
  for (const member of [...graph.context, ...graph.events]) {
    checkMembers(member.type, checker);
    if (member.where) checkConstraint(member.where, member.type, checker);
  }
  const asks = new Set<Type>();
  for (const node of graph.nodes.values()) {
    for (const parameter of node.parameters) checkMembers(parameter.type, checker);
    if (node.form.kind === "ask") asks.add(node.form.answer);
    // The `asks` of `defaults` are shared by the nodes.
    if (node.asks) asks.add(node.asks.payload).add(node.asks.answer);
  }
  for (const type of asks) checkMembers(type, checker);
}

/** The conditions of the members that are written out in a type; those of declared types are checked where they are declared. */
function checkMembers(type: Type, checker: Checker): void {
  switch (type.kind) {
    case "object":
      for (const member of type.members.values()) {
        if (member.where) checkConstraint(member.where, member.type, checker);
        checkMembers(member.type, checker);
      }
      return;
    case "array":
      checkMembers(type.element, checker);
      return;
    case "map":
      checkMembers(type.value, checker);
      return;
    case "tuple":
      for (const element of type.elements) checkMembers(element, checker);
      return;
    case "union":
      for (const member of type.members) checkMembers(member, checker);
      return;
    default:
      return;
  }
}

function checkConstraint(where: ast.Expression, type: Type, checker: Checker): void {
  checker.checkCondition(where, closedScope("constraint", { value: type }), "`where`");
  if (mentionsValue(where)) return;
  const result = evaluate(where);
  if (result?.value === true) checker.report(G306.always(textOf(where, checker)), where.span);
  if (result?.value === false) checker.report(G306.never(textOf(where, checker)), where.span);
}

function mentionsValue(where: ast.Expression): boolean {
  let found = false;
  visit(where, {
    Name({ name }) {
      if (name === "value") found = true;
    },
  });
  return found;
}

/** The text of a condition on one line. */
export function textOf({ span }: ast.Expression, { module }: Checker): string {
  return module.source.text.slice(span.start, span.end).replaceAll(/\s+/g, " ");
}

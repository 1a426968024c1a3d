/** Every `where`: of declared types, of their members and of fields. */
import type * as ast from "../../ast/ast.ts";
import { visit } from "../../ast/visit.ts";
import type { FieldSymbol, GraphSymbol, Module } from "../../bind/symbols.ts";
import { G306 } from "../../diagnostics/catalogue/g3.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { unknownType } from "../../types/make.ts";
import type { Type } from "../../types/type.ts";
import { evaluate } from "../constant.ts";
import type { Checker } from "../expressions/checker.ts";
import { closedScope } from "../expressions/scope.ts";

/** A `where`, and the type of what it constrains. */
export interface Constraint {
  readonly where: ast.Expression;
  readonly type: Type;
}

export function checkTypeConstraints(module: Module, checker: Checker): void {
  for (const constraint of ofTypes(module)) checkConstraint(constraint, checker);
}

/**
 * The conditions of a graph's fields, and of the members of every type that is written out in it. The types of some fields are `doubtful`: it is not known what their
 * conditions are about.
 */
export function checkGraphConstraints(graph: GraphSymbol, doubtful: ReadonlySet<FieldSymbol>, checker: Checker): void {
  const unknown = new Set([...doubtful].map(({ where }) => where));
  for (const constraint of ofGraph(graph))
    checkConstraint(unknown.has(constraint.where) ? { ...constraint, type: unknownType } : constraint, checker);
}

/** Every condition of a file. */
export function* constraintsOf(module: Module): Generator<Constraint> {
  yield* ofTypes(module);
  for (const graph of module.graphs) yield* ofGraph(graph);
}

function* ofTypes(module: Module): Generator<Constraint> {
  for (const symbol of module.types.values()) {
    if (symbol.where) yield { where: symbol.where, type: symbol.type };
    yield* ofMembers(symbol.type);
  }
}

function* ofGraph(graph: GraphSymbol): Generator<Constraint> {
  for (const field of graph.fields.values()) {
    yield* ofMembers(field.type);
    if (field.where) yield { where: field.where, type: field.type };
  }
  for (const member of [...graph.context, ...graph.events]) {
    yield* ofMembers(member.type);
    if (member.where) yield { where: member.where, type: member.type };
  }
  const asks = new Set<Type>();
  for (const node of graph.nodes.values()) {
    for (const parameter of node.parameters) yield* ofMembers(parameter.type);
    if (node.form.kind === "ask") asks.add(node.form.answer);
    // The `asks` of `defaults` are shared by the nodes.
    if (node.asks) asks.add(node.asks.payload).add(node.asks.answer);
  }
  for (const type of asks) yield* ofMembers(type);
}

/** The conditions of the members that are written out in a type; those of declared types are found where they are declared. */
function* ofMembers(type: Type): Generator<Constraint> {
  switch (type.kind) {
    case "object":
      for (const member of type.members.values()) {
        if (member.where) yield { where: member.where, type: member.type };
        yield* ofMembers(member.type);
      }
      return;
    case "array":
      yield* ofMembers(type.element);
      return;
    case "map":
      yield* ofMembers(type.value);
      return;
    case "tuple":
      for (const element of type.elements) yield* ofMembers(element);
      return;
    case "union":
      for (const member of type.members) yield* ofMembers(member);
      return;
    default:
      return;
  }
}

function checkConstraint({ where, type }: Constraint, checker: Checker): void {
  checker.checkCondition(where, closedScope("constraint", { value: type }), "`where`");
  if (mentionsValue(where)) return;
  const result = evaluate(where);
  if (result?.value === true)
    checker.report(G306.always(textOf(where, checker)), where.span, {
      fixes: withoutWhere(where, checker.module.source),
    });
  if (result?.value === false) checker.report(G306.never(textOf(where, checker)), where.span);
}

/** How far before a condition its `where` is looked for. */
const near = 100;

/** Offers to take out a condition that changes nothing, with its `where`. */
export function withoutWhere({ span }: ast.Expression, { text }: Source): readonly Fix[] {
  const word = /\s*\bwhere\s*$/.exec(text.slice(Math.max(0, span.start - near), span.start));
  if (!word) return [];
  const start = span.start - word[0].length;
  return [{ title: "remove the condition", safe: false, edits: [{ span: { start, end: span.end }, text: "" }] }];
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

/** The defaults of fields: their types, and the conditions that they must hold. */
import type * as ast from "../../ast/ast.ts";
import type { FieldSymbol, GraphSymbol } from "../../bind/symbols.ts";
import { G307 } from "../../diagnostics/catalogue/g3.ts";
import type { Source } from "../../source/source.ts";
import { alternatives, structure } from "../../types/parts.ts";
import type { ObjectMember, Type } from "../../types/type.ts";
import { evaluate, type Constant } from "../constant.ts";
import type { Checker } from "../expressions/checker.ts";
import { defaultOf, fit } from "../expressions/fit.ts";
import { closedScope } from "../expressions/scope.ts";
import { textOf } from "./constraints.ts";

/** Checks every default; gives the fields whose default does not fit, so that it may as well be their type that is wrong. */
export function checkDefaults(graph: GraphSymbol, checker: Checker): ReadonlySet<FieldSymbol> {
  const unfit = new Set<FieldSymbol>();
  for (const field of graph.fields.values()) {
    if (!field.default) continue;
    const before = checker.mistakes;
    fit(field.default, field.type, defaultOf(`\`${field.name}\``), closedScope("default"), checker);
    if (checker.mistakes > before) unfit.add(field);
    const constant = evaluate(field.default);
    const broken = constant && brokenCondition(field, constant.value, graph.source);
    if (!broken) continue;
    const text = broken.source === graph.source ? textOf(broken.where, checker) : textIn(broken.source, broken.where);
    const related = [{ source: broken.source, span: broken.where.span, message: "this is what it must hold" }];
    checker.report(G307.where(text), field.default.span, { related });
  }
  return unfit;
}

function textIn(source: Source, { span }: ast.Expression): string {
  return source.text.slice(span.start, span.end);
}

interface Condition {
  readonly where: ast.Expression;
  readonly source: Source;
}

/** The first condition on the way to a value that the value does not hold. */
function brokenCondition(field: FieldSymbol, value: Constant, source: Source): Condition | undefined {
  if (field.where && !holds(field.where, value)) return { where: field.where, source };
  return brokenInside(field.type, value, source);
}

function brokenInside(type: Type, value: Constant, source: Source): Condition | undefined {
  if (value === undefined || value === null) return undefined;
  if (type.kind === "named") {
    const { symbol } = type;
    if (symbol.where && !holds(symbol.where, value)) return { where: symbol.where, source: symbol.source };
    return brokenInside(symbol.type, value, symbol.source);
  }
  if (type.kind === "union") {
    // Which alternative is meant is clear only if there is one beside `null`.
    const [only, ...others] = alternatives(type).filter((one) => structure(one).kind !== "literal");
    return only && others.length === 0 ? brokenInside(only, value, source) : undefined;
  }
  if (type.kind === "array" && Array.isArray(value)) {
    return firstOf(value as readonly Constant[], (element) => brokenInside(type.element, element, source));
  }
  if (type.kind === "tuple" && Array.isArray(value)) {
    return firstOf(type.elements, (element, index) =>
      brokenInside(element, (value as readonly Constant[])[index], source),
    );
  }
  if (typeof value !== "object" || Array.isArray(value) || value instanceof RegExp) return undefined;
  const members = value as Readonly<Record<string, Constant>>;
  if (type.kind === "map")
    return firstOf(Object.values(members), (element) => brokenInside(type.value, element, source));
  if (type.kind !== "object") return undefined;
  return firstOf([...type.members.values()], (member) => brokenMember(member, members[member.name], source));
}

function brokenMember(member: ObjectMember, value: Constant, source: Source): Condition | undefined {
  if (value === undefined) return undefined;
  if (member.where && !holds(member.where, value)) return { where: member.where, source };
  return brokenInside(member.type, value, source);
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item, index: number) => Found | undefined) {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a value holds a condition; one that cannot be decided counts as held. */
function holds(where: ast.Expression, value: Constant): boolean {
  return evaluate(where, { value })?.value !== false;
}

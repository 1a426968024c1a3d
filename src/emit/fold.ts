/** The function that folds an update into a draft of the state, and the reducers it calls. */
import type * as ast from "../ast/ast.ts";
import type { FieldSymbol, ReducerSymbol } from "../bind/symbols.ts";
import { upperFirst } from "../plan/names.ts";
import { jsonType } from "../types/make.ts";
import { alternatives, isMissing, present, structure } from "../types/parts.ts";
import type { Type } from "../types/type.ts";
import { expressionText } from "./expression.ts";
import { NO_FACTS } from "./facts.ts";
import type { Purity } from "./items.ts";
import type { ModuleScope } from "./module-scope.ts";
import { plain } from "./origins.ts";
import { CONDITIONAL } from "./precedence.ts";
import type { GraphScope } from "./surroundings.ts";
import { WIDTH } from "./rows.ts";
import { accessText, bodyText, stringText } from "./text.ts";
import { typeText } from "./types.ts";

/** The lines of `fold(draft, update)`. It touches the fields of the update only; `undefined` clears an optional field. They stand `indent` columns from the left. */
export function foldLines(fields: readonly FieldSymbol[], graph: GraphScope, indent: number): readonly string[] {
  const line = (field: FieldSymbol): string => {
    const draft = accessText("draft", field.name);
    const update = accessText("update", field.name);
    if (field.reducer === undefined) {
      const given = field.optional ? `${stringText(field.name)} in update` : `${update} !== undefined`;
      return conditional(given, `${draft} = ${update};`, indent);
    }
    const folded = foldText(field, field.reducer, graph);
    return conditional(
      `${update} !== undefined`,
      `${draft} = rt.isReplacement(${update}) ? ${update}.value : ${folded};`,
      indent,
    );
  };
  return fields.map((field) => graph.module.marked(line(field), field.node.name.span));
}

/** Braces where the statement does not fit the line of its condition. */
function conditional(condition: string, statement: string, indent: number): string {
  const line = `if (${condition}) ${statement}`;
  return plain(line).length + indent <= WIDTH ? line : `if (${condition}) {\n${statement}\n}`;
}

function foldText(field: FieldSymbol, reducer: ReducerSymbol, graph: GraphScope): string {
  const { module } = graph;
  const [draft, update] = [accessText("draft", field.name), accessText("update", field.name)];
  switch (reducer.kind) {
    case "builtin":
      // Only here the two types do not say what the result is.
      return reducer.name === "deepMerge"
        ? `rt.deepMerge<${typeText(field.type, module)}>(${draft}, ${update})`
        : `rt.${reducer.name}(${draft}, ${update})`;
    case "imported":
      return `${module.value(reducer.import)}(${currentText(field, graph)}, ${update})`;
    case "inline": {
      const name = constant(field, "fold", inlineText(reducer.lambda, field.type, graph), module);
      return `${name}(${currentText(field, graph)}, ${update})`;
    }
    default: {
      const prefix = reducer.kind === "appendBy" ? `appendBy${upperFirst(reducer.key)}` : prefixOf(reducer.reduce);
      const pure = reducer.kind === "mergeWith" && isMade(reducer.reduce) ? "function" : "call";
      return `${constant(field, prefix, reducerText(reducer, field.type, graph), module, pure)}(${draft}, ${update})`;
    }
  }
}

/** The value that a custom reducer folds into: the field's default stands in for TypeScript's sake, since a draft has every default. */
function currentText(field: FieldSymbol, { module }: GraphScope): string {
  const draft = accessText("draft", field.name);
  // `??` would take the place of a `null` as well.
  if (field.default === undefined || mayBeNull(field.type)) return `${draft}!`;
  const around = { module, source: module.module.source, args: "args", error: "error", facts: NO_FACTS };
  const value = expressionText(field.default, around, CONDITIONAL);
  return plain(value).length <= 20 ? `${draft} ?? ${value}` : `${draft}!`;
}

function mayBeNull(type: Type): boolean {
  return alternatives(type).some(
    (each) => isMissing(each) || structure(each).kind === "opaque" || structure(each) === jsonType,
  );
}

function constant(field: FieldSymbol, prefix: string, value: string, module: ModuleScope, pure?: Purity): string {
  return module.constant(value, `${prefix}${upperFirst(field.name)}`, pure);
}

/** Whether a reducer is the result of a call. */
function isMade({ kind }: ReducerSymbol): boolean {
  return kind === "appendBy" || kind === "mergeWith";
}

function prefixOf(reducer: ReducerSymbol): string {
  switch (reducer.kind) {
    case "builtin":
      return reducer.name;
    case "imported":
      return reducer.import.name;
    case "inline":
      return "fold";
    default:
      return "merge";
  }
}

/** A reducer as a value, for a field or for the values of a map. */
function reducerText(reducer: ReducerSymbol, type: Type, graph: GraphScope): string {
  const { module } = graph;
  switch (reducer.kind) {
    case "builtin":
      return `rt.${reducer.name}`;
    case "imported":
      return module.value(reducer.import);
    case "inline":
      return inlineText(reducer.lambda, type, graph);
    case "appendBy": {
      const of = structure(present(type));
      const element = of.kind === "array" ? typeText(of.element, module) : "never";
      return `rt.appendBy<${element}, ${stringText(reducer.key)}>(${stringText(reducer.key)})`;
    }
    case "mergeWith": {
      const of = structure(present(type));
      const value: Type = of.kind === "map" ? of.value : { kind: "unknown" };
      return `rt.mergeWith<${typeText(value, module)}>(${reducerText(reducer.reduce, value, graph)})`;
    }
  }
}

function inlineText(lambda: ast.Lambda, type: Type, { module }: GraphScope): string {
  const text = typeText(type, module);
  const names = lambda.parameters.map(({ name }) => `${module.variable(name)}: ${text}`).join(", ");
  const around = { module, source: module.module.source, args: "args", error: "error", facts: NO_FACTS };
  const body = expressionText(lambda.body, around, CONDITIONAL);
  return `(${names}): ${text} => ${bodyText(body)}`;
}

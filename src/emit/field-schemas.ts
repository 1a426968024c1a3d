/** The schemas of a graph's fields: as input, in the state, as output and in an update. */
import type { FieldSymbol, GraphSymbol, ReducerSymbol } from "../bind/symbols.ts";
import type { GraphPlan } from "../plan/plan.ts";
import { upperFirst } from "../plan/names.ts";
import { isRequiredInput } from "../plan/absence.ts";
import { mapOf } from "../types/make.ts";
import { valueType } from "../types/members.ts";
import type { Type } from "../types/type.ts";
import { updateTypeOf } from "../types/update-type.ts";
import type { ModuleScope } from "./module-scope.ts";
import { plain as withoutMarks } from "./origins.ts";
import { purityOf } from "./schemas.ts";
import type { SchemaPrinter } from "./schemas.ts";
import { propertyText } from "./text.ts";
import { typeText } from "./types.ts";

/** Properties of object literals: `name: schema`. */
export interface FieldSchemas {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly state: readonly string[];
  readonly update: readonly string[];
}

export function fieldSchemas(plan: GraphPlan, scope: ModuleScope, schemas: SchemaPrinter): FieldSchemas {
  const { graph } = plan;
  const fields = [...graph.fields.values()].map((field) => ({
    field,
    whole: wholeSchema(field, graph, scope, schemas),
  }));
  const members = (pick: (field: FieldSymbol) => boolean, isOptional: (field: FieldSymbol) => boolean): string[] =>
    fields
      .filter(({ field }) => pick(field))
      .map(({ field, whole }) => propertyText(field.name, isOptional(field) ? `rt.optional(${whole})` : whole));
  return {
    input: fields
      .filter(({ field }) => field.input)
      .map(({ field, whole }) => {
        const schema = field.reducer === undefined ? whole : inputSchema(field, graph, schemas);
        return propertyText(field.name, isRequiredInput(field) ? schema : `rt.optional(${schema})`);
      }),
    output: members(
      (field) => field.output,
      (field) => field.optional,
    ),
    state: members(
      () => true,
      (field) => plan.mayBeAbsent.has(field),
    ),
    update: fields.map(({ field }) => propertyText(field.name, updateSchema(field, graph, schemas))),
  };
}

/** A condition that several schemas would repeat becomes a constant. */
function wholeSchema(field: FieldSymbol, graph: GraphSymbol, scope: ModuleScope, schemas: SchemaPrinter): string {
  const plain = schemas.text(field.type, graph.source);
  if (field.where === undefined) return plain;
  const value = schemas.where(plain, field.type, field.where, graph.source);
  if (!field.input && !field.output) return value;
  const name = scope.local(field.name, `${field.name}Schema`, `${field.name}Of${upperFirst(graph.name)}`);
  scope.hoisted.push({
    kind: "const",
    name: scope.marked(name, field.node.name.span),
    type: `rt.Schema<${typeText(field.type, scope)}>`,
    value,
    pure: purityOf(value),
    exported: false,
  });
  return name;
}

/** Conditions of the field are checked after folding; an update only has to be of the type that is folded in. */
function updateSchema(field: FieldSymbol, graph: GraphSymbol, schemas: SchemaPrinter): string {
  const plain = schemas.text(field.type, graph.source);
  if (field.reducer === undefined) return field.optional ? `rt.optional(${plain})` : plain;
  const folded = foldedSchema(field, graph, schemas);
  return folded === undefined ? `rt.reduced(${plain})` : `rt.reduced(${folded}, ${plain})`;
}

/** Input of a reduced field is folded as an update is. */
function inputSchema(field: FieldSymbol, graph: GraphSymbol, schemas: SchemaPrinter): string {
  return foldedSchema(field, graph, schemas) ?? schemas.text(field.type, graph.source);
}

/** What is folded into a field; absent where that has the field's own type. */
function foldedSchema(field: FieldSymbol, graph: GraphSymbol, schemas: SchemaPrinter): string | undefined {
  const plain = schemas.text(field.type, graph.source);
  const { reducer } = field;
  if (reducer === undefined) return undefined;
  if (reducer.kind === "builtin" && (reducer.name === "merge" || reducer.name === "deepMerge")) {
    return `rt.${reducer.name === "merge" ? "partial" : "deepPartial"}(${plain})`;
  }
  const folded = schemas.text(structureOfUpdate(field.type, reducer), graph.source);
  return withoutMarks(folded) === withoutMarks(plain) ? undefined : folded;
}

/** Only what is folded must hold the conditions of a type, so that one may add -1 to what is never negative. Those of its parts stay, unless they are folded too. */
function structureOfUpdate(type: Type, reducer: ReducerSymbol): Type {
  const value = reducer.kind === "mergeWith" ? valueType(type) : undefined;
  return reducer.kind === "mergeWith" && value !== undefined
    ? mapOf(structureOfUpdate(value, reducer.reduce))
    : withoutConditions(updateTypeOf(type, reducer));
}

function withoutConditions(type: Type): Type {
  let inner = type;
  for (let at = type; at.kind === "named"; at = at.symbol.type)
    if (at.symbol.where !== undefined) inner = at.symbol.type;
  return inner;
}

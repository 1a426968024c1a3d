import type { FieldSymbol, GraphSymbol } from "../bind/symbols.ts";

/** Whether `invoke` must be given a field when a run starts. */
export function isRequiredInput(field: FieldSymbol): boolean {
  return field.input && !field.optional && field.default === undefined;
}

/** The fields that a snapshot may lack: optional ones, and those that neither a default nor the input fills before a node writes them. */
export function fieldsThatMayBeAbsent(graph: GraphSymbol): ReadonlySet<FieldSymbol> {
  const fields = [...graph.fields.values()];
  return new Set(fields.filter((field) => field.optional || (field.default === undefined && !isRequiredInput(field))));
}

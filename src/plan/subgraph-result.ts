import type { FieldSymbol, GraphSymbol } from "../bind/symbols.ts";
import { sameType } from "../types/key.ts";

/** The fields of a containing graph that a subgraph without `=>` hands back: its outputs of the same name and type, if they can be as absent as it leaves them. */
export function returnedFields(graph: GraphSymbol, subgraph: GraphSymbol): readonly FieldSymbol[] {
  return [...subgraph.fields.values()].flatMap((inner) => {
    const outer = inner.output ? graph.fields.get(inner.name) : undefined;
    if (outer === undefined || !sameType(outer.updateType, inner.type)) return [];
    const takesAbsence = outer.optional && outer.reducer === undefined;
    return inner.optional && !takesAbsence ? [] : [outer];
  });
}

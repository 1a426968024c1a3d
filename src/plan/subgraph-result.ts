import type { FieldSymbol, GraphSymbol } from "../bind/symbols.ts";
import { sameType } from "../types/key.ts";

/** The fields of a containing graph that a subgraph without `=>` hands back: its outputs of the same name and type. */
export function returnedFields(graph: GraphSymbol, subgraph: GraphSymbol): readonly FieldSymbol[] {
  return [...subgraph.fields.values()].flatMap((inner) => {
    const outer = inner.output ? graph.fields.get(inner.name) : undefined;
    return outer !== undefined && sameType(outer.updateType, inner.type) ? [outer] : [];
  });
}

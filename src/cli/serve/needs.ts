import type { GraphSymbol } from "../../bind/symbols.ts";
import { subgraphsOf } from "../../plan/contents.ts";

/** The names of the members of the context that a graph must be given, for itself and for the graphs inside it. */
export function neededContext(graph: GraphSymbol): readonly string[] {
  const own = graph.context.filter(({ optional }) => !optional).map(({ name }) => name);
  return [...new Set([...own, ...subgraphsOf(graph).flatMap(neededContext)])];
}

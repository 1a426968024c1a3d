import { edgesOf } from "../bind/edges.ts";
import type { GraphSymbol } from "../bind/symbols.ts";
import type { DrawnGraph } from "./graph.ts";

/** A graph of a source as its generated module describes it to drawings. */
export function describedGraph(graph: GraphSymbol): DrawnGraph {
  return {
    name: graph.name,
    ...(graph.doc === undefined ? {} : { doc: graph.doc }),
    nodes: [...graph.nodes.values()].map(({ name, form }) => ({
      name,
      kind: form.kind,
      ...(form.kind === "subgraph" ? { graph: describedGraph(form.graph) } : {}),
    })),
    edges: edgesOf(graph),
  };
}

/** The graphs that nodes run, at any depth. */
export function graphsBelow(graph: GraphSymbol, found = new Set<GraphSymbol>()): ReadonlySet<GraphSymbol> {
  for (const { form } of graph.nodes.values()) {
    if (form.kind !== "subgraph" || found.has(form.graph)) continue;
    found.add(form.graph);
    graphsBelow(form.graph, found);
  }
  return found;
}

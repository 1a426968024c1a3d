import { edgesOf } from "../bind/edges.ts";
import type { GraphSymbol } from "../bind/symbols.ts";
import type { DrawnGraph } from "./graph.ts";
import { pausesOf } from "./scene/cards.ts";

/** A graph of a source as its generated module describes it to drawings, and where it pauses. */
export function describedGraph(graph: GraphSymbol): DrawnGraph {
  return {
    name: graph.name,
    ...(graph.doc === undefined ? {} : { doc: graph.doc }),
    nodes: [...graph.nodes.values()].map((node) => ({
      name: node.name,
      kind: node.form.kind,
      ...(node.form.kind === "subgraph" ? { graph: describedGraph(node.form.graph) } : {}),
      pauses: pausesOf(node, graph),
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

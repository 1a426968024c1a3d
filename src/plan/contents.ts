/** What a graph contains through its subgraphs. A graph never contains itself. */
import type { GraphSymbol } from "../bind/symbols.ts";

/** The distinct graphs that a graph's nodes run, in order of their first node. */
export function subgraphsOf(graph: GraphSymbol): readonly GraphSymbol[] {
  const found = new Set<GraphSymbol>();
  for (const { form } of graph.nodes.values()) if (form.kind === "subgraph") found.add(form.graph);
  return [...found];
}

/** Whether a run can stop before its end by what the source says: an ask or a static interrupt, here or in a subgraph. */
export function needsCheckpointer(graph: GraphSymbol): boolean {
  if (graph.interruptBefore.length > 0 || graph.interruptAfter.length > 0) return true;
  for (const { form, asks } of graph.nodes.values()) if (form.kind === "ask" || asks !== undefined) return true;
  return subgraphsOf(graph).some(needsCheckpointer);
}

/** Whether a call must supply a context: a member that is not optional, here or in a subgraph. */
export function requiresContext(graph: GraphSymbol): boolean {
  return graph.context.some((member) => !member.optional) || subgraphsOf(graph).some(requiresContext);
}

import type * as ast from "../../ast/ast.ts";
import type { GraphSymbol } from "../../bind/symbols.ts";
import { G607 } from "../../diagnostics/catalogue/g6.ts";
import { insertion } from "../../diagnostics/mend.ts";
import type { Rule } from "../rule.ts";

/** Every graph has a `start` edge, and no error edge of `start` (G607). */
export const startEdge: Rule = ({ module, report }) => {
  for (const graph of module.graphs) {
    const edges = graph.node.statements.filter((statement): statement is ast.Edge => statement.kind === "Edge");
    const onError = edges
      .filter((edge) => edge.onError)
      .flatMap((edge) => edge.sources)
      .filter((source) => source.name === "start");
    for (const source of onError) report(G607.onError(), source.span);
    if (graph.flow.start || graph.node.incomplete || onError.length > 0) continue;
    const first = firstNode(edges, graph);
    const edge = edges.find(({ sources, onError }) => !onError && sources.length === 1 && sources[0]?.name === first);
    const fixes = edge ? [insertion(edge.span.start, "start -> ")] : [];
    report(G607.missing(graph.name, first), graph.node.name.span, { fixes });
  }
};

/** The node that a run most likely begins with: the first that has an edge. */
function firstNode(edges: readonly ast.Edge[], { nodes }: GraphSymbol): string | undefined {
  const sources = edges.flatMap((edge) => edge.sources.map((source) => source.name));
  return sources.find((name) => nodes.has(name)) ?? [...nodes.keys()][0];
}

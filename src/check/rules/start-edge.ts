import type * as ast from "../../ast/ast.ts";
import { chainsOf } from "../../bind/link/chains.ts";
import type { GraphSymbol } from "../../bind/symbols.ts";
import { G607 } from "../../diagnostics/catalogue/g6.ts";
import type { Rule } from "../rule.ts";

/** Every graph has a `start` edge, and `start` stands nowhere else (G607). */
export const startEdge: Rule = ({ module, report }) => {
  for (const graph of module.graphs) {
    const first = firstNode(graph);
    let saidSomething = false;
    for (const { chain, edge, outermost } of chainsOf(graph.node)) {
      for (const source of outermost && edge.onError ? edge.sources : []) {
        if (source.name !== "start") continue;
        report(G607.onError(), source.span);
        saidSomething = true;
      }
      for (const target of targetsOf(chain)) if (target.name === "start") report(G607.target(first), target.span);
    }
    if (graph.flow.findings.starts.length > 0 || graph.node.incomplete || saidSomething) continue;
    report(G607.missing(graph.name, first), graph.node.name.span);
  }
};

/** The node that a run most likely begins with: where `start` leads, or else the first that has an edge. */
function firstNode(graph: GraphSymbol): string | undefined {
  if (graph.flow.start?.kind === "node") return graph.flow.start.node.name;
  const edges = graph.node.statements.filter((statement): statement is ast.Edge => statement.kind === "Edge");
  const sources = edges.flatMap((edge) => edge.sources.map((source) => source.name));
  return sources.find((name) => graph.nodes.has(name)) ?? [...graph.nodes.keys()][0];
}

function targetsOf(chain: ast.Chain): readonly ast.Identifier[] {
  const targets = chain.steps.flatMap((step) => {
    if (step.kind === "Target") return [step.name];
    return step.kind === "Route" || step.kind === "Goto" ? step.choices.targets : [];
  });
  return chain.bound ? [...targets, chain.bound.otherwise] : targets;
}

import type * as ast from "../ast/ast.ts";
import type { GraphSymbol } from "../bind/symbols.ts";
import { flowExpressions } from "./ways.ts";

/** The expressions of a graph that are evaluated while it runs: those of its nodes, then those of its flow. */
export function graphExpressions(graph: GraphSymbol): readonly ast.Expression[] {
  const ofNodes = [...graph.nodes.values()].flatMap(({ form, update }) =>
    [form.kind === "ask" ? form.show : form.kind === "subgraph" ? form.input : undefined, update].filter(
      (expression) => expression !== undefined,
    ),
  );
  return [...ofNodes, ...flowExpressions(graph)];
}

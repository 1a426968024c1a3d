import type { GraphSymbol, NodeSymbol } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import type * as ast from "../ast/ast.ts";
import { walkMeanings } from "./expressions.ts";
import { flowExpressions } from "./ways.ts";

/** The nodes whose `visits` a graph asks for, in textual order: the runtime counts no others. */
export function visitedNodes(graph: GraphSymbol, typing: Typing): readonly NodeSymbol[] {
  const asked = new Set<string>();
  const expressions = [...nodeExpressions(graph), ...flowExpressions(graph)];
  walkMeanings(
    expressions,
    typing,
    () => {},
    (call) => {
      const [node] = call.arguments;
      if (call.callee.name === "visits" && node?.kind === "Name") asked.add(node.name);
    },
  );
  return [...graph.nodes.values()].filter((node) => asked.has(node.name));
}

function nodeExpressions(graph: GraphSymbol): readonly ast.Expression[] {
  return [...graph.nodes.values()].flatMap(({ form, update }) =>
    [form.kind === "ask" ? form.show : form.kind === "subgraph" ? form.input : undefined, update].filter(
      (expression) => expression !== undefined,
    ),
  );
}

import type { GraphSymbol, NodeSymbol } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import { walkMeanings } from "./expressions.ts";
import { graphExpressions } from "./expressions-of-graph.ts";

/** The nodes whose `visits` a graph asks for, in textual order: the runtime counts no others. */
export function visitedNodes(graph: GraphSymbol, typing: Typing): readonly NodeSymbol[] {
  const asked = new Set<string>();
  walkMeanings(
    graphExpressions(graph),
    typing,
    () => {},
    (call) => {
      const [node] = call.arguments;
      if (call.callee.name === "visits" && node?.kind === "Name") asked.add(node.name);
    },
  );
  return [...graph.nodes.values()].filter((node) => asked.has(node.name));
}

import type * as ast from "../ast/ast.ts";
import type { Exit, Flow } from "./flow.ts";
import { boundsInFlow } from "./link/chains.ts";
import { chooseExits } from "./link/exits.ts";
import { flowNames, type RouterLookup } from "./link/names.ts";
import { layOut } from "./link/places.ts";
import { readWays } from "./link/ways.ts";
import type { FileScope } from "./scope.ts";
import type { NodeSymbol } from "./symbols.ts";

/**
 * Links the edges of a graph: every node gets the one way that leads out of it, and its place. Unknown nodes are reported here (G201); what else is wrong with
 * the flow is in its `findings`, for the rules. Takes time linear in the text.
 */
export function linkFlow(
  graph: ast.Graph,
  nodes: ReadonlyMap<string, NodeSymbol>,
  routerOf: RouterLookup,
  scope: Pick<FileScope, "report" | "source" | "unknown">,
): Flow {
  const counters = boundsInFlow(graph);
  const names = flowNames(graph, nodes, routerOf, scope);
  const text = readWays(graph, names, counters);
  const exits = chooseExits(text, scope.source);
  const { places, crossings, reachedOtherwise } = layOut(text, exits, names);
  const { starts, written, errorEdges, stops, openGroups, behindEnd } = text;
  return {
    ...(exits.start && { start: exits.start }),
    out: declared(exits.out),
    onError: declared(exits.onError),
    counters: counters.size,
    places: declared(places),
    findings: {
      starts,
      written: inTextualOrder(written),
      falls: inTextualOrder(exits.falls),
      errorEdges: inTextualOrder(errorEdges),
      stops,
      openGroups,
      behindEnd,
      crossings,
      reachedOtherwise,
      unknown: names.unknown,
      meant: names.meant,
    },
  };
}

function declared<V>(map: ReadonlyMap<NodeSymbol, V>): ReadonlyMap<NodeSymbol, V> {
  return new Map([...map].filter(([node]) => node.index >= 0));
}

/** The steps of a chain are read from its end. */
function inTextualOrder(map: ReadonlyMap<NodeSymbol, readonly Exit[]>): ReadonlyMap<NodeSymbol, readonly Exit[]> {
  return new Map([...map].map(([node, exits]) => [node, exits.length > 1 ? exits.toSorted(byPlace) : exits]));
}

function byPlace(a: Exit, b: Exit): number {
  return a.at.span.start - b.at.span.start;
}

/** Why runs may stand at a node. */
import type { Way } from "../bind/flow.ts";
import type { GraphSymbol, NodeSymbol } from "../bind/symbols.ts";
import { goesOnTo, partsBeforeNodes, partsOf } from "../bind/walk.ts";
import { needsCheckpointer } from "../plan/contents.ts";

/** What a report says of the runs: each is followed by "there". */
export type Standing = "runs that wait" | "runs that an interrupt stops" | "runs that failed or were stopped";

export function standingAt(node: NodeSymbol, graph: GraphSymbol): Standing {
  const { form, asks } = node;
  if (form.kind === "ask" || asks || (form.kind === "subgraph" && needsCheckpointer(form.graph)))
    return "runs that wait";
  const isBehind = graph.interruptAfter.some((stop) => {
    const way = graph.flow.out.get(stop);
    return way && [...goesOnTo(way)].some((next) => next.kind === "node" && next.node === node);
  });
  return isBehind || graph.interruptBefore.includes(node)
    ? "runs that an interrupt stops"
    : "runs that failed or were stopped";
}

/**
 * Says whether a thread may have stored the name of a node. Before its first step is done, and until the first step behind a group is, a thread stores the way there
 * instead, and nothing of a node but what it asks.
 */
export function namedByThreads(graph: GraphSymbol): (node: NodeSymbol) => boolean {
  const { flow } = graph;
  const isOutside = (one: NodeSymbol): boolean => (flow.places.get(one)?.length ?? 0) === 0;
  const waysOf = (one: NodeSymbol): readonly Way[] =>
    [flow.out.get(one), flow.onError.get(one)].filter((way) => way !== undefined);
  const behindOthers = new Set<NodeSymbol>();
  for (const one of graph.nodes.values()) {
    if (!isOutside(one)) continue;
    for (const part of partsBeforeNodes(...waysOf(one))) if (part.kind === "node") behindOthers.add(part.node);
  }
  return (node) => {
    if (!isOutside(node) || standingAt(node, graph) !== "runs that failed or were stopped") return true;
    return behindOthers.has(node) || [...partsOf(...waysOf(node))].some(({ kind }) => kind === "group");
  };
}

/** Whether some question may wait in a graph or in those that it runs. */
export function asksSomething({ nodes }: GraphSymbol): boolean {
  return [...nodes.values()].some(
    ({ form, asks }) => asks || form.kind === "ask" || (form.kind === "subgraph" && asksSomething(form.graph)),
  );
}

/** Why runs may stand at a node. */
import type { GraphSymbol, NodeSymbol } from "../bind/symbols.ts";
import { goesOnTo } from "../bind/walk.ts";
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

/** Whether some question may wait in a graph or in those that it runs. */
export function asksSomething({ nodes }: GraphSymbol): boolean {
  return [...nodes.values()].some(
    ({ form, asks }) => asks || form.kind === "ask" || (form.kind === "subgraph" && asksSomething(form.graph)),
  );
}

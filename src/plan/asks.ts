/** The questions that a run of a graph may stop at. */
import type { GraphSymbol, NodeSymbol } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import type { Type } from "../types/type.ts";

export type AskPlan = OwnAsk | SubgraphAsk;

/** An `ask`, or a node with `asks`. */
export interface OwnAsk {
  readonly kind: "own";
  readonly name: string;
  readonly node: NodeSymbol;
  /** Absent where nothing is shown. */
  readonly payload?: Type;
  readonly answer: Type;
}

/** An ask of a subgraph, by path: `helpdesk/approve` is `approve` of the graph that `helpdesk` runs. */
export interface SubgraphAsk {
  readonly kind: "subgraph";
  readonly name: string;
  readonly graph: GraphSymbol;
  readonly member: string;
}

export function asksOf(graph: GraphSymbol, typing: Typing): readonly AskPlan[] {
  const own: OwnAsk[] = [];
  for (const node of graph.nodes.values()) {
    if (node.asks !== undefined) own.push({ kind: "own", name: node.name, node, ...node.asks });
    if (node.form.kind !== "ask") continue;
    const { answer, show } = node.form;
    const payload = show === undefined ? undefined : typing.types.get(show);
    own.push({ kind: "own", name: node.name, node, answer, ...(payload === undefined ? {} : { payload }) });
  }
  return [...own, ...subgraphAsks(graph)];
}

function subgraphAsks(graph: GraphSymbol): readonly SubgraphAsk[] {
  return [...graph.nodes.values()].flatMap((node) => {
    const { form } = node;
    if (form.kind !== "subgraph") return [];
    return askNames(form.graph).map((member) => ({
      kind: "subgraph" as const,
      name: `${node.name}/${member}`,
      graph: form.graph,
      member,
    }));
  });
}

function askNames(graph: GraphSymbol): readonly string[] {
  const own = [...graph.nodes.values()].filter((node) => node.form.kind === "ask" || node.asks !== undefined);
  return [...own.map((node) => node.name), ...subgraphAsks(graph).map((ask) => ask.name)];
}

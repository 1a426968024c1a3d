import type { Graph, GraphEdge, GraphNode } from "../../types/description.ts";
import type { Json } from "../../types/graph-types.ts";

/** A graph as the client's `getGraph` gives it. */
export interface Drawing {
  readonly nodes: readonly { readonly id: string; readonly type: string; readonly data: Json }[];
  readonly edges: readonly DrawnEdge[];
}

interface DrawnEdge {
  readonly source: string;
  readonly target: string;
  readonly data?: string;
  readonly conditional?: true;
}

/** The nodes and edges of a graph; subgraphs are opened `depth` levels deep, with their nodes named `outer:inner`. */
export function drawingOf(graph: Graph, depth: number): Drawing {
  const { nodes, edges } = open(graph, depth);
  return {
    nodes: [
      { id: "__start__", type: "schema", data: "__start__" },
      ...nodes.map((node) => ({ id: node.name, type: "runnable", data: dataOf(node) })),
      { id: "__end__", type: "schema", data: "__end__" },
    ],
    edges: edges.map(({ from, to, kind, label }) => ({
      source: from === "start" ? "__start__" : from,
      target: to === "end" ? "__end__" : to,
      ...(label !== undefined && { data: label }),
      ...(isConditional(kind) && { conditional: true }),
    })),
  };
}

function dataOf({ name, kind, doc }: GraphNode): Json {
  return { id: ["graphc", kind], name: name.slice(name.lastIndexOf(":") + 1), ...(doc !== undefined && { doc }) };
}

function isConditional(kind: GraphEdge["kind"]): boolean {
  return kind !== "next" && kind !== "fork" && kind !== "join";
}

interface Opened {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

function open({ nodes, edges }: Graph, depth: number): Opened {
  let opened: Opened = { nodes, edges };
  if (depth > 0)
    for (const node of nodes) if (node.graph !== undefined) opened = replace(opened, node, open(node.graph, depth - 1));
  return opened;
}

/** Puts what is inside a node in its place: what led to it leads to what comes first inside, and what ends inside leads on. */
function replace({ nodes, edges }: Opened, { name }: GraphNode, inner: Opened): Opened {
  const inside = (node: string): string => (node === "start" || node === "end" ? node : `${name}:${node}`);
  const within = inner.edges.map((edge) => ({ ...edge, from: inside(edge.from), to: inside(edge.to) }));
  const firsts = within.filter(({ from }) => from === "start");
  const kept = within.filter(({ from, to }) => from !== "start" && to !== "end");
  const entering = edges.filter(({ to }) => to === name);
  const leaving = edges.filter(({ from }) => from === name);
  const entered = entering.flatMap((edge) => firsts.map((first) => joined(edge, first)));
  const lasts = [...entered, ...within].filter(({ from, to }) => from !== "start" && from !== name && to === "end");
  const left = lasts.flatMap((last) => leaving.map((edge) => joined(last, edge)));
  return {
    nodes: nodes.flatMap((node) =>
      node.name === name ? inner.nodes.map((one) => ({ ...one, name: inside(one.name) })) : [node],
    ),
    edges: [
      ...edges.filter(({ from, to }) => from !== name && to !== name),
      ...entered.filter(({ from, to }) => from !== name && to !== "end"),
      ...left,
      ...kept,
    ],
  };
}

/** Two edges that have become one: it is conditional if either is, and says what both say. */
function joined(first: GraphEdge, second: GraphEdge): GraphEdge {
  const label = [first.label, second.label].filter((text) => text !== undefined).join(", ");
  const kind = isConditional(first.kind) ? first.kind : second.kind;
  return { from: first.from, to: second.to, kind, ...(label !== "" && { label }) };
}

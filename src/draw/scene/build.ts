import type { GraphSymbol } from "../../bind/symbols.ts";
import { Canvas } from "./canvas.ts";
import { drawFlow } from "./flow.ts";
import type { Scene } from "./scene.ts";
import { stateTable } from "./state.ts";

export interface SceneOptions {
  /** Whether graphs that nodes run are drawn in boxes, at any depth. */
  readonly openSubgraphs: boolean;
  /** Whether the fields of the state are listed. */
  readonly state: boolean;
}

/** One graph is a scene of its own; of several, each has a box. */
export function sceneOf(graphs: readonly GraphSymbol[], options: SceneOptions): Scene {
  const canvas = new Canvas();
  const draw = (graph: GraphSymbol, inside: Canvas, prefix: string): void => {
    if (options.state && graph.fields.size > 0) inside.add(stateTable(graph, `${prefix}the state`));
    drawFlow(graph, inside, { prefix, ...(options.openSubgraphs ? { open: draw } : {}) });
  };
  const [first, ...others] = graphs;
  if (first && others.length === 0) {
    draw(first, canvas, "");
    return { title: first.name, ...(first.doc === undefined ? {} : { doc: first.doc }), content: canvas.content() };
  }
  for (const [index, graph] of graphs.entries()) {
    const id = `graph ${index + 1}`;
    const hints = graph.doc === undefined ? [] : [graph.doc];
    draw(graph, canvas.addBox({ kind: "graph", id, title: graph.name, hints, pauses: [] }), `${id}/`);
  }
  return { title: graphs.map(({ name }) => name).join(", "), content: canvas.content() };
}

import type { GraphSymbol } from "../bind/symbols.ts";
import { describedGraph, graphsBelow } from "./described.ts";
import { stateLines } from "./labels.ts";
import { stateRows } from "./scene/state.ts";
import { drawText } from "./text.ts";

/** Draws graphs for a terminal. What a graph runs is drawn below it, once. */
export function drawTexts(graphs: readonly GraphSymbol[], state: boolean): string {
  const below = new Set(graphs.flatMap((graph) => [...graphsBelow(graph)]));
  const texts = graphs.filter((graph) => !below.has(graph)).map((graph) => drawText(describedGraph(graph)));
  if (state) {
    for (const graph of new Set([...graphs, ...below])) {
      const lines = stateLines(stateRows(graph)).map((line) => `\n  ${line}`);
      if (lines.length > 0) texts.push(`${graph.name}: state\n${lines.join("")}`);
    }
  }
  return `${texts.join("\n\n")}\n`;
}

/** The description that tools draw from: names, types and labels as in the source. */
import type { FieldSymbol, GraphSymbol, NodeSymbol, ReducerSymbol } from "../bind/symbols.ts";
import { writesOf } from "../bind/effects.ts";
import type { Typing } from "../check/typing.ts";
import { readsOf } from "./reads.ts";
import { sourceText } from "./source-text.ts";

export interface FieldDescription {
  readonly field: FieldSymbol;
  readonly type: string;
  readonly reduce?: string;
}

export interface NodeDescription {
  readonly node: NodeSymbol;
  /** Absent: the whole state. */
  readonly reads?: readonly string[];
  readonly writes: readonly string[];
  readonly mayLeaveOut: readonly string[];
}

export function describeFields(graph: GraphSymbol): readonly FieldDescription[] {
  return [...graph.fields.values()].map((field) => ({
    field,
    type: sourceText(graph.source, field.node.type.span),
    ...(field.reducer === undefined ? {} : { reduce: reducerText(field.reducer, graph) }),
  }));
}

export function describeNodes(graph: GraphSymbol, typing: Typing): readonly NodeDescription[] {
  return [...graph.nodes.values()].map((node) => {
    const reads = readsOf(node, typing);
    const writes = writesOf(node, graph);
    return {
      node,
      ...(reads === undefined ? {} : { reads: reads.map((field) => field.name) }),
      writes: writes.map(({ field }) => field.name),
      mayLeaveOut: writes.filter(({ mayLeaveOut }) => mayLeaveOut).map(({ field }) => field.name),
    };
  });
}

function reducerText(reducer: ReducerSymbol, graph: GraphSymbol): string {
  switch (reducer.kind) {
    case "builtin":
      return reducer.name;
    case "appendBy":
      return `appendBy(${reducer.key})`;
    case "mergeWith":
      return `mergeWith(${reducerText(reducer.reduce, graph)})`;
    case "imported":
      return reducer.import.name;
    case "inline":
      return sourceText(graph.source, reducer.lambda.span);
  }
}

import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import { walkMeanings } from "./expressions.ts";
import { returnedFields } from "./subgraph-result.ts";

/** The fields that a node is given (a handler; absent: the whole state) or that its expressions mention, in order of mention. */
export function readsOf(node: NodeSymbol, typing: Typing): readonly FieldSymbol[] | undefined {
  const { form } = node;
  if (form.kind === "handler") return node.reads;
  const first = form.kind === "ask" ? form.show : form.kind === "subgraph" ? form.input : undefined;
  const expressions = [first, node.update].filter((expression) => expression !== undefined);
  const fields = new Set<FieldSymbol>();
  walkMeanings(expressions, typing, (symbol) => {
    if (symbol.kind === "field") fields.add(symbol);
  });
  return [...fields];
}

export interface WrittenField {
  readonly field: FieldSymbol;
  readonly mayLeaveOut: boolean;
}

/** The fields that a node may write: those of its `=>`, else what its handler declares or its subgraph hands back. */
export function writesOf(node: NodeSymbol, graph: GraphSymbol): readonly WrittenField[] {
  if (node.update !== undefined) {
    return node.update.properties.flatMap((property) => {
      const field = property.kind === "Property" ? graph.fields.get(property.name.name) : undefined;
      return field === undefined ? [] : [{ field, mayLeaveOut: false }];
    });
  }
  if (node.form.kind === "subgraph") {
    return returnedFields(graph, node.form.graph).map((field) => ({ field, mayLeaveOut: false }));
  }
  return node.writes;
}

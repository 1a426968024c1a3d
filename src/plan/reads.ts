import type { FieldSymbol, NodeSymbol } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import { walkMeanings } from "./expressions.ts";

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

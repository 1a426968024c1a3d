import { writesOf } from "../../bind/effects.ts";
import { stepsOf } from "../../bind/link/chains.ts";
import type { FieldSymbol, GraphSymbol } from "../../bind/symbols.ts";
import { G406 } from "../../diagnostics/catalogue/g4.ts";
import type { Rule } from "../rule.ts";

/**
 * Every field is read and written by something (G406). Outputs are read by the caller, inputs written; a reducer reads what it folds into; a handler without `reads` and a
 * router read the whole state. What only `getState` and `updateState` use cannot be seen here.
 */
export const unusedFields: Rule = ({ module, typing, report, isSound, unwritten }) => {
  const inExpressions = new Set<FieldSymbol>();
  for (const symbol of typing.names.values()) if (symbol.kind === "field") inExpressions.add(symbol);
  for (const graph of module.graphs) {
    if (graph.node.incomplete || !isSound(graph.node.span)) continue;
    const { reads, outputs } = unwritten(graph);
    const inReads = new Set([...graph.nodes.values()].flatMap((node) => node.reads ?? []));
    const readsAll = readsWholeState(graph);
    const written = new Set(
      [...graph.nodes.values()].flatMap((node) => writesOf(node, graph).map(({ field }) => field)),
    );
    for (const field of graph.fields.values()) {
      const isNamed = inExpressions.has(field) || inReads.has(field);
      const isUsed = isNamed || readsAll || field.output || field.node.reduce !== undefined;
      const isWritten = field.input || written.has(field);
      const { span } = field.node.name;
      if (!isUsed) report(isWritten ? G406.neverRead(field.name) : G406.neither(field.name), span);
      // That it is missing where it is needed says more (G404, G405).
      else if (reads.has(field) || outputs.has(field)) continue;
      else if (!isWritten && (isNamed || !field.default)) {
        report(G406.neverWritten(field.name, field.default !== undefined), span);
      }
    }
  }
};

function readsWholeState(graph: GraphSymbol): boolean {
  const nodes = [...graph.nodes.values()];
  if (nodes.some(({ form, reads }) => form.kind === "handler" && !reads)) return true;
  for (const step of stepsOf(graph.node)) if (step.kind === "Route") return true;
  return false;
}

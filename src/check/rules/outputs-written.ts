import type { FieldSymbol, GraphSymbol } from "../../bind/symbols.ts";
import { G405 } from "../../diagnostics/catalogue/g4.ts";
import type { Message } from "../../diagnostics/diagnostic.ts";
import { missedWrite } from "../flow/missed-write.ts";
import { pathText } from "../flow/path-text.ts";
import type { Goal, Witness } from "../flow/witness.ts";
import type { Rule, RuleContext } from "../rule.ts";

/** Outputs that callers are promised have been written on every path to the end of the run (G405). */
export const outputsWritten: Rule = (context) => {
  const { module, report, unwritten } = context;
  for (const graph of module.graphs) {
    for (const [field, output] of unwritten(graph).outputs) {
      const missed = missedWrite(field, output.steps, graph);
      const message = messageOf(field, output, missed, graph, context);
      // A declaration that is the second place as well is underlined once.
      const related = missed.why === "nothing" ? [] : [{ source: graph.source, ...missed.at }];
      report(message, field.node.name.span, { related });
    }
  }
};

function messageOf(
  field: FieldSymbol,
  { goal, steps }: Witness<Goal>,
  { node, why }: ReturnType<typeof missedWrite>,
  graph: GraphSymbol,
  { typing }: RuleContext,
): Message {
  const path = pathText(steps, "end");
  if (node && why === "failed") return G405.failed(field.name, node.name, path);
  if (node && why === "left out") return G405.leftOut(field.name, node.name, path);
  const mayBeWritten = typing.dataFlows.get(graph)?.isPossible(goal.point, field) === true;
  return mayBeWritten ? G405.notOnPath(field.name, path) : G405.never(field.name, path);
}

import { G405 } from "../../diagnostics/catalogue/g4.ts";
import type { Message } from "../../diagnostics/diagnostic.ts";
import { MissedWrites } from "../flow/missed-write.ts";
import type { Rule } from "../rule.ts";

/** Outputs that callers are promised have been written on every path to the end of the run (G405). */
export const outputsWritten: Rule = (context) => {
  const { module, report, unwritten } = context;
  for (const graph of module.graphs) {
    const misses = new MissedWrites(graph);
    for (const [field, { goal, steps }] of unwritten(graph).outputs) {
      const missed = misses.of(field, steps);
      const path = misses.text(steps, "end");
      const { node, why } = missed;
      let message: Message;
      if (node && why === "failed") message = G405.failed(field.name, node.name, path);
      else if (node && why === "left out") message = G405.leftOut(field.name, node.name, path);
      else if (context.typing.dataFlows.get(graph)?.isPossible(goal.point, field))
        message = G405.notOnPath(field.name, path);
      else message = G405.never(field.name, path);
      // A declaration that is the second place as well is underlined once.
      const related = why === "nothing" ? [] : [{ source: graph.source, ...missed.at }];
      report(message, field.node.name.span, { related });
    }
  }
};

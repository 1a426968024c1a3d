import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { groupsOf } from "../../bind/walk.ts";
import { G404 } from "../../diagnostics/catalogue/g4.ts";
import type { Message } from "../../diagnostics/diagnostic.ts";
import { pathText } from "../flow/path-text.ts";
import { missedWrite, type MissedWrite } from "../flow/missed-write.ts";
import type { Read } from "../flow/reads.ts";
import type { Witness } from "../flow/witness.ts";
import type { Rule, RuleContext } from "../rule.ts";

/** What must be there has been written on every path to where it is read (G404). Each field is reported once, where a path reads it first. */
export const readBeforeWrite: Rule = (context) => {
  const { module, report, unwritten } = context;
  for (const graph of module.graphs) {
    for (const [field, read] of unwritten(graph).reads) {
      const missed = missedWrite(field, read.steps, graph);
      const related = [{ source: graph.source, ...missed.at }];
      report(messageOf(field, read, missed, graph, context), read.goal.span, { related });
    }
  }
};

function messageOf(
  field: FieldSymbol,
  { goal, steps }: Witness<Read>,
  { node, why }: MissedWrite,
  graph: GraphSymbol,
  { typing }: RuleContext,
): Message {
  const reader = goal.point.kind === "node" ? goal.point.node : undefined;
  const path = pathText(steps, reader?.name);
  if (node && why === "failed") return G404.failed(field.name, node.name, path);
  if (node && why === "left out") return G404.leftOut(field.name, node.name, path);
  if (node && reader && areSiblings(node, reader, graph)) return G404.sibling(field.name, node.name, path);
  const mayBeWritten = typing.dataFlows.get(graph)?.isPossible(goal.point, field) === true;
  return mayBeWritten ? G404.notOnPath(field.name, path) : G404.nothingBefore(field.name, path);
}

/** Whether two nodes are in different members of one group. */
function areSiblings(one: NodeSymbol, other: NodeSymbol, { flow }: GraphSymbol): boolean {
  const [mine = [], theirs = []] = [flow.places.get(one), flow.places.get(other)];
  return [...groupsOf(flow)].some(({ members }) => {
    const [first, second] = [mine, theirs].map((places) => members.find((member) => places.includes(member)));
    return first !== undefined && second !== undefined && first !== second;
  });
}

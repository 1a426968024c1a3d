import type { Crossing, FlowMember, GroupWay } from "../../bind/flow.ts";
import type { GraphSymbol } from "../../bind/symbols.ts";
import { G606 } from "../../diagnostics/catalogue/g6.ts";
import type { Message, Report } from "../../diagnostics/diagnostic.ts";
import { firstLine, isInside, nodeOrStep } from "../places.ts";
import type { Rule } from "../rule.ts";
import { sharedDepth } from "./one-place.ts";

/** Members are entered by their group and end in it: nothing jumps out of one, and nothing into one (G606). */
export const leavingGroups: Rule = ({ module, report }) => {
  for (const graph of module.graphs) {
    for (const crossing of graph.flow.findings.crossings) {
      // Outer places are laid out first, so that the first arrival is the outer one.
      const depth = sharedDepth(crossing);
      const group = crossing.second.groups[depth];
      if (crossing.first.place.length === depth && group) say(graph, crossing, group, report);
    }
  }
};

function say(
  graph: GraphSymbol,
  { what, first: outside, second: inside }: Crossing,
  group: GroupWay,
  report: Report,
): void {
  const { source } = graph;
  const name = nodeOrStep(what);
  const outsideName = outside.from ? `\`${outside.from.name}\`` : "`start`";
  const insideName = inside.from?.name ?? "start";
  if (outside.at !== inside.at && belongsTo(group, what, graph)) {
    const related = { source, span: firstLine(inside.at.span, source), message: "the member that it is in" };
    report(G606.entersMember(outsideName, name), firstLine(outside.at.span, source), { related: [related] });
    return;
  }
  let message: Message = G606.jumpsOut(insideName, name);
  // The node that entered the group names it as a member.
  const isMember =
    !inside.from || !graph.flow.places.get(inside.from)?.includes(inside.place[outside.place.length] as FlowMember);
  if (isMember) message = G606.memberOutside(name);
  else if (inside.onError) message = G606.recoversOutside(insideName, name);
  else if (group.then.kind === "node" && group.then.node === what) message = G606.goesOnAlready(insideName, name);

  // One edge of several nodes names them only where it begins.
  const isOneEdge = outside.at === inside.at;
  const [from, to] = isOneEdge ? [inside.fromAt, outside.fromAt] : [inside.at, outside.at];
  const related = {
    source,
    span: firstLine(to.span, source),
    message: isOneEdge
      ? `${outsideName} is outside of the group`
      : `${outsideName} leads to it from outside of the group`,
  };
  report(message, firstLine(from.span, source), { related: [related] });
}

/** Whether the way out of a node, or the step itself, is written in a group. */
function belongsTo(group: GroupWay, what: Crossing["what"], { flow }: GraphSymbol): boolean {
  if (what.kind !== "node") return isInside(what.span, group.at.span);
  const { written, falls } = flow.findings;
  const exit = (written.get(what) ?? falls.get(what))?.[0];
  return exit !== undefined && isInside(exit.at.span, group.at.span);
}

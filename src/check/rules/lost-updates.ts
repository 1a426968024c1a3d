import type * as ast from "../../ast/ast.ts";
import { writesOf, type Write } from "../../bind/effects.ts";
import type { Flow, FlowMember, GroupWay } from "../../bind/flow.ts";
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { groupsOf } from "../../bind/walk.ts";
import { G409 } from "../../diagnostics/catalogue/g4.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Doubts } from "../flow/doubts.ts";
import { isSurelyRun } from "../flow/solve.ts";
import type { Rule } from "../rule.ts";

/**
 * Of two members that always run and always write a field, none makes the other's update senseless by its place alone (G409). Members with branches, maps,
 * conditions or error edges are not compared: there the order may be what is meant.
 */
export const lostUpdates: Rule = ({ module, report, doubts }) => {
  for (const graph of module.graphs) {
    const doubted = doubts(graph);
    if (doubted.isLost) continue;
    const reported = new Set<FieldSymbol>();
    for (const group of groupsOf(graph.flow)) checkGroup(group, { graph, doubted, reported, report });
  }
};

interface Context {
  readonly graph: GraphSymbol;
  readonly doubted: Doubts;
  readonly reported: Set<FieldSymbol>;
  readonly report: Report;
}

function checkGroup(group: GroupWay, { graph, doubted, reported, report }: Context): void {
  const first = new Map<FieldSymbol, Write>();
  for (const member of group.members) {
    if (!isSurelyRun(member, group)) continue;
    const own = new Map<FieldSymbol, Write>();
    const nodes = straightNodes(member, graph.flow);
    if (nodes.some((node) => doubted.isOpaqueNode(node))) continue;
    for (const node of nodes) {
      for (const write of writesOf(node, graph)) if (!write.mayLeaveOut) own.set(write.field, write);
    }
    for (const [field, write] of own) {
      const other = first.get(field);
      if (!other) {
        first.set(field, write);
        continue;
      }
      const why = whyLost(other, write);
      if (!why || reported.has(field) || doubted.isDoubtful(field) || isSetTwice(field, group, graph)) continue;
      reported.add(field);
      const [loser, winner] = why.isFirstLost ? [other, write] : [write, other];
      const related = [{ source: graph.source, span: winner.span, message: `\`${winner.node.name}\` writes it here` }];
      report(G409.lost(field.name, loser.node.name, winner.node.name, why.text), loser.span, { related });
    }
  }
}

/** The nodes of a member that runs them one after the other, whatever happens; none of others. */
function straightNodes({ way }: FlowMember, { out, onError }: Flow): readonly NodeSymbol[] {
  const nodes = new Set<NodeSymbol>();
  let at: typeof way | undefined = way;
  while (at?.kind === "node" && !nodes.has(at.node) && !onError.has(at.node)) {
    nodes.add(at.node);
    at = out.get(at.node);
  }
  return at?.kind === "end" ? [...nodes] : [];
}

function whyLost(earlier: Write, later: Write): { readonly isFirstLost: boolean; readonly text: string } | undefined {
  const { reducer } = earlier.field;
  if (reducer?.kind === "builtin" && reducer.name === "first")
    return { isFirstLost: false, text: "`first` keeps the update of the member that stands before the others" };
  if (reducer?.kind === "builtin" && reducer.name === "last")
    return { isFirstLost: true, text: "`last` keeps the update of the member that stands last" };
  if (reducer?.kind === "inline" && isLast(reducer.lambda))
    return { isFirstLost: true, text: "the reducer keeps the update of the member that stands last" };
  if (reducer && alwaysSets(later) && !alwaysSets(earlier))
    return { isFirstLost: true, text: `\`${later.node.name}\` stands behind it and replaces the field with \`set\`` };
  return undefined;
}

/** Two members that replace a field are G401, which is what is wrong then. */
function isSetTwice(field: FieldSymbol, group: GroupWay, graph: GraphSymbol): boolean {
  const setting = group.members.filter((member) =>
    straightNodes(member, graph.flow).some((node) =>
      writesOf(node, graph).some((write) => write.field === field && write.sets),
    ),
  );
  return setting.length > 1;
}

/** Whether a reducer is `(current, update) => update`. */
function isLast({ parameters, body }: ast.Lambda): boolean {
  return body.kind === "Name" && body.name === parameters[1]?.name;
}

function alwaysSets({ field, node }: Write): boolean {
  return (
    node.update?.properties.some(
      (property) =>
        property.kind === "Property" &&
        property.name.name === field.name &&
        property.value.kind === "Call" &&
        property.value.callee.name === "set",
    ) === true
  );
}

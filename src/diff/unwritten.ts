/** Fields that the new version counts on and that a run of the old version, where it stands, has not written. */
import type { FlowMember, GroupWay } from "../bind/flow.ts";
import type { FieldSymbol, NodeSymbol } from "../bind/symbols.ts";
import { groupsOf } from "../bind/walk.ts";
import type { DataFlow } from "../check/flow/data-flow.ts";
import type { EndPoint, Passage, Point } from "../check/flow/points.ts";
import { readsIn } from "../check/flow/reads.ts";
import { solve, type Effect, type Holds } from "../check/flow/solve.ts";
import { G803 } from "../diagnostics/catalogue/g8.ts";
import type { Span } from "../source/source.ts";
import type { Comparison, Side } from "./comparison.ts";

/** Where a run may stand: at a node, or in a group, whose way is then followed again. */
interface Stand {
  readonly node: NodeSymbol;
  readonly at: Point;
  /** The fields of the new version that are certain there, by index. */
  readonly certain: readonly number[];
}

/** Where a field is needed: by a node, by what leads on from one, or as output. */
interface Need {
  readonly field: FieldSymbol;
  readonly point: Point;
  readonly span: Span;
  readonly reader: string | undefined;
}

/**
 * Follows the paths of the new version from everywhere where a run of the old one may stand, with what is certain to be there. What a field lacks there and the
 * new version holds for certain is reported where it is needed, each field once. A field whose default or migration gives it a value is there.
 */
export function unwrittenFields(comparison: Comparison): void {
  const { old, new: now, isMigrated } = comparison;
  const [flowBefore, flowAfter] = [old.typing.dataFlows.get(old.graph), now.typing.dataFlows.get(now.graph)];
  if (isMigrated || !flowBefore || !flowAfter) return;
  const doubtful = [...now.graph.fields.values()].filter(isWrittenByNodes);
  if (doubtful.length === 0) return;
  const stands = standsOf(comparison, flowBefore, flowAfter);
  const effectOf = recorded(comparison, flowBefore, flowAfter);
  const holdsFrom = (from: readonly Stand[]): Holds => follow(from, now, flowAfter, effectOf);
  const holds = holdsFrom(stands);
  const reported = new Set<FieldSymbol>();
  for (const { field, point, span, reader } of needsOf(now, flowAfter)) {
    const isCountedOn = doubtful.includes(field) && flowAfter.isCertain(point, field);
    if (!isCountedOn || reported.has(field) || holds(point, field.index)) continue;
    const stand = stands.find(({ certain }, i) => {
      return !certain.includes(field.index) && !holdsFrom(stands.slice(i, i + 1))(point, field.index);
    });
    if (!stand) continue;
    reported.add(field);
    comparison.report(
      "needs a default",
      G803.unwritten(field.name, stand.node.name, reader),
      comparison.now(span),
      comparison.was((old.graph.nodes.get(stand.node.name) ?? stand.node).node.name.span, "runs may stand here"),
    );
  }
}

/** Fields that have no value when a run starts, and that are there when they are read because a node has written them. */
function isWrittenByNodes(field: FieldSymbol): boolean {
  return !field.optional && !field.input && field.default === undefined;
}

function standsOf({ old, new: now }: Comparison, flowBefore: DataFlow, flowAfter: DataFlow): readonly Stand[] {
  const groupsBefore = outermostGroups(old);
  const groupsAfter = outermostGroups(now);
  return [...now.graph.nodes.values()].flatMap((node) => {
    const before = old.graph.nodes.get(node.name);
    if (!before) return [];
    const [groupBefore, groupAfter] = [groupsBefore(before), groupsAfter(node)];
    if (!groupBefore !== !groupAfter) return [];
    const at = groupAfter ? flowAfter.points.ways.get(groupAfter) : flowAfter.points.nodes.get(node);
    const from = groupBefore ? flowBefore.points.ways.get(groupBefore) : flowBefore.points.nodes.get(before);
    if (!at || !from) return [];
    const certain = [...now.graph.fields.values()].filter((field) => {
      const was = old.graph.fields.get(field.name);
      return !isWrittenByNodes(field) || (was !== undefined && flowBefore.isCertain(from, was));
    });
    return [{ node, at, certain: certain.map(({ index }) => index) }];
  });
}

function outermostGroups({ graph }: Side): (node: NodeSymbol) => GroupWay | undefined {
  const groups = new Map<FlowMember, GroupWay>();
  for (const group of groupsOf(graph.flow)) for (const member of group.members) groups.set(member, group);
  return (node) => {
    const [outermost] = graph.flow.places.get(node) ?? [];
    return outermost && groups.get(outermost);
  };
}

/** What the updates of nodes bring about; those in groups may have been made by the old version. */
function recorded(
  { old, new: now }: Comparison,
  flowBefore: DataFlow,
  flowAfter: DataFlow,
): (node: NodeSymbol) => Effect {
  return (node) => {
    const effect = flowAfter.effectOf(node);
    const before = old.graph.nodes.get(node.name);
    if (!before || (now.graph.flow.places.get(node)?.length ?? 0) === 0) return effect;
    const brought = new Set(flowBefore.effectOf(before).brings);
    const fields = [...now.graph.fields.values()];
    const brings = effect.brings.filter((index) => {
      const was = old.graph.fields.get(fields[index]?.name ?? "");
      return was !== undefined && brought.has(was.index);
    });
    return { brings, undoes: effect.undoes };
  };
}

/** What holds where, if paths begin at all the stands at once: each by a passage that brings about what is certain there. */
function follow(stands: readonly Stand[], now: Side, flow: DataFlow, effectOf: (node: NodeSymbol) => Effect): Holds {
  const { nodes, ways, ends, inOrder } = flow.points;
  const begins = new Map<NodeSymbol, Effect>();
  const passages = stands.map(({ node, at, certain }): Passage => {
    const begin = { ...node };
    begins.set(begin, { brings: certain, undoes: [] });
    return { to: at, by: { kind: "update", node: begin } };
  });
  const begin: EndPoint = { kind: "end", member: undefined, passages, index: inOrder.length };
  return solve(
    { nodes, ways, ends, inOrder: [begin, ...inOrder] },
    { count: now.graph.fields.size, atStart: [], effectOf: (node) => begins.get(node) ?? effectOf(node) },
  );
}

/** Every read of a field by a node or on a way, and the outputs at the end. */
function needsOf({ graph, typing }: Side, { points }: DataFlow): readonly Need[] {
  const reads = readsIn(graph, typing, points).map(({ field, point, span }): Need => {
    return {
      field,
      point,
      span,
      reader: point.kind === "node" ? `\`${point.node.name}\`` : "what leads on from there",
    };
  });
  const end = points.ends.get(undefined);
  const outputs = [...graph.fields.values()].flatMap((field): readonly Need[] =>
    field.output && end ? [{ field, point: end, span: field.node.name.span, reader: undefined }] : [],
  );
  return [...reads, ...outputs];
}

/** Ways that runs inside groups and subgraphs follow again to find their place. */
import type { FlowMember, GroupWay, Way } from "../bind/flow.ts";
import type { NodeSymbol } from "../bind/symbols.ts";
import { groupsOf, partsOf } from "../bind/walk.ts";
import { G804 } from "../diagnostics/catalogue/g8.ts";
import type { Span } from "../source/source.ts";
import type { Comparison, Side } from "./comparison.ts";
import { isStrict, mayWaitAtOnce, turn } from "./continues.ts";

export function changedWays(comparison: Comparison): void {
  const { old, new: now } = comparison;
  const { start, out, onError } = old.graph.flow;
  const groups = new Map(
    [...groupsOf(old.graph.flow)].flatMap((group) => group.members.map((member) => [member, group] as const)),
  );
  if (start) compare(comparison, undefined, start, now.graph.flow.start, groups);
  for (const node of old.graph.nodes.values()) {
    const after = now.graph.nodes.get(node.name);
    if (!after) continue;
    const [way, recovery] = [out.get(node), onError.get(node)];
    if (way) compare(comparison, node, way, now.graph.flow.out.get(after), groups);
    if (recovery) compare(comparison, node, recovery, now.graph.flow.onError.get(after), groups);
  }
  changedBounds(comparison);
}

function compare(
  comparison: Comparison,
  from: NodeSymbol | undefined,
  before: Way,
  after: Way | undefined,
  groups: Groups,
): void {
  const { old, new: now, isInside } = comparison;
  const isMember = from !== undefined && (old.graph.flow.places.get(from)?.length ?? 0) > 0;
  const leadsBack = from ? entersGroup : mayWaitAtOnce;
  const strict = isMember && isFollowed(from, old, groups, isInside);
  if (turn(before, after, { old, new: now, inside: isInside || isMember, strict, leadsBack }) !== "other") return;
  const isGroup = entersGroup(partsOf(before));
  const what = isMember
    ? "in the group"
    : isInside
      ? `inside \`${now.graph.name}\``
      : isGroup
        ? "in its group"
        : "at the beginning";
  comparison.report(
    "breaks waiting runs",
    G804.led(from ? `\`${from.name}\`` : "`start`", what, namesIn(before)),
    comparison.now(spanOf(after, now, from?.name)),
    comparison.was(spanOf(before, old, from?.name), "runs inside came this way"),
  );
}

/** A run stands on the way that led to a group, as long as it is in there. */
function entersGroup(parts: Iterable<Way>): boolean {
  for (const { kind } of parts) if (kind === "group") return true;
  return false;
}

/** The group of each member. */
type Groups = ReadonlyMap<FlowMember, GroupWay>;

/** Whether what follows the groups that a node is in may be stored while they are followed again. */
function isFollowed(node: NodeSymbol, { graph }: Side, groups: Groups, isInside: boolean): boolean {
  const places = graph.flow.places.get(node) ?? [];
  return places.some((member, depth) => {
    const group = groups.get(member);
    return group !== undefined && isStrict(group, { inside: isInside || depth > 0, strict: false });
  });
}

function namesIn(way: Way): string {
  const names = new Set([...partsOf(way)].flatMap((part) => (part.kind === "node" ? [`\`${part.node.name}\``] : [])));
  const shown = [...names].slice(0, 3);
  return names.size > shown.length ? `${shown.join(", ")}, …` : shown.join(", ");
}

/** Where a way is written if it fits a line, else whose way it is. */
function spanOf(way: Way | undefined, { graph }: Side, from: string | undefined): Span {
  const written = way?.at?.span;
  if (written && !graph.source.text.slice(written.start, written.end).includes("\n")) return written;
  return (from === undefined ? undefined : graph.nodes.get(from)?.node.name.span) ?? graph.node.name.span;
}

/** Threads count bounds by their number in the text. */
function changedBounds(comparison: Comparison): void {
  const [before, after] = [boundsOf(comparison.old), boundsOf(comparison.new)];
  const moved = [...before].find(([counter, { from }]) => {
    const now = after.get(counter);
    return now !== undefined && now.from !== from && (from === "start" || comparison.new.graph.nodes.has(from));
  });
  const now = moved && after.get(moved[0]);
  if (!moved || !now) return;
  comparison.report(
    "breaks waiting runs",
    G804.bounds(`\`${now.from}\``),
    comparison.now(now.span),
    comparison.was(moved[1].span, "threads have counted this one"),
  );
}

interface Bound {
  readonly from: string;
  readonly span: Span;
}

function boundsOf({ graph }: Side): ReadonlyMap<number, Bound> {
  const { start, out, onError } = graph.flow;
  const found = new Map<number, Bound>();
  const add = (from: string, way: Way | undefined): void => {
    for (const part of way ? partsOf(way) : []) {
      if (part.kind === "bound" && !found.has(part.counter)) found.set(part.counter, { from, span: part.at.span });
    }
  };
  add("start", start);
  for (const [node, way] of out) add(node.name, way);
  for (const [node, way] of onError) add(node.name, way);
  return found;
}

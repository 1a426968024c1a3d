/** Whether a path that has followed an old way finds its place by following the new one. */
import type * as ast from "../ast/ast.ts";
import type { FlowMember, GroupWay, Way } from "../bind/flow.ts";
import { partsBeforeNodes, partsOf } from "../bind/walk.ts";
import type { Side } from "./comparison.ts";
import { meaningOf } from "./meaning.ts";

/** `gone`: a node that the old way leads to does not exist any more, which is a finding of its own. */
export type Turn = "same" | "gone" | "other";

/** What is compared; `inside` if the path stays in a group or subgraph, so that what follows a group is followed again as well. */
export interface Trail {
  readonly old: Side;
  readonly new: Side;
  readonly inside: boolean;
  /** Whether what is new at the end of a member is in the way of what a thread has stored behind the group. */
  readonly strict: boolean;
  /** Whether a thread that took a way outside of all groups, of these parts, may have to follow it again. */
  readonly leadsBack: (parts: Iterable<Way>) => boolean;
}

/**
 * Follows both ways at once. What the old way does not have may be there, behind what it has: further arms, members and targets, and anything behind an end.
 * Outside of groups, an arm that leads to a node matters only as a condition, since a thread that took it knows the node.
 */
export function turn(before: Way, after: Way | undefined, trail: Trail): Turn {
  if (before.kind === "end") return !trail.strict || after?.kind === "end" ? "same" : "other";
  if (!trail.inside && !trail.leadsBack(partsOf(before))) return "same";
  if (!after) return "other";
  switch (before.kind) {
    case "node":
      if (!trail.new.graph.nodes.has(before.node.name)) return "gone";
      return after.kind === "node" && after.node.name === before.node.name ? "same" : "other";
    case "group":
      return after.kind === "group" ? groupTurn(before, after, trail) : missing(before, trail);
    case "match":
      if (after.kind !== "match" || !isSame(before.subject, after.subject, trail)) return missing(before, trail);
      return first(
        before.arms.map(({ patterns, way }, i) => {
          const other = after.arms[i];
          return other && meaningOf(patterns ?? []) === meaningOf(other.patterns ?? [])
            ? turn(way, other.way, trail)
            : "other";
        }),
      );
    case "when":
      if (after.kind !== "when") return missing(before, trail);
      return first(
        before.arms.map(({ condition, way }, i) => {
          const other = after.arms[i];
          return other && isSame(condition, other.condition, trail) ? turn(way, other.way, trail) : "other";
        }),
      );
    case "route":
      if (after.kind !== "route" || before.router.imported !== after.router.imported) return missing(before, trail);
      return first(targetTurns(before.targets, after.targets, trail));
    case "goto":
      return after.kind === "goto" ? first(targetTurns(before.targets, after.targets, trail)) : missing(before, trail);
    case "bound":
      if (after.kind !== "bound" || after.max !== before.max) return missing(before, trail);
      return first([turn(before.way, after.way, trail), turn(before.otherwise, after.otherwise, trail)]);
  }
}

type Target = { readonly name: string; readonly way: Way };

/** A router or handler has said names, which are kept. */
function targetTurns(before: readonly Target[], after: readonly Target[], trail: Trail): readonly Turn[] {
  return before.map(({ name, way }) => {
    if (name !== "end" && !trail.new.graph.nodes.has(name)) return "gone";
    const other = after.find((one) => one.name === name);
    return other ? turn(way, other.way, trail) : "other";
  });
}

function groupTurn(before: GroupWay, after: GroupWay, trail: Trail): Turn {
  const isChosen =
    before.router?.imported === after.router?.imported && before.chosenByHandler === after.chosenByHandler;
  if (!isChosen) return "other";
  const inside = { ...trail, inside: true, strict: isStrict(before, trail) };
  if (inside.strict && after.members.length > before.members.length) return "other";
  const members = before.members.map((member, i) => memberTurn(member, after.members[i], inside));
  return first([...members, turn(before.then, after.then, { ...trail, leadsBack: mayWaitAtOnce })]);
}

/** Leaving a group is no step: until the next one is done, the group is followed again as well, and must be left again. */
export function isStrict({ then }: GroupWay, { inside, strict }: Pick<Trail, "inside" | "strict">): boolean {
  return strict || (inside ? then.kind !== "end" : mayWaitAtOnce(partsBeforeNodes(then)));
}

/** Whether something of the first node's step may be stored before it is done: a question, or steps of a subgraph or group. */
export function mayWaitAtOnce(parts: Iterable<Way>): boolean {
  for (const part of parts) {
    if (part.kind === "group") return true;
    if (part.kind !== "node") continue;
    const { form, asks } = part.node;
    if (asks !== undefined || form.kind === "ask" || form.kind === "subgraph") return true;
  }
  return false;
}

function memberTurn(before: FlowMember, after: FlowMember | undefined, trail: Trail): Turn {
  if (!after || !isSame(before.condition, after.condition, trail)) return missing(before.way, trail);
  const isSameMap =
    before.map?.variable.name === after.map?.variable.name && isSame(before.map?.list, after.map?.list, trail);
  return isSameMap ? turn(before.way, after.way, trail) : missing(before.way, trail);
}

/** Where the whole form changed because nodes of it are gone, that is said of them. */
function missing(before: Way, { new: now }: Trail): Turn {
  const parts = [...partsOf(before)];
  return parts.some((part) => part.kind === "node" && !now.graph.nodes.has(part.node.name)) ? "gone" : "other";
}

function first(turns: readonly Turn[]): Turn {
  if (turns.includes("gone")) return "gone";
  return turns.includes("other") ? "other" : "same";
}

function isSame(
  before: ast.Expression | undefined,
  after: ast.Expression | undefined,
  { old, new: now }: Trail,
): boolean {
  if (!before || !after) return before === after;
  return meaningOf(before, old.typing) === meaningOf(after, now.typing);
}

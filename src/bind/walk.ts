/** Ways to walk a flow, shared by what checks, plans and draws it. None of them recurses over `GroupWay.then`, so that long chains do not exhaust the stack. */
import type { EndWay, Flow, GroupWay, NodeWay, Way } from "./flow.ts";
import type { NodeSymbol } from "./symbols.ts";

/** The ways that a way consists of, in textual order: arms, targets, members and what follows a group. */
export function waysInside(way: Way): readonly Way[] {
  switch (way.kind) {
    case "node":
    case "end":
      return [];
    case "group":
      return [...way.members.map((member) => member.way), way.then];
    case "match":
    case "when":
      return way.arms.map((arm) => arm.way);
    case "route":
    case "goto":
      return way.targets.map((target) => target.way);
    case "bound":
      return [way.way, way.otherwise];
  }
}

/** A way and everything in it, each part once although several arms may share one; a part before what it consists of, in textual order. */
export function* partsOf(...ways: readonly Way[]): Generator<Way> {
  yield* parts(ways, waysInside);
}

/** The parts of a way that a path takes before any node runs: `partsOf` without what follows groups. */
export function* partsBeforeNodes(...ways: readonly Way[]): Generator<Way> {
  yield* parts(ways, (way) => (way.kind === "group" ? way.members.map((member) => member.way) : waysInside(way)));
}

/** The nodes and ends in which one path may leave a way without a change of place: what follows a group stands for it. */
export function* goesOnTo(...ways: readonly Way[]): Generator<NodeWay | EndWay> {
  for (const part of parts(ways, (way) => (way.kind === "group" ? [way.then] : waysInside(way)))) {
    if (part.kind === "node" || part.kind === "end") yield part;
  }
}

function* parts(ways: readonly Way[], inside: (way: Way) => readonly Way[]): Generator<Way> {
  const seen = new Set<Way>();
  const open = ways.toReversed();
  for (let way = open.pop(); way; way = open.pop()) {
    if (seen.has(way)) continue;
    seen.add(way);
    yield way;
    const inner = inside(way);
    for (let i = inner.length - 1; i >= 0; i--) open.push(inner[i] as Way);
  }
}

/** Every way of a flow: from `start`, out of each node, and the error edges. */
export function* waysOf(flow: Flow): Generator<Way> {
  if (flow.start) yield flow.start;
  yield* flow.out.values();
  yield* flow.onError.values();
}

/** Every group of a flow, each once. */
export function* groupsOf(flow: Flow): Generator<GroupWay> {
  for (const part of partsOf(...waysOf(flow))) if (part.kind === "group") yield part;
}

/**
 * The nodes that error edges enter first, so that `error` is in their scope: `"always"` where nothing else enters them, `"sometimes"` where other ways do as well.
 * What follows a group behind an error edge is entered by the group.
 */
export function enteredOnError(flow: Flow): ReadonlyMap<NodeSymbol, "always" | "sometimes"> {
  const first = new Set<Way>(partsBeforeNodes(...flow.onError.values()));
  const otherwise = new Set<NodeSymbol>();
  const ways = flow.start ? [flow.start, ...flow.out.values()] : [...flow.out.values()];
  for (const part of partsOf(...ways)) if (part.kind === "node") otherwise.add(part.node);
  for (const part of partsOf(...flow.onError.values())) {
    if (part.kind === "node" && !first.has(part)) otherwise.add(part.node);
  }
  const found = new Map<NodeSymbol, "always" | "sometimes">();
  for (const part of first)
    if (part.kind === "node") found.set(part.node, otherwise.has(part.node) ? "sometimes" : "always");
  return found;
}

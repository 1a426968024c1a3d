/** What printing asks of a way before it prints it. */
import type { GroupWay, Way } from "../bind/flow.ts";
import { partsOf, waysInside, waysOf } from "../bind/walk.ts";
import { allOf } from "./facts.ts";
import type { Facts } from "./facts.ts";
import { plain } from "./origins.ts";
import type { GraphScope, Surroundings } from "./surroundings.ts";

/** The longest text that stays one conditional expression. */
export const SHORT = 100;

/** Whether a path has to evaluate something before it knows its target. */
export function decides(way: Way): boolean {
  return way.kind === "match" || way.kind === "when" || (way.kind === "node" && way.arguments.length > 0);
}

/** The ways of more than one word that several places lead to. */
export function sharedWays({ graph }: GraphScope): ReadonlySet<Way> {
  const parts = [...partsOf(...waysOf(graph.flow))];
  const references = new Map<Way, number>();
  for (const way of [...waysOf(graph.flow), ...parts.flatMap(waysInside)])
    references.set(way, (references.get(way) ?? 0) + 1);
  const shared = new Set(parts.filter((way) => (references.get(way) ?? 0) > 1 && isShareable(way)));
  for (const way of parts) if (way.kind === "group" && isShareable(way)) breakChain(way, shared);
  return shared;
}

/** How many groups in a row are written inside each other: more are hard to read, and at some length too deep for any parser. */
const groupsInARow = 5;

/** Makes constants of some of the groups that follow a group directly. */
function breakChain(first: GroupWay, shared: Set<Way>): void {
  let length = 1;
  for (let way = first.then; way.kind === "group" && isShareable(way) && !shared.has(way); way = way.then) {
    length++;
    if (length > groupsInARow) return void shared.add(way);
  }
}

/** A name is shorter than a constant, and what a handler chooses is a part of its node. */
function isShareable(way: Way): boolean {
  if (way.kind === "node" || way.kind === "end" || way.kind === "goto") return false;
  return way.kind !== "group" || !way.chosenByHandler;
}

export function after(around: Surroundings, ...facts: readonly Facts[]): Surroundings {
  return { ...around, facts: allOf(around.facts, ...facts) };
}

export function ifShort(text: string): string | undefined {
  return plain(text).length <= SHORT ? text : undefined;
}

/** A conditional between `?` and `:` reads better in parentheses. */
export function nested(way: Way, text: string): string {
  return way.kind === "match" || way.kind === "when" ? `(${text})` : text;
}

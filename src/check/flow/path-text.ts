/** Paths as reports show them. */
import type { NodeSymbol } from "../../bind/symbols.ts";
import type { PathStep } from "./witness.ts";

/** One place of a path: `draft`, `pay on error`, `[facts, tone]`. */
interface Stop {
  readonly of: unknown;
  readonly text: string;
}

/** Longer paths are shown with their beginning and their end. */
const longestPath = 9;
const shownAtStart = 3;

/** A path from `start` with its rounds left out: `start -> plan -> draft`. `last` is where it leads; absent where it stops at an edge. */
export function pathText(steps: readonly PathStep[], last?: string): string {
  const stops: Stop[] = [{ of: "start", text: "start" }, ...stopsOf(steps)];
  const texts = withoutRounds(stops).map((stop) => stop.text);
  if (last !== undefined) texts.push(last);
  if (texts.length <= longestPath) return texts.join(" -> ");
  return [...texts.slice(0, shownAtStart), "…", ...texts.slice(shownAtStart + 1 - longestPath)].join(" -> ");
}

function stopsOf(steps: readonly PathStep[]): readonly Stop[] {
  return steps.flatMap((step): readonly Stop[] => {
    switch (step.kind) {
      case "node":
        return [{ of: step.node, text: step.isFailing ? `${step.node.name} on error` : step.node.name }];
      case "group": {
        const members = step.ran.map(({ steps: inner }) => textsOf(inner).join(" -> ") || "end");
        return [{ of: step.group, text: `[${members.join(", ")}]` }];
      }
      default:
        return [];
    }
  });
}

function textsOf(steps: readonly PathStep[]): readonly string[] {
  return withoutRounds(stopsOf(steps)).map((stop) => stop.text);
}

/** Where a path comes back to a place, what lies between is left out. */
function withoutRounds(stops: readonly Stop[]): readonly Stop[] {
  const kept: Stop[] = [];
  const places = new Map<unknown, number>();
  for (const stop of stops) {
    const again = places.get(stop.of) ?? kept.length;
    while (kept.length > again) places.delete(kept.pop()?.of);
    places.set(stop.of, kept.length);
    kept.push(stop);
  }
  return kept;
}

/** Every node that a path runs, with whether it failed; those of groups included. */
export function* nodesOn(
  steps: readonly PathStep[],
): Generator<{ readonly node: NodeSymbol; readonly isFailing: boolean }> {
  for (const step of steps) {
    if (step.kind === "node") yield step;
    if (step.kind === "group") for (const { steps: inner } of step.ran) yield* nodesOn(inner);
  }
}

/** Whether a path runs a node more than once. */
export function goesRound(steps: readonly PathStep[]): boolean {
  const nodes = [...nodesOn(steps)].map(({ node }) => node);
  return new Set(nodes).size < nodes.length;
}

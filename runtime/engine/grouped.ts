import type { Graph } from "../types/description.ts";

/**
 * Whether a node is known to run inside a group, so that it never stands on the main path. A member that begins with a branch is not told by the edges.
 */
export function isGrouped({ edges }: Graph, node: string): boolean {
  const grouped = new Set<string>();
  for (const { kind, to } of edges) if (kind === "fork") grouped.add(to);
  for (const member of grouped) {
    // The set grows while it is gone through: only a join leads out of a group.
    for (const { from, kind, to } of edges) if (from === member && kind !== "join") grouped.add(to);
  }
  return grouped.has(node);
}

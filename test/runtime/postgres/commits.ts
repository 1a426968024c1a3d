import type { Commit } from "../../../runtime/types/storage.ts";

/** The id of the n-th checkpoint of a line. */
export function idOf(n: number): string {
  return `c${`${n}`.padStart(4, "0")}`;
}

/** The n-th commit of a line, from 1. */
export function commitOf(n: number, more: Partial<Commit> = {}): Commit {
  return {
    threadId: "thread",
    checkpointId: idOf(n),
    ...(n > 1 && { parentId: idOf(n - 1) }),
    line: idOf(1),
    createdAt: new Date(Date.UTC(2020, 0, 1, 0, n)),
    source: "step",
    step: n,
    graph: "Graph",
    version: 1,
    schemaHash: "hash",
    status: "running",
    next: ["node"],
    metadata: {},
    frontier: "{}",
    changes: [],
    ...more,
  };
}

import type { Inspection, OpenPath, Waiting } from "./inspect.ts";
import type { PathState, Snapshot } from "../types/state.ts";
import type { DirectCheckpoint } from "../checkpoint/direct.ts";
import type { GraphTypes } from "../types/graph-types.ts";
import type { Question } from "./journal.ts";
import type { Level } from "./path.ts";
import { valuesOf } from "./view.ts";

/** A question as it is handed out. */
export function interruptOf({ name, id, payload, path, deadline }: Pick<Waiting, "name" | "path"> & Question): object {
  return Object.freeze({ name, id, payload, path, ...(deadline !== undefined && { deadline: new Date(deadline) }) });
}

/** A checkpoint as it is handed out. */
export function snapshotOf(stored: DirectCheckpoint, inspection: Inspection, subgraphs: boolean): Snapshot<GraphTypes> {
  return snapshotOfLevel(stored, inspection, inspection.run.level, subgraphs);
}

function snapshotOfLevel(
  stored: DirectCheckpoint,
  inspection: Inspection,
  level: Level,
  subgraphs: boolean,
): Snapshot<GraphTypes> {
  const main = level.main ?? level.run.main;
  const inside = inspection.paths.filter((open) => isWithin(open.level, level));
  const relative = (path: string): string => path.slice(level.prefix.length);
  const waiting = inspection.waiting.filter(({ path }) => path.startsWith(level.prefix));
  return Object.freeze({
    values: valuesOf(level.table, main.state),
    next: Object.freeze(inside.filter(isNext).map(({ path }) => relative(path))),
    paths: Object.freeze(inside.map((open) => pathState(stored, inspection, open, relative(open.path), subgraphs))),
    interrupts: Object.freeze(waiting.map(interruptOf)) as Snapshot<GraphTypes>["interrupts"],
    step: main.step,
    threadId: stored.threadId,
    checkpointId: stored.checkpointId,
    ...(stored.parentId !== undefined && { parentId: stored.parentId }),
    createdAt: new Date(stored.createdAt),
    source: stored.source,
    metadata: stored.metadata,
  });
}

function isNext({ status, inner }: OpenPath): boolean {
  return status !== "joined" && inner === undefined;
}

function isWithin(level: Level | undefined, outer: Level): boolean {
  return level === outer || (level !== undefined && isWithin(level.owner?.level, outer));
}

function pathState(
  stored: DirectCheckpoint,
  inspection: Inspection,
  { node, status, failure, inner }: OpenPath,
  path: string,
  subgraphs: boolean,
): PathState {
  return Object.freeze({
    path,
    node,
    status: inner === undefined ? status : statusOf(inspection, inner),
    ...(failure !== undefined && { error: Object.freeze({ name: failure.name, message: failure.message }) }),
    ...(subgraphs && inner !== undefined && { subgraph: snapshotOfLevel(stored, inspection, inner, true) }),
  });
}

/** How a subgraph node stands: as what is most urgent inside. */
function statusOf(inspection: Inspection, level: Level): PathState["status"] {
  const inside = inspection.paths.filter((open) => open.inner === undefined && isWithin(open.level, level));
  for (const status of ["failed", "waiting"] as const) {
    if (inside.some((open) => open.status === status)) return status;
  }
  return "ready";
}

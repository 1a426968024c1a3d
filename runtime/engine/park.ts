import { isGraphError, NodeError } from "../errors.ts";
import { type Path, pathName, type Wait } from "./path.ts";
import { Context } from "./context.ts";
import type { Halt } from "./journal.ts";
import type { Node } from "./table.ts";
import { NotAsked } from "./resolve.ts";
import type { Run } from "./run.ts";

/** The path does not go on by itself: it has settled, or another goes on in its place. */
export const parked: unique symbol = Symbol("parked");

/** The node that the path is at has not been run yet. */
export const fresh: unique symbol = Symbol("fresh");
export type Fresh = typeof fresh;

/** What the path waits for; `undefined` if it goes on at once. */
export type Next = Promise<unknown> | typeof parked | undefined;
export function wait(path: Path, what: Wait, promise: Promise<unknown>): Next {
  path.wait = what;
  return promise;
}

export function nodeError(run: Run, path: Path, node: string, attempts: number, cause: unknown): NodeError {
  const { graph } = path.level.table;
  return new NodeError({
    graph: graph.name,
    threadId: run.threadId,
    node,
    path: pathName(path, node),
    attempts,
    cause,
  });
}

/** What a node gave cannot be taken: the run fails, and nothing of the step is kept. */
export function refused(run: Run, path: Path, node: Node, error: unknown): Next {
  run.sink?.failed(path, node, path.context?.attempt ?? 1, error);
  return fall(run, path, node, error);
}

export function fall(run: Run, path: Path, node: Node, error: unknown): Next {
  run.fail(path, error);
  return park(run, path, node, "failed", error);
}

export function park(run: Run, path: Path, node: Node, why: Halt, error?: unknown): Next {
  if (path.context !== undefined) Context.release(path.context);
  run.journal?.parked(path, node, why, error);
  run.settle(path, false);
  return parked;
}

/** Something between the nodes of a path cannot be evaluated; it is evaluated again when the run is continued. */
export function evaluationFailed(run: Run, path: Path, error: unknown): void {
  const node = path.level.table.nodes[path.last];
  const name = node?.name ?? "start";
  if (path.extras !== undefined) path.extras.said = undefined;
  if (error instanceof NotAsked) {
    run.journal?.parked(path, node, "ready", undefined);
    return;
  }
  const failure = isGraphError(error) ? error : nodeError(run, path, name, 1, error);
  run.fail(path, failure);
  run.journal?.parked(path, node, "failed", failure);
}

import { noArguments, type Values } from "./values.ts";
import type { Targets, Way } from "./ways.ts";
import type { Node } from "./table.ts";
import type { Path } from "./path.ts";
import type { RunScope } from "./scope.ts";
import type { Said } from "./journal.ts";
import { UnknownTargetError } from "../errors.ts";

/** Ends the following of a way that a router would have to be asked for, where nothing may be run. */
export class NotAsked extends Error {}

/**
 * Follows a way out until it is known where the path goes, and sets `path.at` with `path.args`, or `path.task`. A router that answers later
 * interrupts it: the result is then the promise of its answer, to be passed to `routed`. What the functions throw is thrown on.
 */
export function resolve(path: Path, start: Way<Values>, scope: RunScope): Promise<Said> | undefined {
  let way: Way<Values> | undefined = start;
  while (way !== undefined) {
    if (typeof way === "number") {
      path.at = way;
      path.args = noArguments;
      return undefined;
    }
    if (typeof way === "function") way = way(path.state, scope.of(path));
    else if ("node" in way) {
      path.at = way.node;
      path.args = way.args;
      return undefined;
    } else {
      const next = way.take(path);
      if (next instanceof Promise) return next;
      way = next;
    }
  }
  return undefined;
}

/** Goes on from the router that interrupted `resolve`. */
export function routed(path: Path, said: Said, scope: RunScope): Promise<Said> | undefined {
  const { extras } = path;
  const router = extras?.router;
  if (extras === undefined || router === undefined) throw new Error("No router was asked: please report this.");
  extras.router = undefined;
  return resolve(path, router.follow(path, said), scope);
}

/** The way that a handler's `goto` says; none behind a node whose handler does not decide. @throws UnknownTargetError */
export function chosen(path: Path, { choice }: Node, said: Said): Way<Values> {
  return choice === undefined ? targetOf(path, {}, said) : choice.decide(path, said);
}

/** The node behind a name that a router or a `goto` said. @throws UnknownTargetError */
export function targetOf(path: Path, targets: Targets, name: unknown): number {
  const target = typeof name === "string" && Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (target !== undefined) return target;
  const { level } = path;
  throw new UnknownTargetError({
    graph: level.table.graph.name,
    threadId: level.run.threadId,
    node: level.table.nodes[path.last]?.name ?? "start",
    target: String(name),
    allowed: Object.keys(targets),
  });
}

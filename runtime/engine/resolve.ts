import { noArguments, type Values } from "./values.ts";
import type { Path } from "./path.ts";
import type { Target, Way } from "./ways.ts";
import type { RunScope } from "./scope.ts";
import type { Said } from "./journal.ts";
import type { Targets } from "./table.ts";
import { UnknownTargetError } from "../errors.ts";
import { valuesOf } from "./view.ts";

/** Ends the following of a way that a router would have to be asked for, where nothing may be run. */
export class NotAsked extends Error {}

/**
 * Follows a way out until it is known where the path goes, and sets `path.at` with `path.args`, or `path.entering`. A router that answers later
 * interrupts it: the result is then the promise of its answer, to be passed to `routed`. What the functions throw is thrown on.
 */
export function resolve(path: Path, start: Way<Values>, scope: RunScope): Promise<Said> | undefined {
  let way = start;
  for (;;) {
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
    } else if ("group" in way) {
      path.entering = way;
      return undefined;
    } else if ("max" in way) {
      const counters = (path.counters = [...(path.counters ?? [])]);
      const taken = counters[way.counter] ?? 0;
      counters[way.counter] = taken + 1;
      way = taken < way.max ? way.way : way.then;
    } else {
      const said = ask(path, way);
      if (said instanceof Promise) {
        path.way = way;
        return said;
      }
      way = follow(path, way, said);
    }
  }
}

/** Goes on from the router that interrupted `resolve`. */
export function routed(path: Path, said: Said, scope: RunScope): Promise<Said> | undefined {
  const way = path.way;
  path.way = undefined;
  if (typeof way !== "object" || !("targets" in way)) throw new Error("No router was asked: please report this.");
  return resolve(path, follow(path, way, said), scope);
}

type Router = Extract<Target<Values>, { readonly targets: Targets }>;

/** The router's answer; the one that it gave when the step ran first, if this step is being repeated from the log. */
function ask(path: Path, way: Router): Said | Promise<Said> {
  const recalled = path.recalled?.[path.said?.length ?? 0];
  if (recalled !== undefined) return recalled;
  if (path.level.run.journal?.inspecting === true) throw new NotAsked();
  const values = valuesOf(path.level.table, path.state) as Values;
  return "route" in way ? way.route(values) : way.routeAll(values);
}

function follow(path: Path, way: Router, said: Said): Way<Values> {
  (path.said ??= []).push(said);
  if ("route" in way) return targetOf(path, way.targets, said);
  return groupOf(path, way.targets, said, way.then);
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

/** The group of the targets that were named, in textual order, each once. @throws UnknownTargetError */
export function groupOf(path: Path, targets: Targets, names: unknown, then: Way<Values>): Way<Values> {
  if (!Array.isArray(names)) return targetOf(path, targets, names);
  for (const name of names) targetOf(path, targets, name);
  const members = Object.keys(targets).filter((name) => names.includes(name));
  return { group: members.map((name) => targetOf(path, targets, name)), then };
}

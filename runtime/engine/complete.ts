import { isGraphError } from "../errors.ts";
import { checkFolded, checkUpdate } from "./update.ts";
import type { Done, Said } from "./journal.ts";
import { extrasOf, type Path, type Routing } from "./path.ts";
import { fall, type Next, nodeError, park, parked, refused, wait } from "./park.ts";
import { headingFailed, headingTaken } from "./heading.ts";
import { chosen, NotAsked, resolve, routed } from "./resolve.ts";
import { noArguments, type Values } from "./values.ts";
import { note, own, valuesBefore } from "./fold.ts";
import { Context } from "./context.ts";
import { isGoto } from "../types/goto.ts";
import { nameOf } from "./attempt.ts";
import type { Node } from "./table.ts";
import type { NodeFailure } from "../types/handlers.ts";
import type { Run } from "./run.ts";
import type { Way } from "./ways.ts";

/** Takes what a node has returned: checks the update, folds it, and follows the way out. */
export function finish(run: Run, path: Path, node: Node, returnedValue: unknown): Next {
  const { level } = path;
  const { program, choice } = node;
  let result = returnedValue;
  let way = program.out;
  let goto: Said | undefined;
  let update: Values;
  try {
    if (choice !== undefined || isGoto(result)) {
      path.last = node.number;
      goto = isGoto(result) ? result.target : "(no goto)";
      way = chosen(path, node, goto);
      result = isGoto(result) ? result.update : undefined;
    }
    if (program.kind === "handler" && program.into !== undefined) {
      try {
        result = program.into(result, path.state, run.scope.of(path));
      } catch (error) {
        return failed(run, path, node, error, 1);
      }
    }
    update = checkUpdate(level, node, result);
  } catch (error) {
    return refused(run, path, node, error);
  }
  return complete(run, path, node, update, undefined, goto, way as Way<Values>, undefined);
}

/** A node has failed for good: its error edge is taken, or its level fails. */
export function failed(run: Run, path: Path, node: Node, error: unknown, attempts: number): Next {
  const { level } = path;
  if (level.halted && isAbort(level.reason, error)) return park(run, path, node, "ready");
  run.sink?.failed(path, node, attempts, error);
  const { onError } = node.program;
  if (onError !== undefined) {
    const failure: NodeFailure = Object.freeze({
      name: nameOf(error),
      message: error instanceof Error ? error.message : String(error),
      node: node.name,
      attempts,
      args: Object.freeze(path.args),
    });
    return complete(run, path, node, undefined, failure, undefined, onError, undefined);
  }
  return fall(run, path, node, nodeError(run, path, node.name, attempts, error));
}

/** Whether a handler failed only because its signal was aborted. */
function isAbort(reason: unknown, error: unknown): boolean {
  return nameOf(error) === "AbortError" || (reason !== undefined && error === reason);
}

/** Folds the update of a step, follows its way out, and stores both as one. If either fails, the path is as before the step. */
export function complete(
  run: Run,
  path: Path,
  node: Node,
  update: Values | undefined,
  error: NodeFailure | undefined,
  goto: Said | undefined,
  way: Way<Values>,
  done: Done | undefined,
): Next {
  const { program } = path.level.table;
  // What a member writes last is needed by the join alone.
  const folds = update !== undefined && (path.within === undefined || way !== -1 || node.conditional);
  if (folds) own(path);
  path.last = node.number;
  if (node.counted) count(path, node.number, 1);
  if (typeof way === "number" && !node.rechecks) {
    if (folds) program.fold(path.state, update);
    path.at = way;
    path.args = noArguments;
    return completed(run, path, node, update, error, goto, done, undefined);
  }
  const routing: Routing = {
    node,
    update,
    error,
    goto,
    done,
    undo: folds ? valuesBefore(path.state, update) : undefined,
    args: path.args,
    errorBefore: path.error,
    counters: path.extras?.counters,
  };
  try {
    if (folds) {
      program.fold(path.state, update);
      if (node.rechecks) checkFolded(path.level, node, path.state, update);
    }
    if (error !== undefined) path.error = error;
    const waiting = resolve(path, way, run.scope);
    if (waiting !== undefined) {
      extrasOf(path).routing = routing;
      return wait(path, "router", waiting);
    }
  } catch (thrown) {
    return takeBack(run, path, routing, thrown);
  }
  return completed(run, path, node, update, error, goto, done, routing);
}

/** Counts a visit of a node, or takes it back. */
export function count(path: Path, node: number, by: 1 | -1): void {
  const visits = (path.visits ??= []);
  visits[node] = (visits[node] ?? 0) + by;
}

/** A router has answered, or failed to. */
export function routedOn(run: Run, path: Path, ok: boolean, value: unknown): Next {
  const extras = extrasOf(path);
  const { routing } = extras;
  extras.routing = undefined;
  try {
    if (!ok) throw value;
    const waiting = routed(path, value as Said, run.scope);
    if (waiting !== undefined) {
      extras.routing = routing;
      return wait(path, "router", waiting);
    }
  } catch (error) {
    if (routing !== undefined) return takeBack(run, path, routing, error);
    return headingFailed(run, path, error);
  }
  if (routing === undefined) return headingTaken(run, path);
  const { node, update, error, goto, done } = routing;
  return completed(run, path, node, update, error, goto, done, routing);
}

/** Undoes a step that cannot be completed. What a node returned is kept if only its way out or a reducer failed, so that it is not run again. */
function takeBack(run: Run, path: Path, routing: Routing, error: unknown): Next {
  const { node, undo, update, goto } = routing;
  if (undo !== undefined) Object.assign(path.state, undo);
  if (node.counted) count(path, node.number, -1);
  path.at = node.number;
  path.task = undefined;
  path.args = routing.args;
  path.error = routing.errorBefore;
  if (path.extras !== undefined) {
    path.extras.counters = routing.counters;
    path.extras.said = undefined;
  }
  if (error instanceof NotAsked) return park(run, path, node, "ready");
  if (isGraphError(error)) return refused(run, path, node, error);
  run.journal?.keep(path, node, { update, error: routing.error, goto, kept: true, index: path.chain + 1 });
  return fall(run, path, node, nodeError(run, path, node.name, path.context?.attempt ?? 1, error));
}

/** A step is complete: it is counted, told and stored. */
function completed(
  run: Run,
  path: Path,
  node: Node,
  update: Values | undefined,
  error: NodeFailure | undefined,
  goto: Said | undefined,
  done: Done | undefined,
  routing: Routing | undefined,
): Next {
  const { journal, sink } = run;
  const index = path.chain;
  path.step++;
  path.chain = done !== undefined && done.kept !== true ? done.index : Math.max(index, path.extras?.reach ?? 0) + 1;
  path.error = error;
  if (path.within !== undefined && update !== undefined) {
    note(path, update);
    if (node.exclusive || done !== undefined) path.within.exclusive = true;
  }
  const { context, extras } = path;
  const said = extras?.said;
  if (extras !== undefined) {
    extras.said = extras.recalled = extras.effects = undefined;
    extras.reach = 0;
  }
  if (context !== undefined) {
    Context.release(context);
    path.context = undefined;
  }
  if (done !== undefined && done.kept !== true) return undefined;
  if (sink !== undefined) sink.finished(path, node, context?.attempt ?? 1, update, error);
  const stored = journal?.done(path, node, index, { update, error, goto, said, index: path.chain }, routing);
  if (journal?.stopsAfter(run, path, node) === true) {
    run.settle(path, false);
    return parked;
  }
  return stored === undefined ? undefined : wait(path, "storage", stored);
}

import { failed, finish } from "./complete.ts";
import { attempt, HookError } from "./attempt.ts";
import { fresh, type Next, park, parked, wait } from "./park.ts";
import { Context } from "./context.ts";
import { isThenable } from "./handler.ts";
import type { Node } from "./table.ts";
import type { Path } from "./path.ts";
import type { Run } from "./run.ts";
import type { Values } from "./values.ts";

/** Runs the node that the path is at. */
export function visit(run: Run, path: Path): Next {
  const { level, at } = path;
  const node = level.table.nodes[at];
  if (node === undefined) throw new Error(`There is no node ${at}: please report this.`);
  if (level.halted) return park(run, path, node, "ready");
  const { journal, sink } = run;
  if (journal !== undefined) {
    const next = journal.approach(run, path, node);
    if (next !== fresh) return next;
  }
  if (path.step >= level.limit) return reachLimit(run, path, node);
  const { program } = node;
  if (program.kind === "ask") return program.answer.visit(run, path, node);
  if (program.kind === "subgraph") {
    sink?.started(path, node, 1);
    return program.program.enter(run, path, node);
  }
  if (journal !== undefined) {
    const stored = journal.flush();
    if (stored !== undefined) return wait(path, "storage", stored);
  }
  if (sink?.full === true) return wait(path, "consumer", sink.drained());
  if (node.handler !== undefined && !run.hasSlot(path)) return parked;
  sink?.started(path, node, 1);
  return node.handler === undefined ? visitUpdate(run, path, node) : call(run, path, node);
}

function reachLimit(run: Run, path: Path, node: Node): Next {
  run.limited ??= path.level;
  return park(run, path, node, "ready");
}

function visitUpdate(run: Run, path: Path, node: Node): Next {
  const { program } = node;
  if (program.kind !== "update") throw new Error(`"${node.name}" has no update: please report this.`);
  const update = (): Values => program.update(path.state, run.scope.of(path));
  const step = run.setup.around?.step;
  if (step !== undefined) {
    run.occupy();
    return wait(path, "handler", step(path, node, 1, update));
  }
  let result: Values;
  try {
    result = update();
  } catch (error) {
    return failed(run, path, node, error, 1);
  }
  return finish(run, path, node, result);
}

function call(run: Run, path: Path, node: Node): Next {
  let result: unknown;
  try {
    result = attempt(run, path, node, 1);
  } catch (error) {
    return threw(run, path, node, error);
  }
  if (isThenable(result)) {
    run.occupy();
    return wait(path, "handler", result instanceof Promise ? result : Promise.resolve(result));
  }
  return asks(path) ? park(run, path, node, "waiting") : finish(run, path, node, result);
}

/** Whether the handler has asked what is not answered: then whatever it returned or threw is of no account. */
function asks({ context }: Path): boolean {
  return context !== undefined && Context.waits(context);
}

/** A handler that was waited for has settled. */
export function returned(run: Run, path: Path, ok: boolean, value: unknown): Next {
  const node = path.level.table.nodes[path.at];
  if (node === undefined) throw new Error("A handler of no node returned: please report this.");
  if (!ok) return threw(run, path, node, value);
  return asks(path) ? park(run, path, node, "waiting") : finish(run, path, node, value);
}

function threw(run: Run, path: Path, node: Node, error: unknown): Next {
  if (asks(path)) return park(run, path, node, "waiting");
  if (error instanceof HookError) throw error.cause;
  const attempts = path.context?.attempt ?? 1;
  const { program } = node;
  const retried = program.kind === "handler" ? program.retry?.again(run, path, node, attempts, error) : undefined;
  if (retried === parked) return parked;
  if (retried !== undefined) {
    run.occupy();
    return wait(path, "handler", retried);
  }
  return failed(run, path, node, error, attempts);
}

import { failed, finish } from "./complete.ts";
import { type Next, parked, refused } from "./park.ts";
import { extrasOf, Level, Path, pathName, type Task } from "./path.ts";
import type { AnyProgram } from "./program.ts";
import { head } from "./heading.ts";
import { AskTimeoutError, NodeError } from "../errors.ts";
import type { Node } from "./table.ts";
import { outputOf } from "./view.ts";
import type { Run } from "./run.ts";
import { startState } from "./start.ts";

/** A graph that a node runs. */
export interface Subgraph {
  readonly program: AnyProgram;
  enter(run: Run, path: Path, node: Node): Next;
}

/** The program of a subgraph node. */
export function subgraph(program: AnyProgram): Subgraph {
  return { program, enter: enterInner };
}

class InnerRun implements Task {
  readonly kind = "graph";
  readonly #level: Level;

  constructor(level: Level) {
    this.#level = level;
  }

  proceed(run: Run, path: Path): Next {
    return leaveInner(run, path, this.#level);
  }
}

/** Runs the graph of a subgraph node in place of the path, which goes on when the graph has settled. */
function enterInner(run: Run, path: Path, node: Node): Next {
  const { inner: table, program } = node;
  if (table === undefined || program.kind !== "subgraph")
    throw new Error(`"${node.name}" runs no graph: please report this.`);
  let input: object;
  try {
    input = program.input(path.state, run.scope.of(path));
  } catch (error) {
    return failed(run, path, node, error, 1);
  }
  const limit = Math.max(table.graph.limit, run.options.limit ?? 0);
  const level = new Level(run, table, path, `${pathName(path, node.name)}/`, limit);
  try {
    const main = new Path(level, undefined, 0, -1, undefined, startState(level, undefined, input), 0, path.chain);
    head(main, table.program.start);
    level.main = main;
    (path.level.inside ??= new Set()).add(level);
    path.task = new InnerRun(level);
    extrasOf(path).innermost = level;
    run.next = main;
    return parked;
  } catch (error) {
    return refused(run, path, node, error);
  }
}

/** Takes what the graph of a subgraph node has come to. */
function leaveInner(run: Run, path: Path, level: Level): Next {
  const { main, failures } = level;
  const node = path.level.table.nodes[path.at];
  if (main === undefined || node === undefined || node.program.kind !== "subgraph") {
    throw new Error("A subgraph has no path: please report this.");
  }
  path.task = undefined;
  path.level.inside?.delete(level);
  extrasOf(path).reach = main.chain;
  if (level.ended) {
    let update: object;
    try {
      update = node.program.update(outputOf(level.table, main.state), path.state, run.scope.of(path));
    } catch (error) {
      return failed(run, path, node, error, 1);
    }
    return finish(run, path, node, update);
  }
  const [first] = failures;
  if (first !== undefined && node.program.onError !== undefined && failures.every(isOfNode)) {
    return failed(run, path, node, first instanceof NodeError ? first.cause : first, 1);
  }
  for (const failure of failures) run.fail(path, failure);
  run.journal?.parked(path, node, failures.length > 0 ? "failed" : "ready", first);
  run.settle(path, false);
  return parked;
}

/** Whether an error is that of a node inside, or of a question there, which the error edge of a subgraph's node may take. */
function isOfNode(error: unknown): boolean {
  return error instanceof NodeError || error instanceof AskTimeoutError;
}

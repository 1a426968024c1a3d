import { AskTimeoutError, isGraphError } from "../errors.ts";
import { failed, finish } from "./complete.ts";
import { type Next, park, refused } from "./park.ts";
import type { InterruptId } from "../types/interrupts.ts";
import type { Journal } from "./journal.ts";
import type { Node } from "./table.ts";
import type { Path } from "./path.ts";
import type { Run } from "./run.ts";
import type { Schema } from "../types/schema.ts";
import type { Values } from "./values.ts";

/** What an ask node, or a handler that asks, takes for an answer, and how it asks. */
export interface Answer {
  readonly schema: Schema<unknown>;
  /** Visits an ask node. */
  visit(run: Run, path: Path, node: Node): Next;
  /** The answer to what a handler asks; `undefined` if there is none yet, and the question is stored. @throws NotStorableError */
  given(
    journal: Journal,
    path: Path,
    node: Node,
    ask: number,
    payload: unknown,
  ): { readonly value: unknown } | undefined;
}

/** What `ask … for T` and `asks … for T` take. */
export function answer(schema: Schema<unknown>): Answer {
  return { schema, visit, given };
}

function given(
  journal: Journal,
  path: Path,
  node: Node,
  ask: number,
  payload: unknown,
): { readonly value: unknown } | undefined {
  const known = journal.answer(path, node, ask);
  if (known === undefined && journal.question(path, node, ask) === undefined) {
    journal.ask(path, node, ask, payload, undefined);
  }
  return known;
}

function visit(run: Run, path: Path, node: Node): Next {
  const { program } = node;
  const { journal } = run;
  if (program.kind !== "ask" || journal === undefined)
    throw new Error(`"${node.name}" cannot ask: please report this.`);
  const known = journal.answer(path, node, 0);
  if (known !== undefined) {
    if (journal.inspecting) return park(run, path, node, "ready");
    let update: Values;
    try {
      update = program.update?.(known.value, path.state, run.scope.of(path)) ?? {};
    } catch (error) {
      return failed(run, path, node, error, 1);
    }
    return finish(run, path, node, update);
  }
  let question = journal.question(path, node, 0);
  if (question === undefined && !journal.inspecting) {
    run.sink?.started(path, node, 1);
    try {
      question = journal.ask(path, node, 0, program.show(path.state, run.scope.of(path)), program.timeout);
    } catch (error) {
      return isGraphError(error) ? refused(run, path, node, error) : failed(run, path, node, error, 1);
    }
  }
  const { deadline, id } = question ?? {};
  if (deadline !== undefined && id !== undefined && !journal.inspecting && deadline <= run.setup.clock()) {
    const error = new AskTimeoutError({
      graph: path.level.table.graph.name,
      threadId: run.threadId,
      ask: path.level.asks + node.name,
      id: id as InterruptId,
      deadline,
    });
    return program.onError === undefined ? refused(run, path, node, error) : failed(run, path, node, error, 1);
  }
  return park(run, path, node, question === undefined ? "ready" : "waiting");
}

import { ConfigError } from "../errors.ts";
import { type Arguments, noArguments } from "./values.ts";
import type { Awaitable } from "../types/graph-types.ts";
import type { Node } from "./table.ts";
import type { NodeFailure } from "../types/handlers.ts";
import { type Effect, extrasOf, type Path } from "./path.ts";
import type { Run } from "./run.ts";
import type { Store } from "../types/storage.ts";

/** What a handler's wait for an answer ends with. It passes through the handler, which may clean up; catching it changes nothing. */
export class Suspension extends Error {
  override readonly name = "Suspension";
  constructor(ask: string) {
    super(`The answer to "${ask}" is not there yet; the handler runs again when it is.`);
  }
}

/** @throws ConfigError if the graph has no such event; StateValidationError, NotStorableError if the data is not what the event carries */
function emit(run: Run, path: Path, node: Node, step: number, name: string, data: unknown): void {
  const { graph, program } = path.level.table;
  const event = program.events?.check(path, node, name, data);
  if (event === undefined) {
    const problem = `lacks "${name}", which the node "${node.name}" emits.`;
    throw new ConfigError({ graph: graph.name, option: "events", problem });
  }
  if (!run.closed) run.sink?.emitted(path, node, step, name, event.data);
}

/**
 * The result of an effect: the one that is stored, or that of running it, which is then stored; without a checkpointer, for the retries of this step. Who
 * asks while it runs, also a later attempt, gets the same result; one that fails is run again by the next who asks.
 * @throws what has ended the call, if it is over
 */
function once(
  run: Run,
  path: Path,
  node: Node,
  index: number,
  key: string,
  effect: () => Awaitable<unknown>,
): Promise<unknown> {
  const stored = run.journal?.effect(path, node, index, key);
  if (stored !== undefined) return Promise.resolve(stored.value);
  const effects = (extrasOf(path).effects ??= new Map());
  const known = effects.get(key);
  if (known?.result !== undefined && !known.failed) return known.result;
  const begun: Effect = { result: undefined, failed: false };
  effects.set(key, begun);
  return (begun.result = perform(run, path, node, index, key, effect, begun));
}

async function perform(
  run: Run,
  path: Path,
  node: Node,
  index: number,
  key: string,
  effect: () => Awaitable<unknown>,
  begun: Effect,
): Promise<unknown> {
  try {
    refuseLate(run);
    const value = await effect();
    if (!run.closed) await run.journal?.saveEffect(path, node, index, key, value);
    return value;
  } catch (error) {
    begun.failed = true;
    throw error;
  }
}

/** Nobody would know of an effect, or of a question, of a call that is over. @throws what has ended it */
function refuseLate({ closed, level }: Run): void {
  if (closed) throw level.reason ?? new Error("The call that the handler was run for is over.");
}

/** The answer to what a handler asks; `undefined` if there is none yet, and the question is stored. @throws NotStorableError, ConfigError */
function askedFor(
  run: Run,
  path: Path,
  node: Node,
  ask: number,
  payload: unknown,
): { readonly value: unknown } | undefined {
  const { journal } = run;
  const answer = node.program.kind === "handler" ? node.program.answer : undefined;
  refuseLate(run);
  if (journal === undefined || answer === undefined) {
    const { name } = path.level.table.graph;
    const problem = `is missing at the node "${node.name}", which calls ctx.ask.`;
    throw new ConfigError({ graph: name, option: "asks", problem });
  }
  return answer.given(journal, path, node, ask, payload);
}

/** What a handler is given beside the state. What costs anything is made when it is asked for. */
export class Context {
  readonly #path: Path;
  readonly #node: Node;
  readonly #args: Arguments;
  readonly #index: number;
  readonly error: NodeFailure | undefined;
  readonly attempt: number;
  readonly step: number;
  /** The handler's own copy of the arguments, which costs less than to freeze them. */
  #lent: Arguments | undefined = undefined;
  #controller: AbortController | undefined = undefined;
  #asked = 0;
  /** Whether the handler has asked something that is not answered. */
  #waits = false;
  #heart: (() => void) | undefined = undefined;

  constructor(path: Path, node: Node, attempt: number) {
    this.#path = path;
    this.#node = node;
    this.#args = path.args;
    this.#index = path.chain;
    this.error = path.error;
    this.attempt = attempt;
    this.step = path.step + 1;
  }

  get #run(): Run {
    return this.#path.level.run;
  }

  get name(): string {
    return this.#node.name;
  }

  get args(): Arguments {
    return (this.#lent ??= this.#args === noArguments ? noArguments : { ...this.#args });
  }

  get context(): object {
    return this.#run.options.context;
  }

  get threadId(): string | undefined {
    return this.#run.threadId;
  }

  get store(): Store | undefined {
    return this.#run.setup.options.store;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = (this.#controller = new AbortController());
      const { level } = this.#path;
      if (level.halted) controller.abort(level.reason);
      else (level.signals ??= new Set()).add(controller);
    }
    return this.#controller.signal;
  }

  // The methods are made when they are read, so that a handler may take them out of the context: `({ text }, { ask }) => …`.

  get emit(): (event: string, data: unknown) => void {
    return (event, data) => emit(this.#run, this.#path, this.#node, this.step, event, data);
  }

  get once(): (key: string, effect: () => Awaitable<unknown>) => Promise<unknown> {
    return (key, effect) => once(this.#run, this.#path, this.#node, this.#index, key, effect);
  }

  get heartbeat(): () => void {
    return () => this.#heart?.();
  }

  get ask(): (payload: unknown) => Promise<unknown> {
    return (payload) => this.#ask(payload);
  }

  #ask(payload: unknown): Promise<unknown> {
    let answer: { readonly value: unknown } | undefined;
    try {
      answer = askedFor(this.#run, this.#path, this.#node, this.#asked++, payload);
    } catch (error) {
      return Promise.reject(error);
    }
    if (answer !== undefined) return Promise.resolve(answer.value);
    this.#waits = true;
    const suspended = Promise.reject(new Suspension(this.#node.name));
    // A handler that looks at the answer later must not end the process in the meantime.
    suspended.catch(() => undefined);
    return suspended;
  }

  /** Whether a handler has asked what is not answered. */
  static waits(context: Context): boolean {
    return context.#waits;
  }

  /** Sets what `heartbeat` does. */
  static beat(context: Context, heart: () => void): void {
    context.#heart = heart;
  }

  /** Aborts the handler's signal, if it holds one. */
  static abort(context: Context, reason: unknown): void {
    context.#controller?.abort(reason);
    Context.release(context);
  }

  /** Forgets the handler's signal: what happens to the run later is no business of the handler's. */
  static release(context: Context): void {
    if (context.#controller !== undefined) context.#path.level.signals?.delete(context.#controller);
  }
}

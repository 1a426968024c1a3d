import type { Answers, Interrupted } from "./interrupts.ts";
import type { GraphTypes, Json } from "./graph-types.ts";
import type { Cache, LineSummary, PrunePolicy, Store, ThreadQuery, ThreadSummary } from "./storage.ts";
import type { Difference } from "./difference.ts";
import type { Graph } from "./description.ts";
import type { Hooks } from "./hooks.ts";
import type { HistoryQuery, Snapshot } from "./state.ts";
import type { Schemas } from "./schemas.ts";
import type { StreamEvent, StreamOptions } from "./streaming.ts";

/**
 * A graph that is ready to run and stores its threads. `Given` are the members of the context that were supplied when it was made.
 * Every method that runs rejects with: `StateValidationError` (input, update), `NodeError` (or an `AggregateError` of them), `StepLimitError`,
 * `WriteConflictError`, `UnknownTargetError`, `NotStorableError`, `ThreadBusyError`, `ThreadConflictError`, `SchemaMismatchError`, `ConfigError`,
 * or with `signal.reason` when it was cancelled. The thread is readable after each of them.
 */
export interface App<T extends GraphTypes, Given = {}> {
  /**
   * Starts a run with new input, or goes on without any (`null`): from `checkpointId` as a fork, else as `continue` does.
   * @throws UnfinishedRunError if the thread's run is unfinished, input is given and `onUnfinished` is not `"discard"`.
   */
  invoke<Stops extends T["node"] = never>(
    input: T["input"] | null,
    config: Config<T, Given> & StopAt<Stops>,
  ): Promise<Result<T, Stops>>;

  /** Runs as `invoke` does and yields what happens; a slow consumer holds the run back, `break` cancels it. With `null` and `answers` it runs as `resume` does. */
  stream(
    input: T["input"] | null,
    config: Config<T, Given> & StopAt<T["node"]> & StreamOptions<T>,
  ): AsyncIterable<StreamEvent<T>>;

  /**
   * Answers waiting asks, by name or, where several of a name wait, by interrupt id, and goes on. Asks without an answer keep waiting.
   * @throws AnswerError if an answer is unknown, ambiguous, expired or does not fit; nothing is stored then.
   */
  resume<Stops extends T["node"] = never>(
    answers: Answers<T["asks"]>,
    config: Config<T, Given> & StopAt<Stops>,
  ): Promise<Result<T, Stops>>;

  /** Goes on after a failure, a limit, a static interrupt, a crash or an expired ask. A finished run is left as it is and its output returned. */
  continue<Stops extends T["node"] = never>(config: Config<T, Given> & StopAt<Stops>): Promise<Result<T, Stops>>;

  /** @throws NotFoundError if there is no such thread or checkpoint. */
  getState(config: ThreadRef & { readonly subgraphs?: boolean }): Promise<Snapshot<T>>;

  /** The checkpoints of the thread's line, newest first; from `checkpointId` backwards if it is given. Nothing for an unknown thread. */
  getStateHistory(config: ThreadRef, query?: HistoryQuery): AsyncIterable<Snapshot<T>>;

  /**
   * Writes a checkpoint as if `asNode` (default: the node that ran last) had returned `update`, and evaluates its way out. On a past checkpoint it starts a fork.
   * Asks that this leads to are asked. Inside an open group, `path` says which of its paths is meant, as `paths` of `getState` names it: the update takes the
   * place of what the node there would have returned. Inside a subgraph (`"review/draft"`) the update is one of that graph's.
   * Where the node's handler decides by `goto`, the option `goto` says where to go: one of its targets, or a list of them behind `goto [ … ]`. Without `asNode`
   * and `path` it may be left out: then the thread stays where the handler has sent it.
   * `metadata` is stored with the checkpoint.
   * @throws NotFoundError, StateValidationError, ConfigError
   */
  updateState(
    config: ThreadRef & Pick<RunOptions, "metadata">,
    update: object,
    options: { readonly path: `${string}/${string}`; readonly goto?: string | readonly string[] },
  ): Promise<Required<ThreadRef>>;
  // The last one, since that is the one whose refusal TypeScript tells.
  updateState(
    config: ThreadRef & Pick<RunOptions, "metadata">,
    update: T["update"],
    options?: {
      readonly asNode?: T["node"];
      readonly path?: string;
      readonly goto?: T["node"] | "end" | readonly (T["node"] | "end")[];
    },
  ): Promise<Required<ThreadRef>>;

  /** What has changed from one checkpoint to the other; without `checkpointId`, the head of the thread is meant. @throws NotFoundError */
  diff(before: ThreadRef, after: ThreadRef): Promise<Difference<T>>;

  /** The lines of a thread with where each was forked from, the one that began first first. Nothing for an unknown thread. */
  lines(threadId: string): AsyncIterable<LineSummary>;

  /** The threads of this graph, those that were not touched for longest first. */
  threads(query?: Omit<ThreadQuery, "graph">): AsyncIterable<ThreadSummary>;

  /** Deletes a thread of this graph with all its checkpoints; nothing happens if there is none. @throws ThreadBusyError, ConfigError */
  deleteThread(threadId: string): Promise<void>;

  /** Removes old checkpoints from the threads of this graph, never the last of a thread, and returns how many. */
  prune(policy: Omit<PrunePolicy, "graph">): Promise<number>;

  /** The threads that wait for an answer whose deadline is before `before` (default: now): call `continue` on each. */
  due(before?: Date): AsyncIterable<ThreadSummary>;

  isInterrupted(result: unknown): result is Interrupted<T["asks"]>;
  readonly graph: Graph;
  /** What this graph checks values by, with their JSON Schemas: for who makes forms, documents or protocols of them. */
  readonly schemas: Schemas<T>;
}

/** An app made without a checkpointer: it runs from start to end and remembers nothing. */
export interface Runner<T extends GraphTypes, Given = {}> {
  invoke(input: T["input"], ...config: RunnerArguments<RunnerConfig<T, Given>>): Promise<T["output"]>;
  stream(
    input: T["input"],
    ...config: RunnerArguments<RunnerConfig<T, Given> & Pick<StreamOptions<T>, "modes" | "subgraphs">>
  ): AsyncIterable<StreamEvent<T>>;
  readonly graph: Graph;
}

/** The config may be left out where nothing in it is required. */
export type RunnerArguments<C> = {} extends C ? [config?: C] : [config: C];

/** What `createX` returns: an `App` if a checkpointer was given, else a `Runner`. */
export type AppOrRunner<T extends GraphTypes, Given, P> = [P] extends [never] ? Runner<T, Given> : App<T, Given>;

export type Result<T extends GraphTypes, Stops = never> =
  T["result"] | ([Stops] extends [never] ? never : Interrupted<T["asks"]>);

/** The options of every `createX`; the generated module adds `handlers`. */
export interface AppOptions<Given = {}> {
  /** Where long-term memory lives; handlers reach it as `ctx.store`. */
  readonly store?: Store;
  /** Where results of nodes with `cache` live. Default: in memory, for this app. */
  readonly cache?: Cache;
  /** Members of the context that every run gets; the rest comes with each call, and overrides. */
  readonly context?: Given;
  /** Defaults for `limit` and `maxConcurrency` of each call. */
  readonly limits?: { readonly steps?: number; readonly maxConcurrency?: number };
  /** `"steps"` (default) checks input, answers and every update; `"input"` trusts the values of updates. Unknown and undeclared fields are always refused. */
  readonly validate?: "steps" | "input";
  readonly hooks?: Hooks | readonly Hooks[];
  /** What tells the time: `createdAt`, deadlines of asks, `due`, `now()` in updates. Default: the system's clock. Running times are measured apart from it. */
  readonly clock?: () => Date;
}

/** Names a thread, or one checkpoint of it. Ids are non-empty strings of up to 255 characters. */
export interface ThreadRef {
  readonly threadId: string;
  readonly checkpointId?: string;
}

/** What a call of an app takes. */
export type Config<T extends GraphTypes, Given = {}> = ThreadRef &
  RunOptions &
  ContextOption<T["context"], Given> & {
    readonly durability?: Durability;
    /** When another call runs on this thread: throw `ThreadBusyError` (default) or wait for it. */
    readonly ifBusy?: "reject" | "wait";
    /** When the thread's run is unfinished and input is given: throw `UnfinishedRunError` (default) or give the old run up. */
    readonly onUnfinished?: "reject" | "discard";
  };

/** What a call of a runner takes. */
export type RunnerConfig<T extends GraphTypes, Given = {}> = RunOptions & ContextOption<T["context"], Given>;

export interface RunOptions {
  /** Cancels the run; finished steps are stored. */
  readonly signal?: AbortSignal;
  /** The longest chain of steps this run may execute. Default: the graph's `limit`. */
  readonly limit?: number;
  /** How many handlers may run at once. Default: no bound. */
  readonly maxConcurrency?: number;
  readonly tags?: readonly string[];
  /** Stored with each checkpoint of the run. */
  readonly metadata?: { readonly [key: string]: Json };
}

/** `context` is required for the members that the app was not given. */
export type ContextOption<All, Given> =
  {} extends Omit<All, keyof Given>
    ? { readonly context?: Partial<All> }
    : { readonly context: Omit<All, keyof Given> & Partial<All> };

/** Static interrupts of one call: stop before or after these nodes. The result type then includes `Interrupted`. */
export interface StopAt<Node extends string> {
  readonly interruptBefore?: readonly Node[];
  readonly interruptAfter?: readonly Node[];
}

/** `"sync"`: stored before the next step. `"async"` (default): stored while the next step runs, all before the call returns. `"exit"`: stored when the run ends or stops. */
export type Durability = "sync" | "async" | "exit";

import { checkCount } from "./config.ts";
import type { Hooks, RunInfo } from "../types/hooks.ts";
import type { AppOptions } from "../types/app.ts";
import { ConfigError, StepLimitError } from "../errors.ts";
import type { Json } from "../types/graph-types.ts";
import { outputOf, valuesOf } from "./view.ts";
import { noArguments } from "./values.ts";
import type { Run, RunOptions } from "./run.ts";
import type { Table } from "./table.ts";
import { uuid } from "./ids.ts";

/** What `createApp` was given, made ready for every call. */
export interface Setup {
  readonly table: Table;
  readonly options: AppOptions<object>;
  readonly hooks: readonly Hooks[];
  readonly clock: () => Date;
}

/** What a call takes, to code that does not know the graph. */
export interface CallConfig {
  readonly context?: object;
  readonly signal?: AbortSignal;
  readonly limit?: number;
  readonly maxConcurrency?: number;
  readonly tags?: readonly string[];
  readonly metadata?: { readonly [key: string]: Json };
}

/** Where a call stops, by node number. */
export interface Stops {
  readonly before: ReadonlySet<number> | undefined;
  readonly after: ReadonlySet<number> | undefined;
}

/** What the runs of a call have in common. @throws ConfigError */
export function runOptions(
  setup: Setup,
  config: CallConfig,
  kind: RunInfo["kind"],
  threadId: string | undefined,
  stops?: Stops,
): RunOptions {
  const { table, options, hooks } = setup;
  const { name } = table.graph;
  const limit = config.limit ?? options.limits?.steps;
  const maxConcurrency = config.maxConcurrency ?? options.limits?.maxConcurrency;
  checkCount(name, "limit", limit);
  checkCount(name, "maxConcurrency", maxConcurrency);
  return {
    setup,
    threadId,
    info: hooks.length === 0 ? undefined : infoOf(name, config, kind, threadId),
    context: contextOf(options.context, config.context),
    limit,
    maxConcurrency,
    stopBefore: stops?.before,
    stopAfter: stops?.after,
  };
}

function contextOf(given: object | undefined, own: object | undefined): object {
  return given === undefined && own === undefined ? noArguments : Object.freeze({ ...given, ...own });
}

/** @throws ConfigError if a member of the context is missing that the graph, or one inside it, needs. */
export function checkContext({ graph, context: needed }: Table, given: object): void {
  for (const member of needed) {
    if (Reflect.get(given, member) !== undefined) continue;
    const problem = `lacks "${member}", which the graph needs: pass it with the call, or when the app is made.`;
    throw new ConfigError({ graph: graph.name, option: "context", problem });
  }
}

function infoOf(
  graph: string,
  { tags = [], metadata }: CallConfig,
  kind: RunInfo["kind"],
  threadId: string | undefined,
): RunInfo {
  return Object.freeze({
    graph,
    runId: uuid(),
    kind,
    ...(threadId !== undefined && { threadId }),
    tags: Object.freeze([...tags]),
    metadata: Object.freeze({ ...metadata }),
  });
}

/** Executes a run inside the hooks, and ends it when `signal` aborts. @throws signal.reason, and what `Run.execute` throws. */
export function executeRun(run: Run, signal: AbortSignal | undefined): Promise<void> | undefined {
  const { hooks } = run.setup;
  if (signal !== undefined) return cancellableRun(run, hooks, signal);
  return hooks.length === 0 ? run.execute() : hookedRun(run, hooks);
}

async function cancellableRun(run: Run, hooks: readonly Hooks[], signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw signal.reason;
  const cancel = (): void => run.crash(signal.reason);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    await (hooks.length === 0 ? run.execute() : hookedRun(run, hooks));
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

async function hookedRun(run: Run, hooks: readonly Hooks[]): Promise<void> {
  const { info } = run.options;
  let next = async (): Promise<void> => {
    await run.execute();
    throwFailure(run);
  };
  for (const hook of hooks.toReversed()) {
    const inner = next;
    if (hook.run !== undefined && info !== undefined) next = () => hook.run?.(info, inner) ?? inner();
  }
  await next();
}

/** @throws what failed in the run: one error as it is, several as an `AggregateError`. */
export function throwFailure(run: Run): void {
  const { failures } = run.level;
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} nodes failed.`);
  const { limited, threadId } = run;
  if (limited === undefined) return;
  const values = valuesOf(run.level.table, run.main.state);
  throw new StepLimitError({ graph: limited.table.graph.name, threadId, limit: limited.limit, values });
}

/** The output of a run that has come to its end. */
export function outputOfRun(run: Run): object {
  return outputOf(run.level.table, run.main.state);
}

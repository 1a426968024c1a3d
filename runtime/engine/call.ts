import { checkCount } from "./config.ts";
import type { Around } from "./hooks.ts";
import type { RunInfo } from "../types/hooks.ts";
import type { AppOptions } from "../types/app.ts";
import { ConfigError } from "../errors.ts";
import type { Json } from "../types/graph-types.ts";
import { outputOf } from "./view.ts";
import { noArguments } from "./values.ts";
import type { Run, RunOptions } from "./run.ts";
import type { Table } from "./table.ts";

/** What `createApp` was given, made ready for every call. */
export interface Setup {
  readonly table: Table;
  readonly options: AppOptions<object>;
  /** Absent without hooks. */
  readonly around: Around | undefined;
  readonly clock: () => Date;
  /** What a checkpoint says that it was made at: the clock's time, or, without a clock of the user's, the given one in milliseconds since 1970. */
  readonly dated: (time: number) => Date;
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
  const { table, options, around } = setup;
  const { name } = table.graph;
  const limit = config.limit ?? options.limits?.steps;
  const maxConcurrency = config.maxConcurrency ?? options.limits?.maxConcurrency;
  checkCount(name, "limit", limit);
  checkCount(name, "maxConcurrency", maxConcurrency);
  return {
    setup,
    threadId,
    info: around?.about(name, config, kind, threadId),
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

/** Executes a run inside the hooks, and ends it when `signal` aborts. @throws signal.reason, and what `Run.execute` throws. */
export function executeRun(run: Run, signal: AbortSignal | undefined): Promise<void> | undefined {
  return signal === undefined ? executeInside(run) : executeUntil(run, signal);
}

function executeInside(run: Run): Promise<void> | undefined {
  const { around } = run.setup;
  return around === undefined ? run.execute() : around.run(run);
}

async function executeUntil(run: Run, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw signal.reason;
  const cancel = (): void => run.crash(signal.reason);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    await executeInside(run);
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** The output of a run that has come to its end. */
export function outputOfRun(run: Run): object {
  return outputOf(run.level.table, run.main.state);
}

import type { Caller, HostedGraph, LogEntry, Lost, ServiceRun, ThreadName } from "../service/index.ts";
import type { Metadata } from "./book.ts";
import type { Run } from "./protocol.ts";
import { runStatusOf } from "./status.ts";
import type { Strategy } from "./order.ts";

/** What the client knows of a run. */
export interface ClientRunOptions {
  readonly id: string;
  readonly thread: ThreadName;
  readonly caller: Caller;
  readonly graph: HostedGraph;
  readonly metadata: Metadata;
  readonly strategy: Strategy;
  /** The head of the thread before the run, if the run is a fork. */
  readonly forkedBefore: string | undefined;
}

/** A run as the client sees it: one that waits for its turn has no run of the service yet. */
export class ClientRun {
  readonly of: ClientRunOptions;
  readonly createdAt = new Date();
  /** Resolves when the run begins, with nothing if it was cancelled before. */
  readonly begun: Promise<ServiceRun | undefined>;
  #begin: (run: ServiceRun | undefined) => void = () => undefined;
  #run: ServiceRun | undefined;
  #isGone = false;

  constructor(of: ClientRunOptions) {
    this.of = of;
    this.begun = new Promise((resolve) => (this.#begin = resolve));
  }

  /** Absent while it waits for its turn. */
  get run(): ServiceRun | undefined {
    return this.#run;
  }

  /** Whether it was cancelled before it began. */
  get isGone(): boolean {
    return this.#isGone;
  }

  begin(run: ServiceRun): void {
    this.#run = run;
    this.#begin(run);
  }

  /** Ends the run, or the wait for it. Resolves when what it has finished is stored. */
  async cancel(): Promise<void> {
    if (this.#run === undefined) {
      this.#isGone = true;
      this.#begin(undefined);
      return;
    }
    this.#run.end("cancelled");
    await this.#run.ended;
  }

  /** What is logged of the run behind entry `after`, also while it waits. */
  read(after: number): AsyncIterator<LogEntry | Lost, undefined> {
    let reader: AsyncIterator<LogEntry | Lost, undefined> | undefined;
    let leave: () => void = () => undefined;
    const left = new Promise<undefined>((resolve) => (leave = () => resolve(undefined)));
    const end = { value: undefined, done: true } as const;
    return {
      next: async () => {
        const run = this.#run ?? (await Promise.race([this.begun, left]));
        reader ??= run?.log.read(after);
        return (await reader?.next()) ?? end;
      },
      return: async () => {
        leave();
        await reader?.return?.();
        return end;
      },
    };
  }

  show(): Run {
    const { graph, id, metadata, strategy, thread } = this.of;
    const endedAt = this.#run?.summary.endedAt;
    const waiting = this.#isGone ? "interrupted" : "pending";
    return {
      run_id: id,
      thread_id: thread.id,
      assistant_id: graph.name,
      created_at: this.createdAt,
      updated_at: endedAt ?? this.#run?.startedAt ?? this.createdAt,
      status: this.#run === undefined ? waiting : runStatusOf(this.#run.status),
      metadata: { ...metadata, graph_id: graph.name, assistant_id: graph.name },
      multitask_strategy: strategy,
    };
  }
}

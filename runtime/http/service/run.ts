import type { HostedInterrupt } from "./hosted.ts";
import { type Ending, RunEndedError } from "./errors.ts";
import type { EventLog } from "./log.ts";
import type { HostedGraph } from "./registry.ts";
import type { ThreadName } from "./owner.ts";

/** How a run ended. */
export type Outcome =
  | { readonly status: "done"; readonly output: object }
  | {
      readonly status: "waiting";
      readonly interrupts: readonly HostedInterrupt[];
      readonly next: readonly string[];
      readonly checkpointId: string;
    }
  | { readonly status: "failed"; readonly error: unknown }
  /** Another process that uses the same storage went on with the thread, or deleted it: nothing more of the run is stored. */
  | { readonly status: "overtaken" }
  | { readonly status: Ending };

export type RunStatus = "running" | Outcome["status"];

/** What a caller may know of a run. */
export interface RunSummary {
  readonly id: string;
  readonly threadId: string;
  readonly graph: string;
  readonly status: RunStatus;
  readonly startedAt: Date;
  readonly endedAt?: Date;
}

/** One run of a service, as long as the service remembers it. */
export class ServiceRun {
  readonly id: string;
  readonly graph: HostedGraph;
  readonly thread: ThreadName;
  readonly owner: string | undefined;
  readonly startedAt: Date;
  readonly log: EventLog;
  /** Resolves with how the run ended, and never rejects. What the run stored is stored then, and its log closed. */
  readonly ended: Promise<Outcome>;
  readonly #controller = new AbortController();
  #resolve: (outcome: Outcome) => void = () => undefined;
  #outcome: Outcome | undefined;
  #endedAt: Date | undefined;

  constructor(of: Pick<ServiceRun, "id" | "graph" | "thread" | "owner" | "startedAt" | "log">) {
    this.id = of.id;
    this.graph = of.graph;
    this.thread = of.thread;
    this.owner = of.owner;
    this.startedAt = of.startedAt;
    this.log = of.log;
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
  }

  get status(): RunStatus {
    return this.#outcome?.status ?? "running";
  }

  /** Absent while it runs. */
  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get summary(): RunSummary {
    const { graph, id, startedAt, status, thread } = this;
    const endedAt = this.#endedAt;
    return { id, threadId: thread.id, graph: graph.name, status, startedAt, ...(endedAt !== undefined && { endedAt }) };
  }

  /** Ends the run from outside: its finished steps are stored, and `continue` goes on after them. Nothing happens to a run that has ended. */
  end(ending: Ending): void {
    this.#controller.abort(new RunEndedError(ending));
  }

  /** For who executes it: says how it ended, once. */
  settle(outcome: Outcome, at: Date): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    this.#endedAt = at;
    this.log.close();
    this.#resolve(outcome);
  }
}

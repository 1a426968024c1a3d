import { type Describe, isStep, type LogText, outcomeOf, plainTranscript, type Transcript } from "./entries.ts";
import { EventLog } from "./log.ts";
import type { HostedConfig, HostedEvent } from "./hosted.ts";
import { type Limits, logLimits } from "./limits.ts";
import { Memory } from "./memory.ts";
import { type Outcome, ServiceRun } from "./run.ts";
import type { Caller, ThreadName } from "./owner.ts";
import type { HostedGraph } from "./registry.ts";
import { RunEndedError, ServiceError } from "./errors.ts";
import { ThreadConflictError } from "../../errors.ts";
import { Turns } from "./turns.ts";
import type { StreamMode } from "../../types/streaming.ts";

/** What a run is to do: begin with input, or (`null`) go on with the thread, with `answers` if there are any; from `checkpointId` as a fork. */
export interface RunRequest extends Omit<HostedConfig, "threadId" | "signal"> {
  readonly graph: HostedGraph;
  readonly thread: ThreadName;
  readonly caller: Caller;
  readonly input: object | null;
  readonly answers?: object;
  /** Which events are logged beside `run` and `end`. Default: `updates`, `events` and `interrupts`. */
  readonly modes?: readonly StreamMode[];
  readonly subgraphs?: boolean;
  /** The id of the run, if its caller knows it already. Default: a new one. */
  readonly id?: string;
  /** How the run is written down in its log. Default: as this service's own protocol has it. */
  readonly transcript?: (run: ServiceRun) => Transcript;
}

export interface ManagerOptions {
  readonly limits: Limits;
  readonly describe: Describe;
  /** Is told of each run that has failed. */
  readonly failed: (error: unknown, run: ServiceRun) => void;
}

const usual: readonly StreamMode[] = ["updates", "events", "interrupts"];

/** Runs graphs on threads, apart from who asked for it: a run goes on whether or not anybody reads it. */
export class RunManager {
  readonly #options: ManagerOptions;
  /** The runs that have not ended, by where their threads are stored. */
  readonly #active = new Map<string, ServiceRun>();
  readonly #memory: Memory;
  #closing: Promise<void> | undefined;

  constructor(options: ManagerOptions) {
    this.#options = options;
    this.#memory = new Memory(options.limits);
  }

  /**
   * Starts a run and returns it once its first step, question or end is there: by then the runtime has checked the request. It then goes on by itself.
   * @throws ServiceError if it may not start, and what the app refuses the request with; nothing is stored then.
   */
  async start(request: RunRequest): Promise<ServiceRun> {
    const { caller, graph, id = crypto.randomUUID(), thread } = request;
    this.#admit(request);
    const log = new EventLog(logLimits(this.#options.limits));
    const { owner } = caller;
    const run = new ServiceRun({ id, graph, thread, owner, startedAt: new Date(), log });
    this.#active.set(thread.stored, run);
    await new Promise<void>((begin, refuse) => {
      void this.#execute(run, request, begin).then(begin, refuse);
    });
    return run;
  }

  /** The run with this id, if it is remembered and on this thread. @throws ServiceError */
  get(thread: ThreadName, id: string): ServiceRun {
    const active = this.#active.get(thread.stored);
    const run = active?.id === id ? active : this.#memory.get(id);
    if (run?.thread.stored === thread.stored) return run;
    throw new ServiceError("unknown-run", "There is no such run on this thread, or it ended long ago.");
  }

  /** The remembered runs of a thread, the newest first. */
  list(thread: ThreadName): readonly ServiceRun[] {
    const active = this.#active.get(thread.stored);
    const ended = this.#memory.on(thread.stored).toReversed();
    return active === undefined ? ended : [active, ...ended];
  }

  /** The run that is active on a thread. */
  activeOn(thread: ThreadName): ServiceRun | undefined {
    return this.#active.get(thread.stored);
  }

  /** Forgets the ended runs of a thread, which is deleted. */
  forget(thread: ThreadName): void {
    this.#memory.forget(thread.stored);
  }

  /** The runs that have not ended. */
  get running(): readonly ServiceRun[] {
    return [...this.#active.values()];
  }

  /** How many runs are active. */
  get active(): number {
    return this.#active.size;
  }

  /** Cancels a run and resolves when it has ended, and what it has finished is stored. @throws ServiceError if it has ended already. */
  async cancel(run: ServiceRun): Promise<Outcome> {
    if (run.outcome !== undefined) throw new ServiceError("idle", "The run has ended already.");
    run.end("cancelled");
    return run.ended;
  }

  /**
   * Refuses new runs, gives those that are active so many milliseconds to end, then ends them so that `continue` goes on after their last finished step.
   * Resolves when all are stored. A second call waits for the first.
   */
  shutdown(within: number): Promise<void> {
    return (this.#closing ??= this.#shutDown(within));
  }

  async #shutDown(within: number): Promise<void> {
    const runs = this.running;
    const timer = setTimeout(() => {
      for (const run of runs) run.end("parked");
    }, within);
    await Promise.all(runs.map((run) => run.ended));
    clearTimeout(timer);
  }

  /** @throws ServiceError */
  #admit({ caller, thread }: RunRequest): void {
    const { runs, runsPerOwner } = this.#options.limits;
    if (this.#closing !== undefined) throw new ServiceError("closing", "The service is shutting down.", 5);
    if (this.#active.has(thread.stored)) {
      throw new ServiceError("busy", "A run is active on this thread. Wait for it, or cancel it.", 1);
    }
    if (this.#active.size >= runs) throw new ServiceError("full", "The service runs as much as it may.", 1);
    const { owner } = caller;
    if (owner === undefined || runsPerOwner >= runs) return;
    const own = this.running.filter((run) => run.owner === owner).length;
    if (own >= runsPerOwner) throw new ServiceError("full-for-caller", "You have as many runs active as you may.", 1);
  }

  /** Executes a run to its end. Rejects, and forgets the run, if it is refused before anything has happened in it. */
  async #execute(run: ServiceRun, request: RunRequest, begin: () => void): Promise<void> {
    const timer = setTimeout(() => run.end("timeout"), Math.min(this.#options.limits.time, 2 ** 31 - 1));
    const transcript = request.transcript?.(run) ?? plainTranscript(run, this.#options.describe);
    write(run, transcript.begin());
    let outcome: Outcome;
    let hasBegun = false;
    try {
      outcome = await this.#follow(run, request, transcript, () => {
        hasBegun = true;
        begin();
      });
    } catch (error) {
      outcome = endingOf(run, error);
      if (!hasBegun && (outcome.status === "failed" || outcome.status === "overtaken")) {
        this.#active.delete(run.thread.stored);
        run.settle(outcome, new Date());
        throw error;
      }
    } finally {
      clearTimeout(timer);
    }
    this.#active.delete(run.thread.stored);
    write(run, transcript.end(outcome));
    run.settle(outcome, new Date());
    this.#memory.add(run);
    if (outcome.status === "failed") this.#options.failed(outcome.error, run);
  }

  async #follow(run: ServiceRun, request: RunRequest, transcript: Transcript, happened: () => void): Promise<Outcome> {
    const { caller: _caller, graph, id: _id, input, modes = usual, thread, transcript: _own, ...config } = request;
    const wantsSteps = modes.includes("steps");
    let outcome: Outcome | undefined;
    const events = graph.app.stream(input, {
      ...config,
      threadId: thread.stored,
      signal: run.signal,
      // Steps tell that the run has begun.
      modes: wantsSteps ? modes : [...modes, "steps"],
    });
    async function* watched(): AsyncGenerator<HostedEvent> {
      for await (const event of events) {
        happened();
        if (event.type === "done") outcome = outcomeOf(event.output);
        if (wantsSteps || !isStep(event)) yield event;
      }
    }
    const turns = new Turns(logLimits(this.#options.limits));
    for await (const { data, type } of transcript.tell(watched())) {
      run.log.append(type, data);
      if (turns.isOver(data)) await turns.pause();
    }
    return outcome ?? { status: "done", output: {} };
  }
}

function write({ log }: ServiceRun, texts: Iterable<LogText>): void {
  for (const { data, type } of texts) log.append(type, data);
}

function endingOf(run: ServiceRun, error: unknown): Outcome {
  const reason: unknown = run.signal.reason;
  if (reason instanceof RunEndedError) return { status: reason.ending };
  return error instanceof ThreadConflictError ? { status: "overtaken" } : { status: "failed", error };
}

import { alone } from "./lock.ts";
import { type CallConfig, checkContext, executeRun, outputOfRun, runOptions } from "./call.ts";
import { ConfigError, UnfinishedRunError } from "../errors.ts";
import type { Found } from "./load.ts";
import { detachFields } from "../state/detach.ts";
import type { Direct } from "../checkpoint/direct.ts";
import { isQuestion, logField } from "./log.ts";
import { interrupted, isInterrupted } from "../types/interrupts.ts";
import { interruptOf } from "./snapshot.ts";
import { Changes } from "./changes.ts";
import { checkCall, checkModes, checkThread, nodeNamed } from "./config.ts";
import type { Durability, ThreadRef } from "../types/app.ts";
import { EventStream, type StreamConfig } from "./stream.ts";
import { LiveJournal } from "./live.ts";
import { type Answered, matchAnswers } from "./answers.ts";
import { metadataOf } from "./metadata.ts";
import { outputOf } from "./view.ts";
import { type Frontier, restore } from "./frontier.ts";
import { Run } from "./run.ts";
import { throwFailure } from "./failure.ts";
import type { RunInfo } from "../types/hooks.ts";
import type { Sink } from "./sink.ts";
import { startState } from "./start.ts";
import { ThreadKeeper } from "./threads.ts";
import type { ThreadStatus } from "../types/storage.ts";
import type { EditOptions } from "./edit.ts";
import { updateThread } from "./update-thread.ts";
import type { Values } from "./values.ts";

/** What a call on a thread takes, to code that does not know the graph. */
export interface ThreadConfig extends CallConfig {
  readonly threadId: string;
  readonly checkpointId?: string;
  readonly durability?: Durability;
  readonly ifBusy?: "reject" | "wait";
  readonly onUnfinished?: "reject" | "discard";
  readonly interruptBefore?: readonly string[];
  readonly interruptAfter?: readonly string[];
}

const startFrontier: Frontier = { at: { kind: "way" }, step: 0 };

/** What a call is to do: start with input, or go on, with answers if there are any. */
interface Request {
  readonly input: unknown;
  readonly answers?: object | undefined;
}

/** A graph that stores its threads. */
export class GraphApp extends ThreadKeeper {
  invoke(input: unknown, config: ThreadConfig): Promise<object> {
    return this.#call({ input }, config);
  }

  resume(answers: object, config: ThreadConfig): Promise<object> {
    return this.#call({ input: null, answers }, config);
  }

  continue(config: ThreadConfig): Promise<object> {
    return this.#call({ input: null }, config);
  }

  stream(input: unknown, config: ThreadConfig & StreamConfig): AsyncIterable<object> {
    const stream = new EventStream(config);
    return stream.events(config.signal, async (signal) => {
      checkModes(this.graph.name, config);
      return this.#call({ input, answers: config.answers }, { ...config, signal }, stream);
    });
  }

  async updateState(config: ThreadConfig, update: unknown, options: EditOptions = {}): Promise<Required<ThreadRef>> {
    const { threadId } = checkThread(this.graph.name, config);
    this.refuseBusy(config);
    return alone(this.checkpointer, threadId, async () => {
      const found = await this.known(config);
      const journal = this.#journalOf(found, config, this.direct, undefined);
      await updateThread(this.setup, found, this.inspect(found), journal, detachFields(update), options);
      return Object.freeze({ threadId, checkpointId: journal.head });
    });
  }

  isInterrupted(result: unknown): boolean {
    return typeof result === "object" && result !== null && isInterrupted(result);
  }

  async #call(request: Request, config: ThreadConfig, stream?: EventStream): Promise<object> {
    const { threadId } = checkCall(this.graph.name, config);
    this.refuseBusy(config);
    return alone(this.checkpointer, threadId, () => this.#run(request, config, stream));
  }

  async #run(request: Request, config: ThreadConfig, stream: EventStream | undefined): Promise<object> {
    const { signal, threadId } = config;
    signal?.throwIfAborted();
    const { table } = this.setup;
    const found = await this.find(config);
    if (found === undefined && (request.input === null || config.checkpointId !== undefined))
      throw this.notFound(config);
    if (request.input === null && found?.stored.status === "done") return this.#finished(found, request);
    const options = runOptions(this.setup, config, kindOf(request, found), threadId, {
      before: this.#numbers(config, "interruptBefore"),
      after: this.#numbers(config, "interruptAfter"),
    });
    checkContext(table, options.context);
    const observer = this.setup.around?.observer;
    const sink = observer?.sink(options, stream) ?? stream;
    const direct = observer?.direct(options, this.direct) ?? this.direct;
    const journal =
      request.input === null && found !== undefined
        ? await this.#goOn(found, request, config, direct, sink)
        : this.#startOver(found, request.input, config, direct, sink);
    const run = new Run(options, journal.base, journal, sink);
    journal.said = restore(run.main, journal.frontier, found?.stored.version ?? table.graph.version);
    if (stream !== undefined) stream.run = run;
    const perform = (): Promise<object> => this.#perform(run, journal, config);
    return observer?.run(options, signal, perform) ?? perform();
  }

  /** Executes a run and stores how it stands when it has ended. */
  async #perform(run: Run, journal: LiveJournal, { signal, threadId }: ThreadConfig): Promise<object> {
    try {
      await executeRun(run, signal);
      if (run.level.ended) journal.ended(run.main);
      await journal.close(statusOf(run, journal));
    } catch (error) {
      await journal.close(statusOf(run, journal));
      throw error;
    }
    throwFailure(run);
    if (run.level.ended) return outputOfRun(run);
    return this.#interrupted(threadId, journal);
  }

  /** A run that is finished is left as it is. */
  #finished({ state }: Found, { answers }: Request): object {
    const { table, clock } = this.setup;
    if (answers !== undefined) matchAnswers(table, "", answers, [], clock());
    return outputOf(table, state);
  }

  #startOver(
    found: Found | undefined,
    input: unknown,
    config: ThreadConfig,
    direct: Direct,
    sink: Sink | undefined,
  ): LiveJournal {
    const { table, options } = this.setup;
    const { threadId, onUnfinished } = config;
    if (found?.isHead === true && found.stored.status !== "done" && onUnfinished !== "discard") {
      const { status, next } = found.stored;
      throw new UnfinishedRunError({ graph: table.graph.name, threadId, status, next });
    }
    const owner = { table, threadId, trusts: options.validate === "input" };
    const state = startState(owner, found?.state, detachFields(input));
    const journal = this.#journalOf(found, config, direct, sink, state);
    journal.frontier = startFrontier;
    journal.hold("input");
    return journal;
  }

  async #goOn(
    found: Found,
    { answers }: Request,
    config: ThreadConfig,
    direct: Direct,
    sink: Sink | undefined,
  ): Promise<LiveJournal> {
    const { table, clock } = this.setup;
    const { frontier, records, isHead } = found;
    let answered: readonly Answered[] = [];
    if (answers !== undefined || records.some(isQuestion)) {
      const { gone, waiting } = this.inspect(found);
      if (gone !== undefined) throw gone;
      if (answers !== undefined) answered = matchAnswers(table, config.threadId, answers, waiting, clock());
    }
    const journal = this.#journalOf(found, config, direct, sink);
    if (!isHead) journal.hold("fork");
    for (const record of records) journal.log.add(record);
    journal.log.stored = found.migrated ? 0 : found.logged;
    journal.log.knows = records.length > 0;
    journal.passed = new Set(frontier.stopped);
    for (const { question, value } of answered) {
      const { path, index, node, ask } = question;
      await journal.answered(path, index, node.name, ask, value);
    }
    return journal;
  }

  /** The journal of a call. `state` is there for a new run: what differs from the thread's is stored. */
  #journalOf(
    found: Found | undefined,
    config: ThreadConfig,
    direct: Direct,
    sink: Sink | undefined,
    state?: Values,
  ): LiveJournal {
    const { table } = this.setup;
    const changes = new Changes(table, found?.stored.fields);
    const base = state ?? found?.state ?? {};
    for (const { name } of table.fieldList) {
      const before = found?.migrated === true ? undefined : found?.state[name];
      if (base[name] !== before) changes.set(name, base[name]);
    }
    const options = {
      direct,
      setup: this.setup,
      threadId: config.threadId,
      parentId: found?.stored.checkpointId,
      parentRecords: found?.isHead === true ? found.stored.records.length : undefined,
      logs: found?.stored.fields.has(logField) === true,
      line: found?.isHead === true ? found.stored.line : undefined,
      status: found?.stored.status,
      durability: config.durability ?? "async",
      metadata: metadataOf(table.graph.name, config.metadata),
      changes,
      stream: sink,
    };
    // What was done since the main path's last step is added by who goes on from it; what failed is tried again.
    const { records: _records, failed: _failed, ...frontier } = found?.frontier ?? startFrontier;
    return new LiveJournal(options, base, frontier);
  }

  #interrupted(threadId: string, journal: LiveJournal): object {
    const { waiting, next } = journal.inspect();
    return Object.freeze({
      [interrupted]: true,
      interrupts: Object.freeze(waiting.map(interruptOf)),
      next: Object.freeze(next),
      threadId,
      checkpointId: journal.head,
    });
  }

  #numbers(config: ThreadConfig, option: "interruptBefore" | "interruptAfter"): ReadonlySet<number> | undefined {
    const names = config[option];
    if (names === undefined || names.length === 0) return undefined;
    if (!Array.isArray(names)) {
      throw new ConfigError({ graph: this.graph.name, option, problem: "must be a list of names of nodes." });
    }
    return new Set(names.map((name) => nodeNamed(this.setup.table, option, name).number));
  }
}

function kindOf({ input, answers }: Request, found: Found | undefined): RunInfo["kind"] {
  if (input !== null) return "start";
  if (found?.isHead === false) return "fork";
  return answers === undefined ? "continue" : "resume";
}

function statusOf(run: Run, journal: LiveJournal): ThreadStatus {
  if (run.level.ended) return "done";
  if (run.level.failures.length > 0) return "failed";
  return journal.waits && run.limited === undefined ? "waiting" : "stopped";
}

import type { Direct, DirectCommit, DirectRecord } from "../checkpoint/direct.ts";
import type { Done, Halt, Journal, Question, Said } from "./journal.ts";
import { type Failure, type Frontier, frontierOf, packDone, positionOf, type Writable } from "./frontier.ts";
import type { Durability } from "../types/app.ts";
import { type Path, pathName, type Routing } from "./path.ts";
import { adopt, refusal, refused, storable } from "../state/index.ts";
import { approach, stopsAfter } from "./replay.ts";
import type { CheckpointSource } from "../types/state.ts";
import { Changes } from "./changes.ts";
import { checkpointId } from "./ids.ts";
import { interruptOf } from "./snapshot.ts";
import { isGraphError } from "../errors.ts";
import { inspect, type Inspection } from "./inspect.ts";
import type { Awaitable, Json } from "../types/graph-types.ts";
import type { Fresh, Next } from "./park.ts";
import type { Node } from "./table.ts";
import type { Run } from "./run.ts";
import type { Setup } from "./call.ts";
import type { Sink } from "./sink.ts";
import { logField, StepLog, wayName } from "./log.ts";
import type { ThreadStatus } from "../types/storage.ts";
import type { Values } from "./values.ts";

/** Where a run of a thread starts from, and how it is stored. */
export interface LiveOptions {
  readonly direct: Direct;
  readonly setup: Setup;
  readonly threadId: string;
  /** The head of the line that the run goes on; absent for a new thread. */
  readonly parentId: string | undefined;
  /** How many records it had when it was loaded, if it is the head. */
  readonly parentRecords: number | undefined;
  /** Whether the checkpoint that the run goes on from has records among its fields. */
  readonly logs: boolean;
  /** Absent if the first commit starts a line. */
  readonly line: string | undefined;
  readonly status: ThreadStatus | undefined;
  readonly durability: Durability;
  readonly metadata: { readonly [key: string]: Json };
  readonly changes: Changes;
  readonly stream: Sink | undefined;
}

/** So many writes may wait to be stored before the run waits for them. */
const manyPending = 256;

/**
 * Remembers a run of a thread. After each step of the main path a checkpoint is due; it is held back until the next node is about to run, so that what
 * is known by then (an ask that waits, the end) is part of it. What is done on other paths is added to the checkpoint that is the head.
 */
export class LiveJournal implements Journal {
  readonly inspecting = false;
  readonly log = new StepLog();
  frontier: Frontier;
  /** The state of the main path after its last step. */
  base: Values;
  said: readonly Said[] | undefined = undefined;
  /** The places where static interrupts have stopped the thread before, and those where they do so now. */
  passed: ReadonlySet<string> = new Set();
  readonly #stopped: string[] = [];
  readonly #failed: Failure[] = [];
  readonly #options: LiveOptions;
  readonly #changes: Changes;
  #head: string | undefined;
  /** How many records the head has, as far as this run knows; unknown where a fork begins. */
  #known: number | undefined;
  #line: string | undefined;
  /** Whether the head has records among its fields. */
  #logs: boolean;
  /** What the next commit is, if one is due. */
  #held: CheckpointSource | undefined = undefined;
  /** Whether something was recorded that the head does not say in its status. */
  #grown = false;
  /** What was handed over last, while it or anything before it is not stored yet; it stays once something could not be stored. */
  #tail: Promise<void> | undefined = undefined;
  /** How many writes were handed over since all was stored. */
  #pending = 0;
  #broken = false;
  #waiting = 0;

  constructor(options: LiveOptions, base: Values, frontier: Frontier) {
    this.#options = options;
    this.#changes = options.changes;
    this.#head = options.parentId;
    this.#known = options.parentRecords;
    this.#line = options.line;
    this.#logs = options.logs;
    this.base = base;
    this.frontier = frontier;
  }

  get knows(): boolean {
    return this.log.knows;
  }

  /** The checkpoint that holds what is stored. */
  get head(): string {
    return this.#head ?? "";
  }

  /** A checkpoint is due that no step made. */
  hold(source: CheckpointSource): void {
    this.#held = source;
  }

  /** The state was changed from outside. */
  update(update: Values, state: Values): void {
    this.#changes.note(update, state);
    this.base = state;
    this.#held = "update";
  }

  /** A field is stored as it is in the state now. */
  replace(field: string): void {
    this.#changes.set(field, this.base[field]);
  }

  // ── What was done before ──

  recall(path: Path, node: Node): Done | undefined {
    return this.log.step(pathName(path, node.name), path.chain);
  }

  recallWay(path: Path): readonly Said[] | undefined {
    const { said } = this;
    this.said = undefined;
    return said ?? (this.log.knows ? this.log.way(path) : undefined);
  }

  question(path: Path, node: Node, ask: number): Question | undefined {
    return this.log.question(pathName(path, node.name), path.chain, ask);
  }

  answer(path: Path, node: Node, ask: number): { readonly value: unknown } | undefined {
    return this.log.answer(pathName(path, node.name), path.chain, ask);
  }

  asks(path: Path, node: Node): boolean {
    return this.log.asks(pathName(path, node.name), path.chain);
  }

  effect(path: Path, node: Node, index: number, key: string): { readonly value: unknown } | undefined {
    return this.log.effect(pathName(path, node.name), index, key);
  }

  approach(run: Run, path: Path, node: Node): Next | Fresh {
    return approach(this, run, path, node);
  }

  passes(path: Path, node: Node): boolean {
    return this.passed.has(`${pathName(path, node.name)} ${path.chain}`);
  }

  // ── What is done now ──

  done(path: Path, node: Node, index: number, done: Done, routing: Routing | undefined): Promise<void> | undefined {
    if (path.within !== undefined || path.level.owner !== undefined) {
      return this.#record(pathName(path, node.name), index, "step", node.name, "", packDone(done));
    }
    if (this.#held !== undefined && this.#options.durability !== "exit") void this.flush();
    this.#changes.promote();
    if (done.update !== undefined) this.#changes.note(done.update, path.state);
    this.log.clear();
    // The places are of this checkpoint; in the next round of a cycle they are called the same.
    if (this.passed.size > 0) this.passed = new Set();
    path.chain = 0;
    if (path.extras !== undefined) path.extras.headings = 0;
    const before = routing === undefined ? path.extras?.counters : routing.counters;
    this.frontier = frontierOf(path, positionOf(path, routing, done.goto, done.said), before);
    this.base = path.state;
    this.#held = "step";
    return undefined;
  }

  /** The main path is at its end, also where no node's step has led there. */
  ended(path: Path): void {
    const { at } = this.frontier;
    if (at.kind === "end") return;
    this.#changes.promote();
    this.log.clear();
    // A group has led there: the node in front of it is not the last, whose way out an update from outside would follow.
    const { last: _last, ...frontier } = frontierOf(path, { kind: "end" }, path.extras?.counters);
    this.frontier = frontier;
    this.base = path.state;
    this.#held ??= "step";
  }

  folded(path: Path, updates: readonly Values[]): void {
    if (path.level.owner === undefined) this.#changes.expect(updates, path.state);
  }

  saveWay(path: Path, number: number, said: readonly Said[]): Promise<void> | undefined {
    return this.#record(wayName(path), path.chain, "step", "", `${number}`, said);
  }

  keep(path: Path, node: Node, done: Done): void {
    this.#record(pathName(path, node.name), path.chain, "step", node.name, "", packDone(done));
  }

  saveEffect(path: Path, node: Node, index: number, key: string, value: unknown): Promise<void> | undefined {
    const effect = { value: this.#stored(node, "effect", key, value) };
    try {
      const stored = this.#record(pathName(path, node.name), index, "once", node.name, key, effect) ?? this.#tail;
      return stored?.catch((error: unknown) => fail(path, error));
    } catch (error) {
      return fail(path, error);
    }
  }

  ask(path: Path, node: Node, ask: number, payload: unknown, timeout: number | undefined): Question {
    const { level } = path;
    const now = this.#options.setup.clock();
    const question: Question = {
      id: `${level.asks}${node.name}:${checkpointId()}`,
      payload: this.#stored(node, "question", "payload", payload),
      ...(timeout !== undefined && { deadline: new Date(now.getTime() + timeout) }),
    };
    const name = level.asks + node.name;
    const place = pathName(path, node.name);
    try {
      void this.#record(place, path.chain, "step", node.name, `${ask}`, question);
    } catch (error) {
      return fail(path, error);
    }
    const interrupt = interruptOf({ ...question, name, path: place });
    this.#options.stream?.tell("interrupts", { step: path.step + 1, path: place, type: "interrupt", interrupt });
    return question;
  }

  /** Takes an answer. */
  answered(path: string, index: number, node: string, ask: number, value: unknown): Promise<void> | undefined {
    return this.#record(path, index, "answer", node, `${ask}`, { value });
  }

  stop(path: Path, node: Node | undefined): void {
    if (node !== undefined) this.#stopped.push(`${pathName(path, node.name)} ${path.chain}`);
  }

  stopsAfter(run: Run, path: Path, node: Node): boolean {
    const stops = stopsAfter(run, path, node);
    if (stops) this.stop(path, path.level.table.nodes[path.at]);
    return stops;
  }

  joined(): void {}

  parked(path: Path, node: Node | undefined, why: Halt, error: unknown): void {
    if (why === "waiting") this.#waiting++;
    if (why !== "failed" || error === undefined) return;
    const name = node?.name ?? path.level.table.nodes[path.last]?.name ?? "start";
    const cause: unknown = isGraphError(error) && error.name === "NodeError" ? error.cause : error;
    this.#failed.push({
      path: pathName(path, name),
      index: path.chain,
      name: cause instanceof Error ? cause.name : "Error",
      message: cause instanceof Error ? cause.message : String(cause),
    });
  }

  /** Whether a question waits that this run has come to. */
  get waits(): boolean {
    return this.#waiting > 0;
  }

  #stored(node: Node, of: "effect" | "question", field: string, value: unknown): unknown {
    if (value === undefined) return undefined;
    const kept = adopt(storable, value);
    if (kept !== refused) return kept;
    const { setup, threadId } = this.#options;
    throw refusal(storable, value, { graph: setup.table.graph.name, threadId, node: node.name, of, field });
  }

  // ── Storing ──

  #record(
    path: string,
    index: number,
    kind: DirectRecord["kind"],
    node: string,
    key: string,
    value: unknown,
  ): Promise<void> | undefined {
    const record: DirectRecord = { path, index, kind, node, key, value };
    if (!this.log.add(record)) return undefined;
    this.#grown = true;
    const { direct, durability, threadId } = this.#options;
    if (this.#held !== undefined || durability === "exit") return undefined;
    const head = this.head;
    // An answer cannot be found again by running anything: the run goes on once it is stored.
    const lazily = durability === "async" && kind !== "answer";
    if (this.#known !== undefined) this.#known++;
    this.#store(() => direct.saveStep(threadId, head, record, lazily));
    return lazily ? undefined : this.#tail;
  }

  flush(): Promise<void> | undefined {
    const { direct, durability } = this.#options;
    if (durability === "exit") return undefined;
    const before = this.#tail;
    if (this.#broken) return before;
    if (this.#held !== undefined) this.#commit("running");
    else if (durability === "async") return undefined;
    if (durability === "sync") return this.#tail;
    if (direct.ordered !== true) return before;
    // All that is on the way is waited for, this write too: behind one that is always new, each would go by itself from here on.
    return this.#pending >= manyPending ? this.#tail : undefined;
  }

  /** Stores how the run stands as the call returns; nothing, if that is what the head says. */
  async close(status: ThreadStatus): Promise<void> {
    const changed = this.#held !== undefined || this.#grown || this.#failed.length > 0 || this.#stopped.length > 0;
    if (!this.#broken && (changed || status !== this.#options.status)) {
      this.#held ??= "step";
      this.#commit(status);
    }
    await this.settle();
  }

  /** Waits until everything is stored, or nothing more is under way. @throws what the first write that failed has thrown */
  async settle(): Promise<void> {
    const told = (): Promise<void> | undefined => (this.#broken ? this.#tail : undefined);
    await this.#tail?.then(told, told);
  }

  #commit(status: ThreadStatus): void {
    const { direct, durability, metadata, setup, stream, threadId } = this.#options;
    const { graph } = setup.table;
    const time = Date.now();
    const id = checkpointId(time);
    const frontier = this.#grownFrontier();
    this.#noteRecords();
    const { next, dueAt } = this.#look();
    const commit: DirectCommit = {
      threadId,
      checkpointId: id,
      line: (this.#line ??= id),
      createdAt: setup.dated(time),
      source: this.#held ?? "step",
      step: frontier.step,
      graph: graph.name,
      version: graph.version,
      schemaHash: graph.schemaHash,
      status,
      next,
      metadata,
      frontier,
      changes: this.#changes.take(),
      parentId: this.#head,
      parentRecords: this.#known,
      dueAt,
    };
    this.#known = 0;
    this.#head = id;
    this.#held = undefined;
    this.#grown = false;
    const lazily = durability !== "sync";
    this.#store(() => direct.commit(commit, lazily));
    const { parentId, source, step } = commit;
    if (stream === undefined) return;
    const parent = parentId === undefined ? {} : { parentId };
    stream.tell("checkpoints", { step, path: "", type: "checkpoint", checkpointId: id, ...parent, source });
  }

  /** What was done since the main path's last step is stored with the fields. */
  #noteRecords(): void {
    const { log } = this;
    const { length } = log.records;
    if (length === 0 && !this.#logs) return;
    if (length === 0) this.#changes.set(logField, undefined);
    else if (log.stored === 0) this.#changes.set(logField, [...log.records]);
    else if (length > log.stored) {
      this.#changes.note({ [logField]: log.records.slice(log.stored) }, { [logField]: [...log.records] });
    }
    this.#logs = length > 0;
    log.stored = length;
  }

  /** The frontier with what failed and what stopped. */
  #grownFrontier(): Frontier {
    if (this.#failed.length === 0 && this.#stopped.length === 0) return this.frontier;
    const frontier: Writable<Frontier> = { ...this.frontier };
    if (this.#failed.length > 0) frontier.failed = [...this.#failed];
    if (this.#stopped.length > 0) frontier.stopped = [...this.#stopped];
    return frontier;
  }

  /** How the run stands. */
  inspect(): Inspection {
    const { setup, threadId } = this.#options;
    const { base: state, frontier } = this;
    const { records } = this.log;
    return inspect({ setup, state, frontier, records, version: setup.table.graph.version, threadId });
  }

  /** What comes next, and until when something must be answered. */
  #look(): { readonly next: readonly string[]; readonly dueAt: Date | undefined } {
    const { at } = this.frontier;
    if (at.kind === "end") return { next: [], dueAt: undefined };
    if (at.kind === "node" && this.log.records.length === 0) {
      return { next: this.#options.setup.table.byName.get(at.node)?.next ?? [at.node], dueAt: undefined };
    }
    const { next, waiting } = this.inspect();
    let dueAt: Date | undefined;
    for (const { deadline } of waiting) if (deadline !== undefined && !(dueAt && dueAt <= deadline)) dueAt = deadline;
    return { next, dueAt };
  }

  /** Stores one thing behind the other. What fails is thrown at once, or makes everything behind it fail. */
  #store(write: () => Awaitable<void>): void {
    const { direct } = this.#options;
    try {
      if (this.#tail === undefined || (direct.ordered === true && !this.#broken)) this.#follow(write());
      else this.#follow(this.#tail.then(write));
    } catch (error) {
      this.#follow(Promise.reject(error as Error));
      this.#broken = true;
      throw error;
    }
  }

  #follow(stored: Awaitable<void>): void {
    if (stored === undefined) return;
    this.#pending++;
    if (stored === this.#tail) return;
    this.#tail = stored;
    stored.then(
      () => {
        if (this.#tail !== stored) return;
        this.#tail = undefined;
        this.#pending = 0;
      },
      () => this.#breakOff(stored),
    );
  }

  /** The first thing that could not be stored is what is told, not what follows from it, once nothing behind it is under way. */
  #breakOff(failed: Promise<void>): void {
    if (this.#broken) return;
    this.#broken = true;
    const told = (): Promise<void> => failed;
    this.#tail = this.#tail?.then(told, told) ?? failed;
    this.#tail.catch(() => undefined);
  }
}

/** What could not be stored fails the run, also where a handler catches it. @throws error */
function fail({ level }: Path, error: unknown): never {
  level.run.crash(error);
  throw error;
}

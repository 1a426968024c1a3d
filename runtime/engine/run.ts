import { returned, visit } from "./visit.ts";
import { routedOn } from "./complete.ts";
import { type Next, parked } from "./park.ts";
import type { RunInfo } from "../types/hooks.ts";
import { Level, Path } from "./path.ts";
import type { Journal } from "./journal.ts";
import { RunScope } from "./scope.ts";
import type { Setup } from "./call.ts";
import type { Sink } from "./sink.ts";
import type { Values } from "./values.ts";

/** What the runs of a call have in common. */
export interface RunOptions {
  readonly setup: Setup;
  readonly threadId: string | undefined;
  /** What hooks are told; absent if there are none. */
  readonly info: RunInfo | undefined;
  readonly context: object;
  readonly limit: number | undefined;
  readonly maxConcurrency: number | undefined;
  /** Where the call stops, by node number. */
  readonly stopBefore: ReadonlySet<number> | undefined;
  readonly stopAfter: ReadonlySet<number> | undefined;
}

/**
 * Executes a graph. Paths are followed in plain loops as long as nothing is waited for; only a promise of a handler, a router or a checkpointer makes
 * a path wait, and its loop goes on from there. The last member that ends takes its group's path on, so that a group costs no promise.
 */
export class Run {
  readonly options: RunOptions;
  readonly setup: Setup;
  readonly level: Level;
  readonly main: Path;
  readonly threadId: string | undefined;
  readonly journal: Journal | undefined;
  readonly sink: Sink | undefined;
  readonly scope: RunScope;
  readonly trusts: boolean;
  readonly maxConcurrency: number;
  /** The level whose limit a path was the first to reach. */
  limited: Level | undefined = undefined;
  /** Set once the call is about to return: what is heard later is ignored. */
  closed = false;
  /** The path to go on with when one has settled. */
  next: Path | undefined = undefined;
  /** How many handlers are waited for. */
  active = 0;
  readonly #queue: Path[] = [];
  #queued = 0;
  #crash: { readonly error: unknown } | undefined = undefined;
  #whenSettled: (() => void) | undefined = undefined;

  constructor(options: RunOptions, state: Values, journal: Journal | undefined, sink: Sink | undefined) {
    const { setup } = options;
    const { table } = setup;
    this.options = options;
    this.setup = setup;
    this.threadId = options.threadId;
    this.journal = journal;
    this.sink = sink;
    this.trusts = setup.options.validate === "input";
    this.maxConcurrency = options.maxConcurrency ?? Number.POSITIVE_INFINITY;
    this.scope = new RunScope(setup.clock);
    this.level = new Level(this, table, undefined, "", options.limit ?? table.graph.limit);
    this.main = this.level.main = new Path(this.level, undefined, 0, -1, undefined, state, 0, 0);
  }

  /** Follows the main path until no path can go on. @throws whatever is no failure of a node: an error of the storage, of a hook, or of this package. */
  execute(): Promise<void> | undefined {
    this.go(this.main);
    if (this.closed) {
      if (this.#crash !== undefined) throw this.#crash.error;
      return undefined;
    }
    return new Promise<void>((resolve, reject) => {
      this.#whenSettled = () => (this.#crash === undefined ? resolve() : reject(this.#crash.error));
    });
  }

  /** Follows a path, and those that go on in its place, as far as nothing is waited for. */
  go(path: Path): void {
    try {
      this.#goOn(path, this.#follow(path));
    } catch (error) {
      this.crash(error);
    }
  }

  /** Goes on with a path that has got what it waited for. */
  #goBack(path: Path, ok: boolean, value: unknown): void {
    if (this.closed) return;
    try {
      const next = this.#resume(path, ok, value);
      this.#goOn(path, next === undefined ? this.#follow(path) : next === parked ? undefined : next);
    } catch (error) {
      this.crash(error);
    }
  }

  #goOn(path: Path, first: Promise<unknown> | undefined): void {
    let current = path;
    let waiting = first;
    while (waiting === undefined) {
      const { next } = this;
      if (next === undefined) return;
      this.next = undefined;
      current = next;
      waiting = this.#follow(next);
    }
    this.#waitFor(current, waiting);
  }

  #waitFor(path: Path, promise: Promise<unknown>): void {
    path.fulfilled ??= (value) => this.#goBack(path, true, value);
    path.rejected ??= (error) => this.#goBack(path, false, error);
    void promise.then(path.fulfilled, path.rejected);
  }

  /** Follows a path to where it waits: the promise, or nothing if it has settled or another goes on in its place. */
  #follow(path: Path): Promise<unknown> | undefined {
    for (;;) {
      const { task } = path;
      let next: Next;
      if (task !== undefined) next = task.proceed(this, path);
      else if (path.at >= 0) next = visit(this, path);
      else {
        this.settle(path, true);
        return undefined;
      }
      if (next === parked) return undefined;
      if (next !== undefined) return next;
    }
  }

  /** Takes what a path has waited for. */
  #resume(path: Path, ok: boolean, value: unknown): Next {
    const { wait } = path;
    path.wait = "nothing";
    switch (wait) {
      case "handler":
        this.#release();
        return returned(this, path, ok, value);
      case "router":
        return routedOn(this, path, ok, value);
      default:
        if (!ok) throw value;
        return undefined;
    }
  }

  /** Takes one of the slots for handlers that run at once; without one the path waits in line. */
  hasSlot(path: Path): boolean {
    if (this.active < this.maxConcurrency) return true;
    this.#queue.push(path);
    return false;
  }

  occupy(): void {
    this.active++;
  }

  #release(): void {
    this.active--;
    if (this.#queue.length > 0) this.#advance();
  }

  /** Lets paths go on that wait in line for a slot; all of them once the run has been halted. */
  #advance(): void {
    const held = this.next;
    this.next = undefined;
    while (this.#queued < this.#queue.length && (this.active < this.maxConcurrency || this.level.halted)) {
      const path = this.#queue[this.#queued++];
      if (path !== undefined) this.go(path);
    }
    if (this.#queued === this.#queue.length) this.#queue.length = this.#queued = 0;
    this.next = held;
  }

  /** Starts no further step on a level and those inside, and aborts the handlers that run. */
  halt(level: Level, reason?: unknown): void {
    if (level.halted) return;
    level.halted = true;
    level.reason = reason;
    for (const controller of [...(level.signals ?? [])]) controller.abort(reason);
    level.signals = undefined;
    for (const inner of level.inside ?? []) this.halt(inner, reason);
    if (this.#queue.length > 0) this.#advance();
  }

  /** A path fails without an error edge: its level fails. */
  fail(path: Path, error: unknown): void {
    path.level.failures.push(error);
    this.halt(path.level);
  }

  /** Ends the run at once; handlers that still run are not listened to any more. */
  crash(error: unknown): void {
    this.#crash ??= { error };
    this.closed = true;
    this.halt(this.level, error);
    this.#finish();
  }

  #finish(): void {
    this.closed = true;
    this.#whenSettled?.();
  }

  /** A path has settled: the last of a group takes the group's path on, that of a subgraph the node's. */
  settle(path: Path, ended: boolean): void {
    const { within, level } = path;
    if (within !== undefined) {
      within.leave(path, ended);
      if (within.open === 0) this.next = within.path;
    } else if (level.owner !== undefined) {
      level.ended = ended;
      this.next = level.owner;
    } else {
      level.ended = ended;
      this.#finish();
    }
  }
}

import type { Cache, Store } from "../types/storage.ts";
import { returned, visit } from "./visit.ts";
import { routedOn, takeHeading } from "./complete.ts";
import { type Next, parked } from "./park.ts";
import type { Hooks, RunInfo } from "../types/hooks.ts";
import { Level, Path } from "./path.ts";
import type { Node, Table } from "./table.ts";
import type { Journal } from "./journal.ts";
import { leaveGroup, leaveMember, openGroup } from "./members.ts";
import { enterInner, leaveInner } from "./inner.ts";
import { RunScope } from "./scope.ts";
import type { Sink } from "./sink.ts";
import type { Values } from "./values.ts";

/** What a run is made with. */
export interface RunOptions {
  readonly table: Table;
  readonly state: Values;
  readonly context: object;
  readonly clock: () => Date;
  readonly threadId: string | undefined;
  /** What hooks are told; absent if there are none. */
  readonly info: RunInfo | undefined;
  readonly trusts: boolean;
  readonly limit: number | undefined;
  readonly maxConcurrency: number | undefined;
  readonly hooks: readonly Hooks[];
  readonly store: Store | undefined;
  readonly cache: Cache | undefined;
  readonly sink: Sink | undefined;
  readonly journal: Journal | undefined;
  readonly stopBefore: ReadonlySet<number>;
  readonly stopAfter: ReadonlySet<number>;
}

/**
 * Executes a graph. Paths are followed in plain loops as long as nothing is waited for; only a promise of a handler, a router or a checkpointer makes
 * a path wait, and its loop goes on from there. The last member that ends takes its group's path on, so that a group costs no promise.
 */
export class Run {
  readonly options: RunOptions;
  readonly level: Level;
  readonly main: Path;
  readonly threadId: string | undefined;
  readonly journal: Journal | undefined;
  readonly sink: Sink | undefined;
  readonly scope: RunScope;
  readonly trusts: boolean;
  readonly maxConcurrency: number;
  /** Whether steps take the plain way: no hook, no static interrupt of this call, nobody who listens. */
  readonly stops: boolean;
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
  #settled = false;
  #crash: { readonly error: unknown } | undefined = undefined;
  #whenSettled: (() => void) | undefined = undefined;

  constructor(options: RunOptions) {
    this.options = options;
    this.threadId = options.threadId;
    this.journal = options.journal;
    this.sink = options.sink;
    this.trusts = options.trusts;
    this.maxConcurrency = options.maxConcurrency ?? Number.POSITIVE_INFINITY;
    this.scope = new RunScope(options.clock);
    this.stops = options.stopBefore.size > 0 || options.stopAfter.size > 0;
    const { table } = options;
    this.level = new Level(this, table, undefined, "", options.limit ?? table.graph.limit);
    this.main = this.level.main = new Path(this.level, undefined, 0, -1, undefined, options.state, 0, 0);
  }

  /** Follows the main path until no path can go on. @throws whatever is no failure of a node: an error of the storage, of a hook, or of this package. */
  execute(): Promise<void> | undefined {
    this.go(this.main);
    if (!this.#settled)
      return new Promise<void>((resolve) => (this.#whenSettled = resolve)).then(() => this.#rethrow());
    this.#rethrow();
    return undefined;
  }

  #rethrow(): void {
    if (this.#crash !== undefined) throw this.#crash.error;
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
    this.#await(current, waiting);
  }

  #await(path: Path, promise: Promise<unknown>): void {
    path.fulfilled ??= (value) => this.#goBack(path, true, value);
    path.rejected ??= (error) => this.#goBack(path, false, error);
    void promise.then(path.fulfilled, path.rejected);
  }

  /** Follows a path to where it waits: the promise, or nothing if it has settled or another goes on in its place. */
  #follow(path: Path): Promise<unknown> | undefined {
    for (;;) {
      let next: Next;
      if (path.heading !== undefined) next = takeHeading(this, path, path.heading);
      else if (path.entering !== undefined) next = openGroup(this, path, path.entering);
      else if (path.group !== undefined) next = leaveGroup(this, path, path.group);
      else if (path.inner !== undefined) next = leaveInner(this, path, path.inner);
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
    this.#settled = true;
    this.#whenSettled?.();
  }

  /** Runs the graph of a subgraph node. */
  descend(path: Path, node: Node): Next {
    return enterInner(this, path, node);
  }

  /** A path has settled: the last of a group takes the group's path on, that of a subgraph the node's. */
  settle(path: Path, ended: boolean): void {
    const { within, level } = path;
    if (within !== undefined) {
      leaveMember(within, path, ended);
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

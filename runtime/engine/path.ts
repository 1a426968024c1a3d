import { type Arguments, noArguments, type Values } from "./values.ts";
import type { Node, Table } from "./table.ts";
import type { Done, Said } from "./journal.ts";
import type { Context } from "./context.ts";
import type { Next } from "./park.ts";
import type { NodeFailure } from "../types/handlers.ts";
import type { Owner } from "./update.ts";
import type { Run } from "./run.ts";
import type { Split } from "./members.ts";
import type { Router } from "./route.ts";

/** One run of one graph: that of the call, or that of a subgraph node. */
export class Level implements Owner {
  readonly run: Run;
  readonly table: Table;
  readonly threadId: string | undefined;
  readonly trusts: boolean;
  readonly folds: boolean;
  /** The path at the subgraph node that runs this graph. */
  readonly owner: Path | undefined;
  /** What stands before the paths in here: `"review/"`, `"review#2/"`. */
  readonly prefix: string;
  /** What stands before the names of the asks in here: `"review/"`. */
  readonly asks: string;
  readonly limit: number;
  /** What failed without an error edge. */
  readonly failures: unknown[] = [];
  main: Path | undefined = undefined;
  /** Once set, no further step starts. */
  halted = false;
  reason: unknown = undefined;
  ended = false;
  inside: Set<Level> | undefined = undefined;
  /** The signals that handlers hold, to be aborted with the level. */
  signals: Set<AbortController> | undefined = undefined;

  constructor(run: Run, table: Table, owner: Path | undefined, prefix: string, limit: number) {
    this.run = run;
    this.table = table;
    this.threadId = run.threadId;
    this.trusts = run.trusts;
    this.folds = run.journal === undefined && run.sink === undefined;
    this.owner = owner;
    this.prefix = prefix;
    this.asks = owner === undefined ? "" : `${owner.level.asks}${owner.level.table.nodes[owner.at]?.name ?? ""}/`;
    this.limit = limit;
  }
}

/** What a path waits for, which decides how it goes on. */
export type Wait = "nothing" | "handler" | "router" | "storage" | "consumer" | "members";

/** What a path does before it goes to a node: it follows a way that no node's step stores, enters or leaves a group, or runs a subgraph. */
export interface Task {
  readonly kind: "heading" | "entering" | "members" | "graph";
  /** Goes on with it as far as nothing is waited for. */
  proceed(run: Run, path: Path): Next;
}

/** A step that is being completed: what is needed to store it, or to take it back. */
export interface Routing {
  readonly node: Node;
  readonly update: Values | undefined;
  /** Why the node failed, if its error edge is taken. */
  readonly error: NodeFailure | undefined;
  readonly goto: Said | undefined;
  /** The step as it was stored, if it is taken again. */
  readonly done: Done | undefined;
  /** The values that the update changed. */
  readonly undo: Values | undefined;
  /** What was in scope of the node and of its way out. */
  readonly args: Arguments;
  readonly errorBefore: NodeFailure | undefined;
  readonly counters: number[] | undefined;
}

/** One path of a run: where it is, what it sees and what it has done. A big map has many of them, so what few need is in `Extras`. */
export class Path {
  readonly level: Level;
  /** The group whose member this path is. */
  readonly within: Split | undefined;
  /** Its place among the members that were started. */
  readonly place: number;
  /** Which element of a map it runs for, and the element; -1 if the member is no map. */
  readonly index: number;
  readonly element: unknown;

  state: Values;
  /** Whether the state belongs to this path alone, so that updates are folded into it in place. */
  owned: boolean;
  /** The node to run; `end` when there is none. */
  at = -1;
  /** The node that ran last; -1 before the first. */
  last = -1;
  args: Arguments = noArguments;
  error: NodeFailure | undefined = undefined;
  /** The number of steps on the chain that led here. */
  step: number;
  /** The number of steps on the chain since the checkpoint that the run goes on from: what orders its records. */
  chain: number;
  visits: number[] | undefined = undefined;
  /** What a member has written so far, for the join: one update, or a list of them. */
  written: Values | Values[] | undefined = undefined;

  /** What it does before it runs the node that it is at. */
  task: Task | undefined = undefined;
  wait: Wait = "nothing";
  /** What a promise that the path waits for calls; made once. */
  fulfilled: ((value: unknown) => void) | undefined = undefined;
  rejected: ((error: unknown) => void) | undefined = undefined;
  context: Context | undefined = undefined;
  extras: Extras | undefined = undefined;

  constructor(
    level: Level,
    within: Split | undefined,
    place: number,
    index: number,
    element: unknown,
    state: Values,
    step: number,
    chain: number,
  ) {
    this.level = level;
    this.within = within;
    this.place = place;
    this.index = index;
    this.element = element;
    this.state = state;
    this.owned = within === undefined;
    this.step = step;
    this.chain = chain;
  }
}

/** An effect that has begun. */
export interface Effect {
  result: Promise<unknown> | undefined;
  failed: boolean;
}

/** What a path needs that meets more than plain nodes. */
export class Extras {
  /** How many ways it has followed that no node's step stores; on the main path, since its last step. The way out of that, followed again, does not count. */
  headings = 0;
  counters: number[] | undefined = undefined;
  /** The level that its subgraph node ran last, and the number of steps on the chain that it has come to. */
  innermost: Level | undefined = undefined;
  reach = 0;
  /** The effects of `once` that were begun in the step that runs, by key. */
  effects: Map<string, Effect> | undefined = undefined;
  /** The step whose way out a router interrupted, and where in it to go on. */
  routing: Routing | undefined = undefined;
  router: Router | undefined = undefined;
  /** What routers said on the way out; with a log to write or to read. */
  said: Said[] | undefined = undefined;
  /** What routers said when the step ran first, to be said again. */
  recalled: readonly Said[] | undefined = undefined;
  /** When the node that runs was started, for whoever listens. */
  started = 0;
}

export function extrasOf(path: Path): Extras {
  return (path.extras ??= new Extras());
}

/** The map elements that a path runs for, outermost first, as they end its name: `"#2"`, `"#2#0"`. */
function suffixOf(path: Path): string {
  const outer = path.within === undefined ? "" : suffixOf(path.within.path);
  return path.index < 0 ? outer : `${outer}#${path.index}`;
}

/** Where a node runs, for people and for storage: `"classify"`, `"tool#2"`, `"review/draft"`. */
export function pathName(path: Path, node: string): string {
  return path.level.prefix + node + suffixOf(path);
}

/** The elements of the map members that a path is in, outermost first. */
export function elementsOf(path: Path): unknown[] {
  const outer = path.within === undefined ? [] : elementsOf(path.within.path);
  if (path.index >= 0) outer.push(path.element);
  return outer;
}

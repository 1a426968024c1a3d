import { type Arguments, noArguments, type Values } from "./values.ts";
import type { Group, Way } from "./ways.ts";
import type { Node, Table } from "./table.ts";
import type { Done, Said } from "./journal.ts";
import type { Context } from "./context.ts";
import type { NodeFailure } from "../types/handlers.ts";
import type { Owner } from "./update.ts";
import type { Run } from "./run.ts";

/** One run of one graph: that of the call, or that of a subgraph node. */
export class Level implements Owner {
  readonly run: Run;
  readonly table: Table;
  readonly threadId: string | undefined;
  readonly trusts: boolean;
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
  inside: Set<Level> | undefined;
  /** The signals that handlers hold, to be aborted with the level. */
  signals: Set<AbortController> | undefined;

  constructor(run: Run, table: Table, owner: Path | undefined, prefix: string, limit: number) {
    this.run = run;
    this.table = table;
    this.threadId = run.threadId;
    this.trusts = run.trusts;
    this.owner = owner;
    this.prefix = prefix;
    this.asks = owner === undefined ? "" : `${owner.level.asks}${owner.level.table.nodes[owner.at]?.name ?? ""}/`;
    this.limit = limit;
  }
}

/** What a path waits for, which decides how it goes on. */
export type Wait = "nothing" | "handler" | "router" | "storage" | "consumer" | "members";

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

/** One path of a run: where it is, what it sees and what it has done. */
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
  /** How many ways it has followed that no node's step stores. */
  headings = 0;
  visits: number[] | undefined = undefined;
  counters: number[] | undefined = undefined;
  /** What a member has written so far, for the join: one update, or a list of them. */
  written: Values | Values[] | undefined = undefined;

  wait: Wait = "nothing";
  /** What a promise that the path waits for calls; made once. */
  fulfilled: ((value: unknown) => void) | undefined = undefined;
  rejected: ((error: unknown) => void) | undefined = undefined;
  /** A way to follow before anything else: that of `start`, of a member, or that behind a group. */
  heading: Way<Values> | undefined = undefined;
  /** The group that the way out led to and that is not yet open. */
  entering: Group<Values> | undefined = undefined;
  group: Split | undefined = undefined;
  inner: Level | undefined = undefined;
  /** The level that its subgraph node ran last. */
  innermost: Level | undefined = undefined;
  context: Context | undefined = undefined;
  /** Results of `once` in the step that runs, where there is no journal. */
  effects: Map<string, { readonly value: unknown }> | undefined = undefined;
  routing: Routing | undefined = undefined;
  /** Where to go on in a way that a router interrupted. */
  way: Way<Values> | undefined = undefined;
  /** What routers said on the way out; with a log to write or to read. */
  said: Said[] | undefined = undefined;
  /** What routers said when the step ran first, to be said again. */
  recalled: readonly Said[] | undefined = undefined;
  /** When the node that runs was started, for whoever listens. */
  started = 0;

  /** The number of steps on the chain that a subgraph's run has come to. */
  reach = 0;

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

/** A group that is open: its members' paths run, and the path that entered it waits. */
export class Split {
  readonly path: Path;
  readonly group: Group<Values>;
  /** What the members that have ended wrote, by place. */
  readonly written: (Values | Values[] | undefined)[] = [];
  /** Whether a member wrote a field without reducer, which only one may. */
  exclusive = false;
  /** For whom names them: the last node of each member that has ended, and the element of a map that it ran for. */
  readonly lasts: number[] = [];
  readonly indexes: number[] = [];
  /** Whether members are still being started, and which comes next: the member, its list, the element, its place. */
  starting = true;
  member = 0;
  list: readonly unknown[] | undefined = undefined;
  element = 0;
  place = 0;
  /** How many members have not settled; one more while members are being started. */
  open = 1;
  /** Whether a member was not started, or settled without having ended. */
  stuck = false;
  /** The places of those that settled without having ended. */
  unended: Set<number> | undefined = undefined;
  step: number;
  chain: number;
  visits: number[] | undefined = undefined;
  /** The view of the entry state that was made last, since the members of a map read the same. */
  viewed = -1;
  view: object = noArguments;

  constructor(path: Path, group: Group<Values>) {
    this.path = path;
    this.group = group;
    this.step = path.step;
    this.chain = path.chain;
  }
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

/** Where a member that has ended was last. */
export function nameOfEnded(split: Split, place: number): string {
  const { level } = split.path;
  const index = split.indexes[place] ?? -1;
  const node = level.table.nodes[split.lasts[place] ?? -1]?.name ?? "";
  return level.prefix + node + suffixOf(split.path) + (index < 0 ? "" : `#${index}`);
}

/** The elements of the map members that a path is in, outermost first. */
export function elementsOf(path: Path): unknown[] {
  const outer = path.within === undefined ? [] : elementsOf(path.within.path);
  if (path.index >= 0) outer.push(path.element);
  return outer;
}

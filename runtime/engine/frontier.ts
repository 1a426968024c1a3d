import type { Arguments, Values } from "./values.ts";
import type { DirectRecord } from "../checkpoint/direct.ts";
import type { Done, Said } from "./journal.ts";
import { type PackedUpdate, packUpdate, unpackUpdate } from "./pack.ts";
import { extrasOf, type Path, type Routing } from "./path.ts";
import { head } from "./heading.ts";
import { chosen } from "./resolve.ts";
import type { NodeFailure } from "../types/handlers.ts";
import type { Node, Table } from "./table.ts";
import { noArguments } from "./values.ts";
import { SchemaMismatchError } from "../errors.ts";
import type { Way } from "./ways.ts";

/**
 * Where the main path is: at a node; at its end; or on a way out that led to a group, which is followed again when the thread is loaded
 * (conditions are pure, and what routers said is kept).
 */
export type Position =
  | { readonly kind: "node"; readonly node: string; readonly args?: Arguments; readonly error?: NodeFailure }
  | { readonly kind: "end" }
  | {
      readonly kind: "way";
      /** The node whose way out, error edge or `goto` it is; absent for the way from `start`. */
      readonly node?: string;
      readonly failed?: boolean;
      readonly args?: Arguments;
      readonly error?: NodeFailure;
      readonly goto?: Said;
      readonly said?: readonly Said[];
    };

/** A path that failed, for people. */
export interface Failure {
  readonly path: string;
  readonly index: number;
  readonly name: string;
  readonly message: string;
}

/**
 * What is stored of a run beside the state: the place of the main path after its last step, and everything that has finished since. Taking the same steps
 * again from there, without running any, leads to the open paths.
 */
export interface Frontier {
  readonly at: Position;
  /** The node that ran last on the main path, if its way out led to the place. */
  readonly last?: string;
  /** The number of steps on the longest chain up to there. */
  readonly step: number;
  readonly visits?: { readonly [node: string]: number };
  readonly counters?: readonly (number | null)[];
  /** The counters before the way to the place was taken, if it changed them: a change from outside follows the way anew. */
  readonly uncounted?: readonly (number | null)[];
  /** Written no more: they are stored beside the fields. */
  readonly records?: readonly DirectRecord[];
  readonly failed?: readonly Failure[];
  /** The places, as `path index`, where static interrupts stopped. */
  readonly stopped?: readonly string[];
}

export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The frontier of a main path that has just completed a step, or is about to start; `before` are the counters before it took the way to its place. */
export function frontierOf(path: Path, position: Position, before: readonly number[] | undefined): Frontier {
  const { nodes } = path.level.table;
  const { step } = path;
  // Where an error edge has led, no update from outside follows the way out that the node would have taken.
  const last = path.error === undefined || position.kind === "way" ? nodes[path.last] : undefined;
  // A property that is added later would cost an allocation more.
  const frontier: Writable<Frontier> =
    last === undefined ? { at: position, step } : { at: position, step, last: last.name };
  if (path.visits !== undefined) frontier.visits = visitsOf(nodes, path.visits);
  // The way to a group is followed again from where it began.
  const counters = path.task === undefined ? path.extras?.counters : before;
  if (counters !== undefined) frontier.counters = countsOf(counters);
  if (before !== counters) frontier.uncounted = countsOf(before ?? []);
  return frontier;
}

/** The counts of a list that may have holes, or null where text has kept them. */
export function countsOf(list: readonly (number | null | undefined)[]): number[] {
  return Array.from(list, (count) => count ?? 0);
}

function visitsOf(nodes: readonly Node[], counts: readonly number[]): { readonly [node: string]: number } {
  const visits: { [node: string]: number } = {};
  counts.forEach((count, number) => {
    const node = nodes[number];
    if (count > 0 && node !== undefined) visits[node.name] = count;
  });
  return visits;
}

/** Where a main path is behind a step. */
export function positionOf(
  path: Path,
  routing: Routing | undefined,
  goto: Said | undefined,
  said: readonly Said[] | undefined,
): Position {
  const { at, args, error, level, task } = path;
  if (task !== undefined && routing !== undefined) {
    const scoped = routing.error ?? routing.errorBefore;
    return {
      kind: "way",
      node: routing.node.name,
      ...(routing.error !== undefined && { failed: true }),
      ...(routing.args !== noArguments && { args: Object.freeze(routing.args) }),
      ...(scoped !== undefined && { error: scoped }),
      ...(goto !== undefined && { goto }),
      ...(said !== undefined && { said }),
    };
  }
  const node = level.table.nodes[at];
  if (node === undefined) return { kind: "end" };
  if (args === noArguments && error === undefined) return node.position;
  const position: Writable<Position & { readonly kind: "node" }> = { kind: "node", node: node.name };
  if (args !== noArguments) position.args = Object.freeze(args);
  if (error !== undefined) position.error = error;
  return position;
}

/** Puts a main path where a frontier says. @throws SchemaMismatchError if the node is gone. */
export function restore(path: Path, frontier: Frontier, storedVersion: number): readonly Said[] | undefined {
  const { at, counters, last, step, visits = {} } = frontier;
  path.step = step;
  path.last = last === undefined ? -1 : (path.level.table.byName.get(last)?.number ?? -1);
  if (counters !== undefined) extrasOf(path).counters = countsOf(counters);
  for (const [name, count] of Object.entries(visits)) {
    const node = path.level.table.byName.get(name);
    if (node !== undefined) (path.visits ??= [])[node.number] = count;
  }
  if (at.kind === "end") return undefined;
  path.args = at.args ?? noArguments;
  path.error = at.error;
  if (at.kind === "node") {
    path.at = known(path, at.node, storedVersion).number;
    return undefined;
  }
  if (at.node !== undefined) extrasOf(path).headings = -1;
  const way =
    at.node === undefined ? path.level.table.program.start : wayOf(path, at, known(path, at.node, storedVersion));
  head(path, way);
  return at.said;
}

function wayOf(path: Path, at: Position & { readonly kind: "way" }, node: Node): Way<Values> {
  const { program } = node;
  if (at.failed === true) return program.onError ?? -1;
  return at.goto === undefined ? (program.out as Way<Values>) : chosen(path, node, at.goto);
}

function known({ level: { table, threadId } }: Path, name: string, storedVersion: number): Node {
  const node = table.byName.get(name);
  if (node !== undefined) return node;
  throw goneNode(table, threadId, storedVersion, name);
}

/** A stored run is at a node, or at something of it, that this version of the graph does not have. */
export function goneNode(
  { graph: { name: graph, version } }: Table,
  threadId: string | undefined,
  storedVersion: number,
  node: string,
): SchemaMismatchError {
  return new SchemaMismatchError({ graph, threadId, storedVersion, version, node });
}

/** A finished step as it is stored. */
interface PackedDone extends Omit<Done, "update"> {
  readonly update?: PackedUpdate;
}

export function packDone({ update, error, goto, said, kept, index }: Done): PackedDone {
  return {
    index,
    ...(update !== undefined && { update: packUpdate(update) }),
    ...(error !== undefined && { error }),
    ...(goto !== undefined && { goto }),
    ...(said !== undefined && { said }),
    ...(kept === true && { kept }),
  };
}

export function unpackDone({ update, ...done }: PackedDone): Done {
  return { ...done, ...(update !== undefined && { update: unpackUpdate(update) }) };
}

import type { CheckpointHeader, FieldChange } from "../types/storage.ts";
import type { Cell } from "./cell.ts";

/** A header without its frontier. */
export type Heading = Omit<CheckpointHeader, "frontier">;

/** What a commit does to one field. */
export interface Change {
  readonly op: FieldChange["op"];
  readonly field: string;
  /** Absent for `clear`. */
  readonly cell: Cell | undefined;
}

/** The chunks of a field, newest first; versions of a field share what they have in common. */
export interface Chunks {
  readonly cell: Cell;
  readonly before: Chunks | undefined;
}

/** The chunks of each field at one checkpoint. */
export type Table = ReadonlyMap<string, Chunks>;

/** One checkpoint in memory: what differs from its parent and, now and then, the whole table, so that no reader goes far back. */
export interface Entry {
  readonly heading: Heading;
  readonly frontier: Cell;
  readonly changes: readonly Change[];
  records: Map<string, EntryRecord> | undefined;
  parent: Entry | undefined;
  table: Table | undefined;
  /** How many checkpoints lie between this one and the nearest before it that has a table. */
  distance: number;
  /** The whole state, while this is the head of its line. */
  state: object | undefined;
}

export interface EntryRecord {
  readonly path: string;
  readonly index: number;
  readonly kind: "step" | "once" | "answer";
  readonly node: string;
  readonly key: string;
  readonly cell: Cell;
}

/** A table is kept with every so many-th checkpoint. */
const stride = 64;

/** Keeps the entry's table if those before it are too far back. */
export function settle(entry: Entry): void {
  if (entry.distance >= stride) keepTable(entry);
}

/** Makes the entry independent of those before it. */
export function keepTable(entry: Entry): void {
  entry.table = tableOf(entry);
  entry.distance = 0;
}

/** The chunks of each field at this checkpoint. */
export function tableOf(entry: Entry): Table {
  const newer: Entry[] = [];
  let base: Entry | undefined = entry;
  while (base !== undefined && base.table === undefined) {
    newer.push(base);
    base = base.parent;
  }
  if (base?.table !== undefined && newer.length === 0) return base.table;
  const table = new Map(base?.table);
  for (const { changes } of newer.toReversed()) for (const change of changes) apply(table, change);
  return table;
}

function apply(table: Map<string, Chunks>, { op, field, cell }: Change): void {
  if (cell === undefined) table.delete(field);
  else table.set(field, { cell, before: op === "append" ? table.get(field) : undefined });
}

/** The chunks of a field, oldest first. */
export function cellsOf(chunks: Chunks): readonly Cell[] {
  const cells: Cell[] = [];
  for (let chunk: Chunks | undefined = chunks; chunk !== undefined; chunk = chunk.before) cells.push(chunk.cell);
  return cells.toReversed();
}

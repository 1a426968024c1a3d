import type { DirectChange, DirectCommit, DirectRecord } from "./direct.ts";

/** The chunks of a field, newest first; versions of a field share what they have in common. */
export interface Chunks {
  readonly value: unknown;
  readonly before: Chunks | undefined;
}

/** The chunks of each field at one checkpoint. */
export type Table = ReadonlyMap<string, Chunks>;

/**
 * One checkpoint in memory: what differs from its parent and, now and then, the whole table, so that no reader goes far back. Memory is what a
 * commit costs, so an entry adds few words to what the engine hands over.
 */
export interface Entry {
  readonly commit: DirectCommit;
  parent: Entry | undefined;
  table: Table | undefined;
  /** How many checkpoints lie between this one and the nearest before it that has a table. */
  distance: number;
  /** By what makes a record the same as another. */
  records: Map<string, DirectRecord> | undefined;
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
  for (const { commit } of newer.toReversed()) for (const change of commit.changes) apply(table, change);
  return table;
}

function apply(table: Map<string, Chunks>, change: DirectChange): void {
  const { field, op } = change;
  if (op === "clear") table.delete(field);
  else table.set(field, { value: change.value, before: op === "append" ? table.get(field) : undefined });
}

/** The chunks of a field, oldest first. */
export function chunksOf(newest: Chunks): readonly unknown[] {
  const values: unknown[] = [];
  for (let chunk: Chunks | undefined = newest; chunk !== undefined; chunk = chunk.before) values.push(chunk.value);
  return values.toReversed();
}

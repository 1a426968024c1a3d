import type { CheckpointSource } from "../types/state.ts";
import type { StepRecord, ThreadStatus } from "../types/storage.ts";
import type { Lengths } from "./refs.ts";
import type { Row } from "./driver.ts";
import { decode } from "../state/codec.ts";
import type { Json } from "../types/graph-types.ts";
import { textOf } from "./text.ts";

/** By the numbers that are stored; what is published keeps its number. */
export const statuses: readonly ThreadStatus[] = ["running", "waiting", "stopped", "failed", "done"];
export const sources: readonly CheckpointSource[] = ["input", "step", "update", "fork"];

/** The status of a checkpoint that was removed, of which others need something. */
export const removed = -1;

/** The row of a checkpoint, without what its commit has written. */
export interface CheckpointRow {
  readonly n: number;
  readonly id: string;
  readonly parent: number | undefined;
  readonly line: number;
  readonly base: number;
  /** The number of its status, or `removed`. */
  readonly status: number;
  readonly source: number;
  readonly step: number;
  readonly origin: number;
  readonly at: number;
  readonly due: number | undefined;
  readonly next: readonly string[];
  readonly changes: Lengths;
  readonly metadata: { readonly [key: string]: Json };
  readonly table: Lengths | undefined;
}

/** The columns that `checkpointRow` reads. */
export const columns = "key & 4294967295, id, parent, line, base, status, source, step, origin, at, due, head" as const;

export function checkpointRow(row: Row): CheckpointRow {
  const [n, id, parent, line, base, status, source, step, origin, at, due, head] = row;
  return {
    n: Number(n),
    id: textOf(id),
    parent: parent === -1 ? undefined : Number(parent),
    line: Number(line),
    base: Number(base),
    status: Number(status),
    source: Number(source),
    step: Number(step),
    origin: Number(origin),
    at: Number(at),
    due: due === null ? undefined : Number(due),
    ...headOf(head),
  };
}

/** What the column `head` of a checkpoint says. */
export interface HeadColumn {
  readonly next: readonly string[];
  readonly changes: Lengths;
  readonly metadata: { readonly [key: string]: Json };
  readonly table: Lengths | undefined;
}

export function headOf(head: unknown): HeadColumn {
  const [next, changes, metadata, table] = decode(textOf(head)) as readonly [
    readonly string[],
    Lengths,
    HeadColumn["metadata"] | 0,
    Lengths | 0,
  ];
  return { next, changes, metadata: metadata === 0 ? {} : metadata, table: table === 0 ? undefined : table };
}

/** The column `head` of a record. */
export function recordHead({ path, index, kind, node, key }: Omit<StepRecord, "data">): string {
  return JSON.stringify([path, index, kind, node, key]);
}

export function recordOf(head: unknown, data: unknown): StepRecord {
  const [path, index, kind, node, key] = JSON.parse(textOf(head)) as readonly [
    string,
    number,
    StepRecord["kind"],
    string,
    string,
  ];
  return { path, index, kind, node, key, data: textOf(data) };
}

/** The texts in the column `data`: the last new value of each field, and the frontier. */
export function dataOf(
  changes: Lengths,
  data: string,
): { readonly sets: Map<string, string>; readonly frontier: string } {
  const sets = new Map<string, string>();
  let end = 0;
  for (let i = 0; i < changes.length; i += 2) {
    const length = Number(changes[i + 1]);
    if (length > 0) sets.set(String(changes[i]), data.slice(end, (end += length)));
  }
  return { sets, frontier: data.slice(end) };
}

/** The chunks in the column `appended`, in order. */
export function* appendsOf(changes: Lengths, appended: string): Generator<readonly [field: string, chunk: string]> {
  let end = 0;
  for (let i = 0; i < changes.length; i += 2) {
    const length = -Number(changes[i + 1]);
    if (length <= 0) continue;
    const field = String(changes[i]);
    const start = end + JSON.stringify(field).length + 2;
    end = start + length;
    yield [field, appended.slice(start, end)];
  }
}

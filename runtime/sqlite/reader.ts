import type { Appended, Form, Segment } from "./form.ts";
import { beyond, type Tables, type ThreadRow } from "./tables.ts";
import { type CheckpointRow, dataOf, headOf, sources, statuses } from "./row.ts";
import type { CheckpointHeader, StepRecord } from "../types/storage.ts";
import type { Refs } from "./refs.ts";

type Header = Omit<CheckpointHeader, "frontier">;

/** A checkpoint as it is read, with the chunks of each field; frontier and records are text. */
export interface Found<V> {
  /** Belongs to whom it is given: members may be added. */
  readonly header: Header;
  readonly frontier: string;
  readonly fields: ReadonlyMap<string, readonly V[]>;
  readonly records: readonly StepRecord[];
}

/** The checkpoint, or the head of the current line. */
export function readCheckpoint<V>(
  tables: Tables,
  form: Form<V>,
  threadId: string,
  checkpointId: string | undefined,
): Found<V> | undefined {
  const found = locate(tables, threadId, checkpointId);
  if (found === undefined) return undefined;
  const { row, thread } = found;
  const { no } = thread;
  const refs = tables.refs(no, row);
  const { frontier, sets } = setsOf(tables, no, row, refs);
  const appended = appendedTo(tables, form, no, row, refs);
  const fields = new Map<string, readonly V[]>();
  for (const field of refs.keys()) {
    const text = sets.get(field);
    const chunks = appended.get(field) ?? [];
    fields.set(field, text === undefined ? chunks : [form.read(text), ...chunks]);
  }
  return { header: headerOf(tables, threadId, no, row), frontier, fields, records: tables.records(no, row) };
}

export function locate(
  tables: Tables,
  threadId: string,
  checkpointId: string | undefined,
): { readonly thread: ThreadRow; readonly row: CheckpointRow } | undefined {
  const thread = tables.thread(threadId);
  if (thread === undefined) return undefined;
  const { no } = thread;
  const row =
    checkpointId === undefined ? tables.checkpoint(no, tables.last(no).head) : tables.find(thread, checkpointId);
  return row && { thread, row };
}

/** The header; `known` has ids by rows that need not be looked up, and gets those that were. */
export function headerOf(
  tables: Tables,
  threadId: string,
  no: number,
  row: CheckpointRow,
  known: Map<number, string> = new Map(),
): Header {
  const idOf = (n: number): string => {
    let id = n === row.n ? row.id : known.get(n);
    if (id === undefined) known.set(n, (id = tables.id(no, n)));
    return id;
  };
  const { graph, hash, version } = tables.origin(row.origin);
  const header: { -readonly [Key in keyof Header]: Header[Key] } = {
    threadId,
    checkpointId: row.id,
    line: idOf(row.line),
    createdAt: new Date(row.at),
    source: sources[row.source] ?? "step",
    step: row.step,
    graph,
    version,
    schemaHash: hash,
    status: statuses[row.status] ?? "running",
    next: row.next,
    metadata: row.metadata,
  };
  if (row.parent !== undefined) header.parentId = idOf(row.parent);
  if (row.due !== undefined) header.dueAt = new Date(row.due);
  return header;
}

/** The frontier of a checkpoint, and the texts of all fields that were set. */
function setsOf(
  tables: Tables,
  no: number,
  row: CheckpointRow,
  refs: Refs,
): { readonly frontier: string; readonly sets: ReadonlyMap<string, string> } {
  const own = dataOf(row.changes, dataAt(tables, no, row.n));
  const others = new Map<number, ReadonlyMap<string, string>>([[row.n, own.sets]]);
  const sets = new Map<string, string>();
  for (const [field, { at, isSet }] of refs) {
    if (!isSet) continue;
    let there = others.get(at);
    if (there === undefined) others.set(at, (there = setsAt(tables, no, at)));
    sets.set(field, there.get(field) ?? "null");
  }
  return { frontier: own.frontier, sets };
}

/** The new values that a row has, by field. */
export function setsAt(tables: Tables, no: number, n: number): ReadonlyMap<string, string> {
  const [head, data] = tables.get("SELECT head, data FROM entry WHERE key = (? << 32) | ?", no, n) ?? [];
  return head === undefined ? new Map() : dataOf(headOf(head).changes, String(data)).sets;
}

function dataAt(tables: Tables, no: number, n: number): string {
  return String(tables.get("SELECT data FROM entry WHERE key = (? << 32) | ?", no, n)?.[0]);
}

/** The way back from a checkpoint to the row `from`, the oldest part first. */
export function segmentsTo(tables: Tables, no: number, row: CheckpointRow, from: number): readonly Segment[] {
  const segments: Segment[] = [];
  let { line, n: last } = row;
  for (;;) {
    segments.push({ line, first: Math.max(line, from), last });
    if (line <= from) break;
    const parent = tables.checkpoint(no, line)?.parent;
    const before = parent === undefined ? undefined : tables.checkpoint(no, parent);
    if (before === undefined || before.n < from) break;
    ({ line, n: last } = before);
  }
  return segments.toReversed();
}

/** The row from which on there may be appended chunks; `undefined` if no field has any. */
export function firstAppend(refs: Refs): number | undefined {
  let first = beyond;
  for (const { at, count } of refs.values()) if (count > 0 && at < first) first = at;
  return first === beyond ? undefined : first;
}

/** The chunks that were appended to each field since it was set. */
function appendedTo<V>(
  tables: Tables,
  form: Form<V>,
  no: number,
  row: CheckpointRow,
  refs: Refs,
): ReadonlyMap<string, readonly V[]> {
  const first = firstAppend(refs);
  if (first === undefined) return new Map();
  return lastOf(
    refs,
    segmentsTo(tables, no, row, first).map((segment) => form.appended(tables, no, segment)),
  );
}

/** Of the chunks of all fields, those that are part of the fields' values. */
function lastOf<V>(refs: Refs, parts: readonly Appended<V>[]): ReadonlyMap<string, readonly V[]> {
  const chunks = new Map<string, V[]>();
  for (const [field, { count }] of refs) if (count > 0) chunks.set(field, []);
  for (const { fields, values } of parts) fields.forEach((field, i) => chunks.get(field)?.push(values[i] as V));
  for (const [field, all] of chunks) {
    const count = refs.get(field)?.count ?? 0;
    if (all.length > count) chunks.set(field, all.slice(-count));
  }
  return chunks;
}

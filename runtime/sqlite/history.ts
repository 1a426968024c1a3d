import { type CheckpointRow, checkpointRow, columns, dataOf, recordOf } from "./row.ts";
import { type Found, headerOf, locate, segmentsTo, setsAt } from "./reader.ts";
import type { StepRecord } from "../types/storage.ts";
import { followAll, type Ref, type Refs } from "./refs.ts";
import type { Form } from "./form.ts";
import type { HistoryQuery } from "../types/state.ts";
import type { Row } from "./driver.ts";
import type { Tables, ThreadRow } from "./tables.ts";

/** So many rows are read at a time; in between, nothing is held open. */
const pageSize = 128;

const page = `
  SELECT ${columns}, data FROM entry
  WHERE key BETWEEN (? << 32) | ? AND (? << 32) | ? AND (line = ? OR id IS NULL) ORDER BY key DESC LIMIT ${pageSize}`;
/**
 * The checkpoint and those before it, newest first, each as `of` makes it of what was found. `read` runs a piece of reading, after what waits to be stored
 * is stored.
 */
export async function* history<V, C>(
  tables: Tables,
  form: Form<V>,
  of: (found: Found<V>) => C,
  read: <R>(action: () => R) => R,
  threadId: string,
  query: HistoryQuery & { readonly from?: string },
): AsyncGenerator<C> {
  const { before, from, limit = Number.POSITIVE_INFINITY, source } = query;
  if (limit <= 0) return;
  const walk = read(() => startOf(tables, form, threadId, from, before));
  let left = limit;
  if (walk === undefined) return;
  for (;;) {
    const past = read(() => walk.page(left));
    if (past === undefined) return;
    for (const one of past) {
      if (before !== undefined && one.header.checkpointId >= before) continue;
      if (source !== undefined && one.header.source !== source) continue;
      yield of(one);
      if (--left <= 0) return;
    }
  }
}

function startOf<V>(
  tables: Tables,
  form: Form<V>,
  threadId: string,
  from: string | undefined,
  before: string | undefined,
): Walk<V> | undefined {
  const found = locate(tables, threadId, from);
  if (found === undefined) return undefined;
  const { row, thread } = found;
  const start = before === undefined || thread.irregular ? row : lastBefore(tables, thread, row, before);
  return start && new Walk(tables, form, threadId, thread.no, start);
}

/** The first checkpoint on the way back whose id sorts before. */
function lastBefore(tables: Tables, { no }: ThreadRow, row: CheckpointRow, before: string): CheckpointRow | undefined {
  const bound = tables.firstFrom(no, before);
  if (bound === undefined || bound > row.n) return row;
  const segment = segmentsTo(tables, no, row, 0).findLast(({ first }) => first < bound);
  const last = segment && tables.lastOfLine(no, segment.line, Math.min(segment.last, bound - 1));
  return last === undefined ? undefined : tables.checkpoint(no, last);
}

/** The way back from a checkpoint. What several checkpoints share is read and parsed once. */
class Walk<V> {
  readonly #tables: Tables;
  readonly #form: Form<V>;
  readonly #threadId: string;
  readonly #no: number;
  /** Where the next page begins. */
  #row: CheckpointRow | undefined;
  /** The chunks appended to each field up to where the walk began, oldest first, behind a place for the value that they were appended to, … */
  readonly #appended = new Map<string, V[]>();
  /** … read back to this row, … */
  #covered: number;
  /** … and how many of them are newer than the checkpoint at hand. */
  readonly #newer = new Map<string, number>();
  /** The new values of fields, by the row that has them. */
  readonly #sets = new Map<number, ReadonlyMap<string, string>>();
  readonly #values = new Map<number, Map<string, V>>();
  readonly #records = new Map<number, StepRecord[]>();
  readonly #ids = new Map<number, string>();

  constructor(tables: Tables, form: Form<V>, threadId: string, no: number, row: CheckpointRow) {
    this.#tables = tables;
    this.#form = form;
    this.#threadId = threadId;
    this.#no = no;
    this.#row = row;
    this.#covered = row.n + 1;
  }

  /** The next checkpoints; `undefined` if there are no more. `most` is how many are needed at most. */
  page(most: number): Iterable<Found<V>> | undefined {
    if (this.#row === undefined) return undefined;
    const { rows, frontiers } = this.#read(this.#row, most);
    const oldest = rows.at(-1);
    if (oldest === undefined) return undefined;
    const refs = this.#refs(rows, oldest);
    this.#cover(rows[0] ?? oldest, refs);
    const past = rows.map((row, i) => this.#past(row, frontiers[i] ?? "null", refs[i] ?? new Map()));
    for (const map of [this.#sets, this.#values]) for (const n of map.keys()) if (n >= oldest.n) map.delete(n);
    this.#row = this.#alive(oldest.parent);
    return past;
  }

  #alive(n: number | undefined): CheckpointRow | undefined {
    const row = n === undefined ? undefined : this.#tables.checkpoint(this.#no, n);
    return row === undefined || row.status < 0 ? undefined : row;
  }

  /** The rows of a page, all of one line, each the parent of the one before. */
  #read(start: CheckpointRow, most: number): { rows: readonly CheckpointRow[]; frontiers: readonly string[] } {
    const no = this.#no;
    this.#records.set(start.n, [...this.#tables.records(no, start)].toReversed());
    const rows: CheckpointRow[] = [];
    const frontiers: string[] = [];
    for (const stored of this.#tables.all(page, no, start.line, no, start.n, start.line)) {
      if (stored[1] === null) {
        this.#keepRecord(stored, start.n);
        continue;
      }
      const row = checkpointRow(stored);
      const expected = rows.length === 0 ? start.n : rows.at(-1)?.parent;
      if (row.status < 0 || row.n !== expected || rows.length >= most) break;
      const { frontier, sets } = dataOf(row.changes, String(stored[12]));
      rows.push(row);
      frontiers.push(frontier);
      this.#ids.set(row.n, row.id);
      this.#sets.set(row.n, sets);
    }
    return { rows, frontiers };
  }

  #keepRecord(stored: Row, start: number): void {
    const [parent, head, data] = [stored[2], stored[11], stored[12]];
    const n = Number(parent);
    if (n < 0 || n >= start) return;
    const records = this.#records.get(n) ?? [];
    this.#records.set(n, records);
    records.push(recordOf(head, data));
  }

  /** Where the fields of each row are. */
  #refs(rows: readonly CheckpointRow[], oldest: CheckpointRow): readonly Refs[] {
    const refs: Refs[] = [this.#tables.refs(this.#no, oldest)];
    for (const { changes, n } of rows.slice(0, -1).toReversed()) {
      const next = new Map(refs.at(-1));
      followAll(next, n, changes);
      refs.push(next);
    }
    return refs.toReversed();
  }

  /** Reads what was appended, as far back as one of the rows needs it. */
  #cover(newest: CheckpointRow, refs: readonly Refs[]): void {
    let first = this.#covered;
    for (const table of refs) for (const { at, count } of table.values()) if (count > 0 && at < first) first = at;
    if (first >= this.#covered) return;
    const older = new Map<string, V[]>();
    for (const segment of segmentsTo(this.#tables, this.#no, newest, first)) {
      const last = Math.min(segment.last, this.#covered - 1);
      const { fields, values } = this.#form.appended(this.#tables, this.#no, { ...segment, last });
      for (const [i, field] of fields.entries()) {
        const chunks = older.get(field) ?? [undefined as V];
        older.set(field, chunks);
        chunks.push(values[i] as V);
      }
    }
    for (const [field, chunks] of older) {
      for (const chunk of this.#appended.get(field)?.slice(1) ?? []) chunks.push(chunk);
      this.#appended.set(field, chunks);
    }
    this.#covered = first;
  }

  #past(row: CheckpointRow, frontier: string, refs: Refs): Found<V> {
    const fields = new Map<string, readonly V[]>();
    for (const [field, ref] of refs) fields.set(field, this.#chunks(field, ref));
    for (let i = 0; i < row.changes.length; i += 2) {
      const field = String(row.changes[i]);
      if (Number(row.changes[i + 1]) < 0) this.#newer.set(field, (this.#newer.get(field) ?? 0) + 1);
    }
    const records = this.#records.get(row.n)?.toReversed() ?? [];
    this.#records.delete(row.n);
    return { header: headerOf(this.#tables, this.#threadId, this.#no, row, this.#ids), frontier, fields, records };
  }

  /** What the value of a field is made of, copied in one piece: of a field that grows, each checkpoint has a long list. */
  #chunks(field: string, { at, count, isSet }: Ref): readonly V[] {
    if (count === 0) return isSet ? [this.#set(at, field)] : [];
    const all = this.#appended.get(field) ?? [];
    const end = all.length - (this.#newer.get(field) ?? 0);
    const chunks = all.slice(Math.max(0, end - count - (isSet ? 1 : 0)), end);
    if (isSet) chunks[0] = this.#set(at, field);
    return chunks;
  }

  #set(n: number, field: string): V {
    let read = this.#values.get(n);
    if (read === undefined) this.#values.set(n, (read = new Map()));
    let value = read.get(field);
    if (value === undefined) read.set(field, (value = this.#form.read(this.#textOf(n, field))));
    return value;
  }

  #textOf(n: number, field: string): string {
    let sets = this.#sets.get(n);
    if (sets === undefined) this.#sets.set(n, (sets = setsAt(this.#tables, this.#no, n)));
    return sets.get(field) ?? "null";
  }
}

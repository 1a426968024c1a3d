import type { Connection, Query, Row, SqlValue, Statement } from "./driver.ts";
import { type CheckpointRow, checkpointRow, columns, recordOf } from "./row.ts";
import { storedText, textOf } from "./text.ts";
import type { Refs } from "./refs.ts";
import { followAll, refsOf } from "./refs.ts";
import { headOf } from "./row.ts";
import type { StepRecord } from "../types/storage.ts";

/** The row of a thread. */
export interface ThreadRow {
  readonly no: number;
  readonly status: number;
  readonly due: number | undefined;
  readonly updated: number;
  /** Whether the ids of its checkpoints do not sort in the order of their rows, or checkpoints are missing between others. */
  readonly irregular: boolean;
}

/** What wrote a checkpoint. */
export interface Origin {
  readonly no: number;
  readonly graph: string;
  readonly version: number;
  readonly hash: string;
}

/** The key of a row: two values, the number of the thread and its own. */
const key = "(? << 32) | ?";
/** The number of no row, behind those of all. */
export const beyond = 0xffffffff;

/** The statements, prepared once, and the readings that several parts need. Rows of a thread are named by their numbers. */
export class Tables {
  readonly connection: Connection;
  readonly #queries = new Map<string, Query>();
  readonly #statements = new Map<string, Statement>();
  readonly #origins = new Map<number, Origin>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** The prepared query, kept. */
  query(sql: string): Query {
    let query = this.#queries.get(sql);
    if (query === undefined) this.#queries.set(sql, (query = this.connection.query(sql)));
    return query;
  }

  get(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    return this.query(sql).get(...values);
  }

  all(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.query(sql).all(...values);
  }

  /** Runs a statement that writes, prepared and kept. */
  run(sql: string, ...values: readonly SqlValue[]): void {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, (statement = this.connection.statement(sql)));
    statement.run(...values);
  }

  thread(threadId: string): ThreadRow | undefined {
    const row = this.get("SELECT no, status, due, updated, irregular FROM thread WHERE id = ?", storedText(threadId));
    if (row === undefined) return undefined;
    const [no, status, due, updated, irregular] = row;
    return {
      no: Number(no),
      status: Number(status),
      due: due === null ? undefined : Number(due),
      updated: Number(updated),
      irregular: irregular !== 0,
    };
  }

  /** The number of the thread's last row, and of the checkpoint that is its head. */
  last(no: number): { readonly n: number; readonly head: number } {
    const row = this.get(
      `SELECT key & 4294967295, id IS NULL, base FROM entry WHERE key BETWEEN ${key} AND ${key} ORDER BY key DESC LIMIT 1`,
      ...[no, 0, no, beyond],
    );
    const [n = -1, isRecord, base] = row ?? [];
    return { n: Number(n), head: Number(isRecord === 1 ? base : n) };
  }

  /** The checkpoint that the row is of, also if it was removed. */
  checkpoint(no: number, n: number): CheckpointRow | undefined {
    const row = this.get(`SELECT ${columns} FROM entry WHERE key = ${key} AND id IS NOT NULL`, no, n);
    return row && checkpointRow(row);
  }

  id(no: number, n: number): string {
    return textOf(this.get(`SELECT id FROM entry WHERE key = ${key}`, no, n)?.[0]);
  }

  /** The checkpoint of this id, unless it was removed. As long as ids sort like rows, few are looked at. */
  find({ no, irregular }: ThreadRow, checkpointId: string): CheckpointRow | undefined {
    const n = irregular ? this.#search(no, checkpointId) : this.firstFrom(no, checkpointId);
    const row = n === undefined ? undefined : this.checkpoint(no, n);
    return row === undefined || row.status < 0 || row.id !== checkpointId ? undefined : row;
  }

  #search(no: number, checkpointId: string): number | undefined {
    const row = this.get(
      `SELECT key & 4294967295 FROM entry WHERE key BETWEEN ${key} AND ${key} AND id = ? AND status >= 0`,
      ...[no, 0, no, beyond, storedText(checkpointId)],
    );
    return row && Number(row[0]);
  }

  /** Where ids sort like rows: the first row of a checkpoint whose id is this or sorts behind it. */
  firstFrom(no: number, checkpointId: string): number | undefined {
    let low = 0;
    let high = this.last(no).n;
    let first: number | undefined;
    while (low <= high) {
      const middle = Math.floor((low + high) / 2);
      const row = this.get(
        `SELECT key & 4294967295, id FROM entry WHERE key BETWEEN ${key} AND ${key} AND id IS NOT NULL ORDER BY key DESC LIMIT 1`,
        ...[no, low, no, middle],
      );
      if (row === undefined || textOf(row[1]) < checkpointId) {
        low = middle + 1;
      } else {
        first = Number(row[0]);
        high = first - 1;
      }
    }
    return first;
  }

  /** The last checkpoint of a line, up to a row, also if it was removed. */
  lastOfLine(no: number, line: number, last: number = beyond): number | undefined {
    const row = this.get(
      `SELECT key & 4294967295 FROM entry WHERE key BETWEEN ${key} AND ${key} AND line = ? ORDER BY key DESC LIMIT 1`,
      ...[no, line, no, last, line],
    );
    return row && Number(row[0]);
  }

  /** Where the values of all fields are at a checkpoint. */
  refs(no: number, { base, line, n, table }: CheckpointRow): Refs {
    if (table !== undefined) return refsOf(table);
    let refs: Refs = new Map();
    const rows = this.all(
      `SELECT key & 4294967295, head FROM entry WHERE key BETWEEN ${key} AND ${key} AND line = ? AND status >= 0 ORDER BY key`,
      ...[no, base, no, n, line],
    );
    for (const [number, head] of rows) {
      const { changes, table: own } = headOf(head);
      if (own !== undefined) refs = refsOf(own);
      else followAll(refs, Number(number), changes);
    }
    return refs;
  }

  /** What was added to a checkpoint, in order. */
  records(no: number, { line, n }: Pick<CheckpointRow, "line" | "n">): readonly StepRecord[] {
    const next = this.get(
      `SELECT key & 4294967295 FROM entry WHERE key BETWEEN ${key} AND ${key} AND line = ? ORDER BY key LIMIT 1`,
      ...[no, n + 1, no, beyond, line],
    );
    if (Number(next?.[0]) === n + 1) return [];
    const rows = this.all(
      `SELECT head, data FROM entry WHERE key BETWEEN ${key} AND ${key} AND parent = ? AND id IS NULL ORDER BY key`,
      ...[no, n + 1, no, Number(next?.[0] ?? beyond), n],
    );
    return rows.map(([head, data]) => recordOf(head, data));
  }

  /** Forgets what may not have been stored after all. */
  forget(): void {
    this.#origins.clear();
  }

  origin(no: number): Origin {
    const known = this.#origins.get(no);
    if (known !== undefined) return known;
    const [graph, version, hash] = this.get("SELECT graph, version, hash FROM origin WHERE no = ?", no) ?? [];
    const origin = { no, graph: textOf(graph), version: Number(version), hash: textOf(hash) };
    this.#origins.set(no, origin);
    return origin;
  }
}

import { appendsOf, type CheckpointRow, dataOf, headOf, removed } from "./row.ts";
import { type Lengths, type Refs, tableOf } from "./refs.ts";
import { segmentsTo } from "./reader.ts";
import type { PrunePolicy } from "../types/storage.ts";
import { storedText } from "./text.ts";
import type { Tables } from "./tables.ts";

/** A row as it is looked at here. */
interface Light {
  readonly n: number;
  readonly isRecord: boolean;
  readonly parent: number | undefined;
  readonly line: number;
  readonly status: number;
  readonly at: number;
}

/** What must stay of a row. */
interface Need {
  readonly sets: Set<string>;
  readonly appends: Set<string>;
}

const whole = "key BETWEEN ? << 32 AND (? << 32) | 4294967295";

/**
 * Removes old checkpoints, a transaction for each thread that has any, and returns how many. What checkpoints that stay need of those that go (values of fields,
 * the ids of parents and lines) is kept in rows that are no checkpoints any more.
 */
export function prune(tables: Tables, together: <R>(action: () => R) => R, policy: PrunePolicy): number {
  if (policy.keepLast === undefined && policy.olderThan === undefined) return 0;
  let count = 0;
  let last = 0;
  const graph = policy.graph === undefined ? null : storedText(policy.graph);
  for (;;) {
    const threads = tables.all(
      "SELECT no FROM thread WHERE no > ? AND graph = ifnull(?, graph) ORDER BY no LIMIT 256",
      ...[last, graph],
    );
    for (const [number] of threads) {
      const no = Number(number);
      last = no;
      if (oldOf(lightRows(tables, no), headOfThread(tables, no), policy).size === 0) continue;
      count += together(() => pruneThread(tables, no, policy));
    }
    if (threads.length === 0) return count;
  }
}

function headOfThread(tables: Tables, no: number): number {
  return tables.last(no).head;
}

function lightRows(tables: Tables, no: number): readonly Light[] {
  const sql = `SELECT key & 4294967295, id IS NULL, parent, line, status, at FROM entry WHERE ${whole} ORDER BY key`;
  return tables.all(sql, no, no).map(([n, isRecord, parent, line, status, at]) => ({
    n: Number(n),
    isRecord: isRecord === 1,
    parent: parent === -1 ? undefined : Number(parent),
    line: Number(line),
    status: Number(status),
    at: Number(at),
  }));
}

function isCheckpoint({ isRecord, status }: Light): boolean {
  return !isRecord && status >= 0;
}

function oldOf(rows: readonly Light[], head: number, { keepLast = 0, olderThan }: PrunePolicy): ReadonlySet<number> {
  const time = olderThan?.getTime() ?? Number.POSITIVE_INFINITY;
  const newestFirst = rows.filter(isCheckpoint).toReversed();
  return new Set(
    newestFirst.filter(({ at, n }, rank) => n !== head && rank >= keepLast && at < time).map(({ n }) => n),
  );
}

function pruneThread(tables: Tables, no: number, policy: PrunePolicy): number {
  const rows = lightRows(tables, no);
  const old = oldOf(rows, headOfThread(tables, no), policy);
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  const staying = rows.filter((row) => isCheckpoint(row) && !old.has(row.n));
  const stays = new Set(staying.map(({ n }) => n));
  const needs = new Map<number, Need>();
  for (const { n, parent } of staying) {
    if (parent !== undefined && stays.has(parent)) continue;
    const row = tables.checkpoint(no, n);
    if (row === undefined) continue;
    const refs = tables.refs(no, row);
    if (row.table === undefined) keepTable(tables, no, row, refs);
    need(tables, no, row, refs, needs);
  }
  const named = namesOf(byNumber, staying);
  const last = rows.at(-1)?.n;
  const [oldest] = staying;
  if (oldest !== undefined && [...old].some((n) => n > oldest.n)) {
    tables.run("UPDATE thread SET irregular = 1 WHERE no = ?", no);
  }
  for (const row of rows) {
    const { isRecord, n, parent } = row;
    if (isRecord) {
      if (parent !== undefined && stays.has(parent)) continue;
      if (n === last) emptyRecord(tables, no, n);
      else remove(tables, no, n);
    } else if (!stays.has(n)) {
      const needed = needs.get(n);
      if (needed !== undefined || named.has(n)) reduce(tables, no, n, needed);
      else remove(tables, no, n);
    }
  }
  return old.size;
}

/** Makes a checkpoint independent of the rows before it where it comes to finding what they have. */
function keepTable(tables: Tables, no: number, { changes, metadata, n, next }: CheckpointRow, refs: Refs): void {
  const head = JSON.stringify([next, changes, metadata, tableOf(refs)]);
  tables.run("UPDATE entry SET head = ?, base = ? WHERE key = (? << 32) | ?", head, n, no, n);
}

/** Notes which rows the values of a checkpoint are in. */
function need(tables: Tables, no: number, row: CheckpointRow, refs: Refs, needs: Map<number, Need>): void {
  const of = (n: number): Need => {
    const known = needs.get(n) ?? { sets: new Set<string>(), appends: new Set<string>() };
    needs.set(n, known);
    return known;
  };
  for (const [field, { at, count, isSet }] of refs) {
    if (isSet) of(at).sets.add(field);
    if (count === 0) continue;
    const sql =
      "SELECT key & 4294967295, head FROM entry WHERE key BETWEEN (? << 32) | ? AND (? << 32) | ? AND line = ? AND appended IS NOT NULL";
    for (const { first, last, line } of segmentsTo(tables, no, row, at)) {
      for (const [n, head] of tables.all(sql, no, first, no, last, line)) {
        const { changes } = headOf(head);
        if (changes.some((name, i) => i % 2 === 0 && name === field && Number(changes[i + 1]) < 0)) {
          of(Number(n)).appends.add(field);
        }
      }
    }
  }
}

/** The rows whose ids or places are still asked for: parents, beginnings of lines and what they forked from, and the ends of lines. */
function namesOf(rows: ReadonlyMap<number, Light>, staying: readonly Light[]): ReadonlySet<number> {
  const named = new Set<number>();
  const followed = new Set<number>();
  for (const { line, parent } of staying) {
    if (parent !== undefined) named.add(parent);
    for (let start: number | undefined = line; start !== undefined && !followed.has(start);) {
      followed.add(start);
      named.add(start);
      const fork: number | undefined = rows.get(start)?.parent;
      if (fork !== undefined) named.add(fork);
      start = fork === undefined ? undefined : rows.get(fork)?.line;
    }
  }
  const lines = new Set(staying.map(({ line }) => line));
  const ends = new Map<number, number>();
  for (const { isRecord, line, n } of rows.values()) if (!isRecord && lines.has(line)) ends.set(line, n);
  for (const n of ends.values()) named.add(n);
  return named;
}

function remove(tables: Tables, no: number, n: number): void {
  tables.run("DELETE FROM entry WHERE key = (? << 32) | ?", no, n);
}

/** The last row keeps its place, so that no number is given twice. */
function emptyRecord(tables: Tables, no: number, n: number): void {
  tables.run("UPDATE entry SET parent = -1, head = NULL, data = NULL WHERE key = (? << 32) | ?", no, n);
}

/** Leaves of a checkpoint what is needed. */
function reduce(tables: Tables, no: number, n: number, needed: Need | undefined): void {
  const [head, appended, data] =
    tables.get("SELECT head, appended, data FROM entry WHERE key = (? << 32) | ?", no, n) ?? [];
  const { changes } = headOf(head);
  const kept: (string | number)[] = [];
  let chunks = "";
  let texts = "";
  for (const [field, text] of dataOf(changes, String(data)).sets) {
    if (needed?.sets.has(field) !== true) continue;
    kept.push(field, text.length);
    texts += text;
  }
  for (const [field, chunk] of appendsOf(changes, String(appended ?? ""))) {
    if (needed?.appends.has(field) !== true) continue;
    kept.push(field, -chunk.length);
    chunks += `,${JSON.stringify(field)},${chunk}`;
  }
  tables.run(
    "UPDATE entry SET status = ?, head = ?, appended = ?, data = ? WHERE key = (? << 32) | ?",
    ...[removed, JSON.stringify([[], kept satisfies Lengths, 0]), chunks === "" ? null : chunks, texts, no, n],
  );
}

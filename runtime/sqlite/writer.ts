import type { Origin, Tables, ThreadRow } from "./tables.ts";
import { followAll, type Refs, tableOf } from "./refs.ts";
import { lazily } from "./driver.ts";
import { identityOf, type Prepared, type PreparedRecord } from "./prepared.ts";
import { sources, statuses } from "./row.ts";
import type { CheckpointRow } from "./row.ts";
import type { Opened } from "./open.ts";
import { storedText } from "./text.ts";
import { ThreadConflictError } from "../errors.ts";

/** What this process knows of a thread that it writes to: as it was after the row `n`, which nobody else can have followed if ours is the row `n + 1`. */
interface Head {
  readonly thread: { -readonly [Key in keyof ThreadRow]: ThreadRow[Key] };
  readonly line: number;
  readonly lineId: string;
  readonly refs: Refs;
  readonly origin: Origin;
  /** The number of the thread's last row. */
  n: number;
  /** The number of the row of the head. */
  at: number;
  id: string;
  base: number;
  /** What was added to the head, if anything was. */
  records: Set<string> | undefined;
}

/** Where a commit is placed. */
interface Place {
  readonly no: number;
  readonly n: number;
  readonly parent: number | null;
  readonly line: number;
  readonly base: number;
  readonly origin: number;
  readonly table: Refs | undefined;
}

/** A table of all fields is stored with every so many-th row: no reader goes further back to find where values are. */
const stride = 32;
/** So many threads that are being run are known at a time. */
const manyHeads = 10_000;

/** The number of a parent that is there, else null, which no row accepts. */
const parentAlive = "(SELECT ? FROM entry WHERE key = (? << 32) | ? AND status >= 0)";
const insertEntry = (parent: string): string => `
  INSERT OR IGNORE INTO entry (key, id, parent, line, base, status, source, step, origin, at, due, head, appended, data)
  VALUES ((? << 32) | ?, ?, ${parent}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const insertRecord = `
  INSERT OR IGNORE INTO entry (key, parent, base, head, data) VALUES ((? << 32) | ?, ${parentAlive}, ?, ?, ?)`;

/** Writes commits and records, each in a transaction of its own or as a part of one. */
export class Writer {
  readonly #opened: Opened;
  readonly #tables: Tables;
  readonly #heads = new Map<string, Head>();
  #inside = false;
  readonly #first;
  readonly #next;
  readonly #record;
  readonly #updateThread;
  readonly #insertThread;

  constructor(opened: Opened, tables: Tables) {
    this.#opened = opened;
    this.#tables = tables;
    const { connection } = opened;
    this.#first = lazily(connection, insertEntry("-1"));
    this.#next = lazily(connection, insertEntry(parentAlive));
    this.#record = lazily(connection, insertRecord);
    this.#updateThread = lazily(
      connection,
      "UPDATE thread SET status = ?, due = ?, updated = ?, irregular = max(irregular, ?), graph = ? WHERE no = ?",
    );
    this.#insertThread = lazily(
      connection,
      "INSERT INTO thread (id, graph, status, due, updated) VALUES (?, ?, ?, ?, ?)",
    );
  }

  /** Does several things in one transaction; all is undone if it throws. */
  together<R>(action: () => R): R {
    if (this.#inside) return action();
    this.#inside = true;
    try {
      return this.#opened.write(action);
    } catch (error) {
      this.forget();
      throw error;
    } finally {
      this.#inside = false;
    }
  }

  /** Forgets what is known of threads, because it may no longer be so. */
  forget(): void {
    this.#heads.clear();
    this.#tables.forget();
  }

  /** @throws ThreadConflictError */
  commit(prepared: Prepared): void {
    const { header } = prepared;
    const { threadId } = header;
    const head = this.#heads.get(threadId);
    const isKnown =
      head !== undefined && isNext(head, header) && (head.records?.size ?? 0) <= (header.parentRecords ?? Infinity);
    if (!isKnown || !this.#append(head, prepared)) {
      this.together(() => this.#place(prepared));
    }
    if (header.status !== "running") this.#heads.delete(threadId);
  }

  /** Removes a thread and all that belongs to it. */
  deleteThread(threadId: string): void {
    this.together(() => {
      const thread = this.#tables.thread(threadId);
      if (thread === undefined) return;
      this.#heads.delete(threadId);
      const { connection } = this.#opened;
      connection.statement("DELETE FROM thread WHERE no = ?").run(thread.no);
      connection
        .statement("DELETE FROM entry WHERE key BETWEEN ? << 32 AND (? << 32) | 4294967295")
        .run(thread.no, thread.no);
    });
  }

  /** @throws ThreadConflictError */
  saveStep(record: PreparedRecord): void {
    const head = this.#heads.get(record.threadId);
    if (head === undefined || head.id !== record.checkpointId || !this.#add(head, record)) {
      this.together(() => this.#placeRecord(record));
    }
  }

  // ── Behind a head that is known: one statement, which does nothing if somebody else has written to the thread ──

  #append(head: Head, prepared: Prepared): boolean {
    const { thread } = head;
    const { createdAt, dueAt, status } = prepared.header;
    const due = dueAt?.getTime();
    const at = createdAt.getTime();
    const number = statuses.indexOf(status);
    if (thread.status === number && thread.due === due && thread.updated <= at) return this.#insert(head, prepared);
    return this.together(() => {
      if (!this.#insert(head, prepared)) return false;
      this.#update(thread, prepared);
      return true;
    });
  }

  #insert(head: Head, prepared: Prepared): boolean {
    const { header, lengths } = prepared;
    const n = head.n + 1;
    const hasTable = n - head.base >= stride;
    const refs = hasTable ? new Map(head.refs) : head.refs;
    if (hasTable) followAll(refs, n, lengths);
    const base = hasTable ? n : head.base;
    const { line, origin, thread } = head;
    const place = {
      no: thread.no,
      n,
      parent: head.at,
      line,
      base,
      origin: origin.no,
      table: hasTable ? refs : undefined,
    };
    if (!this.#write(prepared, place)) return false;
    followAll(head.refs, n, lengths);
    head.n = n;
    head.at = n;
    head.base = base;
    head.id = header.checkpointId;
    head.records = undefined;
    return true;
  }

  /** Returns whether it was written. */
  #write({ appended, data, head, header }: Prepared, { base, line, n, no, origin, parent, table }: Place): boolean {
    const id = storedText(header.checkpointId);
    const status = statuses.indexOf(header.status);
    const source = sources.indexOf(header.source);
    const at = header.createdAt.getTime();
    const due = header.dueAt?.getTime() ?? null;
    const text = table === undefined ? `${head}]` : `${head},${JSON.stringify(tableOf(table))}]`;
    const { step } = header;
    // Arguments one by one: a list of them, spread, takes longer than SQLite takes to bind them.
    const { changes } =
      parent === null
        ? this.#first().run(no, n, id, line, base, status, source, step, origin, at, due, text, appended, data)
        : // prettier-ignore
          this.#next().run(no, n, id, parent, no, parent, line, base, status, source, step, origin, at, due, text, appended, data);
    return changes !== 0;
  }

  #add(head: Head, record: PreparedRecord): boolean {
    head.records ??= new Set();
    const { no } = head.thread;
    if (head.records.has(record.identity)) return false;
    const { changes } = this.#record().run(no, head.n + 1, head.at, no, head.at, head.at, record.head, record.data);
    if (changes === 0) return false;
    head.n++;
    head.records.add(record.identity);
    return true;
  }

  // ── Anywhere: inside a transaction, with what is stored ──

  #place(prepared: Prepared): void {
    const { header } = prepared;
    const { checkpointId, line, parentId, threadId } = header;
    const tables = this.#tables;
    const existing = tables.thread(threadId);
    if (existing === undefined) {
      if (parentId !== undefined || line !== checkpointId) throw new ThreadConflictError(threadId, parentId, undefined);
      this.#begin(prepared);
      return;
    }
    const thread = { ...existing };
    const last = tables.last(thread.no);
    const head = tables.id(thread.no, last.head);
    const parent = parentId === undefined ? undefined : tables.find(thread, parentId);
    if (parent === undefined) throw new ThreadConflictError(threadId, parentId, head);
    const isFork = line === checkpointId;
    if (!isFork) this.#checkHead(thread.no, parent, threadId, line);
    if (header.parentRecords !== undefined && tables.records(thread.no, parent).length > header.parentRecords) {
      throw new ThreadConflictError(threadId, parentId, parentId);
    }
    if (!(checkpointId > head) || thread.irregular) {
      if (tables.find(thread, checkpointId)) throw new ThreadConflictError(threadId, parentId, head);
      thread.irregular = true;
    }
    const n = last.n + 1;
    const refs = tables.refs(thread.no, parent);
    followAll(refs, n, prepared.lengths);
    const hasTable = isFork || n - parent.base >= stride;
    const origin = this.#origin(prepared);
    const place = {
      ...{ no: thread.no, n, parent: parent.n, line: isFork ? n : parent.line, base: hasTable ? n : parent.base },
      ...{ origin: origin.no, table: hasTable ? refs : undefined },
    };
    this.#write(prepared, place);
    this.#update(thread, prepared);
    this.#remember(prepared, thread, place, refs, origin);
  }

  /** @throws ThreadConflictError unless the checkpoint is the head of the line */
  #checkHead(no: number, checkpoint: CheckpointRow, threadId: string, lineId: string): void {
    const { id, line, n } = checkpoint;
    const head = this.#tables.lastOfLine(no, line);
    if (this.#tables.id(no, line) === lineId && head === n) return;
    throw new ThreadConflictError(threadId, id, head === undefined ? undefined : this.#tables.id(no, head));
  }

  /** The first commit of a thread. */
  #begin(prepared: Prepared): void {
    const { createdAt, dueAt, graph, status, threadId } = prepared.header;
    const id = storedText(threadId);
    const number = statuses.indexOf(status);
    this.#insertThread().run(id, storedText(graph), number, dueAt?.getTime() ?? null, createdAt.getTime());
    const thread = this.#tables.thread(threadId);
    if (thread === undefined) return;
    const origin = this.#origin(prepared);
    const refs: Refs = new Map();
    followAll(refs, 0, prepared.lengths);
    const place = { no: thread.no, n: 0, parent: null, line: 0, base: 0, origin: origin.no, table: refs };
    this.#write(prepared, place);
    this.#remember(prepared, { ...thread }, place, refs, origin);
  }

  #remember({ header }: Prepared, thread: Head["thread"], { base, line, n }: Place, refs: Refs, origin: Origin): void {
    const { checkpointId: id, line: lineId, threadId } = header;
    if (this.#heads.size >= manyHeads) this.#heads.clear();
    this.#heads.set(threadId, { thread, line, lineId, refs, origin, n, at: n, id, base, records: undefined });
  }

  #update(thread: Head["thread"], { header: { createdAt, dueAt, graph, status } }: Prepared): void {
    thread.status = statuses.indexOf(status);
    thread.due = dueAt?.getTime();
    thread.updated = createdAt.getTime();
    const { due, no, irregular, updated } = thread;
    this.#updateThread().run(thread.status, due ?? null, updated, irregular ? 1 : 0, storedText(graph), no);
  }

  #origin({ header: { graph, schemaHash, version } }: Prepared): Origin {
    const values = [storedText(graph), version, storedText(schemaHash)];
    const find = "SELECT no FROM origin WHERE graph = ? AND version = ? AND hash = ?";
    let row = this.#tables.get(find, ...values);
    if (row === undefined) {
      this.#opened.connection.statement("INSERT INTO origin (graph, version, hash) VALUES (?, ?, ?)").run(...values);
      row = this.#tables.get(find, ...values);
    }
    return this.#tables.origin(Number(row?.[0]));
  }

  #placeRecord(record: PreparedRecord): void {
    const { checkpointId, threadId } = record;
    const tables = this.#tables;
    const thread = tables.thread(threadId);
    const checkpoint = thread && tables.find(thread, checkpointId);
    if (thread === undefined || checkpoint === undefined) {
      const found = thread && tables.id(thread.no, tables.last(thread.no).head);
      throw new ThreadConflictError(threadId, checkpointId, found);
    }
    const { no } = thread;
    this.#checkHead(no, checkpoint, threadId, tables.id(no, checkpoint.line));
    const records = this.#recordsOf(no, { at: checkpoint.n, line: checkpoint.line });
    if (records.has(record.identity)) return;
    const { head, n } = tables.last(no);
    this.#record().run(no, n + 1, checkpoint.n, no, checkpoint.n, head, record.head, record.data);
    this.#heads.delete(threadId);
    if (head !== checkpoint.n) return;
    records.add(record.identity);
    const { base, id, line } = checkpoint;
    const origin = tables.origin(checkpoint.origin);
    const known = {
      thread: { ...thread },
      line,
      lineId: tables.id(no, line),
      refs: tables.refs(no, checkpoint),
      origin,
    };
    this.#heads.set(threadId, { ...known, n: n + 1, at: checkpoint.n, id, base, records });
  }

  #recordsOf(no: number, { at, line }: Pick<Head, "at" | "line">): Set<string> {
    return new Set(this.#tables.records(no, { n: at, line }).map(identityOf));
  }
}

/** Whether a commit goes on from the head, on its line, in the same graph, with an id that sorts behind all others. */
function isNext({ id, lineId, origin, thread }: Head, header: Prepared["header"]): boolean {
  return (
    header.parentId === id &&
    header.line === lineId &&
    header.checkpointId > id &&
    header.checkpointId !== header.line &&
    !thread.irregular &&
    origin.graph === header.graph &&
    origin.version === header.version &&
    origin.hash === header.schemaHash
  );
}

import type { ChangeRow, CommitRow, Flat, RecordRow, UnitRow } from "./written.ts";
import type { PreparedCommit, PreparedRecord } from "./prepared.ts";

/** Something to store, and whom to tell. */
export interface Write {
  readonly content: PreparedCommit | PreparedRecord;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes of one thread that follow each other: commits on one line, each behind the one before, with the records of each; or records alone. If the first
 * can be stored, so can all.
 */
export class Unit {
  readonly writes: Write[];
  readonly #first: Write["content"];
  /** Of commits, and of the line, once there are several. */
  #ids: Set<string> | undefined;
  /** What the next write must follow. */
  #head: string;
  /** How many records come behind the last commit. */
  #added: number;

  constructor(first: Write) {
    const { content } = first;
    this.writes = [first];
    this.#first = content;
    this.#head = headOf(content);
    this.#added = content.kind === "record" ? 1 : 0;
  }

  get thread(): string {
    return this.#first.thread;
  }

  /** Whether a write can be added. */
  isFollowedBy({ content }: Write): boolean {
    const first = this.#first;
    if (content.thread !== first.thread) return false;
    if (content.kind === "record") return content.parent === this.#head;
    if (first.kind === "record") return false;
    const { known, line, row } = content;
    if (known !== null && known < this.#added) return false;
    this.#ids ??= new Set([first.line, first.row.id]);
    return line === first.line && row.parent === this.#head && !this.#ids.has(row.id);
  }

  add(write: Write): void {
    const { content } = write;
    this.writes.push(write);
    if (content.kind === "record") this.#added++;
    else {
      this.#head = content.row.id;
      this.#ids?.add(content.row.id);
      this.#added = 0;
    }
  }

  /** Whether it begins a thread, or may go on at the head of one: not if it is a fork, whatever is stored. */
  get isAhead(): boolean {
    const first = this.#first;
    return first.kind === "record" || (first.row.parent === null) === (first.line === first.row.id);
  }

  /** What it holds if it is one commit that follows another, without records. */
  get step(): PreparedCommit | undefined {
    const first = this.#first;
    return this.writes.length === 1 && first.kind === "commit" && first.row.parent !== null ? first : undefined;
  }

  /** Adds it as the function `advance` takes it. */
  addTo({ units, commits, changes, records }: Flat): void {
    const u = units.length + 1;
    const rows = this.#rows();
    const row = this.#row();
    const last = rows.commits.at(-1);
    const { createdAt, dueAt, graph, id = row.parent, status } = last ?? {};
    units.push({ ...row, many: rows.commits.length, added: this.#added, id, graph, status, createdAt, dueAt });
    for (const commit of rows.commits) commits.push({ u, ...commit });
    for (const change of rows.changes) changes.push({ u, ...change });
    for (const record of rows.records) records.push({ u, ...record });
  }

  /** As the function `write` takes it. */
  toJSON(): object {
    return { ...this.#row(), ...this.#rows() };
  }

  /** What it must follow. */
  #row(): UnitRow {
    const first = this.#first;
    if (first.kind === "record") return { thread: first.thread, line: null, parent: first.parent, known: null };
    return { thread: first.thread, line: first.line, parent: first.row.parent, known: first.known };
  }

  /** What it holds; `i` is the number of the commit that it belongs to, from 1, or 0 for the one that the unit follows. */
  #rows(): { readonly commits: Numbered<CommitRow>[]; changes: Numbered<ChangeRow>[]; records: Numbered<RecordRow>[] } {
    const commits: Numbered<CommitRow>[] = [];
    const changes: Numbered<ChangeRow>[] = [];
    const records: Numbered<RecordRow>[] = [];
    for (const { content } of this.writes) {
      if (content.kind === "record") records.push({ i: commits.length, ...content.row });
      else {
        const i = commits.length + 1;
        commits.push({ i, ...content.row });
        for (const change of content.changes) changes.push({ i, ...change });
      }
    }
    return { commits, changes, records };
  }
}

type Numbered<Row> = Row & { readonly i: number };

function headOf(content: Write["content"]): string {
  return content.kind === "record" ? content.parent : content.row.id;
}

/** Puts writes, in the order of their threads, into units: each in one by itself, or as many together as can be. */
export function unitsOf(writes: readonly Write[], alone: boolean): readonly Unit[] {
  const units: Unit[] = [];
  for (const write of writes) {
    const last = units.at(-1);
    if (!alone && last?.isFollowedBy(write) === true) last.add(write);
    else units.push(new Unit(write));
  }
  return units;
}

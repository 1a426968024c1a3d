import type { ChangeRow, CommitRow, Flat, RecordRow, StepRow, UnitRow } from "./written.ts";
import type { Commit, StepRecord } from "../types/storage.ts";
import { onePerField } from "./changes.ts";
import { toName } from "./names.ts";

/** Something to store, and whom to tell. */
export type Write = (
  | { readonly kind: "commit"; readonly commit: Commit }
  | { readonly kind: "record"; readonly checkpointId: string; readonly record: StepRecord }
) & {
  readonly threadId: string;
  /** About how long its text is. */
  readonly size: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Writes of one thread that follow each other: commits on one line, each behind the one before, with the records of each; or records alone. If the first
 * can be stored, so can all.
 */
export class Unit {
  readonly writes: Write[] = [];
  readonly #first: Write;
  /** Of commits, and of the line. */
  readonly #ids = new Set<string>();
  readonly #commits: CommitRow[] = [];
  readonly #changes: ChangeRow[] = [];
  readonly #records: RecordRow[] = [];
  /** What the next write must follow. */
  #head: string;
  /** How many records come behind the last commit. */
  #added = 0;

  constructor(first: Write) {
    this.#first = first;
    this.#head = headOf(first);
    this.add(first);
  }

  get threadId(): string {
    return this.#first.threadId;
  }

  /** Whether a write can be added. */
  isFollowedBy(write: Write): boolean {
    if (write.threadId !== this.#first.threadId) return false;
    if (write.kind === "record") return write.checkpointId === this.#head;
    if (this.#first.kind === "record") return false;
    const { checkpointId, line, parentId, parentRecords = Infinity } = write.commit;
    if (parentRecords < this.#added) return false;
    return line === this.#first.commit.line && parentId === this.#head && !this.#ids.has(checkpointId);
  }

  add(write: Write): void {
    this.writes.push(write);
    if (write.kind === "record") this.#addRecord(write.record);
    else this.#addCommit(write.commit);
  }

  /** Whether it begins a thread, or may go on at the head of one: not if it is a fork, whatever is stored. */
  get isAhead(): boolean {
    const first = this.#first;
    return first.kind === "record" || (first.commit.parentId === undefined) === (first.commit.line === headOf(first));
  }

  /** What it holds if it is one commit that follows another, without records. */
  get step(): StepRow | undefined {
    const [commit] = this.#commits;
    if (this.#commits.length !== 1 || this.#records.length > 0 || commit?.parent == null) return undefined;
    return { row: this.row, commit, changes: this.#changes };
  }

  /** What it must follow. */
  get row(): UnitRow {
    const first = this.#first;
    const isRecord = first.kind === "record";
    const parent = isRecord ? first.checkpointId : first.commit.parentId;
    return {
      thread: toName(first.threadId),
      line: isRecord ? null : toName(first.commit.line),
      parent: parent === undefined ? null : toName(parent),
      known: isRecord ? null : (first.commit.parentRecords ?? null),
    };
  }

  /** Adds it as the function `advance` takes it. */
  addTo({ units, commits, changes, records }: Flat): void {
    const u = units.length + 1;
    const { row } = this;
    const last = this.#commits.at(-1);
    const { createdAt, dueAt, graph, id = row.parent, status } = last ?? {};
    units.push({ ...row, many: this.#commits.length, added: this.#added, id, graph, status, createdAt, dueAt });
    for (const commit of this.#commits) commits.push({ u, ...commit });
    for (const change of this.#changes) changes.push({ u, ...change });
    for (const record of this.#records) records.push({ u, ...record });
  }

  /** As the function `write` takes it. */
  toJSON(): object {
    return { ...this.row, commits: this.#commits, changes: this.#changes, records: this.#records };
  }

  #addCommit(commit: Commit): void {
    const { checkpointId, dueAt, line, parentId } = commit;
    const i = this.#commits.length + 1;
    this.#head = checkpointId;
    this.#added = 0;
    this.#ids.add(checkpointId).add(line);
    this.#commits.push({
      i,
      id: toName(checkpointId),
      parent: parentId === undefined ? null : toName(parentId),
      createdAt: commit.createdAt.getTime(),
      dueAt: dueAt === undefined ? null : dueAt.getTime(),
      version: commit.version,
      step: commit.step,
      source: commit.source,
      graph: toName(commit.graph),
      schemaHash: toName(commit.schemaHash),
      status: commit.status,
      next: JSON.stringify(commit.next),
      metadata: JSON.stringify(commit.metadata),
      frontier: commit.frontier,
    });
    for (const { op, field, part, data } of onePerField(commit.changes)) {
      this.#changes.push({ i, anew: op === "set", part, field: toName(field), data });
    }
  }

  #addRecord({ data, index, key, kind, node, path }: StepRecord): void {
    this.#added++;
    this.#records.push({
      i: this.#commits.length,
      path: toName(path),
      index,
      kind,
      node: toName(node),
      key: toName(key),
      data,
    });
  }
}

function headOf(write: Write): string {
  return write.kind === "record" ? write.checkpointId : write.commit.checkpointId;
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

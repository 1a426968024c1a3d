import { ThreadConflictError } from "../errors.ts";
import type { DirectRecord } from "./direct.ts";
import { type Entry, keepTable, settle } from "./line.ts";

/** One thread in memory: its tree of checkpoints. */
export class Thread {
  readonly #id: string;
  /** In the order in which they were committed. */
  readonly #entries = new Map<string, Entry>();
  /** By line. */
  readonly #heads = new Map<string, Entry>();
  #current: Entry | undefined;

  constructor(id: string) {
    this.#id = id;
  }

  /** The head of the line committed to last. */
  get current(): Entry | undefined {
    return this.#current;
  }

  /** By line. */
  get heads(): ReadonlyMap<string, Entry> {
    return this.#heads;
  }

  entry(checkpointId: string): Entry | undefined {
    return this.#entries.get(checkpointId);
  }

  /** Adds a checkpoint and connects it with its parent. @throws ThreadConflictError */
  commit(entry: Entry): void {
    const { checkpointId, line, parentId, parentRecords = Infinity } = entry.commit;
    const parent = this.#parentOf(entry);
    const id = parent?.commit.checkpointId;
    if (id !== parentId || this.#entries.has(checkpointId)) throw new ThreadConflictError(this.#id, parentId, id);
    if (parent?.records !== undefined && parent.records.size > parentRecords)
      throw new ThreadConflictError(this.#id, parentId, id);
    if (parent !== undefined) {
      entry.parent = parent;
      entry.distance = parent.distance + 1;
    }
    settle(entry);
    this.#entries.set(checkpointId, entry);
    this.#heads.set(line, entry);
    this.#current = entry;
  }

  /** The checkpoint that must be the parent: the head of the line, or, for a new line, the one that it forks from. */
  #parentOf({ commit: { checkpointId, line, parentId } }: Entry): Entry | undefined {
    if (this.#current?.commit.line === line) return this.#current;
    if (line !== checkpointId) return this.#heads.get(line);
    return parentId === undefined ? this.#current : this.#entries.get(parentId);
  }

  /** Adds a record to a checkpoint, unless it is there. @throws ThreadConflictError */
  saveStep(checkpointId: string, record: DirectRecord): void {
    const entry = this.#entries.get(checkpointId);
    const head = entry && this.#heads.get(entry.commit.line);
    if (entry === undefined || head !== entry) {
      throw new ThreadConflictError(this.#id, checkpointId, head?.commit.checkpointId);
    }
    const key = `${record.index}\0${record.kind}\0${record.path}\0${record.key}`;
    entry.records ??= new Map();
    if (!entry.records.has(key)) entry.records.set(key, record);
  }

  /** The checkpoint and those before it on its line, newest first. */
  *lineFrom(checkpointId: string | undefined): Generator<Entry> {
    let entry = checkpointId === undefined ? this.#current : this.#entries.get(checkpointId);
    for (; entry !== undefined; entry = entry.parent) yield entry;
  }

  /** Removes the checkpoints that `isOld` says, but for the current head, and returns how many. `rank` is 0 for the newest. */
  prune(isOld: (entry: Entry, rank: number) => boolean): number {
    const newestFirst = [...this.#entries.values()].toReversed();
    const old = new Set(newestFirst.filter((entry, rank) => entry !== this.#current && isOld(entry, rank)));
    for (const entry of newestFirst) {
      if (old.has(entry) || entry.parent === undefined || !old.has(entry.parent)) continue;
      keepTable(entry);
      entry.parent = undefined;
    }
    for (const entry of old) this.#remove(entry);
    return old.size;
  }

  #remove(entry: Entry): void {
    const { checkpointId, line } = entry.commit;
    this.#entries.delete(checkpointId);
    if (this.#heads.get(line) === entry) this.#heads.delete(line);
  }
}

import { ThreadConflictError } from "../errors.ts";
import type { DirectRecord } from "./direct.ts";
import { type Entry, keepTable, settle } from "./line.ts";

/** One thread in memory: its tree of checkpoints. */
export class Thread {
  readonly #id: string;
  /** In the order in which they were committed. */
  #entries: Entry[] = [];
  /** The first so many of the entries, by id. Runs look none up, so that the others are added when somebody does. */
  readonly #byId = new Map<string, Entry>();
  /** The greatest id so far: what is greater is new, which needs no index. */
  #greatest = "";
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
    if (this.#current?.commit.checkpointId === checkpointId) return this.#current;
    for (let place = this.#byId.size; place < this.#entries.length; place++) {
      const entry = this.#entries[place];
      if (entry !== undefined) this.#byId.set(entry.commit.checkpointId, entry);
    }
    return this.#byId.get(checkpointId);
  }

  /** Adds a checkpoint and connects it with its parent. @throws ThreadConflictError */
  commit(entry: Entry): void {
    const { checkpointId, line, parentId, parentRecords = Infinity } = entry.commit;
    const parent = this.#parentOf(entry);
    const id = parent?.commit.checkpointId;
    if (id !== parentId || this.#has(checkpointId)) throw new ThreadConflictError(this.#id, parentId, id);
    if (parent?.records !== undefined && parent.records.size > parentRecords)
      throw new ThreadConflictError(this.#id, parentId, id);
    if (parent !== undefined) {
      entry.parent = parent;
      entry.distance = parent.distance + 1;
    }
    settle(entry);
    this.#entries.push(entry);
    if (checkpointId > this.#greatest) this.#greatest = checkpointId;
    this.#heads.set(line, entry);
    this.#current = entry;
  }

  #has(checkpointId: string): boolean {
    return checkpointId <= this.#greatest && this.entry(checkpointId) !== undefined;
  }

  /** The checkpoint that must be the parent: the head of the line, or, for a new line, the one that it forks from. */
  #parentOf({ commit: { checkpointId, line, parentId } }: Entry): Entry | undefined {
    if (this.#current?.commit.line === line) return this.#current;
    if (line !== checkpointId) return this.#heads.get(line);
    return parentId === undefined ? this.#current : this.entry(parentId);
  }

  /** Adds a record to a checkpoint, unless it is there. @throws ThreadConflictError */
  saveStep(checkpointId: string, record: DirectRecord): void {
    const entry = this.entry(checkpointId);
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
    let entry = checkpointId === undefined ? this.#current : this.entry(checkpointId);
    for (; entry !== undefined; entry = entry.parent) yield entry;
  }

  /** Removes the checkpoints that `isOld` says, but for the current head, and returns how many. `rank` is 0 for the newest. */
  prune(isOld: (entry: Entry, rank: number) => boolean): number {
    const newestFirst = this.#entries.toReversed();
    const old = new Set(newestFirst.filter((entry, rank) => entry !== this.#current && isOld(entry, rank)));
    for (const entry of newestFirst) {
      if (old.has(entry) || entry.parent === undefined || !old.has(entry.parent)) continue;
      keepTable(entry);
      entry.parent = undefined;
    }
    this.#entries = this.#entries.filter((entry) => !old.has(entry));
    this.#byId.clear();
    for (const entry of old) if (this.#heads.get(entry.commit.line) === entry) this.#heads.delete(entry.commit.line);
    return old.size;
  }
}

import { type Found, readCheckpoint } from "./reader.ts";
import { asText, asValues } from "./form.ts";
import type { Checkpointer, Commit, StepRecord, StoredCheckpoint } from "../types/storage.ts";
import { type Direct, direct, type DirectCheckpoint } from "../checkpoint/direct.ts";
import { history } from "./history.ts";
import { type Opened, openDatabase, type SqliteOptions } from "./open.ts";
import { prepareCommit, prepareDirect, prepareDirectRecord, prepareRecord } from "./prepared.ts";
import type { LineSummary, PrunePolicy, ThreadQuery, ThreadSummary } from "../types/storage.ts";
import { decode } from "../state/codec.ts";
import { linesOf } from "./lines.ts";
import { GroupQueue } from "./queue.ts";
import type { HistoryQuery } from "../types/state.ts";
import { listThreads } from "./threads.ts";
import { prune } from "./prune.ts";
import { StorageError } from "../errors.ts";
import { Tables } from "./tables.ts";
import { Writer } from "./writer.ts";

type Query = HistoryQuery & { readonly from?: string };

/**
 * Keeps threads in a SQLite file, which several processes, and several checkpointers of one process, may share.
 *
 * ```ts
 * const app = createSupport({ checkpointer: new SqliteCheckpointer("./checkpoints.db") });
 * ```
 *
 * What a resolved promise says depends on `synchronous`. Under `"NORMAL"` (default) what is stored is in the file for every process, and survives the death
 * of this one at any instant; a power cut or a crash of the operating system may take back the last commits, each as a whole, the newest first. Under `"FULL"`
 * it survives that too. When a step is stored says `durability`: under `"sync"` each in a transaction of its own, before the next step begins; under `"async"`
 * in groups, each group one transaction, when the process has nothing else to run, and all before the call returns.
 *
 * SQLite is synchronous: while a commit waits for another process (up to `busyTimeout`), this process waits too.
 */
export class SqliteCheckpointer implements Checkpointer {
  readonly #opened: Opened;
  readonly #tables: Tables;
  readonly #writer: Writer;
  readonly #queue: GroupQueue;
  #isClosed = false;

  /** For the engine: encodes and decodes by itself, stores at once or in groups, and throws instead of rejecting where it stores at once. */
  readonly [direct]: Direct;

  /**
   * Opens the file, or makes it.
   * @throws ConfigError if SQLite is not there, or an option is senseless
   * @throws StorageError if the file cannot be opened, holds something else, or was made by a later version
   */
  constructor(options: string | SqliteOptions) {
    this.#opened = openDatabase(typeof options === "string" ? { path: options } : options);
    this.#tables = new Tables(this.#opened.connection);
    this.#writer = new Writer(this.#opened, this.#tables);
    this.#queue = new GroupQueue((action) => this.#writer.together(action));
    this[direct] = this.#direct();
  }

  async load(threadId: string, checkpointId?: string): Promise<StoredCheckpoint | undefined> {
    return this.#read(() => {
      const found = readCheckpoint(this.#tables, asText, threadId, checkpointId);
      return found && storedOf(found);
    });
  }

  /** Resolves when the checkpoint is in the file. @throws ThreadConflictError, StorageError */
  async commit(commit: Commit): Promise<void> {
    const prepared = prepareCommit(commit);
    this.#write(() => this.#writer.commit(prepared));
  }

  /** Resolves when the record is in the file. @throws ThreadConflictError, StorageError */
  async saveStep(threadId: string, checkpointId: string, record: StepRecord): Promise<void> {
    const prepared = prepareRecord(threadId, checkpointId, record);
    this.#write(() => this.#writer.saveStep(prepared));
  }

  /** Reads as many checkpoints at a time as are quickly read; while the consumer works, nothing is held open. */
  history(threadId: string, query: Query): AsyncGenerator<StoredCheckpoint> {
    return history(this.#tables, asText, storedOf, (action) => this.#read(action), threadId, query);
  }

  threads(query: ThreadQuery): AsyncGenerator<ThreadSummary> {
    return listThreads(this.#tables, (action) => this.#read(action), query);
  }

  async *lines(threadId: string): AsyncGenerator<LineSummary> {
    yield* this.#read(() => linesOf(this.#tables, threadId));
  }

  async deleteThread(threadId: string): Promise<void> {
    this.#write(() => this.#writer.deleteThread(threadId));
  }

  /** The file does not get smaller: what becomes free is used for what is stored next. */
  async prune(policy: PrunePolicy): Promise<number> {
    return this.#write(() => prune(this.#tables, (action) => this.#writer.together(action), policy));
  }

  /** Stores what waits and closes the file. May be called again. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#queue.flush();
    this.#isClosed = true;
    this.#opened.connection.close();
  }

  #direct(): Direct {
    return {
      ordered: true,
      load: (threadId, checkpointId) =>
        this.#read(() => {
          const found = readCheckpoint(this.#tables, asValues, threadId, checkpointId);
          return found && directOf(found);
        }),
      commit: (commit, lazily) => {
        this.#check();
        const prepared = prepareDirect(commit);
        const write = (): void => this.#writer.commit(prepared);
        return lazily === true ? this.#queue.add(write, sizeOf(prepared)) : this.#write(write);
      },
      saveStep: (threadId, checkpointId, record, lazily) => {
        this.#check();
        const prepared = prepareDirectRecord(threadId, checkpointId, record);
        const write = (): void => this.#writer.saveStep(prepared);
        return lazily === true ? this.#queue.add(write, prepared.data.length) : this.#write(write);
      },
      history: (threadId, query) =>
        history(this.#tables, asValues, directOf, (action) => this.#read(action), threadId, query),
    };
  }

  /** Reads, after what waits is stored. */
  #read<R>(action: () => R): R {
    this.#check();
    this.#queue.flush();
    return this.#opened.read(action);
  }

  /** Writes, after what waits is stored. */
  #write<R>(action: () => R): R {
    this.#check();
    this.#queue.flush();
    return this.#opened.attempt(action);
  }

  #check(): void {
    if (!this.#isClosed) return;
    throw new StorageError({ storage: `SQLite database "${this.#opened.path}"`, problem: "closed" });
  }
}

function sizeOf({ appended, data }: { readonly appended: string | null; readonly data: string }): number {
  return data.length + (appended?.length ?? 0);
}

function storedOf({ header, ...found }: Found<string>): StoredCheckpoint {
  return Object.assign(header, found);
}

function directOf({ fields, frontier, header, records }: Found<unknown>): DirectCheckpoint {
  const values = records.map(({ data, ...record }) => ({ ...record, value: decode(data) }));
  return Object.assign(header, { frontier: decode(frontier), fields, records: values });
}

import type { Checkpointer, Commit, StepRecord, StoredCheckpoint } from "../types/storage.ts";
import type { LineSummary, PrunePolicy, ThreadQuery, ThreadSummary } from "../types/storage.ts";
import { type Direct, direct } from "../checkpoint/direct.ts";
import { directCheckpoint, type Page, pageOf, storedCheckpoint } from "./rows.ts";
import { setUp, verify } from "./migrate.ts";
import { type Column, Connection, type PostgresOptions, type Row } from "./connection.ts";
import { checkpoints } from "./schema.ts";
import type { HistoryQuery } from "../types/state.ts";
import { prepareCommit, prepareDirect, prepareDirectRecord, prepareRecord } from "./prepared.ts";
import { listLines, listThreads } from "./threads.ts";
import { toName } from "./names.ts";
import { Writer } from "./writer.ts";

/** So many checkpoints of a history are asked for at a time. */
const manyCheckpoints = 256;
/** So many threads are pruned in one transaction. */
const manyThreads = 100;

type Found = Page["checkpoints"][number];

/**
 * Keeps threads in PostgreSQL 12 or later, in a database whose encoding is UTF8. Any number of processes may use one database, each through a
 * checkpointer of its own; it works behind a pooler in transaction mode.
 *
 * ```ts
 * const checkpointer = new PostgresCheckpointer("postgres://localhost/app");
 * await checkpointer.setup();
 * const app = createSupport({ checkpointer });
 * ```
 *
 * A commit is one statement in one transaction: it is stored when its promise resolves, and durable as far as the server's `synchronous_commit` promises
 * (by default: on disk). What several threads store at the same time goes together in one statement, as does what waits while another is under way. A
 * run with `durability: "sync"` waits for each of its steps; with `"async"` its steps wait for the database only when very many are on the way, and all
 * are stored before the call returns; with `"exit"` there is one commit, at the end.
 *
 * If the server goes away, calls wait for it (`retryFor`) and send again what may not have been stored: a checkpoint that is there already is not stored
 * twice. After that they fail with a `StorageError`; the thread can be continued from what was stored.
 */
export class PostgresCheckpointer implements Checkpointer {
  readonly #connection: Connection;
  readonly #writer: Writer;
  #verified: Promise<void> | undefined;

  /** For the engine: encodes what goes in, and decodes what comes out when it is looked at. */
  readonly [direct]: Direct = {
    ordered: true,
    load: async (threadId, checkpointId) => {
      const found = await this.#load(threadId, checkpointId);
      return found && directCheckpoint(found);
    },
    commit: (commit, lazily = false) => this.#writer.add(prepareDirect(commit), lazily),
    saveStep: (threadId, checkpointId, record, lazily = false) =>
      this.#writer.add(prepareDirectRecord(threadId, checkpointId, record), lazily),
    history: (threadId, query) => this.#history(threadId, query, directCheckpoint),
  };

  /**
   * Nothing is connected to before the first call.
   * @throws ConfigError
   */
  constructor(connection: PostgresOptions | PostgresOptions["connection"]) {
    const isOptions = typeof connection === "object" && connection !== null && !("query" in connection);
    this.#connection = new Connection(isOptions ? connection : { connection });
    this.#writer = new Writer(this.#connection, () => this.#ready());
  }

  /**
   * Makes the schema and its tables, or brings them up to this version. It may be called at every start, by many processes at once. The rights to create a
   * schema are needed only if it does not exist.
   * @throws StorageError if a later version of this package has made the tables (`problem: "newer"`)
   */
  async setup(): Promise<void> {
    await setUp(this.#connection, checkpoints);
    this.#verified = Promise.resolve();
  }

  async load(threadId: string, checkpointId?: string): Promise<StoredCheckpoint | undefined> {
    const found = await this.#load(threadId, checkpointId);
    return found && storedCheckpoint(found);
  }

  async commit(commit: Commit): Promise<void> {
    await this.#writer.add(prepareCommit(commit), false);
  }

  async saveStep(threadId: string, checkpointId: string, record: StepRecord): Promise<void> {
    await this.#writer.add(prepareRecord(threadId, checkpointId, record), false);
  }

  history(
    threadId: string,
    query: HistoryQuery & { readonly from?: string },
  ): AsyncGenerator<StoredCheckpoint, void, undefined> {
    return this.#history(threadId, query, storedCheckpoint);
  }

  /** A thread that is written to while they are listed may come twice. */
  async *threads(query: ThreadQuery): AsyncGenerator<ThreadSummary, void, undefined> {
    await this.#writer.settled();
    await this.#ready();
    yield* listThreads(this.#connection, query);
  }

  async deleteThread(threadId: string): Promise<void> {
    await this.#writer.settled(threadId);
    await this.#call("forget_2($1)", [toName(threadId)]);
  }

  async *lines(threadId: string): AsyncGenerator<LineSummary, void, undefined> {
    await this.#writer.settled(threadId);
    await this.#ready();
    yield* await listLines(this.#connection, threadId);
  }

  /** Goes through all threads, a hundred in each transaction; what was removed stays so if it fails on the way. */
  async prune({ graph, keepLast, olderThan }: PrunePolicy): Promise<number> {
    if (keepLast === undefined && olderThan === undefined) return 0;
    await this.#writer.settled();
    const policy = [
      graph === undefined ? null : toName(graph),
      keepLast === undefined ? null : `${keepLast}`,
      olderThan === undefined ? null : `${olderThan.getTime()}`,
    ];
    let removed = 0;
    let behind: Column | undefined = "";
    while (behind != null) {
      const rows = await this.#call("prune_2($1, $2, $3, $4, $5)", [behind, `${manyThreads}`, ...policy]);
      const [row]: readonly Row[] = rows;
      removed += Number(row?.[0] ?? 0);
      behind = row?.[1];
    }
    return removed;
  }

  /** Stores what waits, and ends the connections that were made here; a pool or a client that was given stays open. */
  async close(): Promise<void> {
    await this.#writer.settled();
    await this.#connection.close();
  }

  async #load(threadId: string, checkpointId: string | undefined): Promise<Found | undefined> {
    await this.#writer.settled(threadId);
    const values = [toName(threadId), checkpointId === undefined ? null : toName(checkpointId)];
    return pageOf(threadId, await this.#call("read_2($1, $2)", values)).checkpoints[0];
  }

  async *#history<C>(
    threadId: string,
    { before, from, limit = Infinity, source }: HistoryQuery & { readonly from?: string },
    read: (found: Found) => C,
  ): AsyncGenerator<C, void, undefined> {
    await this.#writer.settled(threadId);
    let left = limit;
    const ask = (start: readonly Column[]): Promise<readonly Row[]> => {
      const filters = [
        before === undefined ? null : toName(before),
        source ?? null,
        `${Math.min(left, manyCheckpoints)}`,
      ];
      return this.#call("page_2($1, $2, $3, $4, $5, $6, $7, $8)", [toName(threadId), ...start, ...filters]);
    };
    let asked = left > 0 ? ask([from === undefined ? null : toName(from), null, null, null]) : undefined;
    let newer: Page | undefined;
    while (asked !== undefined) {
      const page: Page = pageOf(threadId, await asked, newer);
      const { checkpoints: found } = page;
      const isFull = found.length === Math.min(left, manyCheckpoints);
      left -= found.length;
      const start = left > 0 ? behind(page, isFull) : undefined;
      newer = isFull ? page : undefined;
      asked = undefined;
      for (const [i, one] of found.entries()) {
        // Whoever has read half of a page mostly reads on: the next is on its way meanwhile.
        if (i === found.length >> 1 && start !== undefined) {
          asked = ask(start);
          asked.catch(() => undefined);
        }
        yield read(one);
      }
      if (found.length === 0 && start !== undefined) asked = ask(start);
    }
  }

  async #call(call: string, values: readonly Column[]): Promise<readonly Row[]> {
    await this.#ready();
    return this.#connection.query(`select * from ${this.#connection.schema}.${call}`, values);
  }

  /** Whether the tables are there is asked once. */
  #ready(): Promise<void> {
    if (this.#verified === undefined) {
      const verified = verify(this.#connection, checkpoints);
      this.#verified = verified;
      verified.catch(() => {
        if (this.#verified === verified) this.#verified = undefined;
      });
    }
    return this.#verified;
  }
}

/** Where the history goes on behind a page: on its line, if there may be more of it, or on the one that it was forked from. */
function behind({ checkpoints, line }: Page, isFull: boolean): readonly Column[] | undefined {
  const last = checkpoints.at(-1);
  if (line === undefined) return undefined;
  if (isFull && last !== undefined) return [null, `${line.id}`, `${last.n - 1}`, `${last.n}`];
  return line.parent === null ? undefined : [null, `${line.parent}`, `${line.parentN}`, null];
}

import { ConfigError, StorageError } from "../errors.ts";
import { identifier } from "./sql/quote.ts";
import { Kept } from "./kept.ts";
import { ownPool, type PgClient, type PgPool, type PgQuery, type PgResult } from "./pg.ts";
import { failureOf, stateOf, storageError } from "./problem.ts";

/** Where the tables are. */
export interface PostgresOptions {
  /**
   * `"postgres://user:password@host:5432/database"`, a `pg.Pool`, or a connected `pg.Client`. Of a connection string, a pool of at most four
   * connections is made and ended by `close()`; a pool or a client that is given is left open. A client must not be inside a transaction; what it
   * has lost it cannot connect to again, so long-lived processes should give a string or a pool.
   */
  readonly connection: string | PgPool | PgClient;
  /** The schema that `setup()` makes the tables in. Default: `"graphc"`. Let nothing else be in it. */
  readonly schema?: string;
  /** How many milliseconds a call waits for a server that was reached before and is gone, before it fails. Default: 10000. */
  readonly retryFor?: number;
}

/** A column as PostgreSQL sends it. */
export type Column = string | null;

/** The columns of a row in order; also the values of a statement. */
export type Row = readonly Column[];

/** A statement that is sent often. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * A way to a database. Nothing is set or locked for a session, so that each statement may go through another connection, as behind a pooler in transaction
 * mode. Statements may be prepared under a name where connections keep them; where they do not, it is noticed, and done without.
 */
export class Connection {
  /** The schema's name as SQL has it. */
  readonly schema: string;
  /** The schema's name as it is. */
  readonly schemaName: string;
  readonly #given: PostgresOptions["connection"];
  readonly #retryFor: number;
  readonly #storage: string;
  #open: Promise<PgPool | PgClient> | undefined;
  /** Where the pool is ours, and nobody can wait for the connection that is kept. */
  #kept: Kept | undefined;
  #closed = false;
  /** Whether the server has ever answered: then it is worth waiting for. */
  #reached = false;
  /** Whether connections are not known to forget what is prepared on them. */
  #prepares = true;

  /** @throws ConfigError */
  constructor(options: PostgresOptions) {
    const { connection, schema = "graphc", retryFor = 10_000 } = options;
    const isGiven = typeof connection === "object" && typeof connection?.query === "function";
    if (!isGiven && (typeof connection !== "string" || connection === "")) {
      throw problem("connection", "is no connection string, no pg.Pool and no pg.Client.");
    }
    if (!isSchemaName(schema)) {
      throw problem("schema", 'must be a name that PostgreSQL takes: 1 to 63 bytes in UTF-8, and no "pg_" in front.');
    }
    if (!(retryFor >= 0 && retryFor < Infinity)) throw problem("retryFor", "must be a number of milliseconds.");
    this.schemaName = schema;
    this.schema = identifier(schema);
    this.#given = connection;
    this.#retryFor = retryFor;
    this.#storage = `PostgreSQL schema "${schema}"`;
  }

  /**
   * Sends one statement, in a transaction of its own, and returns its rows. It is sent again if the server has undone it for reasons that pass, or if
   * the connection was lost: so it must not matter if it was applied before. `values` may be a function that is told whether that is possible.
   * Without values, several statements may be sent at once.
   * @throws StorageError
   */
  async query(text: string, values: Row | ((again: boolean) => Row) = []): Promise<readonly Row[]> {
    const sent = (again: boolean): Column[] => [...(typeof values === "function" ? values(again) : values)];
    const { rows } = await this.#send(
      (again) => ({ text, values: sent(again), rowMode: "array", types: asText }),
      false,
    );
    return rows as readonly Row[];
  }

  /**
   * Sends one statement that gives no rows as `query` does, prepared on the connection, and returns how many rows it has written. `undefined`, without anything
   * done, if connections forget what is prepared on them.
   * @throws StorageError
   */
  async prepared({ name, text }: Statement, values: (again: boolean) => Column[]): Promise<number | undefined> {
    if (!this.#prepares) return undefined;
    try {
      const { rowCount } = await this.#send((again) => ({ name, text, values: values(again) }), true);
      return rowCount ?? 0;
    } catch (error) {
      if (!(error instanceof StorageError) || !forgotten.has(stateOf(error) ?? "")) throw error;
      this.#prepares = false;
      return undefined;
    }
  }

  /** `isStep`: through the connection that is kept for steps, if one is. */
  async #send(query: (again: boolean) => PgQuery, isStep: boolean): Promise<PgResult> {
    let until: number | undefined;
    let again = false;
    for (let attempt = 0; ; attempt++) {
      const open = await this.#connect();
      try {
        const way = isStep ? (this.#kept ?? open) : open;
        const result = await way.query(query(again));
        this.#reached = true;
        return result;
      } catch (error) {
        until ??= Date.now() + this.#retryFor;
        const failure = failureOf(error);
        const passes = failure === "aborted" || (failure === "lost" && this.#reached && "totalCount" in open);
        if (!passes || this.#closed || Date.now() >= until) {
          throw storageError(this.#storage, failure, error, this.#reached);
        }
        again ||= failure === "lost";
        await pause(Math.min(10 * 2 ** attempt, 500) * (0.5 + Math.random()));
      }
    }
  }

  /** An error of this database. */
  error(options: Omit<ConstructorParameters<typeof StorageError>[0], "storage">): StorageError {
    return new StorageError({ storage: this.#storage, ...options });
  }

  /** Ends what was opened here, and nothing else. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const open = await this.#open?.catch(() => undefined);
    this.#kept?.giveBack(false);
    if (open === undefined) return;
    // A pool may tell of a connection that breaks while it ends even after it has said that it has ended: nobody stops listening to a pool of ours.
    if (typeof this.#given === "string") await (open as PgPool).end();
    else open.off("error", ignore);
  }

  #connect(): Promise<PgPool | PgClient> {
    if (this.#closed) return Promise.reject(this.error({ problem: "closed" }));
    return (this.#open ??= this.#opened());
  }

  async #opened(): Promise<PgPool | PgClient> {
    const given = this.#given;
    if (typeof given !== "string") {
      given.on("error", ignore);
      return given;
    }
    const pool = await ownPool(given);
    if (pool === undefined) {
      throw problem("connection", "is a string, for which the package pg is needed. Run: npm install pg");
    }
    pool.on("error", ignore);
    this.#kept = new Kept(pool);
    return pool;
  }
}

/** A statement that was prepared is not there, or one is there that was not prepared here: behind a pooler, each transaction has another connection. */
const forgotten: ReadonlySet<string> = new Set(["26000", "42P05"]);

const asText = { getTypeParser: () => (text: string) => text };

/** An idle connection that breaks says so in an event, which would end the process if nobody listened; the next statement takes another. */
function ignore(): void {
  // The statement that needs the connection tells of it.
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function isSchemaName(name: unknown): name is string {
  if (typeof name !== "string" || name === "" || /\0|\p{Surrogate}|^pg_/iu.test(name)) return false;
  return new TextEncoder().encode(name).length <= 63;
}

function problem(option: string, text: string): ConfigError {
  return new ConfigError({ graph: "", option, problem: text });
}

import { type Opened, openDatabase, type SqliteOptions } from "./open.ts";
import type { Query, Row, SqlValue, Statement } from "./driver.ts";
import { StorageError } from "../errors.ts";

/** A database with the statements that were used, prepared once. Every statement is a transaction of its own. */
export class File {
  readonly #opened: Opened;
  readonly #queries = new Map<string, Query>();
  readonly #statements = new Map<string, Statement>();
  #isClosed = false;

  /** @throws ConfigError, StorageError */
  constructor(options: SqliteOptions) {
    this.#opened = openDatabase(options);
  }

  /** @throws StorageError */
  get(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    return this.#attempt(() => this.#query(sql).get(...values));
  }

  /** @throws StorageError */
  all(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.#attempt(() => this.#query(sql).all(...values));
  }

  /** @throws StorageError */
  run(sql: string, ...values: readonly SqlValue[]): void {
    this.#attempt(() => {
      let statement = this.#statements.get(sql);
      if (statement === undefined) {
        statement = this.#opened.connection.statement(sql);
        this.#statements.set(sql, statement);
      }
      statement.run(...values);
    });
  }

  /** May be called again. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#opened.connection.close();
  }

  #query(sql: string): Query {
    let query = this.#queries.get(sql);
    if (query === undefined) this.#queries.set(sql, (query = this.#opened.connection.query(sql)));
    return query;
  }

  #attempt<R>(action: () => R): R {
    const { attempt, path } = this.#opened;
    if (this.#isClosed) throw new StorageError({ storage: `SQLite database "${path}"`, problem: "closed" });
    return attempt(action);
  }
}

import { type Column, Connection, type PostgresOptions, type Row } from "./connection.ts";
import { indexed, items } from "./sql/items.ts";
import { type ItemRow, type ItemTable, type PlacedRow, type RowQuery, TableStore } from "../store/table-store.ts";
import { type Part, setUp, verify } from "./migrate.ts";
import type { Range } from "../store/names.ts";

/** How a store is opened. */
export interface PostgresStoreOptions extends PostgresOptions {
  /** Tells the time. Default: the clock of this system; the server's is not asked. */
  readonly clock?: () => Date;
}

/**
 * Keeps long-term memory in PostgreSQL 12 or later, in a database whose encoding is UTF8, where any number of processes may share it. A checkpointer may have
 * the same schema, and the same pool.
 *
 * ```ts
 * const store = new PostgresStore("postgres://localhost/app");
 * await store.setup();
 * const app = createSupport({ checkpointer, store });
 * ```
 *
 * Each call is one statement in a transaction of its own. If the server goes away, calls wait for it (`retryFor`) and are sent again. Items whose time is over
 * are removed by and by. A filter is applied to items as they are read, newest first; where it asks for an equal string, number or boolean, others are
 * mostly not sent.
 */
export class PostgresStore extends TableStore {
  readonly #table: PostgresTable;

  /**
   * Nothing is connected to before the first call.
   * @throws ConfigError
   */
  constructor(connection: PostgresStoreOptions | PostgresOptions["connection"]) {
    const isOptions = typeof connection === "object" && connection !== null && !("query" in connection);
    const { clock, ...place }: PostgresStoreOptions = isOptions ? connection : { connection };
    const table = new PostgresTable(new Connection(place));
    super(table, clock);
    this.#table = table;
  }

  /**
   * Makes the schema and its table, or brings them up to this version. It may be called at every start, by many processes at once. The rights to create a
   * schema are needed only if it does not exist.
   * @throws StorageError if a later version of this package has made the table (`problem: "newer"`)
   */
  async setup(): Promise<void> {
    await this.#table.setup();
  }

  /** Ends the connections that were made here; a pool or a client that was given stays open. */
  async close(): Promise<void> {
    await this.#table.close();
  }
}

/** What `setup` makes. A change is a new entry at the end; those before stay as they were released. */
const part: Part = { name: "store", migrations: [items] };

/** So often, what is over is removed, so much at a time. */
const sweepEach = 64;
const sweptAtOnce = 1000;

const columns = "seq, namespace, key, value, updated_at, expires_at";
const isMarked = "mark = sha256(convert_to($1::text || $2::text, 'UTF8'))";

class PostgresTable implements ItemTable {
  readonly page = 256;
  readonly #connection: Connection;
  readonly #name: string;
  #verified: Promise<void> | undefined;
  #puts = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#name = `${connection.schema}.items`;
  }

  async setup(): Promise<void> {
    await setUp(this.#connection, part);
    this.#verified = Promise.resolve();
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async find(namespace: string, key: string, now: number): Promise<PlacedRow | undefined> {
    const where = `${isMarked} and (expires_at is null or expires_at > $3::bigint)`;
    const [row] = await this.#query(`select ${columns} from ${this.#name} where ${where}`, [namespace, key, `${now}`]);
    return row && placed(row);
  }

  async refresh(namespace: string, key: string, now: number): Promise<void> {
    const change = `update ${this.#name} set expires_at = $3::bigint + ttl where ${isMarked} and expires_at > $3::bigint`;
    await this.#query(change, [namespace, key, `${now}`]);
  }

  async put({ namespace, key, value, updated, ttl, expires }: ItemRow): Promise<void> {
    await this.#query(
      `insert into ${this.#name} (mark, namespace, key, value, updated_at, ttl, expires_at)
      values (sha256(convert_to($1::text || $2::text, 'UTF8')), $1, $2, $3, $4::bigint, $5::bigint, $6::bigint)
      on conflict (mark) do update set seq = default, value = excluded.value, updated_at = excluded.updated_at,
        ttl = excluded.ttl, expires_at = excluded.expires_at`,
      [namespace, key, value, `${updated}`, columnOf(ttl), columnOf(expires)],
    );
    if (this.#puts++ % sweepEach > 0) return;
    // Somebody else may remove the same at the same time: neither waits for the other.
    const over = `select mark from ${this.#name} where expires_at <= $1::bigint limit ${sweptAtOnce} for update skip locked`;
    await this.#query(`delete from ${this.#name} where mark in (${over})`, [`${updated}`]);
  }

  async delete(namespace: string, key: string): Promise<void> {
    await this.#query(`delete from ${this.#name} where ${isMarked}`, [namespace, key]);
  }

  async rows({ now, range, texts, order, after, limit }: RowQuery): Promise<readonly PlacedRow[]> {
    const values: Column[] = [...range, `${now}`];
    const conditions = [within];
    const value = (column: string): string => `$${values.push(column)}`;
    for (const text of texts) conditions.push(`strpos(value, ${value(text)}::text) > 0`);
    if (after !== undefined && order === "newest") conditions.push(`seq < ${value(`${after.place}`)}::bigint`);
    if (after !== undefined && order === "name") {
      const namespace = `${value(after.namespace)}::text`;
      conditions.push(`left(namespace, ${indexed}) >= left(${namespace}, ${indexed})`);
      conditions.push(`(namespace, key) > (${namespace}, ${value(after.key)}::text)`);
    }
    const sorting = order === "name" ? `left(namespace, ${indexed}), namespace, key` : "seq desc";
    const some = Number.isFinite(limit) ? ` limit ${value(`${limit}`)}::bigint` : "";
    const where = conditions.join(" and ");
    const sql = `select ${columns} from ${this.#name} where ${where} order by ${sorting}${some}`;
    return (await this.#query(sql, values)).map(placed);
  }

  async namespaces(range: Range, now: number, limit: number): Promise<readonly string[]> {
    const sql = `select distinct left(namespace, ${indexed}), namespace from ${this.#name} where ${within} order by 1, 2 limit $4::bigint`;
    const rows = await this.#query(sql, [...range, `${now}`, `${limit}`]);
    return rows.map(([, namespace]) => namespace ?? "");
  }

  async #query(sql: string, values: readonly Column[]): Promise<readonly Row[]> {
    await this.#ready();
    return this.#connection.query(sql, values);
  }

  /** Whether the table is there is asked once. */
  #ready(): Promise<void> {
    if (this.#verified === undefined) {
      const verified = verify(this.#connection, part);
      this.#verified = verified;
      verified.catch(() => {
        if (this.#verified === verified) this.#verified = undefined;
      });
    }
    return this.#verified;
  }
}

/** In the range from $1 to before $2, and not over at the time $3. */
const within = [
  `left(namespace, ${indexed}) between left($1::text, ${indexed}) and left($2::text, ${indexed})`,
  "namespace >= $1::text and namespace < $2::text",
  "(expires_at is null or expires_at > $3::bigint)",
].join(" and ");

function columnOf(value: number | undefined): Column {
  return value === undefined ? null : `${value}`;
}

function placed([place, namespace, key, value, updated, expires]: Row): PlacedRow {
  return {
    place: Number(place),
    namespace: namespace ?? "",
    key: key ?? "",
    value: value ?? "",
    updated: Number(updated),
    ...(expires != null && { expires: Number(expires) }),
  };
}

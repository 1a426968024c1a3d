import { type ItemRow, type ItemTable, type PlacedRow, type RowQuery, TableStore } from "../store/table-store.ts";
import type { Row, SqlValue } from "./driver.ts";
import { File } from "./file.ts";
import type { Range } from "../store/names.ts";
import type { SqliteOptions } from "./open.ts";

/** How a store is opened. */
export interface SqliteStoreOptions extends SqliteOptions {
  /** Tells the time. Default: the system's clock. */
  readonly clock?: () => Date;
}

/**
 * Keeps long-term memory in a SQLite file, which several processes may share, and checkpointers and caches too.
 *
 * ```ts
 * const app = createSupport({ checkpointer, store: new SqliteStore("./memory.db") });
 * ```
 *
 * An item is in the file when the promise of its `put` resolves; what a power cut may take back says `synchronous`. Items whose time is over are removed by
 * and by. A filter is applied to items as they are read, newest first; where it asks for an equal string, number or boolean, others are mostly not read.
 */
export class SqliteStore extends TableStore {
  readonly #file: File;

  /**
   * Opens the file, or makes it.
   * @throws ConfigError if SQLite is not there, or an option is senseless
   * @throws StorageError if the file cannot be opened, holds something else, or was made by a later version
   */
  constructor(options: string | SqliteStoreOptions) {
    const { clock, ...place } = typeof options === "string" ? { path: options } : options;
    const file = new File(place);
    super(new SqliteTable(file), clock);
    this.#file = file;
  }

  /** Closes the file. May be called again. */
  async close(): Promise<void> {
    this.#file.close();
  }
}

/** So often, what is over is removed, so much at a time. */
const sweepEach = 64;
const sweptAtOnce = 1000;
/** More conditions than these would make new statements again and again; the filter itself knows of all of them. */
const manyTexts = 4;

const columns = "no, namespace, key, value, updated, expires";
const isThere = "(expires IS NULL OR expires > ?)";

class SqliteTable implements ItemTable {
  readonly page = 256;
  readonly #file: File;
  #puts = 0;

  constructor(file: File) {
    this.#file = file;
  }

  find(namespace: string, key: string, now: number): PlacedRow | undefined {
    const sql = `SELECT ${columns} FROM item WHERE namespace = ? AND key = ? AND ${isThere}`;
    const row = this.#file.get(sql, namespace, key, now);
    return row && placed(row);
  }

  refresh(namespace: string, key: string, now: number): void {
    const sql = "UPDATE item SET expires = ? + ttl WHERE namespace = ? AND key = ? AND expires > ?";
    this.#file.run(sql, now, namespace, key, now);
  }

  put({ namespace, key, value, updated, ttl, expires }: ItemRow): void {
    // The number of a new row is greater than all others.
    const sql = "INSERT OR REPLACE INTO item (namespace, key, value, updated, ttl, expires) VALUES (?, ?, ?, ?, ?, ?)";
    this.#file.run(sql, ...[namespace, key, value, updated, ttl ?? null, expires ?? null]);
    if (this.#puts++ % sweepEach > 0) return;
    const over = `SELECT no FROM item WHERE expires <= ? LIMIT ${sweptAtOnce}`;
    this.#file.run(`DELETE FROM item WHERE no IN (${over})`, updated);
  }

  delete(namespace: string, key: string): void {
    this.#file.run("DELETE FROM item WHERE namespace = ? AND key = ?", namespace, key);
  }

  rows({ now, range, texts, order, after, limit }: RowQuery): readonly PlacedRow[] {
    const conditions = ["namespace >= ? AND namespace < ?", isThere];
    const values: SqlValue[] = [...range, now];
    for (const text of texts.slice(0, manyTexts)) {
      conditions.push("instr(value, ?) > 0");
      values.push(text);
    }
    if (after !== undefined) {
      conditions.push(order === "name" ? "(namespace, key) > (?, ?)" : "no < ?");
      values.push(...(order === "name" ? [after.namespace, after.key] : [after.place]));
    }
    const sorting = order === "name" ? "namespace, key" : "no DESC";
    const sql = `SELECT ${columns} FROM item WHERE ${conditions.join(" AND ")} ORDER BY ${sorting} LIMIT ?`;
    return this.#file.all(sql, ...values, limit).map(placed);
  }

  namespaces(range: Range, now: number, limit: number): readonly string[] {
    const where = `namespace >= ? AND namespace < ? AND ${isThere}`;
    const sql = `SELECT DISTINCT namespace FROM item WHERE ${where} ORDER BY namespace LIMIT ?`;
    return this.#file.all(sql, ...range, now, limit).map(([namespace]) => String(namespace));
  }
}

function placed([place, namespace, key, value, updated, expires]: Row): PlacedRow {
  return {
    place: Number(place),
    namespace: String(namespace),
    key: String(key),
    value: String(value),
    updated: Number(updated),
    ...(expires != null && { expires: Number(expires) }),
  };
}

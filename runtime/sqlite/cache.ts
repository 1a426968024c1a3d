import { storedText, textOf } from "./text.ts";
import type { Cache } from "../types/storage.ts";
import { ConfigError } from "../errors.ts";
import { File } from "./file.ts";
import { builtin } from "./host.ts";
import type { SqliteOptions } from "./open.ts";

/** How a cache is opened. */
export interface SqliteCacheOptions extends SqliteOptions {
  /** So many results are kept, give or take a sixteenth; of more, those that were stored first go first. Default: 100,000. */
  readonly maxEntries?: number;
  /** Tells the time. Default: the system's clock. */
  readonly clock?: () => Date;
}

/** What is needed of `node:crypto`. */
interface Crypto {
  createHash(algorithm: "sha256"): { update(text: string, encoding: "utf16le"): { digest(): Uint8Array } };
}

/**
 * Keeps results of nodes with `cache` in a SQLite file, for all processes that share it: so a result outlives the process, too. Checkpointers and stores may be
 * in the same file.
 *
 * ```ts
 * const app = createSupport({ checkpointer, cache: new SqliteCache("./cache.db") });
 * ```
 */
export class SqliteCache implements Cache {
  readonly #file: File;
  readonly #crypto: Crypto;
  readonly #clock: () => Date;
  readonly #maxEntries: number;
  #sets = 0;

  /**
   * Opens the file, or makes it.
   * @throws ConfigError if SQLite is not there, or an option is senseless
   * @throws StorageError if the file cannot be opened, holds something else, or was made by a later version
   */
  constructor(options: string | SqliteCacheOptions) {
    const given: SqliteCacheOptions = typeof options === "string" ? { path: options } : options;
    const { maxEntries = 100_000, clock = () => new Date(), ...place } = given;
    if (!(maxEntries >= 1) || !(Number.isInteger(maxEntries) || maxEntries === Infinity)) {
      throw problem("maxEntries", `is ${maxEntries}; it is a whole number from 1 on.`);
    }
    const crypto = builtin<Crypto>("node:crypto");
    if (crypto === undefined) throw problem("cache", "cannot be made: this host has no node:crypto.");
    this.#crypto = crypto;
    this.#file = new File(place);
    this.#clock = clock;
    this.#maxEntries = maxEntries;
  }

  async get(key: string): Promise<string | undefined> {
    const row = this.#file.get("SELECT value FROM cached WHERE key = ? AND expires > ?", this.#mark(key), this.#now());
    return row && textOf(row[0]);
  }

  async set(key: string, value: string, ttl: number): Promise<void> {
    const now = this.#now();
    const expires = Math.min(now + ttl, Number.MAX_SAFE_INTEGER);
    // The number of a new row is greater than all others.
    const sql = "INSERT OR REPLACE INTO cached (key, expires, value) VALUES (?, ?, ?)";
    this.#file.run(sql, this.#mark(key), expires, storedText(value));
    if (this.#sets++ % Math.ceil(this.#maxEntries / 16) > 0) return;
    this.#file.run("DELETE FROM cached WHERE expires <= ?", now);
    if (this.#maxEntries === Infinity) return;
    const oldest = "SELECT no FROM cached ORDER BY no DESC LIMIT 1 OFFSET ?";
    this.#file.run(`DELETE FROM cached WHERE no <= (${oldest})`, this.#maxEntries);
  }

  /** Closes the file. May be called again. */
  async close(): Promise<void> {
    this.#file.close();
  }

  #now(): number {
    return this.#clock().getTime();
  }

  /** In UTF-16, so that keys with unpaired surrogates stay different. */
  #mark(key: string): Uint8Array {
    return this.#crypto.createHash("sha256").update(key, "utf16le").digest();
  }
}

function problem(option: string, text: string): ConfigError {
  return new ConfigError({ graph: "", option, problem: text });
}

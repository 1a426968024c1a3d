import type { Cache, Encoded } from "../types/storage.ts";

interface Entry {
  readonly value: Encoded;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Keeps results of nodes with `cache` in memory. What has expired is removed when it is asked for, and all of it whenever the number of entries has doubled. */
export class MemoryCache implements Cache {
  readonly #entries = new Map<string, Entry>();
  #sweepAt = 64;

  async get(key: string): Promise<Encoded | undefined> {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.expires > Date.now()) return entry?.value;
    this.#entries.delete(key);
    return undefined;
  }

  async set(key: string, value: Encoded, ttl: number): Promise<void> {
    const now = Date.now();
    this.#entries.set(key, { value, expires: now + ttl });
    if (this.#entries.size < this.#sweepAt) return;
    for (const [name, { expires }] of this.#entries) if (expires <= now) this.#entries.delete(name);
    this.#sweepAt = Math.max(64, this.#entries.size * 2);
  }
}

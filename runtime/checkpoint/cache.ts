import type { Cache, Encoded } from "../types/storage.ts";

interface Entry {
  readonly value: Encoded;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Keeps results of nodes with `cache` in memory, for all apps that it is given to. */
export class MemoryCache implements Cache {
  /** The one that was used last stands last. */
  readonly #entries = new Map<string, Entry>();
  readonly #maxEntries: number;
  readonly #clock: () => Date;

  /** `maxEntries`: so many results are kept (default: 10,000); of more, the one that was not used for longest goes first. `clock` tells the time. */
  constructor({
    maxEntries = 10_000,
    clock = () => new Date(),
  }: { readonly maxEntries?: number; readonly clock?: () => Date } = {}) {
    this.#maxEntries = maxEntries;
    this.#clock = clock;
  }

  async get(key: string): Promise<Encoded | undefined> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.expires <= this.#clock().getTime()) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  async set(key: string, value: Encoded, ttl: number): Promise<void> {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expires: this.#clock().getTime() + ttl });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries) return;
      this.#entries.delete(oldest);
    }
  }
}

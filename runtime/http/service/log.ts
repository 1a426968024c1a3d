/** One thing that happened in a run: `id` counts from 1 without gaps, `data` is the JSON text of the event. */
export interface LogEntry {
  readonly id: number;
  readonly type: string;
  readonly data: string;
}

/** A reader fell so far behind that entries it had not read were dropped, or asked for entries that are gone; the next that is there is `next`. */
export interface Lost {
  readonly lost: true;
  readonly next: number;
}

export interface LogLimits {
  /** So many entries are kept of a run. */
  readonly events: number;
  /** So many characters of them; the last entry is always kept. */
  readonly characters: number;
}

/**
 * The latest events of a run, for any number of readers. Readers hold a number and nothing else, so that one that does not read costs nothing and holds
 * nobody back; it is told when what it would have read next is gone.
 */
export class EventLog {
  readonly #limits: LogLimits;
  readonly #entries = new Map<number, LogEntry>();
  #firstId = 1;
  #characters = 0;
  #lastId = 0;
  #closed = false;
  readonly #waiting = new Set<() => void>();

  constructor(limits: LogLimits) {
    this.#limits = limits;
  }

  /** The id of the newest entry; 0 before the first. */
  get lastId(): number {
    return this.#lastId;
  }

  /** How many characters are held. */
  get characters(): number {
    return this.#characters;
  }

  /** Nothing is added any more. */
  get closed(): boolean {
    return this.#closed;
  }

  append(type: string, data: string): void {
    const id = ++this.#lastId;
    this.#entries.set(id, { id, type, data });
    this.#characters += data.length;
    this.#drop();
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** Yields what comes after entry `after`, as it comes, until the log is closed. After a `Lost` nothing more comes. `return` ends a wait. */
  read(after = 0): AsyncIterableIterator<LogEntry | Lost, undefined> {
    let last = after;
    let ended = false;
    let wake: (() => void) | undefined;
    const next = async (): Promise<IteratorResult<LogEntry | Lost, undefined>> => {
      while (!ended) {
        const found = this.#after(last);
        if (found !== undefined) {
          if ("lost" in found) ended = true;
          else last = found.id;
          return { value: found, done: false };
        }
        if (this.#closed) break;
        await new Promise<void>((resolve) => this.#waiting.add((wake = resolve)));
      }
      return { value: undefined, done: true };
    };
    return {
      next,
      return: async () => {
        ended = true;
        if (wake !== undefined) this.#waiting.delete(wake);
        wake?.();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  #after(id: number): LogEntry | Lost | undefined {
    if (id >= this.#lastId) return undefined;
    return id + 1 < this.#firstId ? { lost: true, next: this.#firstId } : this.#entries.get(id + 1);
  }

  #drop(): void {
    const { characters, events } = this.#limits;
    while (this.#entries.size > 1 && (this.#characters > characters || this.#entries.size > events)) {
      this.#characters -= this.#entries.get(this.#firstId)?.data.length ?? 0;
      this.#entries.delete(this.#firstId++);
    }
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}

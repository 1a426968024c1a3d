import { laterOn } from "./host.ts";
import { ThreadConflictError } from "../errors.ts";

/** A write that waits for others to be stored together with. */
interface Waiting {
  readonly write: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  failed: ThreadConflictError | undefined;
}

/** So many writes, or characters of text, are stored without waiting for more. */
const manyWrites = 1024;
const manyCharacters = 4_000_000;

/**
 * Writes that wait to be stored in one transaction, in the order in which they came: when all that runs at the moment has run, or when they have become
 * many, or when somebody calls `flush`.
 */
export class GroupQueue {
  readonly #together: (action: () => void) => void;
  #waiting: Waiting[] = [];
  #characters = 0;
  /** What the last group could not be stored for, until all who wait for it have heard of it. */
  #fault: { readonly error: unknown } | undefined = undefined;

  /** `together` does something in one transaction. */
  constructor(together: (action: () => void) => void) {
    this.#together = together;
  }

  /**
   * The promise resolves when the write is stored. A conflict is the write's own; whatever else is thrown is told to all of the group, of which nothing is
   * stored, and to those who do not know of it yet and write what follows.
   */
  add(write: () => void, characters: number): Promise<void> {
    if (this.#fault !== undefined) return Promise.reject(this.#fault.error);
    if (this.#waiting.length === 0) laterOn(() => this.flush());
    const stored = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject, failed: undefined });
    });
    this.#characters += characters;
    if (this.#waiting.length >= manyWrites || this.#characters >= manyCharacters) this.flush();
    return stored;
  }

  /** Stores what waits. */
  flush(): void {
    const group = this.#waiting;
    if (group.length === 0) return;
    this.#waiting = [];
    this.#characters = 0;
    try {
      this.#together(() => {
        for (const waiting of group) attempt(waiting);
      });
    } catch (error) {
      this.#fault = { error };
      for (const { reject } of group) reject(error);
      queueMicrotask(() => (this.#fault = undefined));
      return;
    }
    for (const { failed, reject, resolve } of group) {
      if (failed === undefined) resolve();
      else reject(failed);
    }
  }
}

function attempt(waiting: Waiting): void {
  try {
    waiting.write();
  } catch (error) {
    if (!(error instanceof ThreadConflictError)) throw error;
    waiting.failed = error;
  }
}

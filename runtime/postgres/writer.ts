import { StorageError, ThreadConflictError } from "../errors.ts";
import type { Connection } from "./connection.ts";
import { fromName } from "./names.ts";
import { Sender } from "./sender.ts";
import { type Unit, unitsOf, type Write } from "./units.ts";

/** A statement takes at most so many writes, and about so many characters. */
const manyWrites = 1000;
const manyCharacters = 8_000_000;

/**
 * Stores writes in the order in which they come. One statement, and so one transaction, is under way at a time; what comes meanwhile goes together with
 * the next.
 */
export class Writer {
  readonly #sender: Sender;
  readonly #ready: () => Promise<void>;
  #waiting: Write[] = [];
  #underWay: readonly Write[] = [];
  #running: Promise<void> | undefined;
  #scheduled = false;

  constructor(connection: Connection, ready: () => Promise<void>) {
    this.#sender = new Sender(connection);
    this.#ready = ready;
  }

  /** Resolves once it is stored. If no statement is under way, one begins at once, or, for what is stored `lazily`, when the program waits for something. */
  add(write: DistributiveOmit<Write, "resolve" | "reject">, lazily: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...write, resolve, reject });
      if (this.#running !== undefined) return;
      if (!lazily) queueMicrotask(() => this.#run());
      else if (!this.#scheduled) {
        this.#scheduled = true;
        later(() => this.#run());
      }
    });
  }

  /** Resolves when everything that was added before (of a thread) is stored or has failed. */
  async settled(threadId?: string): Promise<void> {
    const meant = new Set(
      [...this.#underWay, ...this.#waiting].filter((write) => threadId === undefined || write.threadId === threadId),
    );
    const isMeant = (write: Write): boolean => meant.has(write);
    while (meant.size > 0 && (this.#underWay.some(isMeant) || this.#waiting.some(isMeant))) {
      this.#run();
      await this.#running;
    }
  }

  #run(): void {
    this.#scheduled = false;
    if (this.#running !== undefined || this.#waiting.length === 0) return;
    this.#running = this.#next().finally(() => {
      this.#running = undefined;
      this.#underWay = [];
      this.#run();
    });
  }

  async #next(): Promise<void> {
    let size = 0;
    let count = 0;
    while (count < this.#waiting.length && count < manyWrites && (count === 0 || size < manyCharacters)) {
      size += this.#waiting[count++]?.size ?? 0;
    }
    this.#underWay = this.#waiting.splice(0, count);
    // All processes lock threads in this order, so that none waits for another that waits for it.
    const sorted = this.#underWay.toSorted((one, other) => compare(one.threadId, other.threadId));
    try {
      await this.#ready();
    } catch (error) {
      return this.#fail(sorted, error);
    }
    await this.#store(sorted, false);
  }

  /** `alone`: each by itself, because together some could not be stored. */
  async #store(writes: readonly Write[], alone: boolean): Promise<void> {
    const units = unitsOf(writes, alone);
    let left = units;
    let found: ReadonlyMap<Unit, string | null>;
    try {
      let again: boolean;
      ({ left, again } = await this.#sender.ahead(units));
      const isLeft = new Set(left);
      for (const unit of units) if (!isLeft.has(unit)) for (const write of unit.writes) write.resolve();
      if (left.length === 0) return;
      found = await this.#sender.carefully(left, again);
    } catch (error) {
      return this.#failed(
        left.flatMap((unit) => unit.writes),
        error,
      );
    }
    const again: Write[] = [];
    let blocked: string | undefined;
    for (const unit of left) {
      const { threadId, writes: together } = unit;
      if (found.has(unit) && together.length > 1) blocked = threadId;
      if (threadId === blocked) again.push(...together);
      else if (!found.has(unit)) for (const write of together) write.resolve();
      else for (const write of together) write.reject(conflict(write, found.get(unit) ?? undefined));
    }
    if (again.length > 0) await this.#store(again, true);
  }

  /** What one thread has done that the database does not take is no reason to fail the others. */
  async #failed(writes: readonly Write[], error: unknown): Promise<void> {
    const isFault = error instanceof StorageError && error.problem === "failed";
    if (!isFault || writes.at(0)?.threadId === writes.at(-1)?.threadId) return this.#fail(writes, error);
    for (const threadId of new Set(writes.map((write) => write.threadId))) {
      await this.#store(
        writes.filter((write) => write.threadId === threadId),
        false,
      );
    }
  }

  /** Also fails what has been added since to the same threads: it follows what was not stored. */
  #fail(writes: readonly Write[], error: unknown): void {
    const threads = new Set(writes.map(({ threadId }) => threadId));
    const following = this.#waiting.filter(({ threadId }) => threads.has(threadId));
    this.#waiting = this.#waiting.filter(({ threadId }) => !threads.has(threadId));
    for (const write of [...writes, ...following]) write.reject(error);
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function conflict(write: Write, found: string | undefined): ThreadConflictError {
  const expected = write.kind === "record" ? write.checkpointId : write.commit.parentId;
  return new ThreadConflictError(write.threadId, expected, found === undefined ? undefined : fromName(found));
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Runs something after all that can go on without waiting has gone on. */
function later(run: () => void): void {
  const { setImmediate } = globalThis as { readonly setImmediate?: (run: () => void) => void };
  if (setImmediate === undefined) setTimeout(run, 0);
  else setImmediate(run);
}

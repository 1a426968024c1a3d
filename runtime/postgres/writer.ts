import { StorageError, ThreadConflictError } from "../errors.ts";
import type { Connection } from "./connection.ts";
import { fromName, toName } from "./names.ts";
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
  add(content: Write["content"], lazily: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ content, resolve, reject });
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
    const thread = threadId === undefined ? undefined : toName(threadId);
    const meant = new Set(
      [...this.#underWay, ...this.#waiting].filter((write) => thread === undefined || write.content.thread === thread),
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
      size += this.#waiting[count++]?.content.size ?? 0;
    }
    this.#underWay = this.#waiting.splice(0, count);
    // All processes lock threads in this order, so that none waits for another that waits for it.
    const sorted = count === 1 ? this.#underWay : this.#underWay.toSorted(byThread);
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
      const { thread, writes: together } = unit;
      if (found.has(unit) && together.length > 1) blocked = thread;
      if (thread === blocked) again.push(...together);
      else if (!found.has(unit)) for (const write of together) write.resolve();
      else for (const write of together) write.reject(conflict(write, found.get(unit) ?? undefined));
    }
    if (again.length > 0) await this.#store(again, true);
  }

  /** What one thread has done that the database does not take is no reason to fail the others. */
  async #failed(writes: readonly Write[], error: unknown): Promise<void> {
    const isFault = error instanceof StorageError && error.problem === "failed";
    if (!isFault || writes.at(0)?.content.thread === writes.at(-1)?.content.thread) return this.#fail(writes, error);
    for (const thread of new Set(writes.map(({ content }) => content.thread))) {
      await this.#store(
        writes.filter(({ content }) => content.thread === thread),
        false,
      );
    }
  }

  /** Also fails what has been added since to the same threads: it follows what was not stored. */
  #fail(writes: readonly Write[], error: unknown): void {
    const threads = new Set(writes.map(({ content }) => content.thread));
    const following = this.#waiting.filter(({ content }) => threads.has(content.thread));
    this.#waiting = this.#waiting.filter(({ content }) => !threads.has(content.thread));
    for (const write of [...writes, ...following]) write.reject(error);
  }
}

function conflict({ content }: Write, found: string | undefined): ThreadConflictError {
  const expected = content.kind === "record" ? content.parent : content.row.parent;
  return new ThreadConflictError(fromName(content.thread), idOf(expected), idOf(found));
}

function idOf(name: string | null | undefined): string | undefined {
  return name == null ? undefined : fromName(name);
}

function byThread({ content: { thread: one } }: Write, { content: { thread: other } }: Write): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Runs something after all that can go on without waiting has gone on. */
function later(run: () => void): void {
  const { setImmediate } = globalThis as { readonly setImmediate?: (run: () => void) => void };
  if (setImmediate === undefined) setTimeout(run, 0);
  else setImmediate(run);
}

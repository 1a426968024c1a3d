/** Checkpointers that fail once, at the n-th call of a method. */
import { ThreadConflictError, type Checkpointer } from "@graphc/runtime";
import { connect, direct, type Direct } from "../../runtime/checkpoint/direct.ts";
import type { Awaitable } from "../../runtime/types/graph-types.ts";

export const methods = ["load", "commit", "saveStep", "history"] as const;
export type Method = (typeof methods)[number];

/** Whether the call does its work before it fails, so that only the answer is lost, and whether it takes a while. */
export interface How {
  readonly stores: boolean;
  readonly hangs: boolean;
}

export const ways: readonly How[] = [
  { stores: false, hangs: false },
  { stores: true, hangs: false },
  { stores: false, hangs: true },
  { stores: true, hangs: true },
];

/** What a storage that fails throws. */
export class Fault extends Error {
  override readonly name = "Fault";
}

/** Which call fails, and how many calls there were. */
export class Plan {
  readonly fault = new Fault("The storage failed.");
  readonly calls: Record<Method, number> = { load: 0, commit: 0, saveStep: 0, history: 0 };
  readonly #method: Method | undefined;
  readonly #nth: number;
  readonly #how: How;

  /** Without a method nothing fails. `nth` counts from 1. */
  constructor(method?: Method, nth = 0, how: How = { stores: false, hangs: false }) {
    this.#method = method;
    this.#nth = nth;
    this.#how = how;
  }

  get total(): number {
    return methods.reduce((sum, method) => sum + this.calls[method], 0);
  }

  /** Counts a call: how it fails, if it does. */
  next(method: Method): How | undefined {
    const nth = ++this.calls[method];
    return method === this.#method && nth === this.#nth ? this.#how : undefined;
  }
}

export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** How long a call hangs: longer than all handlers of the tests. */
const aWhile = 6;

async function tried<R>(plan: Plan, method: Method, act: () => Awaitable<R>): Promise<R> {
  const how = plan.next(method);
  if (how === undefined) return act();
  if (how.stores) await act();
  if (how.hangs) await turns(aWhile);
  throw plan.fault;
}

/**
 * Calls fail at once where they do not hang, and return promises only where the storage does. Those behind one that hangs wait for it, and fail as well.
 */
class Plain {
  #hanging: Promise<unknown> | undefined = undefined;

  write(plan: Plan, method: Method, threadId: string, act: () => Awaitable<void>): Awaitable<void> {
    if (this.#hanging !== undefined) {
      plan.next(method);
      return this.#hanging.then(() => Promise.reject(new ThreadConflictError(threadId, undefined, undefined)));
    }
    const how = plan.next(method);
    if (how === undefined) return act();
    const done = how.stores ? act() : undefined;
    if (!how.hangs && !(done instanceof Promise)) throw plan.fault;
    const over = Promise.resolve(done).then(() => turns(how.hangs ? aWhile : 0));
    this.#hanging = over.finally(() => (this.#hanging = undefined));
    return over.then(() => Promise.reject(plan.fault));
  }
}

/** Everything behind the one that fails on a line fails, too, as the parent is not there; each call takes a turn. */
class Line {
  #tail: Promise<void> = Promise.resolve();
  #failed = false;
  #waiting = 0;

  write(threadId: string, act: () => Promise<void>): Promise<void> {
    this.#waiting++;
    const stored = this.#tail.then(async () => {
      await turns(1);
      if (this.#failed) throw new ThreadConflictError(threadId, undefined, undefined);
      await act();
    });
    this.#tail = stored.then(
      () => this.#settle(false),
      () => this.#settle(true),
    );
    return stored;
  }

  /** Waits for all that was handed over. */
  async idle(): Promise<void> {
    await this.#tail;
  }

  #settle(failed: boolean): void {
    this.#waiting--;
    this.#failed = (this.#failed || failed) && this.#waiting > 0;
  }
}

export const shapes = ["text", "plain", "promises", "ordered"] as const;
/**
 * `text` is what somebody else's checkpointer is: the public methods alone. The others speak to the engine directly: `plain` as the storage itself does;
 * `promises` with a promise from each call, one write at a time; `ordered` with many under way at once.
 */
export type Shape = (typeof shapes)[number];

/** The checkpointer, as it fails. */
export function faulty(inner: Checkpointer, plan: Plan, shape: Shape): Checkpointer {
  const text: Checkpointer = {
    load: (threadId, checkpointId) => tried(plan, "load", () => inner.load(threadId, checkpointId)),
    commit: (commit) => tried(plan, "commit", () => inner.commit(commit)),
    saveStep: (threadId, checkpointId, record) =>
      tried(plan, "saveStep", () => inner.saveStep(threadId, checkpointId, record)),
    async *history(threadId, query) {
      for await (const stored of inner.history(threadId, query)) yield tried(plan, "history", () => stored);
    },
    threads: (query) => inner.threads(query),
    deleteThread: (threadId) => inner.deleteThread(threadId),
    prune: (policy) => inner.prune(policy),
    close: () => inner.close(),
  };
  if (shape === "text") return text;
  return Object.assign(text, { [direct]: faultyDirect(connect(inner), plan, shape) });
}

function faultyDirect(inner: Direct, plan: Plan, shape: Exclude<Shape, "text">): Direct {
  const lines = new Map<string, Line>();
  const lineOf = (threadId: string): Line => {
    const line = lines.get(threadId) ?? new Line();
    lines.set(threadId, line);
    return line;
  };
  const plain = new Plain();
  const write = (threadId: string, method: Method, act: () => Awaitable<void>): Awaitable<void> => {
    if (shape === "plain") return plain.write(plan, method, threadId, act);
    if (shape === "promises") return turns(1).then(() => tried(plan, method, act));
    return lineOf(threadId).write(threadId, () => tried(plan, method, act));
  };
  return {
    ...(shape === "plain" && inner.ordered === true && { ordered: true }),
    ...(shape === "ordered" && { ordered: true }),
    async load(threadId, checkpointId) {
      await lineOf(threadId).idle();
      return tried(plan, "load", () => inner.load(threadId, checkpointId));
    },
    commit: (commit, lazily) => write(commit.threadId, "commit", () => inner.commit(commit, lazily)),
    saveStep: (threadId, checkpointId, record, lazily) =>
      write(threadId, "saveStep", () => inner.saveStep(threadId, checkpointId, record, lazily)),
    async *history(threadId, query) {
      await lineOf(threadId).idle();
      for await (const stored of inner.history(threadId, query)) yield tried(plan, "history", () => stored);
    },
  };
}

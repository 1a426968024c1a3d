import { type Caller, idOf, prefixOf, threadName, type ThreadName } from "./owner.ts";
import type { Checkpointer, ThreadStatus, ThreadSummary } from "../../types/storage.ts";
import type { HostedGraph, Registry } from "./registry.ts";
import type { RunManager } from "./manager.ts";
import { ServiceError } from "./errors.ts";

/** A thread that a caller may see. */
export interface FoundThread extends ThreadName {
  readonly graph: HostedGraph;
  /** `running` while a run is active here, else as stored: then `running` is a run of another process, or of one that has died. */
  readonly status: ThreadStatus;
}

/** One thread in a list. */
export interface ListedThread extends FoundThread {
  readonly updatedAt: Date;
  readonly dueAt?: Date;
}

export interface ThreadPageQuery {
  readonly graph?: HostedGraph;
  readonly status?: ThreadStatus;
  /** Whether those that were touched last come first, or those that were not touched for longest. */
  readonly order: "newest" | "oldest";
  /** At most so many. */
  readonly limit: number;
  /** Only what comes after this place. */
  readonly after?: PagePlace;
}

/** A place in the list of threads, which is ordered by time, then by id. */
export interface PagePlace {
  readonly updatedAt: number;
  readonly id: string;
}

export interface ThreadPage {
  readonly threads: readonly ListedThread[];
  /** Where the next page begins; absent on the last. */
  readonly next?: PagePlace;
}

/** Is told of a thread that was deleted. */
export type WhenDeleted = (caller: Caller, id: string) => Promise<void>;

/** The threads of a service, as a caller sees them. */
export class Threads {
  readonly #checkpointer: Checkpointer;
  readonly #registry: Registry;
  readonly #runs: RunManager;
  readonly #whenDeleted: WhenDeleted[] = [];

  constructor(checkpointer: Checkpointer, registry: Registry, runs: RunManager) {
    this.#checkpointer = checkpointer;
    this.#registry = registry;
    this.#runs = runs;
  }

  /** @throws ServiceError `unknown-thread`, the same for what is not there and what is another caller's or another service's. */
  async find(caller: Caller, id: string): Promise<FoundThread> {
    const found = await this.look(caller, id);
    if (found !== undefined) return found;
    throw new ServiceError("unknown-thread", "There is no such thread.");
  }

  /** As `find`, but `undefined` where there is none. */
  async look(caller: Caller, id: string): Promise<FoundThread | undefined> {
    const name = nameOf(caller, id);
    if (name === undefined) return undefined;
    const active = this.#runs.activeOn(name);
    if (active !== undefined) return { ...name, graph: active.graph, status: "running" };
    const head = await this.#checkpointer.load(name.stored);
    const graph = head && this.#registry.stored(head.graph);
    return graph && { ...name, graph, status: head.status };
  }

  /**
   * The caller's threads. A thread that is made, or touched, while somebody reads page after page comes in front of the newest, or behind the oldest: no
   * other is left out or listed twice for it. Storages list the oldest first, so that the newest are found by reading all of the caller's.
   */
  async list(caller: Caller, query: ThreadPageQuery): Promise<ThreadPage> {
    const { after, limit, order } = query;
    const isNewest = order === "newest";
    const found: ListedThread[] = [];
    for await (const thread of this.#all(caller, query)) {
      if (after !== undefined && !(isNewest ? isAfter(after, placeOf(thread)) : isAfter(placeOf(thread), after)))
        continue;
      found.push(thread);
      if (found.length <= limit) continue;
      if (!isNewest) break;
      // One more than the page, which tells that there is a next one.
      if (found.length > limit + 1) found.shift();
    }
    if (isNewest) found.reverse();
    const threads = found.slice(0, limit);
    const last = threads.at(-1);
    return { threads, ...(last !== undefined && found.length > limit && { next: placeOf(last) }) };
  }

  /** Deletes a thread with all that is stored of it. @throws ThreadBusyError while it runs here */
  async delete(caller: Caller, { graph, id, stored }: Omit<FoundThread, "status">): Promise<void> {
    await graph.app.deleteThread(stored);
    this.#runs.forget({ id, stored });
    for (const tell of this.#whenDeleted) await tell(caller, id);
  }

  /** Protocols that keep something of threads themselves are told of each that is deleted, whichever protocol does it. */
  whenDeleted(tell: WhenDeleted): void {
    this.#whenDeleted.push(tell);
  }

  async *#all(caller: Caller, { graph, status }: ThreadPageQuery): AsyncGenerator<ListedThread> {
    const query = { prefix: prefixOf(caller.owner), ...(graph && { graph: graph.app.graph.name }) };
    for await (const summary of this.#checkpointer.threads(query)) {
      const thread = this.#listed(caller, summary);
      if (thread !== undefined && (status === undefined || thread.status === status)) yield thread;
    }
  }

  #listed(caller: Caller, summary: ThreadSummary): ListedThread | undefined {
    const { dueAt, threadId: stored, updatedAt } = summary;
    const id = idOf(caller, stored);
    const graph = this.#registry.stored(summary.graph);
    if (id === undefined || graph === undefined) return undefined;
    const isActive = this.#runs.activeOn({ id, stored }) !== undefined;
    const status = isActive ? "running" : summary.status;
    return { id, stored, graph, status, updatedAt, ...(dueAt !== undefined && { dueAt }) };
  }
}

function placeOf({ id, updatedAt }: ListedThread): PagePlace {
  return { updatedAt: updatedAt.getTime(), id };
}

function isAfter(one: PagePlace, other: PagePlace): boolean {
  return one.updatedAt > other.updatedAt || (one.updatedAt === other.updatedAt && one.id > other.id);
}

function nameOf(caller: Caller, id: string): ThreadName | undefined {
  try {
    return threadName(caller, id);
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

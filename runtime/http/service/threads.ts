import { type Caller, idOf, threadName, type ThreadName } from "./owner.ts";
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

/** The threads of a service, as a caller sees them. */
export class Threads {
  readonly #checkpointer: Checkpointer;
  readonly #registry: Registry;
  readonly #runs: RunManager;

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

  /** The caller's threads, those that were not touched for longest first. */
  async list(caller: Caller, { after, graph, limit, status }: ThreadPageQuery): Promise<ThreadPage> {
    const found: ListedThread[] = [];
    const query = graph && { graph: graph.app.graph.name };
    for await (const summary of this.#checkpointer.threads({ ...query })) {
      const thread = this.#listed(caller, summary);
      if (thread === undefined || (status !== undefined && thread.status !== status)) continue;
      if (after !== undefined && !isAfter(thread, after)) continue;
      const last = found.at(-1);
      if (found.length === limit && last !== undefined) {
        return { threads: found, next: { updatedAt: last.updatedAt.getTime(), id: last.id } };
      }
      found.push(thread);
    }
    return { threads: found };
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

function isAfter({ id, updatedAt }: ListedThread, place: PagePlace): boolean {
  const time = updatedAt.getTime();
  return time > place.updatedAt || (time === place.updatedAt && id > place.id);
}

function nameOf(caller: Caller, id: string): ThreadName | undefined {
  try {
    return threadName(caller, id);
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

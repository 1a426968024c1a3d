import {
  type Caller,
  type FoundThread,
  type HostedGraph,
  type HostedSnapshot,
  type Service,
  ServiceError,
} from "../service/index.ts";
import { threadName, type ThreadName } from "../service/index.ts";
import type { Metadata, ThreadBook, ThreadNote } from "./book.ts";
import { copyThread } from "./copy.ts";
import { describer, noState, type StateOf, stateOf } from "./state.ts";
import { NotFoundError } from "../../errors.ts";
import { RefusedError } from "./refused.ts";
import type { Thread, ThreadState, ThreadStatus } from "./protocol.ts";
import { threadStatusOf } from "./status.ts";

/** A thread that is there for a caller: something has run on it, or the client has created it. */
export interface KnownThread extends ThreadName {
  readonly found: FoundThread | undefined;
  readonly note: ThreadNote | undefined;
  readonly updatedAt: Date | undefined;
}

/** Which state of a thread is meant. Default: the head. */
export interface At {
  readonly checkpointId?: string | undefined;
  readonly subgraphs?: boolean;
}

/** The threads of a service as the client of LangGraph sees them. */
export class ClientThreads {
  readonly #service: Service;
  readonly #book: ThreadBook;

  constructor(service: Service, book: ThreadBook) {
    this.#service = service;
    this.#book = book;
    service.threads.whenDeleted((caller, id) => book.remove(caller, id));
  }

  async look(caller: Caller, id: string): Promise<KnownThread | undefined> {
    const [found, note] = await Promise.all([this.#service.threads.look(caller, id), this.#note(caller, id)]);
    return found === undefined && note === undefined
      ? undefined
      : { ...threadName(caller, id), found, note, updatedAt: undefined };
  }

  /** @throws ServiceError if there is no such thread, or it is another caller's */
  async find(caller: Caller, id: string): Promise<KnownThread> {
    const thread = await this.look(caller, id);
    if (thread !== undefined) return thread;
    throw new ServiceError("unknown-thread", "There is no such thread.");
  }

  /** All threads of a caller, in no order. */
  async all(caller: Caller): Promise<readonly KnownThread[]> {
    const notes = new Map((await this.#book.list(caller)).map((note) => [note.id, note]));
    const { threads } = await this.#service.threads.list(caller, {
      order: "oldest",
      limit: Number.POSITIVE_INFINITY,
    });
    const stored = threads.map((found): KnownThread => {
      const note = notes.get(found.id);
      notes.delete(found.id);
      return { id: found.id, stored: found.stored, found, note, updatedAt: found.updatedAt };
    });
    const created = [...notes.values()].map((note): KnownThread => ({
      ...threadName(caller, note.id),
      found: undefined,
      note,
      updatedAt: undefined,
    }));
    return [...stored, ...created];
  }

  /** @throws RefusedError 409 if there is such a thread and `mayExist` is not set */
  async create(caller: Caller, id: string, metadata: Metadata, mayExist: boolean): Promise<KnownThread> {
    threadName(caller, id);
    const there = await this.look(caller, id);
    if (there !== undefined) {
      if (mayExist) return there;
      throw new RefusedError(409, `There is a thread "${id}" already.`);
    }
    await this.note(caller, id, metadata);
    return this.find(caller, id);
  }

  /** Merges metadata into that of a thread. */
  async note(caller: Caller, id: string, metadata: Metadata): Promise<void> {
    await this.#book.write(caller, id, metadata);
  }

  /** Deletes a thread with all that is stored of it. @throws ServiceError if there is none; ThreadBusyError if a run is active on it */
  async remove(caller: Caller, id: string): Promise<void> {
    const { found } = await this.find(caller, id);
    if (found === undefined) await this.#book.remove(caller, id);
    else await this.#service.threads.delete(caller, found);
  }

  async copy(caller: Caller, id: string): Promise<KnownThread> {
    const { found, note, stored } = await this.find(caller, id);
    const copy = threadName(caller, crypto.randomUUID());
    if (found !== undefined) await copyThread(this.#service.checkpointer, stored, copy.stored);
    await this.note(caller, copy.id, note?.metadata ?? {});
    return this.find(caller, copy.id);
  }

  /** The thread with its state. */
  async show(thread: KnownThread): Promise<Thread> {
    const { id, note } = thread;
    const snapshot = await this.snapshot(thread);
    const state =
      snapshot === undefined ? noState : stateOf(snapshot, this.stateOf({ id: thread.id, graph: thread.found?.graph }));
    const changedAt = snapshot?.createdAt ?? note?.createdAt ?? new Date(0);
    const updatedAt = note !== undefined && note.updatedAt > changedAt ? note.updatedAt : changedAt;
    const failed = state.tasks.find(({ error }) => error !== null)?.error;
    return {
      thread_id: id,
      created_at: note?.createdAt ?? changedAt,
      updated_at: updatedAt,
      state_updated_at: changedAt,
      metadata: shownMetadata(thread),
      status: statusOf(thread),
      values: snapshot === undefined ? null : state.values,
      interrupts: Object.fromEntries(
        state.tasks.filter(({ interrupts }) => interrupts.length > 0).map((task) => [task.id, task.interrupts]),
      ),
      config: {},
      error: failed === undefined || failed === null ? null : JSON.parse(failed),
    };
  }

  /** The state at a checkpoint, or at the head; that of a thread on which nothing has run is empty. @throws NotFoundError for an unknown checkpoint */
  async state(thread: KnownThread, at: At = {}): Promise<ThreadState> {
    const snapshot = await this.snapshot(thread, at);
    return snapshot === undefined
      ? noState
      : stateOf(snapshot, this.stateOf({ id: thread.id, graph: thread.found?.graph }));
  }

  /** `undefined` for a thread on which nothing is stored yet. @throws NotFoundError for an unknown checkpoint */
  async snapshot(
    { found, stored: threadId }: KnownThread,
    { checkpointId, subgraphs = false }: At = {},
  ): Promise<HostedSnapshot | undefined> {
    if (found === undefined && checkpointId !== undefined)
      throw new NotFoundError({ graph: "", threadId, checkpointId });
    try {
      return await found?.graph.app.getState({
        threadId,
        subgraphs,
        ...(checkpointId !== undefined && { checkpointId }),
      });
    } catch (error) {
      if (error instanceof NotFoundError && checkpointId === undefined) return undefined;
      throw error;
    }
  }

  /** What the client's words for a state need. */
  stateOf({ graph, id }: { readonly id: string; readonly graph: HostedGraph | undefined }): StateOf {
    const describe = describer(this.#service.exposeErrors);
    return { threadId: id, schemas: graph?.app.schemas ?? { asks: {} }, describe };
  }

  async #note(caller: Caller, id: string): Promise<ThreadNote | undefined> {
    // What is no id is a name of nothing.
    return id.length > 0 && id.length <= 128 ? this.#book.find(caller, id) : undefined;
  }
}

export function statusOf({ found }: KnownThread): ThreadStatus {
  return threadStatusOf(found?.status);
}

/** Front ends look for threads by the graph, which each thread has from its first run on. */
export function shownMetadata({ found, note }: KnownThread): Metadata {
  const name = found?.graph.name;
  return { ...(name !== undefined && { graph_id: name, assistant_id: name }), ...note?.metadata };
}

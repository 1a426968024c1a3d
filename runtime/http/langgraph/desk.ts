import {
  type Caller,
  EventLog,
  type HostedSnapshot,
  type Service,
  ServiceError,
  type ThreadName,
} from "../service/index.ts";
import { answersOf } from "./resume.ts";
import { ClientRun } from "./client-run.ts";
import type { ClientThreads, KnownThread } from "./threads.ts";
import { NotFoundError } from "../../errors.ts";
import type { Order } from "./order.ts";
import { RefusedError } from "./refused.ts";
import { revive } from "../json/revive.ts";
import { rewind } from "./rewind.ts";
import { ServiceRun } from "../service/run.ts";
import { sourcesOf } from "./modes.ts";
import type { Telling } from "./translate.ts";
import { transcriptOf } from "./transcript.ts";

/** What a context that a caller gives becomes; without it, callers may give none. */
export type ReadContext = (given: object, caller: Caller) => object;

/** So many runs are remembered that were refused when their turn came. */
const refusedRuns = 100;

/** Starts runs for the client of LangGraph, and remembers what the service does not know of them. */
export class RunDesk {
  readonly #service: Service;
  readonly #threads: ClientThreads;
  readonly #readContext: ReadContext | undefined;
  readonly #known = new WeakMap<ServiceRun, ClientRun>();
  /** The runs that wait for their turn, in the order in which they came. */
  readonly #queue = new Set<ClientRun>();
  readonly #refused = new Set<ClientRun>();

  constructor(service: Service, threads: ClientThreads, readContext: ReadContext | undefined) {
    this.#service = service;
    this.#threads = threads;
    this.#readContext = readContext;
  }

  /**
   * Starts a run on a thread, or puts it behind the one that is active, as its strategy says.
   * @throws RefusedError, ServiceError, and what the app refuses the request with
   */
  async start(caller: Caller, thread: KnownThread, order: Order): Promise<ClientRun> {
    this.#check(thread, order);
    const ahead = this.#ahead(thread);
    if (ahead.length > 0) {
      if (order.strategy === "reject") throw new ServiceError("busy", "A run is active on this thread.");
      if (order.strategy === "enqueue") return this.#enqueue(this.#clientRun(caller, thread, order), order);
      for (const run of ahead) await this.cancel(run, order.strategy === "rollback");
    }
    const run = this.#clientRun(caller, thread, order, await this.#forkedBefore(thread, order));
    await this.#begin(run, order);
    return run;
  }

  /** @throws ServiceError if there is no such run on the thread, or another protocol has started it */
  find(thread: ThreadName, id: string): ClientRun {
    const own = this.list(thread).find((run) => run.of.id === id);
    if (own !== undefined) return own;
    throw new ServiceError("unknown-run", "There is no such run on this thread, or it ended long ago.");
  }

  /** The runs of a thread that this protocol has started, the newest first. */
  list({ stored }: ThreadName): readonly ClientRun[] {
    const here = (run: ClientRun): boolean => run.of.thread.stored === stored;
    const begun = this.#service.runs.list({ id: "", stored }).flatMap((run) => this.#known.get(run) ?? []);
    return [...[...this.#queue].filter(here).toReversed(), ...[...this.#refused].filter(here).toReversed(), ...begun];
  }

  /** Ends a run; what it has finished stays, or (`undo`) the thread stands as before it. Nothing happens to a run that has ended. */
  async cancel(run: ClientRun, undo: boolean): Promise<void> {
    const hadEnded = run.run?.outcome !== undefined;
    this.#queue.delete(run);
    await run.cancel();
    if (undo && !hadEnded && run.run !== undefined) await this.#undo(run);
  }

  /** Forgets a run that has ended, or that waits for its turn. @throws ServiceError if it is active */
  async forget(run: ClientRun): Promise<void> {
    if (run.run !== undefined && run.run.outcome === undefined) {
      throw new ServiceError("busy", "The run is active: it can be deleted when it has ended.");
    }
    if (run.run === undefined) await this.cancel(run, false);
    else this.#known.delete(run.run);
    this.#refused.delete(run);
  }

  /** @throws RefusedError */
  #check({ found }: KnownThread, order: Order): void {
    const { command, context, graph, input } = order;
    if (found !== undefined && found.graph !== graph) {
      throw new RefusedError(409, `The thread is one of "${found.graph.name}", not of "${graph.name}".`);
    }
    if (input !== undefined && Object.keys(command).length > 0) {
      throw new RefusedError(422, `"input" begins a run and "command" goes on with one: give either.`);
    }
    if (context !== undefined && this.#readContext === undefined) {
      throw new RefusedError(422, `This server takes no context from callers: leave out "context" and "configurable".`);
    }
  }

  #ahead(thread: ThreadName): readonly ClientRun[] {
    const active = this.#service.runs.activeOn(thread);
    if (active === undefined) return [...this.#queue].filter((run) => run.of.thread.stored === thread.stored);
    const known = this.#known.get(active);
    if (known === undefined) throw new ServiceError("busy", "A run of another protocol is active on this thread.");
    return this.list(thread).filter((run) => run === known || this.#queue.has(run));
  }

  /** A fork leaves the head where it was, which its own checkpoints do not tell. */
  async #forkedBefore({ found, stored }: KnownThread, { checkpointId }: Order): Promise<string | undefined> {
    if (checkpointId === undefined || found === undefined) return undefined;
    return (await this.#service.checkpointer.load(stored))?.checkpointId;
  }

  #clientRun(caller: Caller, { id, stored }: KnownThread, order: Order, forkedBefore?: string): ClientRun {
    const { graph, metadata, strategy } = order;
    const thread = { id, stored };
    return new ClientRun({ id: crypto.randomUUID(), thread, caller, graph, metadata, strategy, forkedBefore });
  }

  #enqueue(run: ClientRun, order: Order): ClientRun {
    if (this.#queue.size >= this.#service.limits.runs) {
      throw new ServiceError("full", "As many runs wait for their turn as may.", 1);
    }
    const before = [...this.#queue].filter((other) => other.of.thread.stored === run.of.thread.stored);
    this.#queue.add(run);
    void this.#takeTurn(run, order, before);
    return run;
  }

  async #takeTurn(run: ClientRun, order: Order, before: readonly ClientRun[]): Promise<void> {
    for (const other of before) await other.begun;
    while (!run.isGone) {
      await this.#service.runs.activeOn(run.of.thread)?.ended;
      try {
        await this.#begin(run, order);
        break;
      } catch (error) {
        // Somebody else was faster.
        if (error instanceof ServiceError && error.refusal === "busy") continue;
        this.#refuse(run, error);
        break;
      }
    }
    this.#queue.delete(run);
  }

  /** Who waits for the run is told what it was refused with. */
  #refuse(client: ClientRun, error: unknown): void {
    const { caller, graph, id, thread } = client.of;
    const log = new EventLog({ events: 10, characters: 10_000 });
    const startedAt = new Date();
    const run = new ServiceRun({ id, graph, thread, owner: caller.owner, startedAt, log });
    const transcript = transcriptOf(this.#telling(client, new Set(), undefined));
    for (const { data, type } of [...transcript.begin(), ...transcript.end({ status: "failed", error })])
      log.append(type, data);
    run.settle({ status: "failed", error }, startedAt);
    client.begin(run);
    this.#refused.add(client);
    for (const oldest of this.#refused) if (this.#refused.size > refusedRuns) this.#refused.delete(oldest);
  }

  /** @throws RefusedError, ServiceError, and what the app refuses the request with */
  async #begin(client: ClientRun, order: Order): Promise<void> {
    const { caller, graph, id, thread } = client.of;
    const { command, config, context, input, metadata, modes, subgraphs } = order;
    const origin = { ...metadata, run_id: id, graph_id: graph.name, assistant_id: graph.name };
    let checkpointId = order.checkpointId;
    if (command.update !== undefined) {
      const at = { threadId: thread.stored, metadata: origin, ...(checkpointId !== undefined && { checkpointId }) };
      await graph.app.updateState(at, revivedUpdate(order), command.goto === undefined ? {} : { goto: command.goto });
      checkpointId = undefined;
    }
    const before = input === undefined ? await this.#before(client, checkpointId) : undefined;
    const { resume } = command;
    const { schemas } = graph.app;
    const run = await this.#service.runs.start({
      ...config,
      id,
      graph,
      thread,
      caller,
      input: input === undefined ? null : (revive(schemas.input, input) as object),
      ...(resume !== undefined && { answers: answersOf(resume, before?.interrupts ?? [], schemas) }),
      ...(checkpointId !== undefined && { checkpointId }),
      ...(context !== undefined && this.#readContext !== undefined && { context: this.#readContext(context, caller) }),
      modes: sourcesOf(modes),
      subgraphs,
      metadata: origin,
      transcript: () => transcriptOf(this.#telling(client, modes, before)),
    });
    this.#known.set(run, client);
    client.begin(run);
  }

  /** The state that a run without input goes on from. @throws RefusedError if there is none */
  async #before({ of: { graph, thread } }: ClientRun, checkpointId: string | undefined): Promise<HostedSnapshot> {
    try {
      return await graph.app.getState({ threadId: thread.stored, ...(checkpointId !== undefined && { checkpointId }) });
    } catch (error) {
      if (!(error instanceof NotFoundError) || checkpointId !== undefined) throw error;
      throw new RefusedError(422, `Nothing has run on this thread, so that a run needs an "input".`);
    }
  }

  #telling(
    { of: { graph, id, thread } }: ClientRun,
    modes: Telling["modes"],
    before: HostedSnapshot | undefined,
  ): Telling {
    const { app } = graph;
    return {
      ...this.#threads.stateOf({ id: thread.id, graph }),
      modes,
      graph: app.graph,
      graphName: graph.name,
      runId: id,
      before,
      load: async (checkpointId) => {
        try {
          return await app.getState({ threadId: thread.stored, checkpointId });
        } catch (error) {
          if (error instanceof NotFoundError) return undefined;
          throw error;
        }
      },
    };
  }

  /** Lets a thread stand as it stood before a run that has ended. */
  async #undo({ of: { forkedBefore, graph, id, thread } }: ClientRun): Promise<void> {
    const { checkpointer } = this.#service;
    let before = forkedBefore;
    if (before === undefined) {
      for await (const { checkpointId, metadata } of checkpointer.history(thread.stored, {})) {
        if (metadata["run_id"] === id) continue;
        before = checkpointId;
        break;
      }
    }
    if (before === undefined) await graph.app.deleteThread(thread.stored);
    else await rewind(checkpointer, thread.stored, before);
  }
}

function revivedUpdate({ command: { update }, graph }: Order): object {
  return revive(graph.app.schemas.update, update) as object;
}

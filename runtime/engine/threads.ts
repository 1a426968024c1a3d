import { alone, isBusy } from "./lock.ts";
import type { Checkpointer, LineSummary, PrunePolicy, ThreadQuery, ThreadSummary } from "../types/storage.ts";
import { checkOwner, find, type Found, isAnswer, type Loaded, read } from "./load.ts";
import { checkHistory, checkPolicy, checkThreads } from "./queries.ts";
import { checkThread } from "./config.ts";
import { ConfigError, NotFoundError, ThreadBusyError } from "../errors.ts";
import { connect, type Direct } from "../checkpoint/direct.ts";
import type { Difference } from "../types/difference.ts";
import { differenceOf } from "./difference.ts";
import type { Graph } from "../types/description.ts";
import type { GraphTypes } from "../types/graph-types.ts";
import type { HistoryQuery, Snapshot } from "../types/state.ts";
import { inspect, type Inspection } from "./inspect.ts";
import type { Setup } from "./call.ts";
import { Prefixes } from "./prefixes.ts";
import type { Schemas } from "../types/schemas.ts";
import { schemasOf } from "./schemas.ts";
import { snapshotOf } from "./snapshot.ts";
import type { ThreadRef } from "../types/app.ts";

/** What an app knows of its threads and does with them without running anything. */
export class ThreadKeeper {
  protected readonly setup: Setup;
  protected readonly checkpointer: Checkpointer;
  protected readonly direct: Direct;

  constructor(setup: Setup, checkpointer: Checkpointer) {
    this.setup = setup;
    this.checkpointer = checkpointer;
    this.direct = connect(checkpointer);
  }

  get graph(): Graph {
    return this.setup.table.graph;
  }

  get schemas(): Schemas<GraphTypes> {
    return schemasOf(this.setup.table);
  }

  async getState(config: ThreadRef & { readonly subgraphs?: boolean }): Promise<Snapshot<GraphTypes>> {
    const found = await this.known(config);
    return snapshotOf(found.stored, this.inspect(found), config.subgraphs === true);
  }

  async *getStateHistory(config: ThreadRef, query: HistoryQuery = {}): AsyncGenerator<Snapshot<GraphTypes>> {
    const { threadId, checkpointId: from } = checkThread(this.graph.name, config);
    const { table } = this.setup;
    const newer = new Prefixes();
    const history = this.direct.history(threadId, {
      ...checkHistory(this.graph.name, query),
      ...(from !== undefined && { from }),
    });
    let head: string | undefined;
    for await (const stored of history) {
      // Only where answers were added does it matter whether a checkpoint is the head, which takes as long to read as all that is appended.
      if (stored.records.some(isAnswer)) head ??= (await this.direct.load(threadId))?.checkpointId;
      const isHead = stored.checkpointId === head;
      yield snapshotOf(stored, this.inspect(read(table, stored, isHead, newer)), false);
    }
  }

  async diff(before: ThreadRef, after: ThreadRef): Promise<Difference<GraphTypes>> {
    return differenceOf(this.setup.table, await this.getState(before), await this.getState(after));
  }

  async *lines(threadId: string): AsyncGenerator<LineSummary> {
    const graph = this.graph.name;
    checkThread(graph, { threadId });
    if (this.checkpointer.lines === undefined) {
      throw new ConfigError({
        graph,
        option: "checkpointer",
        problem: `has no "lines", so that forks cannot be told.`,
      });
    }
    if (await this.#owns(threadId)) yield* this.checkpointer.lines(threadId);
  }

  async *threads(query: ThreadQuery = {}): AsyncGenerator<ThreadSummary> {
    const { name: graph } = this.graph;
    const { limit = Infinity, prefix = "", ...others } = checkThreads(graph, query);
    let left = limit;
    if (left === 0) return;
    for await (const thread of this.checkpointer.threads({
      ...others,
      graph,
      ...(prefix === "" ? { limit } : { prefix }),
    })) {
      if (!thread.threadId.startsWith(prefix)) continue;
      yield thread;
      if (--left === 0) return;
    }
  }

  due(before: Date = this.setup.clock()): AsyncIterable<ThreadSummary> {
    return this.threads({ dueBefore: before });
  }

  async deleteThread(threadId: string): Promise<void> {
    const { threadId: id } = checkThread(this.graph.name, { threadId });
    this.refuseBusy({ threadId: id });
    await alone(this.checkpointer, id, async () => {
      if (await this.#owns(id)) await this.checkpointer.deleteThread(id);
    });
  }

  async prune(policy: PrunePolicy): Promise<number> {
    const { name: graph } = this.graph;
    return this.checkpointer.prune({ ...checkPolicy(graph, policy), graph });
  }

  protected refuseBusy({ threadId, ifBusy }: ThreadRef & { readonly ifBusy?: "reject" | "wait" }): void {
    if (ifBusy === "wait" || !isBusy(this.checkpointer, threadId)) return;
    throw new ThreadBusyError({ graph: this.graph.name, threadId });
  }

  /** Whether there is such a thread. @throws ConfigError if it is one of another graph. */
  async #owns(threadId: string): Promise<boolean> {
    const stored = await this.direct.load(threadId);
    if (stored !== undefined) checkOwner(this.setup.table, stored);
    return stored !== undefined;
  }

  /** @throws NotFoundError */
  protected async known(config: ThreadRef): Promise<Found> {
    const found = await this.find(config);
    if (found === undefined) throw this.notFound(config);
    return found;
  }

  protected async find(config: ThreadRef): Promise<Found | undefined> {
    const { threadId, checkpointId } = checkThread(this.graph.name, config);
    return find(this.direct, this.setup.table, threadId, checkpointId);
  }

  protected inspect({ stored, state, frontier, records }: Loaded): Inspection {
    const { threadId, version } = stored;
    return inspect({ setup: this.setup, state, frontier, records, version, threadId });
  }

  protected notFound({ threadId, checkpointId }: ThreadRef): NotFoundError {
    return new NotFoundError({ graph: this.graph.name, threadId, checkpointId });
  }
}

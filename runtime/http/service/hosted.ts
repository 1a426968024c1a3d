import type { GraphTypes } from "../../types/graph-types.ts";
import type { AppOptions, Durability, RunOptions, ThreadRef } from "../../types/app.ts";
import type { Cache, Checkpointer, LineSummary, Store } from "../../types/storage.ts";
import type { Graph } from "../../types/description.ts";
import type { CheckpointSource, HistoryQuery, Snapshot } from "../../types/state.ts";
import type { Schema } from "../../types/schema.ts";
import type { EventPosition, StepEvent, StreamMode } from "../../types/streaming.ts";

/** A question of a graph whose types the code at hand does not know. */
export interface HostedInterrupt {
  readonly name: string;
  readonly id: string;
  readonly payload: unknown;
  readonly path: string;
  readonly deadline?: Date;
}

/** The state of a thread at one checkpoint. */
export interface HostedSnapshot extends Omit<Snapshot<GraphTypes>, "interrupts"> {
  readonly interrupts: readonly HostedInterrupt[];
}

/** What happens in a run. */
export type HostedEvent = EventPosition &
  (
    | { readonly type: "values"; readonly values: object }
    | { readonly type: "update"; readonly node: string; readonly update: object }
    | StepEvent<string>
    | { readonly type: "event"; readonly name: string; readonly data: unknown }
    | {
        readonly type: "checkpoint";
        readonly checkpointId: string;
        readonly parentId?: string;
        readonly source: CheckpointSource;
      }
    | { readonly type: "interrupt"; readonly interrupt: HostedInterrupt }
    | { readonly type: "subgraph"; readonly node: string; readonly event: HostedEvent }
    | { readonly type: "done"; readonly output: unknown }
  );

/** The schemas of a graph whose types the code at hand does not know. */
export interface HostedSchemas {
  readonly input: Schema<unknown>;
  readonly output: Schema<unknown>;
  readonly state: Schema<unknown>;
  readonly update: Schema<unknown>;
  readonly asks: { readonly [ask: string]: Schema<unknown> };
  readonly events: { readonly [event: string]: Schema<unknown> };
}

/** What a call of a hosted app takes. */
export interface HostedConfig extends ThreadRef, RunOptions {
  readonly context?: object;
  readonly durability?: Durability;
  readonly onUnfinished?: "reject" | "discard";
  readonly interruptBefore?: readonly string[];
  readonly interruptAfter?: readonly string[];
}

/** What a service needs of an `App`; every `App` is one. */
export interface HostedApp {
  readonly graph: Graph;
  readonly schemas: HostedSchemas;
  stream(
    input: object | null,
    config: HostedConfig & {
      readonly modes?: readonly StreamMode[];
      readonly subgraphs?: boolean;
      readonly answers?: object;
    },
  ): AsyncIterable<HostedEvent>;
  getState(config: ThreadRef & { readonly subgraphs?: boolean }): Promise<HostedSnapshot>;
  getStateHistory(config: ThreadRef, query?: HistoryQuery): AsyncIterable<HostedSnapshot>;
  updateState(
    config: ThreadRef & Pick<RunOptions, "metadata">,
    update: object,
    options?: { readonly asNode?: string; readonly path?: string; readonly goto?: string | readonly string[] },
  ): Promise<Required<ThreadRef>>;
  lines(threadId: string): AsyncIterable<LineSummary>;
  deleteThread(threadId: string): Promise<void>;
}

/** What a service gives to each of its apps. */
export interface HostOptions {
  readonly checkpointer: Checkpointer;
  readonly store?: Store;
  readonly cache?: Cache;
  readonly hooks?: NonNullable<AppOptions["hooks"]>;
}

/**
 * Makes the app of a graph: the `createX` of a generated module as it is, or a function that adds what is the graph's own,
 * `(host) => createSupport({ ...host, context: { model } })`.
 */
export type MakeApp = (host: HostOptions) => HostedApp;

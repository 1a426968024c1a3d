import type { GraphTypes, Json } from "./graph-types.ts";
import type { Interrupt } from "./interrupts.ts";

/** The state of a thread at one checkpoint. */
export interface Snapshot<T extends GraphTypes> {
  readonly values: T["values"];
  /** The nodes that run next or wait, by path; empty when the run has ended. */
  readonly next: readonly string[];
  readonly paths: readonly PathState[];
  readonly interrupts: readonly Interrupt<T["asks"]>[];
  /** The number of steps on the longest chain of the run so far. */
  readonly step: number;
  readonly threadId: string;
  readonly checkpointId: string;
  /** Absent for the first checkpoint of a thread. */
  readonly parentId?: string;
  readonly createdAt: Date;
  readonly source: CheckpointSource;
  readonly metadata: { readonly [key: string]: Json };
}

/** One open path of a run. */
export interface PathState {
  /** `"classify"`, inside a group `"reserve"`, `"tool#2"`, inside a subgraph `"review/draft"`. */
  readonly path: string;
  readonly node: string;
  readonly status: "ready" | "waiting" | "failed" | "joined";
  /** The error of a failed path: its name and message. */
  readonly error?: { readonly name: string; readonly message: string };
  /** The state inside the subgraph, with `getState({ subgraphs: true })`. */
  readonly subgraph?: Snapshot<GraphTypes>;
}

/** What wrote a checkpoint: the input of a run, a step, `updateState`, or the start of a fork. */
export type CheckpointSource = "input" | "step" | "update" | "fork";

export interface HistoryQuery {
  /** At most so many. Default: all. */
  readonly limit?: number;
  /** Only what is older than this checkpoint. */
  readonly before?: string;
  readonly source?: CheckpointSource;
}

import type { Json } from "./graph-types.ts";

/** Wraps each run and each step: `step: async (info, next) => { … return await next(); … }`. A hook that throws fails the run. */
export interface Hooks {
  run?<R>(info: RunInfo, next: () => Promise<R>): Promise<R>;
  /** Around one attempt of one node. */
  step?<R>(info: StepInfo, next: () => Promise<R>): Promise<R>;
  /** The cache of a node could not be read or written. The run goes on as if it had none: without this hook, nobody knows. */
  cacheFailed?(failure: CacheFailure): void;
  /** What `observe` makes of a function: it is told what happens, and only watches. */
  readonly watch?: Watch;
}

/** A function that is told what happens in runs, with what it takes to tell it: so a bundle has that only where something is observed. Made by `observe`. */
export interface Watch {
  told(observation: Observation): void;
}

/** Something that has happened in a run. It has names, numbers and errors, and nothing of the state. Durations are milliseconds, with fractions where there is a clock for them. */
export type Observation = RunObservation | StepObservation | AskObservation | CheckpointObservation;

/**
 * A run begins, once its input or its answers are taken, and ends, once all is stored. `"finish"`: it came to its end; `"interrupt"`: it waits for answers, or a
 * static interrupt stopped it; `"cancel"`: its `signal` aborted, or whoever streamed it left; `"error"`: anything else that the call rejects with.
 */
export type RunObservation = { readonly type: "run"; readonly run: RunInfo } & (
  | { readonly phase: "start" }
  | { readonly phase: "finish"; readonly duration: number }
  /** `next` are the asks that wait and the nodes that `continue` would run, by path. */
  | { readonly phase: "interrupt"; readonly duration: number; readonly next: readonly string[] }
  | { readonly phase: "cancel" | "error"; readonly duration: number; readonly error: unknown }
);

/**
 * A node is run: `"start"`, a `"retry"` before each further attempt, then `"finish"` or `"error"`, also where an error edge takes the error. There is no end where
 * the run stops at the node: it waits for an answer, or was halted because something else failed.
 */
export type StepObservation = {
  readonly type: "step";
  readonly run: RunInfo;
  /** The graph that the node is in: that of the run, or one inside it. */
  readonly graph: string;
  readonly node: string;
  /** Unique among the nodes that run at the same time: `"classify"`, `"tool#2"`, `"review/draft"`. */
  readonly path: string;
  readonly step: number;
  /** The attempt that begins, or the last one. */
  readonly attempt: number;
  /** The graph that the node runs, if it is a subgraph. Its own nodes have paths that begin with this one's and a slash. */
  readonly subgraph?: string;
} & (
  | { readonly phase: "start" }
  /** The error of the attempt before, and the milliseconds until the next. */
  | { readonly phase: "retry"; readonly error: unknown; readonly delay: number }
  /** The duration is that of all attempts; absent where an answer has ended an ask, which began in an earlier run. */
  | { readonly phase: "finish"; readonly duration?: number }
  | { readonly phase: "error"; readonly duration?: number; readonly error: unknown }
);

/** A question is asked. */
export interface AskObservation {
  readonly type: "ask";
  readonly run: RunInfo;
  /** The ask's name: `"signOff"`, `"review/approve"`. */
  readonly ask: string;
  readonly id: string;
  /** The path of the node that asks. */
  readonly path: string;
  readonly deadline?: Date;
}

/** A checkpoint, or a record that is added to one, is stored. */
export interface CheckpointObservation {
  readonly type: "checkpoint";
  readonly run: RunInfo;
  readonly kind: "commit" | "record";
  readonly checkpointId: string;
  /** From when it was handed over; storage may keep it a little to store it with others. */
  readonly duration: number;
  /** The size of the values that were handed over, as text in UTF-8. It is computed when it is read. */
  readonly bytes: number;
}

export interface CacheFailure {
  readonly graph: string;
  readonly node: string;
  readonly path: string;
  /** What the cache has thrown, or why what it gave back is no result. */
  readonly error: unknown;
}

export interface RunInfo {
  readonly graph: string;
  readonly runId: string;
  readonly kind: "start" | "resume" | "continue" | "fork";
  readonly threadId?: string;
  readonly tags: readonly string[];
  readonly metadata: { readonly [key: string]: Json };
}

export interface StepInfo {
  readonly run: RunInfo;
  readonly node: string;
  readonly path: string;
  readonly step: number;
  readonly attempt: number;
}

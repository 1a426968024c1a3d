import type { Json } from "./graph-types.ts";

/** Wraps each run and each step: `step: async (info, next) => { … return await next(); … }`. A hook that throws fails the run. */
export interface Hooks {
  run?<R>(info: RunInfo, next: () => Promise<R>): Promise<R>;
  /** Around one attempt of one node. */
  step?<R>(info: StepInfo, next: () => Promise<R>): Promise<R>;
  /** The cache of a node could not be read or written. The run goes on as if it had none: without this hook, nobody knows. */
  cacheFailed?(failure: CacheFailure): void;
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

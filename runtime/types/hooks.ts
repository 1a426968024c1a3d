import type { Json } from "./graph-types.ts";

/** Wraps each run and each step: `step: async (info, next) => { … return await next(); … }`. A hook that throws fails the run. */
export interface Hooks {
  run?<R>(info: RunInfo, next: () => Promise<R>): Promise<R>;
  /** Around one attempt of one node. */
  step?<R>(info: StepInfo, next: () => Promise<R>): Promise<R>;
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

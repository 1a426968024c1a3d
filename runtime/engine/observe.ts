import type { Direct, DirectChange } from "../checkpoint/direct.ts";
import { encode } from "../state/codec.ts";
import type { Awaitable } from "../types/graph-types.ts";
import type { Hooks, Observation, RunInfo, Watch } from "../types/hooks.ts";
import { isInterrupted } from "../types/interrupts.ts";
import { isThenable } from "./handler.ts";
import { ObservedSink } from "./observed-sink.ts";
import type { RunOptions } from "./run.ts";
import type { Sink } from "./sink.ts";

/** Tells hooks what happens in the runs of an app. What nobody observes has none of it. */
export interface Observer {
  /** Performs a run, and tells that it begins and how it ends. */
  run(options: RunOptions, signal: AbortSignal | undefined, perform: () => Promise<object>): Promise<object>;
  /** Who listens to a run: the hooks, and whoever streams it. */
  sink(options: RunOptions, stream: Sink | undefined): Sink;
  /** The storage, with what is written to it told. */
  direct(options: RunOptions, direct: Direct): Direct;
}

/** Tells one thing to all hooks; never throws. */
export type Tell = (observation: Observation) => void;

/** What `observe` makes. */
export interface Watching extends Watch {
  /** What tells all the watches of an app. */
  observer(watches: readonly Watch[]): Observer;
}

/**
 * Hooks that tell `told` what happens in runs, at once, in the order in which it happens. It only watches: what it throws, or rejects with, is dropped, and the run
 * goes on as if it had not been there.
 */
export function observe(told: (observation: Observation) => void): Hooks {
  const watch: Watching = { told, observer: observerOf };
  return { watch };
}

function observerOf(watches: readonly Watch[]): Observer {
  const tell: Tell = (observation) => {
    Object.freeze(observation);
    for (const watch of watches) {
      try {
        const said: unknown = watch.told(observation);
        if (isThenable(said)) said.then(undefined, () => undefined);
      } catch {
        // Who watches a run does not change it.
      }
    }
  };
  return {
    async run(options, signal, perform) {
      const type = "run";
      const run = infoOf(options);
      const began = now();
      tell({ type, run, phase: "start" });
      try {
        const result = await perform();
        const duration = now() - began;
        if (isInterrupted(result)) tell({ type, run, phase: "interrupt", duration, next: result.next });
        else tell({ type, run, phase: "finish", duration });
        return result;
      } catch (error) {
        const cancelled = signal?.aborted === true && error === signal.reason;
        tell({ type, run, phase: cancelled ? "cancel" : "error", duration: now() - began, error });
        throw error;
      }
    },
    sink: (options, stream) => new ObservedSink(tell, infoOf(options), stream),
    direct: (options, direct) => observed(tell, infoOf(options), direct),
  };
}

function infoOf({ info }: RunOptions): RunInfo {
  if (info === undefined) throw new Error("Hooks lack what they are told of the run: please report this.");
  return info;
}

/** Milliseconds of a clock that never goes back, where there is one. */
export function now(): number {
  return typeof performance === "undefined" ? Date.now() : performance.now();
}

/** The promises are those of the storage itself, since who waits for them compares them. */
function observed(tell: Tell, run: RunInfo, direct: Direct): Direct {
  const timed = (
    kind: "commit" | "record",
    checkpointId: string,
    values: () => readonly unknown[],
    write: () => Awaitable<void>,
  ): Awaitable<void> => {
    const began = now();
    const done = (): void => {
      const duration = now() - began;
      tell({
        type: "checkpoint",
        run,
        kind,
        checkpointId,
        duration,
        get bytes() {
          return sizeOf(values());
        },
      });
    };
    const stored = write();
    if (stored === undefined) done();
    else stored.then(done, () => undefined);
    return stored;
  };
  return {
    ...(direct.ordered !== undefined && { ordered: direct.ordered }),
    load: (threadId, checkpointId) => direct.load(threadId, checkpointId),
    history: (threadId, query) => direct.history(threadId, query),
    commit: (commit, lazily) =>
      timed(
        "commit",
        commit.checkpointId,
        () => [commit.frontier, ...commit.changes.map(valueOf)],
        () => direct.commit(commit, lazily),
      ),
    saveStep: (threadId, checkpointId, record, lazily) =>
      timed(
        "record",
        checkpointId,
        () => [record.value],
        () => direct.saveStep(threadId, checkpointId, record, lazily),
      ),
  };
}

function valueOf(change: DirectChange): unknown {
  return change.op === "clear" ? undefined : change.value;
}

/** Bytes of the values as text; what is absent has none. */
function sizeOf(values: readonly unknown[]): number {
  const encoder = new TextEncoder();
  const texts = values.filter((value) => value !== undefined).map((value) => encoder.encode(encode(value)));
  return texts.reduce((sum, { length }) => sum + length, 0);
}

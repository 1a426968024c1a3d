import { after } from "./timer.ts";
import { attempt, HookError, nameOf } from "./attempt.ts";
import { Context, Suspension } from "./context.ts";
import { type Next, park } from "./park.ts";
import type { Node } from "./table.ts";
import type { Path } from "./path.ts";
import type { RetryPolicy } from "../types/description.ts";
import type { Run } from "./run.ts";
import { isGraphError } from "../errors.ts";

/** How a node is attempted again. */
export interface Retrying {
  readonly policy: RetryPolicy;
  /**
   * The result of further attempts, or a rejection with the last error; nothing if there is to be none after this `error` of attempt number `attempts`.
   * Where a sibling has failed before the attempts were used up, the path stops as if the node had not been run.
   */
  again(run: Run, path: Path, node: Node, attempts: number, error: unknown): Next;
}

/** `retry { … }`. */
export function retry(policy: RetryPolicy): Retrying {
  return {
    policy,
    again(run, path, node, attempts, error) {
      if (!mayRetry(policy, attempts, error)) return undefined;
      return path.level.halted ? park(run, path, node, "ready") : attemptAgain(run, path, node, policy, error);
    },
  };
}

/** Whether a failed attempt is to be followed by another. */
function mayRetry(policy: RetryPolicy, attempts: number, error: unknown): boolean {
  if (attempts >= policy.attempts) return false;
  if (error instanceof HookError || error instanceof Suspension) return false;
  const name = nameOf(error);
  if (policy.on !== undefined) return policy.on.includes(name);
  return name !== "AbortError" && (!isGraphError(error) || name === "TimeoutError");
}

/** Attempts a node again until it succeeds or the policy is exhausted; then it rejects with the last error. */
async function attemptAgain(run: Run, path: Path, node: Node, policy: RetryPolicy, first: unknown): Promise<unknown> {
  let error = first;
  for (let number = 2; ; number++) {
    const delay = delayBefore(policy, number);
    run.sink?.retrying(path, node, number, error, delay);
    if (delay > 0) await pause(path, delay);
    if (run.closed || path.level.halted) throw error;
    try {
      return await attempt(run, path, node, number);
    } catch (thrown) {
      const { context } = path;
      if (context !== undefined && Context.waits(context)) throw thrown;
      if (path.level.halted || !mayRetry(policy, number, thrown)) throw thrown;
      error = thrown;
    }
  }
}

/** Milliseconds before attempt `number`: `min(delay * factor ** (number - 2), maxDelay)`, with jitter a random part of it. */
function delayBefore(policy: RetryPolicy, number: number): number {
  const { delay = 0, factor = 1, maxDelay = Number.POSITIVE_INFINITY, jitter = false } = policy;
  const full = Math.min(delay * factor ** (number - 2), maxDelay);
  return jitter ? full * Math.random() : full;
}

/** Waits, but not longer than the path's level runs. */
function pause(path: Path, delay: number): Promise<void> {
  return new Promise((resolve) => {
    const controller = new AbortController();
    const signals = (path.level.signals ??= new Set());
    const done = (): void => {
      cancel();
      signals.delete(controller);
      resolve();
    };
    const cancel = after(delay, done);
    signals.add(controller);
    controller.signal.addEventListener("abort", done);
  });
}

import { Context, Suspension } from "./context.ts";
import { isGraphError, NodeTimeoutError } from "../errors.ts";
import { type Handler, isThenable } from "./handler.ts";
import type { Node } from "./table.ts";
import type { Path } from "./path.ts";
import { pathName } from "./path.ts";
import type { RetryPolicy } from "../types/description.ts";
import type { Run } from "./run.ts";
import { cached } from "./cached.ts";
import { viewFor } from "./view.ts";

/** Runs a handler once: a value, or a promise of one. Throws, or rejects with, what the handler does. */
export function attempt(run: Run, path: Path, node: Node, number: number): unknown {
  const { handler } = node;
  if (handler === undefined) throw new Error(`The node "${node.name}" has no handler: please report this.`);
  const context = new Context(run, path, node, number);
  path.context = context;
  // Nothing here makes a closure, so that a plain node costs none.
  if (node.plain && run.options.hooks.length === 0) return handler(viewFor(path, node), context);
  return guarded(run, path, node, handler, context, number);
}

/** Runs a handler inside what is around it: the hooks, the cache, the timeout. */
function guarded(run: Run, path: Path, node: Node, handler: Handler, context: Context, number: number): unknown {
  const { timeout, program } = node;
  const { cache, hooks } = run.options;
  const body = (): unknown => {
    const view = viewFor(path, node);
    const produce = (): unknown => {
      const result = handler(view, context);
      return timeout !== undefined && isThenable(result) ? inTime(run, node, context, result, timeout) : result;
    };
    if (program.kind !== "handler" || program.cache === undefined || cache === undefined) return produce();
    return cached(cache, program.cache, path, node.name, view, produce);
  };
  return hooks.length > 0 ? hooked(run, path, node, number, body) : body();
}

/** The result, unless the time is over first: then the handler's signal aborts, and what it returns later is ignored. */
export function inTime(
  run: Run,
  node: Node,
  context: Context,
  result: PromiseLike<unknown>,
  timeout: number,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const expire = (): void => {
      const error = new NodeTimeoutError({
        graph: run.level.table.graph.name,
        threadId: run.threadId,
        node: node.name,
        timeout,
      });
      Context.abort(context, error);
      reject(error);
    };
    let timer = setTimeout(expire, timeout);
    Context.beat(context, () => {
      clearTimeout(timer);
      timer = setTimeout(expire, timeout);
    });
    const done = (): void => {
      clearTimeout(timer);
      Context.beat(context, () => undefined);
    };
    result.then(
      (value) => {
        done();
        resolve(value);
      },
      (error: unknown) => {
        done();
        reject(error);
      },
    );
  });
}

/** Runs one attempt of a node inside the hooks, the first outermost. A hook's own error is no failure of the node: it fails the run. */
export async function hooked(run: Run, path: Path, node: Node, number: number, body: () => unknown): Promise<unknown> {
  const { hooks, info: about } = run.options;
  if (about === undefined) throw new Error("Hooks lack what they are told of the run: please report this.");
  const info = Object.freeze({
    run: about,
    node: node.name,
    path: pathName(path, node.name),
    step: path.step + 1,
    attempt: number,
  });
  let failure: { readonly error: unknown } | undefined;
  let next = async (): Promise<unknown> => {
    try {
      return await body();
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  for (const hook of hooks.toReversed()) {
    const inner = next;
    if (hook.step !== undefined) next = () => hook.step?.(info, inner) ?? inner();
  }
  try {
    return await next();
  } catch (error) {
    if (failure?.error === error) throw error;
    throw new HookError(error);
  }
}

/** Carries what a hook threw past the node's retries and error edge. */
export class HookError extends Error {
  constructor(error: unknown) {
    super("A hook failed.", { cause: error });
  }
}

/** Whether a failed attempt is to be followed by another. */
export function mayRetry(path: Path, policy: RetryPolicy, attempts: number, error: unknown): boolean {
  if (attempts >= policy.attempts || path.level.halted) return false;
  if (error instanceof HookError || error instanceof Suspension) return false;
  const name = nameOf(error);
  if (policy.on !== undefined) return policy.on.includes(name);
  return name !== "AbortError" && (!isGraphError(error) || error instanceof NodeTimeoutError);
}

export function nameOf(error: unknown): string {
  return error instanceof Error || (typeof error === "object" && error !== null && "name" in error)
    ? String(error.name)
    : "Error";
}

/** Attempts a node again until it succeeds or the policy is exhausted; then it rejects with the last error. */
export async function retry(run: Run, path: Path, node: Node, policy: RetryPolicy, first: unknown): Promise<unknown> {
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
      if (!mayRetry(path, policy, number, thrown)) throw thrown;
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
      clearTimeout(timer);
      signals.delete(controller);
      resolve();
    };
    const timer = setTimeout(done, delay);
    signals.add(controller);
    controller.signal.addEventListener("abort", done);
  });
}

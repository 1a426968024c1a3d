import { Context } from "./context.ts";
import { type Handler, isThenable } from "./handler.ts";
import type { Node } from "./table.ts";
import type { Path } from "./path.ts";
import type { Run } from "./run.ts";
import { viewFor } from "./view.ts";

/** Runs a handler once: a value, or a promise of one. Throws, or rejects with, what the handler does. */
export function attempt(run: Run, path: Path, node: Node, number: number): unknown {
  const { handler } = node;
  if (handler === undefined) throw new Error(`The node "${node.name}" has no handler: please report this.`);
  const context = new Context(path, node, number);
  path.context = context;
  // Nothing here makes a closure, so that a plain node costs none.
  if (node.plain && run.setup.around?.step === undefined) return handler(viewFor(path, node), context);
  return guarded(run, path, node, handler, context, number);
}

/** Runs a handler inside what is around it: the hooks, the cache, the timeout. */
function guarded(run: Run, path: Path, node: Node, handler: Handler, context: Context, number: number): unknown {
  const { timeout = undefined, cache = undefined } = node.program.kind === "handler" ? node.program : {};
  const body = (): unknown => {
    const view = viewFor(path, node);
    const produce = (): unknown => {
      const result = handler(view, context);
      return timeout !== undefined && isThenable(result) ? timeout.keep(path, node, context, result) : result;
    };
    return cache === undefined ? produce() : cache.through(path, node, view, produce);
  };
  return run.setup.around?.step?.(path, node, number, body) ?? body();
}

export function nameOf(error: unknown): string {
  return error instanceof Error || (typeof error === "object" && error !== null && "name" in error)
    ? String(error.name)
    : "Error";
}

/** Carries what a hook threw past the node's retries and error edge. */
export class HookError extends Error {
  constructor(error: unknown) {
    super("A hook failed.", { cause: error });
  }
}

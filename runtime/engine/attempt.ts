import { Context } from "./context.ts";
import { type Handler, isThenable } from "./handler.ts";
import type { Node } from "./table.ts";
import type { Path } from "./path.ts";
import { pathName } from "./path.ts";
import type { Run } from "./run.ts";
import { viewFor } from "./view.ts";

/** Runs a handler once: a value, or a promise of one. Throws, or rejects with, what the handler does. */
export function attempt(run: Run, path: Path, node: Node, number: number): unknown {
  const { handler } = node;
  if (handler === undefined) throw new Error(`The node "${node.name}" has no handler: please report this.`);
  const context = new Context(path, node, number);
  path.context = context;
  // Nothing here makes a closure, so that a plain node costs none.
  if (node.plain && run.setup.hooks.length === 0) return handler(viewFor(path, node), context);
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
  return run.setup.hooks.length > 0 ? hooked(run, path, node, number, body) : body();
}

/** Runs one attempt of a node inside the hooks, the first outermost. A hook's own error is no failure of the node: it fails the run. */
export async function hooked(run: Run, path: Path, node: Node, number: number, body: () => unknown): Promise<unknown> {
  const { hooks } = run.setup;
  const { info: about } = run.options;
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

export function nameOf(error: unknown): string {
  return error instanceof Error || (typeof error === "object" && error !== null && "name" in error)
    ? String(error.name)
    : "Error";
}

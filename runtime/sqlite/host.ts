/** What is needed of Node's `process`; declared here, since the package is written without the types of Node. */
interface Host {
  readonly getBuiltinModule?: (name: string) => unknown;
  readonly cwd: () => string;
}

/** A module of the host itself, synchronously; `undefined` where there is none (or no such host). */
export function builtin<M>(name: string): M | undefined {
  return hostProcess()?.getBuiltinModule?.(name) as M | undefined;
}

/** A package that need not be installed, synchronously; `undefined` if it cannot be loaded. It is looked for from this module, then from the working directory. */
export function optionalPackage<M>(name: string): M | undefined {
  const from = builtin<{ createRequire(from: string): (name: string) => unknown }>("node:module");
  if (from === undefined) return undefined;
  for (const place of [import.meta.url, `${hostProcess()?.cwd()}/`]) {
    try {
      return from.createRequire(place)(name) as M;
    } catch {
      // The other place may have it.
    }
  }
  return undefined;
}

function hostProcess(): Host | undefined {
  return (globalThis as { readonly process?: Host }).process;
}

/** Does something once all that is ready to run has run. */
export function laterOn(action: () => void): void {
  const { setImmediate } = globalThis as { readonly setImmediate?: (action: () => void) => unknown };
  if (setImmediate === undefined) setTimeout(action, 0);
  else setImmediate(action);
}

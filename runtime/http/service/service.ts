import { type Access, admit, type Authorize } from "./authorize.ts";
import type { AppOptions } from "../../types/app.ts";
import type { Cache, Checkpointer, Store } from "../../types/storage.ts";
import type { Caller } from "./owner.ts";
import { type Limits, limitsOf, type ServiceLimits } from "./limits.ts";
import type { MakeApp } from "./hosted.ts";
import { Registry } from "./registry.ts";
import { RunManager } from "./manager.ts";
import { shownError } from "./describe-error.ts";
import { Threads } from "./threads.ts";

export interface ServiceOptions {
  /** The graphs by the names that callers use: `{ support: createSupport }`, or `{ support: (host) => createSupport({ ...host, context }) }`. */
  readonly graphs: { readonly [name: string]: MakeApp };
  /** Where threads are stored. The service does not close it. */
  readonly checkpointer: Checkpointer;
  readonly store?: Store;
  readonly cache?: Cache;
  readonly hooks?: NonNullable<AppOptions["hooks"]>;
  /** Says for each request whose it is. Without it, only requests from this machine are served. */
  readonly authorize?: Authorize;
  readonly limits?: ServiceLimits;
  /** Whether callers are told the messages of what handlers throw. Default: false. */
  readonly exposeErrors?: boolean;
  /** Is told of what callers are not: runs that failed, and requests that this server could not answer. Default: `console.error`. */
  readonly onError?: (error: unknown, about: ErrorPlace) => void;
}

/** What an error belongs to: a run on a thread (as stored), or a request. */
export interface ErrorPlace {
  readonly graph?: string;
  readonly threadId?: string;
  readonly runId?: string;
  readonly request?: string;
}

/** Graphs, their threads and their runs, for any protocol. */
export interface Service {
  readonly graphs: Registry;
  readonly threads: Threads;
  readonly runs: RunManager;
  readonly checkpointer: Checkpointer;
  readonly store: Store | undefined;
  readonly limits: Limits;
  readonly exposeErrors: boolean;
  /** Whether requests from elsewhere can be served, because somebody says who sends them. */
  readonly isPublic: boolean;
  /** Finds out whose a request is. @throws DeniedError, and what `authorize` throws */
  admit(request: Request, access: Access): Promise<Caller>;
  /** Tells the owner of the server, never the caller. It does not throw. */
  report(error: unknown, about: ErrorPlace): void;
  /** See `RunManager.shutdown`. Default: 10 seconds. */
  shutdown(within?: number): Promise<void>;
}

/** @throws ConfigError if an option is missing or senseless. */
export function createService(options: ServiceOptions): Service {
  const { authorize, cache, checkpointer, exposeErrors = false, graphs, hooks, store } = options;
  const host = {
    checkpointer,
    ...(store !== undefined && { store }),
    ...(cache !== undefined && { cache }),
    ...(hooks !== undefined && { hooks }),
  };
  const limits = limitsOf(options.limits);
  const registry = new Registry(graphs, host);
  const report = reporter(options.onError);
  const runs = new RunManager({
    limits,
    describe: (error) => shownError(error, exposeErrors),
    failed: (error, run) => report(error, { graph: run.graph.name, threadId: run.thread.stored, runId: run.id }),
  });
  return Object.freeze({
    graphs: registry,
    threads: new Threads(checkpointer, registry, runs),
    runs,
    checkpointer,
    store,
    limits,
    exposeErrors,
    isPublic: authorize !== undefined,
    admit: (request: Request, access: Access) => admit(authorize, request, access),
    report,
    shutdown: (within = 10_000) => runs.shutdown(within),
  });
}

function reporter(onError: ServiceOptions["onError"]): Service["report"] {
  const tell = onError ?? ((error, about) => console.error("@graphc/runtime/http:", about, error));
  return (error, about) => {
    try {
      tell(error, about);
    } catch {
      // Whoever is told cannot be told of that.
    }
  };
}

/** `@graphc/runtime/http/langgraph`: graphs for front ends that were written for LangGraph. Needs the package `hono`. */
import { assistantRoutes } from "./routes/assistants.ts";
import { ClientThreads } from "./threads.ts";
import type { Desk } from "./exchange.ts";
import { failureResponse, response } from "./failure.ts";
import { Hono } from "hono";
import { infoRoutes } from "./routes/info.ts";
import { MemoryStore } from "../../store/memory.ts";
import type { Protocol } from "../native/handler.ts";
import { type ReadContext, RunDesk } from "./desk.ts";
import { runRoutes } from "./routes/runs.ts";
import type { Service } from "../service/index.ts";
import { stateRoutes } from "./routes/state.ts";
import { statelessRoutes } from "./routes/stateless.ts";
import type { Store } from "../../types/store.ts";
import { storeRoutes } from "./routes/store.ts";
import { ThreadBook } from "./book.ts";
import { threadRoutes } from "./routes/threads.ts";

export type { ReadContext } from "./desk.ts";

/** What `langGraph` takes. */
export interface LangGraphOptions {
  /** Long-term memory that clients read and write; what they say of threads is kept there, too. Default: the service's; without one, threads lose what was said of them when the process ends. */
  readonly store?: Store;
  /** Makes the context of a run of what its caller gives as `context` or in `configurable`. Without it, callers may give none. */
  readonly context?: ReadContext;
}

/**
 * The routes that the client of LangGraph uses (`@langchain/langgraph-sdk`), so that front ends written for it can talk to the graphs of a service:
 * `createHandler({ …, protocols: [langGraph()] })`.
 */
export function langGraph(options: LangGraphOptions = {}): Protocol {
  return (service) => routesOf(service, options);
}

function routesOf(service: Service, options: LangGraphOptions): Hono {
  const store = options.store ?? service.store;
  const threads = new ClientThreads(service, new ThreadBook(store ?? new MemoryStore()));
  const runs = new RunDesk(service, threads, options.context);
  const desk: Desk = { service, threads, runs, store, startedAt: new Date() };
  const app = new Hono();
  const groups = [infoRoutes, assistantRoutes, threadRoutes, stateRoutes, statelessRoutes, runRoutes, storeRoutes];
  for (const routes of groups) app.route("/", routes(desk));
  app.onError((error, c) => {
    const told = failureResponse(error);
    if (told !== undefined) return told;
    service.report(error, { request: `${c.req.method} ${c.req.path}` });
    return response(500, { detail: "The server could not do this. What went wrong is in its log." });
  });
  return app;
}

import { admitted } from "./exchange.ts";
import { type Answering, appOf, staticResponse } from "./app.ts";
import { ConfigError } from "../../errors.ts";
import { createService, type Service, type ServiceOptions } from "../service/service.ts";
import type { Hono } from "hono";
import { type OpenApi, openApiOf } from "../openapi/document.ts";
import { pageOf, pagePolicy } from "../openapi/page.ts";
import { routes } from "./routes.ts";

/** How the native protocol presents itself. */
export interface PresentationOptions {
  /** What stands in front of all paths, as `/api`. Default: nothing. */
  readonly basePath?: string;
  /** The title and version of the OpenAPI document. Default: `"Graphs"` and `"1"`. */
  readonly title?: string;
  readonly version?: string;
  /** What is served beside the native routes, under `basePath` too: `[langGraph()]` of `@graphc/runtime/http/langgraph`. */
  readonly protocols?: readonly Protocol[];
}

/** Makes the routes of another protocol. They ask `service.admit` for each request. */
export type Protocol = (service: Service) => Hono;

/** The options of a service, or a service that other protocols use, too. */
export type HandlerOptions = PresentationOptions & (ServiceOptions | { readonly service: Service });

/** Answers requests; `export default handler` is a server in Bun and in workers, and `serve` of `@graphc/runtime/http/node` makes one in Node. */
export interface Handler {
  /**
   * Never rejects. Hosts of workers, which stop what a request has begun once it is answered, give its context as the third argument: they are asked to wait for
   * the runs.
   */
  fetch(this: void, request: Request, env?: unknown, context?: WorkerContext): Promise<Response>;
  /** The document that `GET /openapi.json` tells. */
  readonly openapi: OpenApi;
  readonly service: Service;
  /** Refuses new runs, gives those that are active so many milliseconds (default: 10,000), then stops them so that they can be continued. */
  shutdown(this: void, within?: number): Promise<void>;
}

/** What is needed of the context that workers are given for a request. */
export interface WorkerContext {
  waitUntil?(work: Promise<unknown>): void;
}

/**
 * Puts graphs behind HTTP: a web-standard `fetch` handler with the routes of `routes.ts`, `GET /openapi.json` and `GET /docs`.
 * @throws ConfigError if an option is missing or senseless.
 */
export function createHandler(options: HandlerOptions): Handler {
  const { basePath = "", protocols = [], title = "Graphs", version = "1" } = options;
  if (!/^(?:\/[\w.~-]+)*$/.test(basePath)) {
    throw new ConfigError({ graph: "", option: "basePath", problem: 'must be empty, or like "/api".' });
  }
  const service = "service" in options ? options.service : createService(options);
  const openapi = openApiOf(service, routes, basePath, { title, version });
  const app = appOf(service, basePath, [...routes, ...documentRoutes(openapi)]);
  for (const protocol of protocols) app.route("/", protocol(service));
  return Object.freeze({
    fetch: async (request: Request, _env?: unknown, context?: WorkerContext) => {
      if (context?.waitUntil === undefined) return app.fetch(request);
      const before = new Set(service.runs.running);
      const response = await app.fetch(request);
      for (const run of service.runs.running) if (!before.has(run)) context.waitUntil(run.ended);
      return response;
    },
    openapi,
    service,
    shutdown: (within?: number) => service.shutdown(within),
  });
}

/** What describes the service is made once, when it is first asked for. */
function documentRoutes(openapi: OpenApi): readonly Answering[] {
  let page: string | undefined;
  let text: string | undefined;
  return [
    {
      method: "get",
      path: "/openapi.json",
      async answer(exchange) {
        await admitted(exchange, "document");
        return staticResponse((text ??= JSON.stringify(openapi)), { "content-type": "application/json" });
      },
    },
    {
      method: "get",
      path: "/docs",
      async answer(exchange) {
        await admitted(exchange, "document");
        return staticResponse((page ??= pageOf(openapi)), {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": pagePolicy,
        });
      },
    },
  ];
}

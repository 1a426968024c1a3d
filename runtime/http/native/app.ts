import { type Context, Hono, type Next } from "hono";
import { commonHeaders, ProblemError, problemResponse } from "../web/problem.ts";
import type { Exchange } from "./exchange.ts";
import { problemOf } from "./failure.ts";
import type { Service } from "../service/service.ts";

/** What answers a method on a path. */
export interface Answering {
  readonly method: string;
  /** With the names of its parts in braces. */
  readonly path: string;
  answer(exchange: Exchange): Promise<Response>;
}

/** Sends each request to the route that answers it. What a route throws becomes a problem; what callers must not see is reported. */
export function appOf(service: Service, base: string, routes: readonly Answering[]): Hono {
  const app = new Hono().basePath(base);
  app.use(leaveUnread);
  for (const { answer, method, path } of routes) {
    app.on(method.toUpperCase(), pathOf(path), ({ req }) => {
      const { id = "", run = "" } = req.param() as { readonly id?: string; readonly run?: string };
      return answered({ service, request: req.raw, base, id, runId: run }, answer);
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    const allow = methods.includes("GET") ? [...methods, "HEAD"] : methods;
    app.all(pathOf(path), () => {
      const detail = `Allowed are: ${allow.join(", ")}.`;
      return problemResponse(new ProblemError("method-not-allowed", detail, { headers: { allow: allow.join(", ") } }));
    });
  }
  return app.notFound(() => problemResponse(new ProblemError("not-found", "There is nothing at this address.")));
}

/** Lets go of what a HEAD request does not read: a stream would be followed to the end of its run. Other protocols of the handler stand below it, too. */
async function leaveUnread(context: Context, next: Next): Promise<void> {
  await next();
  if (context.req.raw.method === "HEAD") await context.res.body?.cancel();
}

async function answered(exchange: Exchange, answer: Answering["answer"]): Promise<Response> {
  try {
    return await answer(exchange);
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== undefined) return problemResponse(problem);
    const { request, service } = exchange;
    service.report(error, { request: `${request.method} ${new URL(request.url).pathname}` });
    return problemResponse(new ProblemError("internal", "What went wrong is in the server's log."));
  }
}

/** As Hono writes it: `/tasks/:id`. */
function pathOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

/** A response that is the same for every caller who may see it. */
export function staticResponse(body: string, headers: Readonly<Record<string, string>>): Response {
  return new Response(body, { headers: { ...commonHeaders, ...headers } });
}

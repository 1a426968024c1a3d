import { ConfigError, NotFoundError, ThreadBusyError } from "../../errors.ts";
import { commonHeaders, problems } from "../web/problem.ts";
import { problemOf } from "../native/failure.ts";
import { RefusedError } from "./refused.ts";
import { ServiceError } from "../service/index.ts";
import { toJson } from "../json/write.ts";

/** The response that tells a failure as the client shows it: its status, and `detail`. `undefined` for what callers are not told about. */
export function failureResponse(error: unknown): Response | undefined {
  const [status, detail] = said(error) ?? [];
  if (status !== undefined) return response(status, { detail });
  const problem = problemOf(error);
  if (problem === undefined) return undefined;
  const { errors, headers, message } = problem;
  return response(problems[problem.problem][0], { detail: message, ...(errors.length > 0 && { errors }) }, headers);
}

/** What callers give and the runtime checks, beside what the service's own protocol has: context, and the names and values of items. */
const callersOptions = new Set(["context", "namespace", "prefix", "key", "ttl", "filter", "limit", "offset"]);

/** What this protocol says otherwise than the service's own. */
function said(error: unknown): readonly [status: number, detail: string] | undefined {
  if (error instanceof RefusedError) return [error.status, error.message];
  if (error instanceof ThreadBusyError) return [422, "A run is active on this thread."];
  if (error instanceof NotFoundError) {
    return [404, error.checkpointId === undefined ? "There is no such thread." : "The thread has no such checkpoint."];
  }
  if (error instanceof ConfigError && callersOptions.has(error.option)) return [422, error.message];
  if (!(error instanceof ServiceError)) return undefined;
  const { message, refusal } = error;
  if (refusal === "busy") return [422, `${message} Wait for it, cancel it, or choose another "multitask_strategy".`];
  return refusal === "unknown-graph" || refusal === "unknown-thread" ? [404, message] : undefined;
}

export function response(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  if (body === undefined) return new Response(null, { status, headers: { ...commonHeaders, ...headers } });
  return new Response(toJson(body), {
    status,
    headers: { "content-type": "application/json", ...commonHeaders, ...headers },
  });
}

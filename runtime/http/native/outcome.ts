import { eventStream, type ServerEvent } from "../web/sse.ts";
import { type Exchange, jsonResponse } from "./exchange.ts";
import type { LogEntry, Lost } from "../service/log.ts";
import type { Mode } from "./bodies.ts";
import type { Outcome, ServiceRun } from "../service/run.ts";
import { ProblemError } from "../web/problem.ts";
import { shownError } from "../service/describe-error.ts";

/** Another process that uses the same storage was faster. */
const changedFirst = "Somebody else changed the task first, and the run has ended. Read it again.";

/** Answers a request that has started a run. */
export async function reply(exchange: Exchange, run: ServiceRun, mode: Mode = "wait"): Promise<Response> {
  const location = `${exchange.base}/tasks/${run.thread.id}`;
  switch (mode) {
    case "background":
      return jsonResponse({ ...naming(run), status: run.status }, 202, { location });
    case "stream":
      return runStream(run, 0, { "content-location": `${location}/stream?run=${run.id}` });
    default:
      return jsonResponse(resultOf(exchange, run, await run.ended), 200, { "content-location": location });
  }
}

/** What is told of a run that has ended well. @throws ProblemError if it has not */
export function resultOf({ service }: Exchange, run: ServiceRun, outcome: Outcome): object {
  const about = { extension: naming(run) };
  switch (outcome.status) {
    case "failed": {
      const error = shownError(outcome.error, service.exposeErrors);
      throw new ProblemError("run-failed", error.message, { extension: { ...naming(run), error } });
    }
    case "overtaken":
      throw new ProblemError("conflict", changedFirst, about);
    case "cancelled":
      throw new ProblemError("run-cancelled", "The run was cancelled; what it had finished is stored.", about);
    case "timeout":
      throw new ProblemError("run-timeout", "The run took too long; what it had finished is stored.", about);
    case "parked": {
      const detail = "The server is shutting down; what the run had finished is stored. Continue it later.";
      throw new ProblemError("shutting-down", detail, { ...about, headers: { "retry-after": "5" } });
    }
    default:
      return { ...naming(run), ...outcome };
  }
}

function naming({ graph, id, thread }: ServiceRun): {
  readonly id: string;
  readonly graph: string;
  readonly run: string;
} {
  return { id: thread.id, graph: graph.name, run: id };
}

/** The events of a run after the one with this number, past and to come. */
export function runStream(run: ServiceRun, after: number, headers: Readonly<Record<string, string>> = {}): Response {
  return eventStream(run.log.read(after), (entry) => [eventOf(run.id, entry)], headers);
}

/** Who reads on from a `lost` event, as `EventSource` does by itself, gets what is still there. */
function eventOf(run: string, entry: LogEntry | Lost): ServerEvent {
  if ("lost" in entry) return { id: `${run}:${entry.next - 1}`, event: "lost", data: `{"next":${entry.next}}` };
  return { id: `${run}:${entry.id}`, event: entry.type, data: entry.data };
}

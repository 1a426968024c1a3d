import { admitted, type Exchange, jsonResponse } from "../exchange.ts";
import { ProblemError } from "../../web/problem.ts";
import { Query } from "../query.ts";
import { resultOf, runStream } from "../outcome.ts";
import type { ServiceRun } from "../../service/run.ts";
import type { FoundThread } from "../../service/threads.ts";
import type { Service } from "../../service/service.ts";

/** `GET /tasks/{id}/runs`: the runs of a task that this server remembers, the newest first. */
export async function listRuns(exchange: Exchange): Promise<Response> {
  const { id, service } = exchange;
  const caller = await admitted(exchange, "read");
  const thread = await service.threads.find(caller, id);
  return jsonResponse({ id: thread.id, runs: service.runs.list(thread).map((run) => run.summary) });
}

/** `GET /tasks/{id}/runs/{run}`: how a run ended; waits for the end if it runs. */
export async function joinRun(exchange: Exchange): Promise<Response> {
  const { id, runId, service } = exchange;
  const caller = await admitted(exchange, "read");
  const thread = await service.threads.find(caller, id);
  const run = service.runs.get(thread, runId);
  return jsonResponse(resultOf(exchange, run, await run.ended));
}

/** `GET /tasks/{id}/stream`: the events of a run, from its beginning or from behind `Last-Event-ID`. */
export async function streamTask(exchange: Exchange): Promise<Response> {
  const { id, request, service } = exchange;
  const caller = await admitted(exchange, "stream");
  const asked = new Query(request.url, ["run"]).text("run");
  const last = lastEvent(request);
  const thread = await service.threads.find(caller, id);
  const run = runFor(service, thread, last?.run ?? asked);
  // `EventSource` asks again when a stream ends; this tells it not to.
  if (last !== undefined && run.log.closed && last.event >= run.log.lastId) return new Response(null, { status: 204 });
  return runStream(run, last?.event ?? 0);
}

/** `POST /tasks/{id}/cancel`: ends the active run; what it has finished is stored. */
export async function cancelTask(exchange: Exchange): Promise<Response> {
  const { id, service } = exchange;
  const caller = await admitted(exchange, "cancel");
  const thread = await service.threads.find(caller, id);
  const run = service.runs.activeOn(thread);
  if (run === undefined) throw new ProblemError("conflict", "No run of this server is active on the task.");
  await service.runs.cancel(run);
  return jsonResponse({ id: thread.id, run: run.summary });
}

/** The run that is asked for; else the active one, else the one that ended last. @throws ProblemError */
function runFor({ runs }: Service, thread: FoundThread, id: string | undefined): ServiceRun {
  const found = runs.list(thread).find((run) => id === undefined || run.id === id);
  if (found !== undefined) return found;
  throw new ProblemError(
    "events-gone",
    "This server has no events of such a run: they are kept in memory, for a while. The task's state and history are stored.",
  );
}

/** What `Last-Event-ID` says: the run and the number of the event that was seen last. @throws ProblemError */
function lastEvent(request: Request): { readonly run: string; readonly event: number } | undefined {
  const header = request.headers.get("last-event-id");
  if (header === null || header === "") return undefined;
  const [, run, event] = /^([0-9a-f-]{36}):(\d{1,15})$/.exec(header) ?? [];
  if (run !== undefined && event !== undefined) return { run, event: Number(event) };
  throw new ProblemError("malformed-request", "The header Last-Event-ID is none that this server has sent.", {
    errors: [{ detail: "is no id of an event", parameter: "Last-Event-ID" }],
  });
}

import { admitted, type Exchange } from "../exchange.ts";
import { answersOf, inputOf } from "../values.ts";
import { bodies } from "../bodies.ts";
import { readBody } from "../read-body.ts";
import { startRun } from "../start.ts";

/** `POST /tasks/{id}/answers`: answers what waits, and goes on. */
export async function answerTask(exchange: Exchange): Promise<Response> {
  const { id, request, service } = exchange;
  const caller = await admitted(exchange, "answer");
  const thread = await service.threads.find(caller, id);
  const body = await readBody(request, bodies.answers, service.limits.body);
  const { answers, checkpointId } = body;
  const { graph } = thread;
  return startRun(exchange, body, {
    graph,
    thread,
    caller,
    input: null,
    answers: answersOf(graph, answers),
    ...(checkpointId !== undefined && { checkpointId }),
  });
}

/** `POST /tasks/{id}/continue`: goes on after a failure, a limit, a static interrupt, a crash or an expired ask. */
export async function continueTask(exchange: Exchange): Promise<Response> {
  const { id, request, service } = exchange;
  const caller = await admitted(exchange, "run");
  const thread = await service.threads.find(caller, id);
  const body = await readBody(request, bodies.continue, service.limits.body);
  return startRun(exchange, body, { graph: thread.graph, thread, caller, input: null });
}

/** `POST /tasks/{id}/fork`: goes on from a past checkpoint, with new input if there is any. */
export async function forkTask(exchange: Exchange): Promise<Response> {
  const { id, request, service } = exchange;
  const caller = await admitted(exchange, "fork");
  const thread = await service.threads.find(caller, id);
  const body = await readBody(request, bodies.fork, service.limits.body);
  const { checkpointId, input } = body;
  const { graph } = thread;
  return startRun(exchange, body, {
    graph,
    thread,
    caller,
    checkpointId,
    input: input === undefined ? null : inputOf(graph, input),
  });
}

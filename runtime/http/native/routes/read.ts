import { admitted, type Exchange, jsonResponse } from "../exchange.ts";
import { checkpointBody, taskHead } from "../state.ts";
import { NotFoundError } from "../../../errors.ts";
import { ProblemError } from "../../web/problem.ts";
import { Query } from "../query.ts";

/** `GET /tasks/{id}`: how a task stands, or stood at a checkpoint. */
export async function readTask(exchange: Exchange): Promise<Response> {
  const { id, request, service } = exchange;
  const caller = await admitted(exchange, "read");
  const query = new Query(request.url, ["checkpoint", "subgraphs"]);
  const checkpointId = query.text("checkpoint");
  const subgraphs = query.flag("subgraphs");
  const thread = await service.threads.find(caller, id);
  const { app } = thread.graph;
  const run = service.runs.list(thread)[0];
  const head = { ...taskHead(thread), ...(run !== undefined && { run: run.summary }) };
  try {
    const ref = { threadId: thread.stored, ...(checkpointId !== undefined && { checkpointId }) };
    const snapshot = await app.getState({ ...ref, subgraphs });
    return jsonResponse({ ...head, ...checkpointBody(service, snapshot) });
  } catch (error) {
    // Its first run has begun and has stored nothing yet.
    const isNew = error instanceof NotFoundError && checkpointId === undefined && thread.status === "running";
    if (isNew) return jsonResponse(head);
    throw error;
  }
}

/** `GET /tasks/{id}/history`: the checkpoints of a task, the newest first. */
export async function readHistory(exchange: Exchange): Promise<Response> {
  const { id, request, service } = exchange;
  const caller = await admitted(exchange, "history");
  const query = new Query(request.url, ["limit", "before", "source"]);
  const limit = query.limit();
  const before = query.text("before");
  const source = query.choice("source", ["input", "step", "update", "fork"]);
  const thread = await service.threads.find(caller, id);
  if (before !== undefined && (await service.checkpointer.load(thread.stored, before)) === undefined) {
    throw new ProblemError("not-found", "The task has no such checkpoint.", {
      errors: [{ detail: "is no checkpoint of the task", parameter: "before" }],
    });
  }
  const history = thread.graph.app.getStateHistory(
    { threadId: thread.stored },
    { limit: limit + 1, ...(before !== undefined && { before }), ...(source !== undefined && { source }) },
  );
  const checkpoints: { readonly checkpointId: string }[] = [];
  for await (const snapshot of history) {
    checkpoints.push({ ...checkpointBody(service, snapshot), checkpointId: snapshot.checkpointId });
  }
  const page = checkpoints.slice(0, limit);
  const next = checkpoints.length > limit ? page.at(-1)?.checkpointId : undefined;
  return jsonResponse({ id: thread.id, checkpoints: page, ...(next !== undefined && { next }) });
}

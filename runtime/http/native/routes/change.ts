import { admitted, type Exchange, jsonResponse } from "../exchange.ts";
import { bodies } from "../bodies.ts";
import { commonHeaders } from "../../web/problem.ts";
import { readBody } from "../read-body.ts";
import { updateOf } from "../values.ts";

/** `PATCH /tasks/{id}/state`: writes a checkpoint as if a node had returned the update. */
export async function updateTask(exchange: Exchange): Promise<Response> {
  const { id, request, service } = exchange;
  const caller = await admitted(exchange, "update");
  const thread = await service.threads.find(caller, id);
  const body = await readBody(request, bodies.update, service.limits.body);
  const { asNode, checkpointId, goto, metadata, path } = body;
  const written = await thread.graph.app.updateState(
    {
      threadId: thread.stored,
      ...(checkpointId !== undefined && { checkpointId }),
      ...(metadata !== undefined && { metadata }),
    },
    updateOf(thread.graph, body),
    {
      ...(asNode !== undefined && { asNode }),
      ...(path !== undefined && { path }),
      ...(goto !== undefined && { goto }),
    },
  );
  return jsonResponse({ id: thread.id, checkpointId: written.checkpointId });
}

/** `DELETE /tasks/{id}`: deletes a task with all its checkpoints. */
export async function deleteTask(exchange: Exchange): Promise<Response> {
  const { id, service } = exchange;
  const caller = await admitted(exchange, "delete");
  const thread = await service.threads.find(caller, id);
  await service.threads.delete(caller, thread);
  return new Response(null, { status: 204, headers: commonHeaders });
}

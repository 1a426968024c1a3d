import { type Exchange, jsonResponse } from "../exchange.ts";
import type { ListedThread, PagePlace } from "../../service/threads.ts";
import { ProblemError } from "../../web/problem.ts";
import { Query } from "../query.ts";
import { taskHead } from "../state.ts";

/** `GET /tasks`: the caller's tasks, those that were touched last first, unless the oldest are asked for. */
export async function listTasks({ request, service }: Exchange): Promise<Response> {
  const query = new Query(request.url, ["graph", "status", "order", "limit", "cursor"]);
  const name = query.text("graph");
  const caller = await service.admit(request, { action: "list", ...(name !== undefined && { graph: name }) });
  const status = query.choice("status", ["running", "waiting", "stopped", "failed", "done"]);
  const after = placeOf(query.text("cursor"));
  const page = await service.threads.list(caller, {
    limit: query.limit(),
    order: query.choice("order", ["newest", "oldest"]) ?? "newest",
    ...(name !== undefined && { graph: service.graphs.named(name) }),
    ...(status !== undefined && { status }),
    ...(after !== undefined && { after }),
  });
  const { next, threads } = page;
  return jsonResponse({
    tasks: threads.map(taskBody),
    ...(next !== undefined && { next: `${next.updatedAt}:${next.id}` }),
  });
}

function taskBody(thread: ListedThread): object {
  const { dueAt, updatedAt } = thread;
  return { ...taskHead(thread), updatedAt, ...(dueAt !== undefined && { dueAt }) };
}

/** A cursor is where the page before has ended: a time and an id. */
function placeOf(cursor: string | undefined): PagePlace | undefined {
  if (cursor === undefined) return undefined;
  const [, time, id] = /^(\d{1,15}):(.+)$/.exec(cursor) ?? [];
  if (time !== undefined && id !== undefined) return { updatedAt: Number(time), id };
  throw new ProblemError("malformed-request", 'The parameter "cursor" is none that a page gave as "next".', {
    errors: [{ detail: "is no cursor", parameter: "cursor" }],
  });
}

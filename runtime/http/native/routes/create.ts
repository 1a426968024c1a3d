import type { Exchange } from "../exchange.ts";
import { bodies, type CreateBody } from "../bodies.ts";
import type { Caller, ThreadName } from "../../service/owner.ts";
import { inputOf } from "../values.ts";
import { ProblemError } from "../../web/problem.ts";
import { readBody } from "../read-body.ts";
import { startRun } from "../start.ts";
import { threadName } from "../../service/owner.ts";
import type { HostedGraph } from "../../service/registry.ts";
import type { Service } from "../../service/service.ts";

/** `POST /tasks`: makes a task, or goes on with one by new input. */
export async function createTask(exchange: Exchange): Promise<Response> {
  const { request, service } = exchange;
  // The body names the graph that is authorized. Whether it fits is told to who may ask.
  const read = await readBody(request, bodies.create, service.limits.body).then(
    (body) => ({ body }),
    (error: unknown) => ({ error }),
  );
  const body = "body" in read ? read.body : undefined;
  const caller = await service.admit(request, {
    action: body?.threadId === undefined ? "create" : "run",
    ...(body !== undefined && { graph: body.graph }),
    ...(body?.threadId !== undefined && { threadId: body.threadId }),
  });
  if ("error" in read) throw read.error;
  const { graph: name, input, onUnfinished, threadId } = read.body;
  const graph = service.graphs.named(name);
  const thread = await threadFor(service, caller, graph, threadId);
  return startRun(exchange, read.body, {
    graph,
    thread,
    caller,
    input: inputOf(graph, input),
    ...(onUnfinished !== undefined && { onUnfinished }),
  });
}

/** @throws ProblemError if the caller's thread of this id is one of another graph. */
async function threadFor(
  { threads }: Service,
  caller: Caller,
  graph: HostedGraph,
  id: CreateBody["threadId"],
): Promise<ThreadName> {
  if (id === undefined) return threadName(caller, crypto.randomUUID());
  const name = threadName(caller, id);
  const found = await threads.look(caller, id);
  if (found === undefined || found.graph === graph) return name;
  throw new ProblemError("conflict", `The task is one of the graph "${found.graph.name}".`);
}

import { Body, isObject } from "../body.ts";
import { checkpointIdOf } from "../order.ts";
import { checkpointOf } from "../state.ts";
import { type Context, Hono } from "hono";
import type { Action, Caller } from "../../service/index.ts";
import { type Desk, part, queryOf, readBody, readOrder } from "../exchange.ts";
import { hasMembers, select } from "../select.ts";
import { historyOf } from "../history.ts";
import type { KnownThread } from "../threads.ts";
import { RefusedError } from "../refused.ts";
import { response } from "../failure.ts";
import { revive } from "../../json/revive.ts";
import { stateOf } from "../state.ts";
import type { ThreadState } from "../protocol.ts";

/** The states of threads: now, at a checkpoint, in the past; and what is changed in them. */
export function stateRoutes({ service, threads }: Desk): Hono {
  const app = new Hono();
  const admit = (c: Context, action: Action): Promise<Caller> =>
    service.admit(c.req.raw, { action, threadId: part(c, "id") });

  app.get("/threads/:id/state", async (c) => {
    const caller = await admit(c, "read");
    const query = queryOf(c);
    const thread = await threads.find(caller, part(c, "id"));
    return chosen(query, await threads.state(thread, { subgraphs: query.flag("subgraphs") }));
  });
  app.post("/threads/:id/state/checkpoint", async (c) => {
    const { body, caller } = await readBody(c, service, admit(c, "read"));
    const thread = await threads.find(caller, part(c, "id"));
    const checkpoint = body.body("checkpoint");
    const namespace = checkpoint.text("checkpoint_ns") ?? "";
    const state = await threads.state(thread, {
      checkpointId: checkpoint.text("checkpoint_id"),
      subgraphs: namespace !== "" || body.flag("subgraphs"),
    });
    return chosen(body, within(state, namespace));
  });
  app.get("/threads/:id/state/:checkpoint", async (c) => {
    const caller = await admit(c, "read");
    const query = queryOf(c);
    const thread = await threads.find(caller, part(c, "id"));
    const at = { checkpointId: part(c, "checkpoint"), subgraphs: query.flag("subgraphs") };
    return chosen(query, await threads.state(thread, at));
  });
  app.post("/threads/:id/state", async (c) => {
    const { body, caller } = await readOrder(c, service, (read) => ({
      action: read.has("checkpoint") || read.has("checkpoint_id") ? "fork" : "update",
      threadId: part(c, "id"),
    }));
    const thread = await threads.find(caller, part(c, "id"));
    const checkpoint = checkpointOf({ threadId: thread.id }, await update(thread, body));
    return response(200, { checkpoint, configurable: checkpoint });
  });
  app.post("/threads/:id/history", async (c) => {
    const { body, caller } = await readBody(c, service, admit(c, "history"));
    return history(await threads.find(caller, part(c, "id")), body);
  });
  app.get("/threads/:id/history", async (c) => {
    const caller = await admit(c, "history");
    return history(await threads.find(caller, part(c, "id")), queryOf(c));
  });
  return app;

  /** Writes a checkpoint and gives its id. */
  async function update(thread: KnownThread, body: Body): Promise<string> {
    const { found, stored: threadId } = thread;
    if (found === undefined) {
      throw new RefusedError(422, "Nothing has run on this thread: it has no state to update. Begin it with a run.");
    }
    const { app } = found.graph;
    const checkpointId = checkpointIdOf(body);
    const at = { threadId, ...(checkpointId !== undefined && { checkpointId }) };
    const values = revive(app.schemas.update, body.object("values") ?? {}) as object;
    const asNode = body.text("as_node");
    if (asNode === undefined) return (await app.updateState(at, values)).checkpointId;
    const paths = (await threads.snapshot(thread, { checkpointId }))?.paths ?? [];
    // Inside an open group, or a subgraph, a path is meant.
    const isPath = asNode.includes("/") || (paths.length > 1 && paths.some(({ path }) => path === asNode));
    return (await app.updateState(at, values, isPath ? { path: asNode } : { asNode })).checkpointId;
  }

  async function history(thread: KnownThread, body: Body): Promise<Response> {
    const limit = body.count("limit") ?? 10;
    const checkpoint = body.body("checkpoint");
    const namespace = checkpoint.text("checkpoint_ns") ?? "";
    const before = beforeOf(body);
    if (thread.found === undefined) return response(200, []);
    if (namespace !== "") {
      const at = { checkpointId: checkpoint.text("checkpoint_id"), subgraphs: true };
      const state = find(await threads.state(thread, at), namespace);
      return response(200, state === undefined ? [] : [state]);
    }
    const { graph } = thread.found;
    const of = threads.stateOf({ id: thread.id, graph });
    const metadata = body.object("metadata") ?? {};
    const snapshots = await historyOf(graph.app, thread.stored, {
      limit,
      before,
      from: checkpoint.text("checkpoint_id"),
      isWanted: (snapshot) => hasMembers(stateOf(snapshot, of).metadata, metadata),
    });
    const fields = body.texts("select");
    const states = snapshots.map((snapshot) => stateOf(snapshot, of));
    return response(200, fields === undefined ? states : states.map((state) => select(state, fields)));
  }
}

function chosen(body: Body, state: ThreadState): Response {
  const fields = typeof body.value("select") === "string" ? [body.required("select")] : body.texts("select");
  return response(200, fields === undefined ? state : select(state, fields));
}

/** The checkpoint in front of which a history ends: its id, or a config or checkpoint that has it. */
function beforeOf(body: Body): string | undefined {
  const before = body.value("before");
  if (!isObject(before)) return body.text("before");
  const config = new Body(before);
  return config.text("checkpoint_id") ?? config.body("configurable").text("checkpoint_id");
}

/** The state of an open subgraph. @throws RefusedError */
function within(state: ThreadState, namespace: string): ThreadState {
  const found = namespace === "" ? state : find(state, namespace);
  if (found !== undefined) return found;
  throw new RefusedError(404, "There is no such subgraph, or it is not running at this checkpoint.");
}

function find({ tasks }: ThreadState, namespace: string): ThreadState | undefined {
  for (const { checkpoint, state } of tasks) {
    if (state === null) continue;
    const found = checkpoint?.checkpoint_ns === namespace ? state : find(state, namespace);
    if (found !== undefined) return found;
  }
  return undefined;
}

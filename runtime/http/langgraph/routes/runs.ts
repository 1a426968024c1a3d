import { Body } from "../body.ts";
import type { Access, Action, Caller } from "../../service/index.ts";
import type { ClientRun } from "../client-run.ts";
import { type Context, Hono } from "hono";
import { type Desk, part, queryOf, readOrder } from "../exchange.ts";
import { lastEventId, locationOf, patientResponse, streamOf } from "../reply.ts";
import { modesOf, type Order, orderOf } from "../order.ts";
import { response } from "../failure.ts";
import { resultOf } from "../result.ts";
import { select } from "../select.ts";

/** Runs on threads. */
export function runRoutes({ runs, service, threads }: Desk): Hono {
  const app = new Hono();
  const admit = (c: Context, action: Action): Promise<Caller> =>
    service.admit(c.req.raw, { action, threadId: part(c, "id") });

  app.post("/threads/:id/runs", async (c) => {
    const { run } = await start(c);
    return response(200, run.show(), { "content-location": locationOf(run) });
  });
  app.post("/threads/:id/runs/stream", async (c) => {
    const { order, run } = await start(c);
    return streamOf(run, { after: 0, cancelOnDisconnect: order.cancelOnDisconnect });
  });
  app.post("/threads/:id/runs/wait", async (c) => {
    const { order, run } = await start(c);
    return patientResponse(resultOf(run, threads), { "content-location": locationOf(run) }, () => {
      if (order.cancelOnDisconnect) void runs.cancel(run, false);
    });
  });
  app.get("/threads/:id/runs", async (c) => {
    const caller = await admit(c, "read");
    const query = queryOf(c);
    const status = query.choice("status", ["pending", "running", "error", "success", "timeout", "interrupted"]);
    const all = runs.list(await threads.find(caller, part(c, "id"))).map((run) => run.show());
    const offset = query.count("offset") ?? 0;
    const found = all.filter((run) => status === undefined || run.status === status);
    const page = found.slice(offset, offset + (query.count("limit") ?? 10));
    const fields = typeof query.value("select") === "string" ? [query.required("select")] : query.texts("select");
    return response(200, fields === undefined ? page : page.map((run) => select(run, fields)));
  });
  app.get("/threads/:id/runs/:run", async (c) => {
    const caller = await admit(c, "read");
    return response(200, (await find(c, caller)).show());
  });
  app.get("/threads/:id/runs/:run/join", async (c) => {
    const caller = await admit(c, "stream");
    const cancels = queryOf(c).flag("cancel_on_disconnect");
    const run = await find(c, caller);
    return patientResponse(resultOf(run, threads), { "content-location": locationOf(run) }, () => {
      if (cancels) void runs.cancel(run, false);
    });
  });
  app.get("/threads/:id/runs/:run/stream", async (c) => {
    const caller = await admit(c, "stream");
    const query = queryOf(c);
    const run = await find(c, caller);
    return streamOf(run, {
      after: lastEventId(c.req.header("last-event-id")),
      cancelOnDisconnect: query.flag("cancel_on_disconnect"),
      modes: query.has("stream_mode") ? modesOf(query.value("stream_mode")) : undefined,
    });
  });
  app.post("/threads/:id/runs/:run/cancel", async (c) => {
    const caller = await admit(c, "cancel");
    const query = queryOf(c);
    const undo = query.choice("action", ["interrupt", "rollback"]) === "rollback";
    const ended = runs.cancel(await find(c, caller), undo);
    if (!query.flag("wait")) {
      ended.catch((error: unknown) => service.report(error, { request: c.req.path }));
      return response(202, {});
    }
    await ended;
    return response(204);
  });
  app.delete("/threads/:id/runs/:run", async (c) => {
    const caller = await admit(c, "delete");
    await runs.forget(await find(c, caller));
    return response(204);
  });
  app.post("/runs/cancel", async (c) => {
    const { body, caller } = await readOrder(c, service, (read) => {
      const id = read.value("thread_id");
      return { action: "cancel", ...(typeof id === "string" && { threadId: id }) };
    });
    const thread = await threads.find(caller, body.required("thread_id"));
    const ids = body.texts("run_ids");
    const status = body.choice("status", ["pending", "running", "all"]) ?? "all";
    const action = queryOf(c).choice("action", ["interrupt", "rollback"]);
    const meant = runs.list(thread).filter((run) => {
      const { run_id, status: now } = run.show();
      return (
        (ids?.includes(run_id) ?? true) && (status === "all" ? now === "pending" || now === "running" : now === status)
      );
    });
    for (const run of meant) await runs.cancel(run, action === "rollback");
    return response(204);
  });
  return app;

  async function find(c: Context, caller: Caller): Promise<ClientRun> {
    const { id, stored } = await threads.find(caller, part(c, "id"));
    return runs.find({ id, stored }, part(c, "run"));
  }

  async function start(c: Context): Promise<{ readonly order: Order; readonly run: ClientRun }> {
    const id = part(c, "id");
    const { body, caller } = await readOrder(c, service, (read) => ({ ...accessOf(read), threadId: id }));
    const order = orderOf(body, service);
    const there = order.createThread ? await threads.create(caller, id, {}, true) : await threads.find(caller, id);
    return { order, run: await runs.start(caller, there, order) };
  }
}

/** What a body that starts a run wants to do. */
export function accessOf(body: Body): Access {
  const graph = body.value("assistant_id");
  return { action: actionOf(body), ...(typeof graph === "string" && { graph }) };
}

function actionOf(body: Body): Action {
  const command = body.value("command");
  if (body.has("checkpoint_id") || body.has("checkpoint")) return "fork";
  if (typeof command !== "object" || command === null) return "run";
  if (new Body(command).has("update")) return "update";
  return Object.hasOwn(command, "resume") ? "answer" : "run";
}

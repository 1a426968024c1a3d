import { accessOf } from "./runs.ts";
import { type Body, isObject } from "../body.ts";
import type { Caller } from "../../service/index.ts";
import type { ClientRun } from "../client-run.ts";
import { type Context, Hono } from "hono";
import { bodyOf, type Desk, readOrder } from "../exchange.ts";
import { locationOf, patientResponse, streamOf } from "../reply.ts";
import { type Order, orderOf } from "../order.ts";
import { readJson } from "../../web/body.ts";
import { RefusedError } from "../refused.ts";
import { response } from "../failure.ts";
import { resultOf } from "../result.ts";
import { threadName } from "../../service/index.ts";

/** Runs without a thread of their own: each gets one, which is deleted when the run has ended, unless it is to be kept. */
export function statelessRoutes({ runs, service, threads }: Desk): Hono {
  const app = new Hono();

  app.post("/runs", async (c) => {
    const { order, run } = await startOne(c);
    void end(run, order);
    return response(200, run.show(), { "content-location": locationOf(run) });
  });
  app.post("/runs/stream", async (c) => {
    const { order, run } = await startOne(c);
    void end(run, order);
    return streamOf(run, { after: 0, cancelOnDisconnect: order.cancelOnDisconnect });
  });
  app.post("/runs/wait", async (c) => {
    const { order, run } = await startOne(c);
    const result = resultOf(run, threads).finally(() => end(run, order));
    return patientResponse(result, { "content-location": locationOf(run) }, () => {
      if (order.cancelOnDisconnect) void runs.cancel(run, false);
    });
  });
  app.post("/runs/batch", async (c) => {
    const json = await readJson(c.req.raw, service.limits.body);
    const bodies = Array.isArray(json) ? json.map((one: unknown) => (isObject(one) ? bodyOf(one) : undefined)) : [];
    const started: ClientRun[] = [];
    const orders: (readonly [Caller, Order])[] = [];
    for (const body of bodies) {
      const caller = await service.admit(c.req.raw, body === undefined ? { action: "create" } : accessOfNew(body));
      if (body === undefined) throw new RefusedError(422, "The body must be a list of objects.");
      orders.push([caller, orderOf(body, service)]);
    }
    if (!Array.isArray(json)) {
      await service.admit(c.req.raw, { action: "create" });
      throw new RefusedError(422, "The body must be a list of objects.");
    }
    try {
      for (const [caller, order] of orders) {
        const run = await start(caller, order);
        started.push(run);
        void end(run, order);
      }
    } catch (error) {
      // All of them, or none.
      for (const run of started) await runs.cancel(run, false);
      throw error;
    }
    return response(
      200,
      started.map((run) => run.show()),
    );
  });
  return app;

  async function startOne(c: Context): Promise<{ readonly order: Order; readonly run: ClientRun }> {
    const { body, caller } = await readOrder(c, service, accessOfNew);
    const order = orderOf(body, service);
    return { order, run: await start(caller, order) };
  }

  function start(caller: Caller, order: Order): Promise<ClientRun> {
    const name = threadName(caller, crypto.randomUUID());
    return runs.start(caller, { ...name, found: undefined, note: undefined, updatedAt: undefined }, order);
  }

  /** Deletes the thread of a run when the run has ended. */
  async function end(run: ClientRun, { keep }: Order): Promise<void> {
    const { caller, thread } = run.of;
    try {
      await (
        await run.begun
      )?.ended;
      if (!keep) await threads.remove(caller, thread.id);
    } catch (error) {
      service.report(error, { threadId: thread.stored, runId: run.of.id });
    }
  }
}

/** A run without a thread makes one. */
function accessOfNew(body: Body): ReturnType<typeof accessOf> {
  return { ...accessOf(body), action: "create" };
}

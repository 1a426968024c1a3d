import { Hono } from "hono";
import type { Desk } from "../exchange.ts";
import { RefusedError } from "../refused.ts";
import { response } from "../failure.ts";

/** What the server says of itself, and of what it does not serve. */
export function infoRoutes({ service, store }: Desk): Hono {
  const app = new Hono();
  app.get("/ok", async (c) => {
    await service.admit(c.req.raw, { action: "document" });
    return response(200, { ok: true });
  });
  app.get("/info", async (c) => {
    await service.admit(c.req.raw, { action: "document" });
    const flags = { assistants: true, crons: false, langsmith: false, store: store !== undefined };
    return response(200, { name: "graphc", flags });
  });
  for (const path of ["/runs/crons", "/runs/crons/*", "/threads/:id/runs/crons"]) {
    app.all(path, async (c) => {
      await service.admit(c.req.raw, { action: "document" });
      throw new RefusedError(404, "This server runs nothing by the clock.");
    });
  }
  return app;
}

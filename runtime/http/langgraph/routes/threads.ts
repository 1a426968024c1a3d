import type { Body } from "../body.ts";
import { type Context, Hono } from "hono";
import type { Action, Caller } from "../../service/index.ts";
import { type Desk, part, queryOf, readBody, readOrder } from "../exchange.ts";
import { hasMembers, select } from "../select.ts";
import { type KnownThread, shownMetadata, statusOf } from "../threads.ts";
import { metadataOf } from "../order.ts";
import { response } from "../failure.ts";

const statuses = ["idle", "busy", "interrupted", "error"] as const;

/** Threads: what a client creates, finds and deletes. */
export function threadRoutes({ service, threads }: Desk): Hono {
  const app = new Hono();
  const admit = (c: Context, action: Action): Promise<Caller> =>
    service.admit(c.req.raw, { action, ...(part(c, "id") !== "" && { threadId: part(c, "id") }) });

  app.post("/threads", async (c) => {
    const { body, caller } = await readOrder(c, service, (read) => {
      const id = read.value("thread_id");
      return { action: "create", ...(typeof id === "string" && { threadId: id }) };
    });
    body.refuse("supersteps", "a thread begins with a run that has input");
    body.refuse("ttl", "threads stay until they are deleted");
    const mayExist = body.choice("if_exists", ["raise", "do_nothing"]) === "do_nothing";
    const id = body.text("thread_id") ?? crypto.randomUUID();
    const thread = await threads.create(caller, id, metadataOf(body), mayExist);
    return response(200, await threads.show(thread));
  });
  app.post("/threads/search", async (c) => {
    const { body, caller } = await readBody(c, service, admit(c, "list"));
    body.refuse("extract", 'use "select" with "values.…" of the thread\'s state');
    const found = (await matching(caller, body)).toSorted(comparing(body));
    const offset = body.count("offset") ?? 0;
    const page = found.slice(offset, offset + (body.count("limit") ?? 10));
    const fields = body.texts("select");
    const shown = await Promise.all(page.map((thread) => threads.show(thread)));
    return response(200, fields === undefined ? shown : shown.map((one) => select(one, fields)));
  });
  app.post("/threads/count", async (c) => {
    const { body, caller } = await readBody(c, service, admit(c, "list"));
    return response(200, (await matching(caller, body)).length);
  });
  app.post("/threads/prune", async (c) => {
    const { body, caller } = await readBody(c, service, admit(c, "delete"));
    if (body.choice("strategy", ["delete", "keep_latest"]) === "keep_latest") {
      body.refuse("strategy", "the owner of the server removes old checkpoints");
    }
    let pruned = 0;
    for (const id of body.texts("thread_ids") ?? []) {
      if ((await threads.look(caller, id)) === undefined) continue;
      await threads.remove(caller, id);
      pruned++;
    }
    return response(200, { pruned_count: pruned });
  });
  app.get("/threads/:id", async (c) => {
    const caller = await admit(c, "read");
    queryOf(c).refuse("include", "a thread has no such members");
    return response(200, await threads.show(await threads.find(caller, part(c, "id"))));
  });
  app.patch("/threads/:id", async (c) => {
    const { body, caller } = await readBody(c, service, admit(c, "update"));
    body.refuse("ttl", "threads stay until they are deleted");
    const { id } = await threads.find(caller, part(c, "id"));
    await threads.note(caller, id, metadataOf(body));
    if (c.req.header("prefer") === "return=minimal") return response(204);
    return response(200, await threads.show(await threads.find(caller, id)));
  });
  app.delete("/threads/:id", async (c) => {
    const caller = await admit(c, "delete");
    await threads.remove(caller, part(c, "id"));
    return response(204);
  });
  app.post("/threads/:id/copy", async (c) => {
    const caller = await admit(c, "create");
    return response(200, await threads.show(await threads.copy(caller, part(c, "id"))));
  });
  return app;

  /** The caller's threads that a query is about. What is stored of their states is read only where values are asked for. */
  async function matching(caller: Caller, body: Body): Promise<readonly KnownThread[]> {
    const ids = body.texts("ids");
    const status = body.choice("status", statuses);
    const metadata = body.object("metadata") ?? {};
    const values = body.object("values");
    const found = (await threads.all(caller))
      .filter(({ id }) => ids === undefined || ids.includes(id))
      .filter((thread) => status === undefined || statusOf(thread) === status)
      .filter((thread) => hasMembers(shownMetadata(thread), metadata));
    if (values === undefined) return found;
    const kept: KnownThread[] = [];
    for (const thread of found) if (hasMembers((await threads.snapshot(thread))?.values, values)) kept.push(thread);
    return kept;
  }
}

/** By `sort_by`: the newest first, unless the body says otherwise. */
function comparing(body: Body): (one: KnownThread, other: KnownThread) => number {
  const by = body.choice("sort_by", ["thread_id", "status", "created_at", "updated_at", "state_updated_at"]);
  const sign = body.choice("sort_order", ["asc", "desc"]) === "asc" ? 1 : -1;
  const key = (thread: KnownThread): string | number => {
    const { id, note, updatedAt } = thread;
    const created = +(note?.createdAt ?? updatedAt ?? 0);
    switch (by) {
      case "thread_id":
        return id;
      case "status":
        return statusOf(thread);
      case "created_at":
        return created;
      case "state_updated_at":
        return +(updatedAt ?? created);
      default:
        return Math.max(+(updatedAt ?? 0), +(note?.updatedAt ?? 0));
    }
  };
  return (one, other) => sign * (compare(key(one), key(other)) || compare(one.id, other.id));
}

function compare(one: string | number, other: string | number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

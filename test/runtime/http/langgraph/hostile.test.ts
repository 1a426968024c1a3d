import { describe, expect, it } from "vitest";
import type { Access } from "@graphc/runtime/http";
import { rejection, says, start } from "./server.ts";

/** Sends what the client would not. */
async function send(url: string, path: string, init: RequestInit = {}): Promise<{ status: number; detail: unknown }> {
  const response = await fetch(url + path, {
    ...init,
    headers: { "content-type": "application/json", ...init.headers },
  });
  const text = await response.text();
  const body: unknown = text === "" ? {} : JSON.parse(text);
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : undefined;
  return { status: response.status, detail };
}

const post = (body: unknown): RequestInit => ({
  method: "POST",
  body: typeof body === "string" ? body : JSON.stringify(body),
});

describe("Another caller's threads", () => {
  const authorize = (request: Request) => {
    const owner = request.headers.get("authorization")?.slice(7);
    return owner === undefined ? ({ deny: 401 } as const) : { owner };
  };

  it("are not there, whatever is asked of them", async () => {
    const { client, clientOf } = await start({ authorize });
    const [ada, bo] = [clientOf("ada"), clientOf("bo")];
    await ada.threads.create({ threadId: "t", metadata: { secret: 1 } });
    const run = await ada.runs.create("t", "chat", { input: says("wait") });
    const asked = [
      () => bo.threads.get("t"),
      () => bo.threads.getState("t"),
      () => bo.threads.getHistory("t"),
      () => bo.threads.updateState("t", { values: {} }),
      () => bo.threads.update("t", { metadata: {} }),
      () => bo.threads.copy("t"),
      () => bo.threads.delete("t"),
      () => bo.runs.list("t"),
      () => bo.runs.get("t", run.run_id),
      () => bo.runs.join("t", run.run_id),
      () => bo.runs.cancel("t", run.run_id),
      () => bo.runs.delete("t", run.run_id),
      () => bo.runs.cancelMany({ threadId: "t" }),
      () => bo.runs.create("t", "chat", { input: says("hi") }),
      () => bo.threads.get("ada/t"),
      () => bo.runs.wait("ada%2Ft", "chat", { input: null }),
    ];
    for (const ask of asked) expect(await rejection(ask())).toMatchObject({ status: 404 });
    expect(await bo.threads.search()).toEqual([]);
    expect(await bo.threads.count()).toBe(0);
    expect(await bo.threads.prune(["t"])).toEqual({ pruned_count: 0 });
    const own = await bo.threads.create({ threadId: "t" });
    expect(own.metadata).toEqual({});
    expect(await rejection(bo.runs.get("t", run.run_id))).toMatchObject({ status: 404 });
    expect((await ada.runs.get("t", run.run_id)).status).toBe("running");
    expect(await rejection(client.threads.search())).toMatchObject({ status: 401 });
  });

  it("are safe because each request is asked for, with what it wants", async () => {
    const asked: Access[] = [];
    const { client, url } = await start({
      authorize: (_request, access) => {
        asked.push(access);
        return { deny: 403, detail: "Not today." };
      },
    });
    const refused = [
      client.assistants.search(),
      client.assistants.get("chat"),
      client.threads.create({ threadId: "t" }),
      client.threads.search(),
      client.threads.get("t"),
      client.threads.getHistory("t"),
      client.threads.updateState("t", { values: {}, checkpointId: "c" }),
      client.runs.wait("t", "chat", { input: says("hi") }),
      client.runs.wait("t", "chat", { command: { resume: null } }),
      client.runs.wait("t", "chat", { input: null, checkpointId: "c" }),
      client.runs.wait(null, "chat", { input: says("hi") }),
      client.runs.createBatch([{ assistantId: "chat" }]),
      client.runs.join("t", "r"),
      client.runs.cancel("t", "r"),
      client.store.searchItems([]),
      client.crons.search(),
    ].map(rejection);
    for (const error of await Promise.all(refused)) {
      expect(error).toMatchObject({ status: 403, message: expect.stringContaining("Not today.") });
    }
    for (const path of ["/ok", "/info", "/threads/t/runs/r/stream"]) expect((await send(url, path)).status).toBe(403);
    const wanted = asked.map(({ action, graph, threadId }) => [action, graph, threadId].filter(Boolean).join(" "));
    expect(new Set(wanted)).toEqual(
      new Set([
        "document",
        "document chat",
        "create t",
        "list",
        "read t",
        "history t",
        "fork t",
        "run chat t",
        "answer chat t",
        "fork chat t",
        "create chat",
        "stream t",
        "cancel t",
        "store",
      ]),
    );
  });
});

describe("Hostile requests", () => {
  it("are refused in words, and the server goes on", async () => {
    const { client, reported, url } = await start({ limits: { body: 10_000 } });
    await client.threads.create({ threadId: "t" });
    const run = (body: unknown): RequestInit => post({ assistant_id: "chat", ...(body as object) });
    const attempts: readonly (readonly [path: string, init: RequestInit, status: number])[] = [
      ["/threads", post("{"), 400],
      ["/threads", post("[]"), 422],
      ["/threads", post(`{"metadata":${"[".repeat(200)}${"]".repeat(200)}}`), 400],
      ["/threads", post({ metadata: "x".repeat(20_000) }), 413],
      ["/threads", { ...post("a=b"), headers: { "content-type": "text/plain" } }, 415],
      ["/threads", post({ thread_id: "../etc/passwd" }), 422],
      ["/threads", post({ thread_id: "a\r\nset-cookie: b" }), 422],
      ["/threads", post({ thread_id: 5 }), 422],
      ["/threads", post({ metadata: [] }), 422],
      ["/threads", post({ if_exists: "maybe" }), 422],
      ["/threads/search", post({ limit: -1 }), 422],
      ["/threads/search", post('{"limit":1e999}'), 422],
      ["/threads/search", post({ sort_by: "constructor" }), 422],
      ["/threads/search", post({ metadata: { __proto__: { a: 1 } } }), 200],
      ["/threads/..%2f..%2fx/state", {}, 404],
      [`/threads/${"x".repeat(1000)}/state`, {}, 404],
      ["/threads/t/state/%00", {}, 404],
      ["/threads/t/history", post({ before: 5 }), 422],
      ["/threads/t/runs", run({ input: [] }), 422],
      ["/threads/t/runs", run({ input: "text" }), 422],
      ["/threads/t/runs", run({ command: { update: [["a"]] } }), 422],
      ["/threads/t/runs", run({ stream_mode: ["values", "__proto__"] }), 422],
      ["/threads/t/runs", run({ interrupt_before: [1] }), 422],
      ["/threads/t/runs", run({ checkpoint: { checkpoint_ns: "part" } }), 422],
      ["/threads/t/runs", post({ assistant_id: "toString" }), 404],
      ["/threads/t/runs", post({}), 422],
      ["/threads/t/runs/batch", post([]), 404],
      ["/runs/batch", post({}), 422],
      ["/runs/batch", post([1]), 422],
      ["/threads/t/runs?limit=many", {}, 422],
      ["/threads/t/runs/x/stream", { headers: { "last-event-id": "nonsense" } }, 404],
      ["/assistants/chat/graph?xray=deep", {}, 422],
      ["/store/items?namespace=..&key=k", {}, 422],
      ["/store/items", { ...post({ namespace: ["a"], key: "k".repeat(300), value: {} }), method: "PUT" }, 422],
    ];
    for (const [path, init, status] of attempts) {
      const answer = await send(url, path, init);
      expect([path, init.body, answer.status]).toEqual([path, init.body, status]);
      if (status !== 200) expect(answer.detail ?? "").toEqual(expect.any(String));
    }
    expect(reported).toEqual([]);
    expect(await client.runs.wait("t", "chat", { input: says("hi") })).toMatchObject({ log: ["thought", "replied"] });
  });

  it("find nothing under a prefix but what is there, and everything with it", async () => {
    const { client, url } = await start({ basePath: "/api" });
    expect(await client.assistants.count()).toBe(2);
    const response = await fetch(`${url.replace("/api", "")}/assistants/count`, post({}));
    expect(response.status).toBe(404);
  });

  it("are told a failure of the server's own without its reason", async () => {
    const { client, reported } = await start({
      authorize: () => {
        throw new Error("the database of users is at 10.0.0.1");
      },
    });
    const error = await rejection(client.threads.search());
    expect(error).toMatchObject({ status: 500 });
    expect(error.message).not.toContain("10.0.0.1");
    expect(reported).toHaveLength(1);
  });
});

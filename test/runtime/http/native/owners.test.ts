import { describe, expect, it, vi } from "vitest";
import type { Access, Allowed, Denied } from "@graphc/runtime/http";
import { MemoryCheckpointer } from "@graphc/runtime";
import { desk, eventsIn } from "../desk.ts";

const ada = { authorization: "Bearer ada" };
const bob = { authorization: "Bearer bob" };

function authorize(request: Request): Allowed | Denied {
  const [, owner] = /^Bearer (\w+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
  return owner === undefined ? { deny: 401 } : { owner };
}

/** Every request on a task, right or wrong. */
const requests: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ["GET", ""],
  ["GET", "?checkpoint=x"],
  ["GET", "/history"],
  ["GET", "/stream"],
  ["GET", "/runs"],
  ["GET", "/runs/x"],
  ["POST", "/answers", { answers: { sign: { approved: true } } }],
  ["POST", "/continue", {}],
  ["POST", "/fork", { checkpointId: "x" }],
  ["POST", "/cancel"],
  ["PATCH", "/state", { update: { text: "b" } }],
  ["DELETE", ""],
];

describe("With authorize", () => {
  it("another caller's task looks exactly like one that is not there, and stays as it is", async () => {
    const { send } = await desk({ authorize });
    await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "sign" } }, ada);
    const before = (await send("GET", "/tasks/t", undefined, ada)).body;
    for (const [method, path, body] of requests) {
      const [foreign, absent] = [
        await send(method, `/tasks/t${path}`, body, bob),
        await send(method, `/tasks/u${path}`, body, bob),
      ];
      expect(foreign.status).toBe(404);
      expect(foreign.text).toBe(absent.text);
      expect(Object.fromEntries(foreign.headers)).toEqual(Object.fromEntries(absent.headers));
    }
    expect((await send("GET", "/tasks", undefined, bob)).body).toEqual({ tasks: [] });
    expect((await send("GET", "/tasks/t", undefined, ada)).body).toEqual(before);
  });

  it("two callers have tasks of the same id, each their own", async () => {
    const { send } = await desk({ authorize });
    await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "from ada" } }, ada);
    await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "from bob" } }, bob);
    for (const [name, who] of [
      ["ada", ada],
      ["bob", bob],
    ] as const) {
      expect((await send("GET", "/tasks/t", undefined, who)).body).toMatchObject({
        id: "t",
        values: { text: `from ${name}` },
      });
      expect((await send("GET", "/tasks", undefined, who)).body).toMatchObject({ tasks: [{ id: "t" }] });
    }
    await send("DELETE", "/tasks/t", undefined, bob);
    expect((await send("GET", "/tasks/t", undefined, ada)).status).toBe(200);
  });

  it("the events of another caller's run cannot be had by its id", async () => {
    const { send } = await desk({ authorize });
    const { text } = await send(
      "POST",
      "/tasks",
      { graph: "desk", threadId: "t", mode: "stream", input: { text: "a" } },
      ada,
    );
    const [{ id } = { id: "" }] = eventsIn(text);
    await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "b" } }, bob);
    expect((await send("GET", "/tasks/t/stream", undefined, { ...bob, "last-event-id": id })).status).toBe(410);
    expect((await send("GET", `/tasks/t/runs/${id.split(":")[0]}`, undefined, bob)).status).toBe(404);
  });

  it("an owner cannot reach another's tasks by what stands in owners and ids", async () => {
    const owners = ["a/b", "a", "a%2Fb", "..", "é/\u0000", "a b"];
    const { send } = await desk({
      authorize: (request) => ({ owner: owners[Number(request.headers.get("who"))] ?? "" }),
    });
    for (const [i, owner] of owners.entries()) {
      await send("POST", "/tasks", { graph: "desk", threadId: "b", input: { text: `of ${owner}` } }, { who: `${i}` });
    }
    for (const [i, owner] of owners.entries()) {
      const { body } = await send("GET", "/tasks/b", undefined, { who: `${i}` });
      expect(body).toMatchObject({ id: "b", values: { text: `of ${owner}` } });
      expect((await send("GET", "/tasks", undefined, { who: `${i}` })).body).toMatchObject({ tasks: [{ id: "b" }] });
      for (const id of ["b%2Fb", "a%2Fb", "%2Fb", "..%2Fa%2Fb"]) {
        expect((await send("GET", `/tasks/${id}`, undefined, { who: `${i}` })).status).toBe(404);
      }
    }
  });

  it("owners outlive the server", async () => {
    const checkpointer = new MemoryCheckpointer();
    await (
      await desk({ authorize, checkpointer })
    ).send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "a" } }, ada);
    const { send } = await desk({ authorize, checkpointer });
    expect((await send("GET", "/tasks/t", undefined, ada)).status).toBe(200);
    expect((await send("GET", "/tasks/t", undefined, bob)).status).toBe(404);
  });

  it("is asked for every request, with what it wants, before anything else is told", async () => {
    const asked: Access[] = [];
    const { send } = await desk({
      authorize: (_request, access) => {
        asked.push(access);
        return { deny: 403, detail: "Not today." };
      },
    });
    const all = [
      ...requests.map(([method, path, body]) => [method, `/tasks/t${path}`, body] as const),
      ["POST", "/tasks", { graph: "desk", input: { text: "a" } }],
      ["POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "a" } }],
      ["POST", "/tasks", "{ malformed"],
      ["GET", "/tasks?graph=desk"],
      ["GET", "/openapi.json"],
      ["GET", "/docs"],
    ] as const;
    for (const [method, path, body] of all) {
      expect(await send(method, path, body)).toMatchObject({ status: 403, body: { detail: "Not today." } });
    }
    expect(asked.map(({ action }) => action)).toEqual([
      ...["read", "read", "history", "stream", "read", "read", "answer", "run", "fork", "cancel", "update", "delete"],
      ...["create", "run", "create", "list", "document", "document"],
    ]);
    expect(asked[0]).toEqual({ action: "read", threadId: "t" });
    expect(asked[13]).toEqual({ action: "run", graph: "desk", threadId: "t" });
  });

  it("a list reads the caller's tasks alone, however many others there are", async () => {
    const checkpointer = new MemoryCheckpointer();
    const read = vi.spyOn(checkpointer, "threads");
    const { send } = await desk({ authorize, checkpointer });
    for (const caller of [ada, bob]) {
      await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "a" } }, caller);
    }
    const { body } = await send("GET", "/tasks", undefined, bob);
    expect(body).toMatchObject({ tasks: [{ id: "t" }] });
    const listed: string[] = [];
    for await (const { threadId } of checkpointer.threads(read.mock.calls[0]?.[0] ?? {})) listed.push(threadId);
    expect(listed).toEqual(["bob/t"]);
  });

  it("who is not known is told how to say it", async () => {
    const { send } = await desk({ authorize });
    const refused = await send("GET", "/tasks");
    expect(refused).toMatchObject({ status: 401, body: { type: "urn:graphc:problem:unauthenticated" } });
    expect(refused.headers.get("www-authenticate")).toBe("Bearer");
  });

  it.each([
    undefined,
    null,
    false,
    true,
    {},
    { owner: 5 },
    { owner: "" },
    { owner: "x".repeat(500) },
    { owner: "\ud800" },
    { owner: "a", deny: 403 },
  ])("lets nobody in who is told %j", async (verdict) => {
    const { reported, send } = await desk({ authorize: () => verdict as unknown as Allowed });
    const { status } = await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "a" } });
    expect([status, reported]).toEqual([403, []]);
  });

  it("what it throws is told to the server's owner alone", async () => {
    const { reported, send } = await desk({
      authorize: () => Promise.reject(new Error("the key store at 10.0.0.5 is down")),
    });
    const answer = await send("GET", "/tasks");
    expect(answer).toMatchObject({ status: 500, body: { type: "urn:graphc:problem:internal" } });
    expect(answer.text).not.toContain("10.0.0.5");
    expect(reported).toMatchObject([{ message: "the key store at 10.0.0.5 is down" }]);
  });
});

describe("Without authorize", () => {
  it.each([
    ["http://127.0.0.1:3000/tasks", {}],
    ["http://localhost/tasks", { host: "localhost:3000" }],
    ["http://[::1]:3000/tasks", { origin: "http://localhost:5173" }],
  ])("requests to this machine are served: %s %j", async (url, headers) => {
    const { raw } = await desk();
    expect((await raw(new Request(url, { headers }))).status).toBe(200);
  });

  it.each([
    ["http://example.com/tasks", {}],
    ["http://192.168.1.5/tasks", {}],
    ["http://127.0.0.1.example.com/tasks", {}],
    ["http://127.0.0.1/tasks", { host: "rebound.example.com" }],
    ["http://127.0.0.1/tasks", { host: "a b" }],
    ["http://127.0.0.1/tasks", { origin: "https://example.com" }],
    ["http://127.0.0.1/tasks", { origin: "null" }],
  ])("requests from elsewhere, or by a page of another site, are refused: %s %j", async (url, headers) => {
    const { raw } = await desk();
    expect(await raw(new Request(url, { headers }))).toMatchObject({
      status: 403,
      body: { type: "urn:graphc:problem:forbidden" },
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { desk, type Desk, origin } from "../desk.ts";

/** Bytes that come in pieces and say nothing of their number. */
function endless(
  piece: string,
  pieces: number,
): { readonly body: ReadableStream<Uint8Array>; readonly taken: () => number } {
  let taken = 0;
  const bytes = new TextEncoder().encode(piece);
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (taken++ < pieces) controller.enqueue(bytes);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken: () => taken };
}

function post(path: string, body: BodyInit, type = "application/json"): Request {
  const init = { method: "POST", body, headers: { "content-type": type }, duplex: "half" };
  return new Request(origin + path, init);
}

/** Whatever came before, the next one is served, and nobody was told of a fault of the server. */
async function expectUnharmed({ reported, send }: Desk): Promise<void> {
  const { body } = await send("POST", "/tasks", { graph: "count", input: { n: 1 } });
  expect(body).toMatchObject({ output: { total: 2 } });
  expect(reported).toEqual([]);
}

describe("Hostile requests", () => {
  let service: Desk;

  beforeEach(async () => {
    service = await desk({ limits: { body: 10_000 } });
  });

  afterEach(() => expectUnharmed(service));

  it.each(["", " ", "{", '{"graph": desk}', "[1,]", "\u0000", "\ufeff{}x", "nul", '{"a":1}{"b":2}', "\ud800"])(
    "that are not JSON are refused: %j",
    async (text) => {
      const { body, status } = await service.send("POST", "/tasks", text);
      expect(status).toBe(400);
      expect(body).toMatchObject({ type: "urn:graphc:problem:malformed-request" });
    },
  );

  it("that are not UTF-8 are refused", async () => {
    expect(await service.raw(post("/tasks", new Uint8Array([0x22, 0xff, 0xfe, 0x22])))).toMatchObject({
      status: 400,
      body: { detail: "The body is not UTF-8." },
    });
  });

  it.each(["null", "5", '"text"', "[]", "true", "1e999"])("that are no objects are refused: %s", async (text) => {
    for (const path of ["/tasks", "/tasks/t/answers"]) {
      await service.send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "sign" } });
      expect((await service.send("POST", path, text)).status).toBe(422);
    }
  });

  it("that are too large are refused by what they say of their size, before they are read", async () => {
    const { body, taken } = endless("x".repeat(100), 1000);
    const request = post("/tasks", body);
    request.headers.set("content-length", "100000");
    expect(await service.raw(request)).toMatchObject({ status: 413, body: { detail: "A body may have 10000 bytes." } });
    expect(taken()).toBeLessThan(3);
  });

  it("that are too large are refused as they come, and not read to their end", async () => {
    const { body, taken } = endless("x".repeat(1000), 1_000_000);
    expect((await service.raw(post("/tasks", body))).status).toBe(413);
    expect(taken()).toBeLessThan(15);
  });

  it("that lie about their size are held to what they send", async () => {
    const { body } = endless("x".repeat(1000), 1000);
    const request = post("/tasks", body);
    request.headers.set("content-length", "5");
    expect((await service.raw(request)).status).toBe(413);
  });

  it("that break off are refused", async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new Error("connection reset"));
      },
    });
    expect((await service.raw(post("/tasks", body))).status).toBe(400);
  });

  it("that are nested deeply are refused", async () => {
    for (const open of ["[", '{"a":']) {
      expect(await service.send("POST", "/tasks", `{"graph":"desk","input":${open.repeat(1500)}`)).toMatchObject({
        status: 400,
        body: { detail: "The body is nested deeper than 100 levels." },
      });
    }
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/jsonx",
    "",
    "text/json",
  ])("of the type %j are refused, so that no page of another site can send one unasked", async (type) => {
    const refused = await service.raw(post("/tasks", '{"graph":"count","input":{"n":1}}', type));
    expect(refused).toMatchObject({ status: 415, body: { type: "urn:graphc:problem:unsupported-media-type" } });
  });

  it("with members called __proto__ and constructor change nothing but what they name", async () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const bodies = [
        `{"graph":"desk","input":{"text":"a","${name}":{"polluted":true}}}`,
        `{"graph":"desk","input":{"text":"a"},"${name}":{"polluted":true}}`,
        `{"graph":"${name}","input":{}}`,
      ];
      for (const body of bodies) expect((await service.send("POST", "/tasks", body)).status).toBe(422);
      const kept = await service.send(
        "POST",
        "/tasks",
        `{"graph":"desk","threadId":"t","input":{"text":"a"},"metadata":{"${name}":{"polluted":true}}}`,
      );
      expect(kept.status).toBe(200);
    }
    expect(({} as { readonly polluted?: boolean }).polluted).toBeUndefined();
  });

  const ids = [
    "..",
    "../../etc/passwd",
    "a/b",
    "a\\b",
    ".hidden",
    "a\u0000b",
    "a\r\nset-cookie: x=1",
    "a b",
    "é",
    "%2e%2e",
    "x".repeat(129),
    "x".repeat(9000),
    "-a",
    "' OR 1=1 --",
  ];

  it.each(ids.slice(0, 11))("cannot make a task of the id %j", async (threadId) => {
    expect(await service.send("POST", "/tasks", { graph: "count", threadId, input: { n: 1 } })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/threadId" }] },
    });
  });

  it.each(ids)("find nothing under the id %j", async (id) => {
    for (const path of [`/tasks/${encodeURIComponent(id)}`, `/tasks/${encodeURIComponent(id)}/history`]) {
      expect((await service.send("GET", path)).status).toBe(404);
    }
    expect((await service.send("DELETE", `/tasks/${encodeURIComponent(id)}`)).status).toBe(404);
  });

  it.each([
    "/tasks/%",
    "/tasks/%ff",
    "/tasks/%00",
    "/tasks/..%2f..",
    "/tasks//",
    "/tasks/a/b/c",
    "/%2e%2e/x",
    "/tasks/a%0d%0ab",
    "//",
  ])("find nothing at %s", async (path) => {
    const { headers, status } = await service.send("GET", path);
    expect(status).toBe(404);
    expect(headers.get("content-type")).toBe("application/problem+json");
  });

  it("cannot put headers into a response", async () => {
    const input = {
      graph: "desk",
      threadId: "t",
      input: { text: "a\r\nset-cookie: x=1\r\n\r\ndata: forged\n\nid: 1" },
    };
    const { headers, text } = await service.send("POST", "/tasks", { ...input, mode: "stream" });
    expect(headers.get("set-cookie")).toBeNull();
    expect(text.split("\n").filter((line) => !/^(id: [\w-]+:\d+|event: \w+|data: \{.*\}|)$/.test(line))).toEqual([]);
    expect(() => new Headers({ "last-event-id": "a\r\nb" })).toThrow(TypeError);
  });

  it.each([
    ["PUT", "/tasks", "POST, GET, HEAD"],
    ["DELETE", "/tasks", "POST, GET, HEAD"],
    ["POST", "/tasks/t", "GET, DELETE, HEAD"],
    ["GET", "/tasks/t/answers", "POST"],
    ["POST", "/tasks/t/state", "PATCH"],
    ["OPTIONS", "/tasks", "POST, GET, HEAD"],
    ["POST", "/openapi.json", "GET, HEAD"],
    ["BREW", "/tasks", "POST, GET, HEAD"],
  ])("by %s on %s are told what is allowed", async (method, path, allow) => {
    const { body, headers, status } = await service.send(method, path);
    expect({ status, allow: headers.get("allow") }).toEqual({ status: 405, allow });
    expect(body).toMatchObject({ type: "urn:graphc:problem:method-not-allowed" });
  });

  it("by HEAD are answered without a body", async () => {
    expect(await service.send("HEAD", "/tasks")).toMatchObject({ status: 200, text: "" });
  });

  it("with ids of checkpoints and runs that are none find none", async () => {
    await service.send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "sign" } });
    for (const id of ["../t", "' OR ''='", "__proto__", "x".repeat(255), "\u0000"]) {
      const name = encodeURIComponent(id);
      expect((await service.send("GET", `/tasks/t?checkpoint=${name}`)).status).toBe(404);
      expect((await service.send("GET", `/tasks/t/runs/${name}`)).status).toBe(404);
      expect((await service.send("GET", `/tasks/t/stream?run=${name}`)).status).toBe(410);
      expect((await service.send("POST", "/tasks/t/fork", { checkpointId: id })).status).toBe(404);
    }
    expect((await service.send("GET", `/tasks/t?checkpoint=${"x".repeat(256)}`)).status).toBe(400);
  });

  it("of any wrong types are refused, and never with 500", async () => {
    const odd = [null, true, -1, 1.5, 1e308, "", "x", [], [[]], {}, { a: 1 }, "9".repeat(3000)];
    await service.send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "sign" } });
    const places: readonly ((value: unknown) => readonly [string, string, object])[] = [
      (value) => ["POST", "/tasks", { graph: value, input: {} }],
      (value) => ["POST", "/tasks", { graph: "count", input: value }],
      (value) => ["POST", "/tasks", { graph: "count", input: { n: value } }],
      (value) => ["POST", "/tasks", { graph: "desk", input: { text: "a", due: value } }],
      (value) => ["POST", "/tasks", { graph: "desk", input: { text: value } }],
      (value) => ["POST", "/tasks/t/answers", { answers: value }],
      (value) => ["POST", "/tasks/t/answers", { answers: { sign: value } }],
      (value) => ["POST", "/tasks/t/fork", { checkpointId: value }],
      (value) => ["PATCH", "/tasks/t/state", { update: { amount: value }, asNode: "nowhere" }],
      (value) => ["PATCH", "/tasks/t/state", { replace: value, asNode: "nowhere" }],
    ];
    for (const place of places) {
      for (const value of odd) {
        const { status, text } = await service.send(...place(value));
        expect(status, `${JSON.stringify(place(value))}: ${text}`).toBeLessThan(500);
        expect(text).not.toMatch(/\.ts:|at Object|node_modules/);
      }
    }
  });
});

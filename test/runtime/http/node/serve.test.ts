import { connect } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { serve } from "@graphc/runtime/http/node";
import { desk, eventsIn } from "../desk.ts";

const json = { "content-type": "application/json" };

describe("A server in Node", () => {
  it("listens on this machine, answers, streams, and closes", async () => {
    const { handler } = await desk();
    const server = await serve(handler);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    const body = JSON.stringify({ graph: "desk", threadId: "t", mode: "stream", input: { text: "hello" } });
    const response = await fetch(`${server.url}/tasks`, { method: "POST", headers: json, body });
    expect(eventsIn(await response.text()).at(-1)).toMatchObject({
      event: "end",
      data: { output: { reply: "hello" } },
    });
    expect((await fetch(`${server.url}/tasks/t`)).status).toBe(200);
    await Promise.all([server.close(), server.close()]);
    await expect(fetch(`${server.url}/tasks/t`)).rejects.toThrow("fetch failed");
  });

  it("refuses to be reached by others while nobody says who they are", async () => {
    const { handler } = await desk();
    for (const hostname of ["0.0.0.0", "::", "192.168.1.5", "example.com"]) {
      await expect(serve(handler, { hostname })).rejects.toMatchObject({ name: "ConfigError", option: "hostname" });
    }
    const open = await desk({ authorize: () => ({ owner: "a" }) });
    await (await serve(open.handler, { hostname: "0.0.0.0" })).close();
  });

  it("says that a port is taken", async () => {
    const { handler } = await desk();
    const server = await serve(handler);
    await expect(serve(handler, { port: server.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await server.close();
  });

  it("refuses other names for this machine, so that pages cannot rebind theirs to it", async () => {
    const { handler } = await desk();
    const server = await serve(handler);
    const socket = connect(server.port, "127.0.0.1");
    socket.end("GET /tasks HTTP/1.1\r\nHost: rebound.example.com\r\nConnection: close\r\n\r\n");
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
    await once(socket, "close");
    expect(text).toMatch(/^HTTP\/1\.1 403 /);
    await server.close();
  });

  it("goes on after requests that are no HTTP, and bodies that are too large", async () => {
    const { handler } = await desk({ limits: { body: 1000 } });
    const server = await serve(handler);
    for (const text of [
      "nonsense\r\n\r\n",
      "GET / HTTP/9.9\r\n\r\n",
      `GET /tasks HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
    ]) {
      const socket = connect(server.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.end(text);
      socket.resume();
      await once(socket, "close");
    }
    const large = await fetch(`${server.url}/tasks`, { method: "POST", headers: json, body: "x".repeat(5000) });
    expect(large.status).toBe(413);
    expect((await fetch(`${server.url}/tasks`)).status).toBe(200);
    await server.close();
  });

  it("closes while streams are open: what does not end in time is parked, and its readers are told", async () => {
    const { handler } = await desk();
    const server = await serve(handler);
    const body = JSON.stringify({ graph: "desk", threadId: "t", mode: "stream", input: { text: "slow" } });
    const response = await fetch(`${server.url}/tasks`, { method: "POST", headers: json, body });
    await server.close(0);
    expect(eventsIn(await response.text()).at(-1)).toMatchObject({ event: "end", data: { status: "parked" } });
  });
});

import { connect } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { type Listening, serve } from "@graphc/runtime/http/node";
import { desk, type Desk, eventsIn } from "../desk.ts";

async function withServer(service: Desk, act: (server: Listening) => Promise<void>): Promise<void> {
  const server = await serve(service.handler);
  try {
    await act(server);
  } finally {
    await server.close(0);
  }
}

describe("Streams of a server in Node", () => {
  it("are open a hundred at once, and each gets everything in its order", async () => {
    const service = await desk();
    await withServer(service, async ({ url }) => {
      const tasks = Array.from({ length: 10 }, (_, i) => `task-${i}`);
      for (const threadId of tasks) {
        await service.send("POST", "/tasks", { graph: "desk", threadId, mode: "background", input: { text: "slow" } });
      }
      const readers = await Promise.all(
        Array.from({ length: 100 }, (_, i) => fetch(`${url}/tasks/${tasks[i % tasks.length]}/stream`)),
      );
      service.slow.open();
      const texts = await Promise.all(readers.map((response) => response.text()));
      for (const text of texts) {
        expect(eventsIn(text).map(({ event }) => event)).toEqual(["run", "event", "update", "update", "end"]);
      }
    });
  });

  it("of clients that never read hold up neither the run nor others, and little is kept for them", async () => {
    const service = await desk({ limits: { eventCharacters: 20_000 } });
    await withServer(service, async ({ port, url }) => {
      await service.send("POST", "/tasks", {
        graph: "desk",
        threadId: "stuck",
        mode: "background",
        input: { text: "slow" },
      });
      const left = Array.from({ length: 20 }, () => connect(port, "127.0.0.1"));
      for (const socket of left) {
        await once(socket, "connect");
        socket.pause();
        socket.write("GET /tasks/stuck/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      }
      const told = await service.send("POST", "/tasks", {
        graph: "desk",
        threadId: "told",
        input: { text: "chatty 2000" },
      });
      expect(told.body).toMatchObject({ status: "done" });
      service.slow.open();
      const response = await fetch(`${url}/tasks/stuck/stream`);
      expect(eventsIn(await response.text()).at(-1)).toMatchObject({ event: "end", data: { status: "done" } });
      const found = await service.handler.service.threads.find({}, "told");
      expect(service.handler.service.runs.list(found).map(({ log }) => log.characters <= 20_000)).toEqual([true]);
      for (const socket of left) socket.destroy();
    });
  });
});

/** What comes over sockets, from those who mean no good, to a server in Node. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Listening, serve } from "@graphc/runtime/http/node";
import { desk, type Desk } from "../desk.ts";

let service: Desk;
let server: Listening;
/** The same with little patience, so that tests do not wait; how little does not matter to what is told. */
let hasty: Listening;
const sockets = new Set<Socket>();

beforeAll(async () => {
  service = await desk({ limits: { body: 10_000 } });
  server = await serve(service.handler);
  hasty = await serve(service.handler, { patience: 1500 });
});

/** Whatever came, the server answers others, and nothing of it was its own mistake. */
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const { url } of [server, hasty]) {
    const response = await fetch(`${url}/tasks`);
    await response.text();
    if (!response.ok) throw new Error(`The server answers others with ${response.status}.`);
  }
  for (const error of service.reported) throw error;
});

afterAll(async () => {
  await Promise.all([server.close(), hasty.close()]);
});

function open({ port } = server): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  sockets.add(socket);
  return socket;
}

/** What is answered until the server closes the connection. */
async function answers(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  socket.on("data", (part: Buffer) => parts.push(part));
  // `once` of Node's events would reject when the server resets the connection.
  await new Promise((closed) => socket.once("close", closed));
  return Buffer.concat(parts).toString("latin1");
}

/** Sends bytes as they are and returns the answers. The last request must ask for the end of the connection, or be none. */
function raw(bytes: string | Uint8Array): Promise<string> {
  const socket = open();
  socket.write(bytes);
  return answers(socket);
}

const host = "Host: 127.0.0.1\r\nConnection: close\r\n";
const statuses = (text: string): readonly string[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code = ""]) => code);
const create = JSON.stringify({ graph: "desk", input: { text: "hi" } });

describe("Clients that take their time", () => {
  it("for a head are cut off", async () => {
    const socket = open(hasty);
    socket.write("GET /tasks HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    const drip = setInterval(() => socket.write("X-More: x\r\n"), 50);
    const said = await answers(socket);
    clearInterval(drip);
    expect(statuses(said)).toEqual(["408"]);
  });

  it("for a body are cut off, and leave no task", async () => {
    const socket = open(hasty);
    socket.write(`POST /tasks HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{`);
    const drip = setInterval(() => socket.write(" "), 50);
    const said = await answers(socket);
    clearInterval(drip);
    expect(statuses(said)).toEqual(expect.arrayContaining(["408"]));
    expect(await service.send("GET", "/tasks")).toMatchObject({ body: { tasks: [] } });
  });

  it("and say nothing at all are closed", async () => {
    const left = Array.from({ length: 200 }, () => open(hasty));
    await Promise.all(left.map((socket) => once(socket, "connect")));
    expect((await fetch(`${hasty.url}/tasks`)).status).toBe(200);
    await Promise.all(left.map((socket) => answers(socket)));
    expect(left.every((socket) => socket.destroyed)).toBe(true);
  });

  it("and are too many are refused, while those who are there are served", async () => {
    const small = await serve((await desk()).handler, { connections: 3 });
    const there = Array.from({ length: 3 }, () => open(small));
    await Promise.all(there.map((socket) => once(socket, "connect")));
    expect(await answers(open(small))).toBe("");
    for (const socket of there) socket.write(`GET /tasks HTTP/1.1\r\n${host}\r\n`);
    for (const socket of there) expect(statuses(await answers(socket))).toEqual(["200"]);
    // Now there is room again.
    expect((await fetch(`${small.url}/tasks`)).status).toBe(200);
    await small.close();
  });
});

describe("Bodies", () => {
  it("that never end are refused when they are too large", async () => {
    const socket = open();
    socket.write(`POST /tasks HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const said = answers(socket);
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    const most = 1000;
    let sent = 0;
    for (; sent < most && !socket.closed; sent++) {
      if (!socket.write(chunk)) await Promise.race([new Promise((drained) => socket.once("drain", drained)), said]);
    }
    expect(sent).toBeLessThan(most);
    // Who goes on sending may lose the answer.
    expect(["413", undefined]).toContain(statuses(await said)[0]);
  });

  it("that break off leave no task", async () => {
    for (const sent of ["", "{", create.slice(0, -1)]) {
      const socket = open();
      socket.write(
        `POST /tasks HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: ${create.length}\r\n\r\n${sent}`,
        () => socket.destroy(),
      );
      await once(socket, "close");
    }
    expect(await service.send("GET", "/tasks")).toMatchObject({ body: { tasks: [] } });
  });

  it("with chunks that are none are refused", async () => {
    const head = `POST /tasks HTTP/1.1\r\n${host}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n`;
    for (const body of ["zz\r\n{}\r\n", "-1\r\n{}\r\n", "ffffffffffffffffff\r\n{}\r\n"]) {
      expect(statuses(await raw(`${head}\r\n${body}`)).at(-1)).toBe("400");
    }
    // Two lengths, of which a proxy might believe the other one.
    expect(statuses(await raw(`${head}Content-Length: 5\r\n\r\n0\r\n\r\n`))).toEqual(["400"]);
  });

  it("that are not UTF-8 are refused", async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"graph":"desk","input":{"text":"'),
      Buffer.from([0xff, 0xc0, 0xaf]),
      Buffer.from('"}}'),
    ]);
    const head = `POST /tasks HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: ${bytes.length}\r\n\r\n`;
    expect(await raw(Buffer.concat([Buffer.from(head), bytes]))).toMatch(/^HTTP\/1\.1 400 [^]*The body is not UTF-8/);
  });
});

describe("Heads", () => {
  it("that are too large are refused", async () => {
    expect(statuses(await raw(`GET /tasks HTTP/1.1\r\n${host}X: ${"x".repeat(100_000)}\r\n\r\n`))).toEqual(["431"]);
    expect(statuses(await raw(`GET /tasks/${"x".repeat(100_000)} HTTP/1.1\r\n${host}\r\n`))).toEqual(["431"]);
  });

  it.each([
    "GET /tasks/..%2f..%2fetc%2fpasswd",
    "GET /tasks/../../../etc/passwd",
    "GET /tasks/%2e%2e/%2e%2e/package.json",
    "GET /tasks/..\\..\\package.json",
    "GET //etc/passwd",
    "GET /tasks/%00",
    "GET /tasks/a%0d%0aX-Evil:%201",
    "GET /tasks/%ff%fe",
    "GET /tasks/%",
    "GET /tasks/%zz/history",
    "GET http://127.0.0.1/tasks/..%2f",
    "GET /tasks/__proto__",
    "GET /tasks/constructor/history",
    "DELETE /tasks/..%2f",
    "TRACE /nothing",
    "OPTIONS *",
  ])("with %s find nothing", async (line) => {
    const said = await raw(`${line} HTTP/1.1\r\n${host}\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(said).not.toMatch(/^x-evil/im);
    expect(said).not.toMatch(/root:|"private"|node_modules|\.ts:\d/);
  });

  it("with line breaks in them, or several of what can be there once, are refused", async () => {
    expect(statuses(await raw(`GET /tasks/a\r\nX-Evil: 1 HTTP/1.1\r\n${host}\r\n`))[0]).toMatch(/^4/);
    expect(statuses(await raw(`GET /tasks HTTP/1.1\r\n${host}Bad Name: 1\r\n\r\n`))).toEqual(["400"]);
    expect(statuses(await raw(`GET /tasks HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`))).toEqual(["400"]);
    expect(statuses(await raw(`GET /tasks/t/stream HTTP/1.1\r\n${host}Last-Event-ID: a:1\r\n\r\n`))[0]).toMatch(/^4/);
  });

  it("that claim to be for another machine are refused", async () => {
    const said = await raw("GET /tasks HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    expect(statuses(said)).toEqual(["403"]);
    expect(statuses(await raw("GET /tasks HTTP/1.1\r\nConnection: close\r\n\r\n"))).toEqual(["400"]);
  });
});

describe("A connection", () => {
  it("on which requests follow each other is answered in order, up to what is no request", async () => {
    const get = "GET /tasks HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    const said = await raw(`${get}${get}GET /none HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n\u0000\u0001 rubbish\r\n\r\n`);
    expect(statuses(said).filter((status) => status !== "400")).toEqual(
      ["200", "200", "404"].slice(0, statuses(said).length - 1),
    );
    expect(statuses(said).at(-1)).toBe("400");
  });

  it("that is left while a stream is open leaves nothing behind", async () => {
    const body = JSON.stringify({ graph: "desk", threadId: "left", mode: "stream", input: { text: "slow" } });
    const left = Array.from({ length: 20 }, open);
    left[0]?.write(
      `POST /tasks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    if (left[0] !== undefined) await once(left[0], "data");
    for (const socket of left.slice(1)) {
      socket.write(`GET /tasks/left/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      await once(socket, "data");
    }
    for (const socket of left) socket.destroy();
    service.slow.open();
    expect(await service.send("GET", "/tasks/left/stream")).toMatchObject({ status: 200 });
    expect(service.handler.service.runs.active).toBe(0);
  });
});

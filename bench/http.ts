/**
 * A server under load, all of it on this machine: `npx tsx http.ts [rates] [streams] [memory] [slow] [--seconds 10] [--runs 100000] [--streams 1000]`.
 * Without names, all four.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import autocannon from "autocannon";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "10" },
    runs: { type: "string", default: "100000" },
    streams: { type: "string", default: "1000" },
  },
});
/** So many bytes of heap may be left of each run: what the collector leaves by chance, and nothing that a run leaves. */
const mostLeft = 64;

const parts = { rates, streams, memory, slow } as const;
const folder = mkdtempSync(join(tmpdir(), "graphc-http-"));
let files = 0;

say("load of the machine", load());
try {
  for (const [name, part] of Object.entries(parts)) {
    if (positionals.length === 0 || positionals.includes(name)) await part();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
say("load of the machine", load());

/** One-step graphs, each request a new thread. */
async function rates(): Promise<void> {
  for (const storage of ["memory", "sqlite"] as const) {
    await using server = await start(storage);
    await cannon(server.url, { duration: 3 });
    const { errors, latency, non2xx, requests } = await cannon(server.url, { duration: Number(values.seconds) });
    say(
      `one step, ${storage}`,
      `${digits(requests.average)} requests/s`,
      `p99 ${latency.p99} ms`,
      failures(errors + non2xx),
    );
  }
}

/** Many open streams at once, ten readers to a run. */
async function streams(): Promise<void> {
  const count = Number(values.streams);
  const events = 10;
  await using server = await start("memory");
  const runs = Array.from({ length: Math.ceil(count / 10) }, (_, i) => `run-${i}`);
  for (const threadId of runs)
    await post(server.url, { graph: "wait", threadId, mode: "background", input: { events } });
  const readers = await Promise.all(
    Array.from({ length: count }, (_, i) => fetch(`${server.url}/tasks/${runs[i % runs.length]}/stream`)),
  );
  const before = performance.now();
  server.child.send("give");
  const texts = await Promise.all(readers.map((response) => response.text()));
  const time = performance.now() - before;
  const complete = texts.filter(
    (text) => text.split("event: event\n").length === events + 1 && text.includes("event: end\n"),
  ).length;
  say(`${digits(count)} open streams`, `${complete} complete`, `${digits(time)} ms to all of them`);
}

/**
 * What is left of many runs, each on its own thread in a file: what the server remembers is bounded, and has its full size after the first tenth. Ends with
 * 1 if the line through the sizes of the heap from then on is steeper than it may be.
 */
async function memory(): Promise<void> {
  await using server = await start("sqlite");
  const all = Number(values.runs);
  const sizes: (readonly [runs: number, heap: number])[] = [];
  let done = 0;
  for (let tenth = 1; tenth <= 10; tenth++) {
    const until = Math.round((all * tenth) / 10);
    const { errors, non2xx } = await cannon(server.url, { amount: until - done });
    done = until;
    const { heap, resident } = await server.heap();
    sizes.push([done, heap]);
    say(
      `after ${digits(done)} runs`,
      `heap ${megabytes(heap)}`,
      `resident ${megabytes(resident)}`,
      failures(errors + non2xx),
    );
  }
  const left = slopeOf(sizes);
  const grows = left > mostLeft;
  say("left of each run", `${left.toFixed(1)} bytes`, `${grows ? "MORE than" : "at most"} ${mostLeft}`);
  if (grows) process.exitCode = 1;
}

/** The slope of the line that fits points best. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (of: 0 | 1): number => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
}

/** A client that opens streams of runs that tell much, and never reads: others, and the runs, go on as without it. */
async function slow(): Promise<void> {
  await using server = await start("memory");
  const events = 20_000;
  const chat = async (threadId: string): Promise<number> => {
    const before = performance.now();
    await post(server.url, { graph: "chat", threadId, input: { events }, events: ["events"] });
    return performance.now() - before;
  };
  for (let i = 0; i < 3; i++) await chat(`warm-${i}`);
  const alone = await chat("alone");
  const control = await cannon(server.url, { duration: 3 });
  const base = await server.heap();
  await post(server.url, { graph: "chat", threadId: "stuck", mode: "background", input: { events } });
  const port = Number(new URL(server.url).port);
  const sockets = Array.from({ length: 50 }, () => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("error", () => undefined);
    socket.pause();
    socket.write("GET /tasks/stuck/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    return socket;
  });
  const beside = await chat("beside");
  const { latency } = await cannon(server.url, { duration: 3 });
  const held = await server.heap();
  for (const socket of sockets) socket.destroy();
  say(
    `a run of ${digits(events)} events`,
    `${digits(alone)} ms alone`,
    `${digits(beside)} ms beside 50 who do not read`,
  );
  say(
    "others meanwhile",
    `median ${latency.p50} ms, p99 ${latency.p99} ms`,
    `without them ${control.latency.p50} ms, ${control.latency.p99} ms`,
    `heap +${megabytes(held.heap - base.heap)}`,
  );
}

interface Server extends AsyncDisposable {
  readonly url: string;
  readonly child: ChildProcess;
  heap(): Promise<{ readonly heap: number; readonly resident: number }>;
}

async function start(storage: "memory" | "sqlite"): Promise<Server> {
  const place = storage === "memory" ? "memory" : join(folder, `${files++}.db`);
  const child = fork(new URL("http/server.ts", import.meta.url), [place], {
    execArgv: ["--expose-gc", "--import", "tsx"],
  });
  const next = async <Message>(): Promise<Message> => (await once(child, "message"))[0] as Message;
  const { url } = await next<{ url: string }>();
  return {
    url,
    child,
    heap() {
      const answer = next<{ heap: number; resident: number }>();
      child.send("heap");
      return answer;
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.send("stop");
      await ended;
    },
  };
}

function cannon(
  url: string,
  much: { readonly duration: number } | { readonly amount: number },
): Promise<autocannon.Result> {
  return autocannon({
    url: `${url}/tasks`,
    method: "POST",
    connections: 10,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ graph: "one", input: { n: 1 } }),
    ...much,
  });
}

async function post(url: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/tasks`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  await response.text();
}

function failures(count: number): string {
  return count === 0 ? "" : `${count} FAILED`;
}

function load(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function digits(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

function say(what: string, ...numbers: readonly string[]): void {
  console.log(`${what.padEnd(30)} ${numbers.map((text) => text.padStart(24)).join("  ")}`.trimEnd());
}

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { moduleOf } from "../../src/emit/compiled.ts";
import { programOf } from "../../hosts/hosts.ts";

// Programs are started, and Bun is quiet for more than ten seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const graph = `graph Visit {
  state { input milliseconds: int  input name: string where len(value) > 0  output greeting: string = "" }
  node rest { reads milliseconds }
  ask host: { isIn: boolean } { show { name } } => { greeting: answer.isIn ? \`Come in, \${name}!\` : "Nobody is at home." }
  start -> rest -> host -> end
}`;

const handler = `
  import { MemoryCheckpointer } from "@graphc/runtime";
  import { createHandler } from "@graphc/runtime/http";
  import { createVisit } from "./visit.graph.ts";
  const rest = ({ milliseconds }) => new Promise((resolve) => setTimeout(() => resolve({}), milliseconds));
  const visit = (host) => createVisit({ ...host, handlers: { rest } });
  const handler = createHandler({ graphs: { visit }, checkpointer: new MemoryCheckpointer() });
`;

const workers = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [(name = "server.js", esModule = embed "server.js")], compatibilityDate = "2026-01-01"))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`;

/** How each host runs `server.js` of a folder, and tells its port. */
const hosts = {
  bun: {
    ending: `export default { fetch: handler.fetch, hostname: "127.0.0.1", port: 0 };`,
    files: {},
    arguments: ["server.js"],
    port: (output: string) => /http:\/\/[\w.]+:(\d+)/.exec(output)?.[1],
  },
  deno: {
    ending: `export default handler;`,
    files: {},
    arguments: ["serve", "--host=127.0.0.1", "--port=0", "server.js"],
    port: (output: string) => /http:\/\/[\w.]+:(\d+)/.exec(output)?.[1],
  },
  workerd: {
    ending: `export default handler;`,
    files: { "config.capnp": workers },
    arguments: ["serve", "config.capnp", "--control-fd=3"],
    port: (output: string) => /"port":\s*(\d+)/.exec(output)?.[1],
  },
} as const;

describe.concurrent.each(["bun", "deno", "workerd"] as const)("a handler in %s", (name) => {
  const program = programOf(name);
  const host = hosts[name];
  const folder = mkdtempSync(join(tmpdir(), `graphc-${name}-`));
  let running: ChildProcess | undefined;
  let address = "";

  beforeAll(async () => {
    if (program === undefined) return;
    writeFileSync(join(folder, "visit.graph.ts"), await moduleOf(graph));
    for (const [file, text] of Object.entries(host.files)) writeFileSync(join(folder, file), text);
    await build({
      stdin: { contents: `${handler}\n${host.ending}`, resolveDir: folder, loader: "js" },
      nodePaths: [join(import.meta.dirname, "../../../node_modules")],
      bundle: true,
      format: "esm",
      platform: "browser",
      target: "es2022",
      conditions: ["graphc-source"],
      outfile: join(folder, "server.js"),
      logLevel: "silent",
    });
    running = spawn(program, host.arguments, { cwd: folder, stdio: ["ignore", "pipe", "pipe", "pipe"] });
    address = `http://127.0.0.1:${await told(running, host.port)}`;
  });

  afterAll(() => {
    running?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (path: string, body?: object): Promise<{ readonly status: number; readonly body: unknown }> => {
    const headers = { "content-type": "application/json" };
    const init = body && { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(address + path, init);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  };
  const input = { milliseconds: 1, name: "Ada" };

  it.skipIf(program === undefined)("runs a task, takes an answer, and tells the history", async () => {
    const waiting = { status: "waiting", interrupts: [{ name: "host", payload: { name: "Ada" } }] };
    expect(await ask("/tasks", { graph: "visit", threadId: "a", input })).toMatchObject({ status: 200, body: waiting });
    expect(await ask("/tasks/a/answers", { answers: { host: { isIn: true } } })).toMatchObject({
      status: 200,
      body: { status: "done", output: { greeting: "Come in, Ada!" } },
    });
    expect(await ask("/tasks/a/history")).toMatchObject({ status: 200, body: { id: "a" } });
  });

  it.skipIf(program === undefined)("refuses what does not fit", async () => {
    const refused = { errors: [{ pointer: "/input/name" }] };
    expect(await ask("/tasks", { graph: "visit", input: { ...input, name: "" } })).toMatchObject({
      status: 422,
      body: refused,
    });
    expect(await ask("/tasks/nobody")).toMatchObject({ status: 404 });
  });

  it.skipIf(program === undefined)("keeps a stream open on which nothing happens for long", async () => {
    const slow = { ...input, milliseconds: 11_000 };
    const { body } = await ask("/tasks", { graph: "visit", mode: "stream", input: slow });
    expect(body).toMatch(/: still there\n\n/);
    expect(body).toMatch(/event: end\ndata: \{"status":"waiting"/);
  });

  it.skipIf(program === undefined)("finishes a run whose request is answered", async () => {
    const slow = { ...input, milliseconds: 300 };
    const begun = await ask("/tasks", { graph: "visit", threadId: "b", mode: "background", input: slow });
    expect(begun).toMatchObject({ status: 202, body: { status: "running" } });
    await expect
      .poll(async () => (await ask("/tasks/b")).body, { timeout: 20_000 })
      .toMatchObject({ status: "waiting", next: ["host"] });
  });
});

/** What a program tells on one of its outputs. */
async function told(program: ChildProcess, find: (output: string) => string | undefined): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    for (const stream of program.stdio.slice(1) as Readable[]) {
      stream.on("data", (data: Buffer) => {
        output += data.toString();
        const found = find(output);
        if (found !== undefined) resolve(found);
      });
    }
    program.once("exit", () => reject(new Error(`It has ended: ${output}`)));
  });
}

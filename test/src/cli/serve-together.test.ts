import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { database } from "../../runtime/postgres/database.ts";
import { killServed, root, type Served, served } from "./served.ts";

const folders: string[] = [];
afterAll(() => {
  killServed();
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

const graph = `type Verdict { approved: boolean }

graph Work {
  state { output log: string[] = [] reduce append }
  node first { writes log }
  node slow { writes log }
  node last { writes log }
  start -> first -> slow -> last -> end
}

graph Letter {
  state { output log: string[] = [] reduce append }
  ask sign: Verdict => { log: [answer.approved ? "signed" : "refused"] }
  start -> sign -> end
}
`;

/** The handlers of one of the servers: each step is noted in \`ran.txt\`, and \`slow\` waits for the file of the server. */
const service = (name: string): string => `import { appendFileSync, existsSync } from "node:fs";
import { createWork } from "./work.graph";
const step = (node) => () => {
  appendFileSync("ran.txt", "${name} " + node + "\\n");
  return { log: [node + " by ${name}"] };
};
const slow = async () => {
  const done = step("slow")();
  while (!existsSync("${name}.go")) await new Promise((resolve) => setTimeout(resolve, 20));
  return done;
};
export const graphs = { Work: (host) => createWork({ ...host, handlers: { first: step("first"), slow, last: step("last") } }) };
`;

interface Pair {
  readonly one: Served;
  readonly other: Served;
  ran(): readonly string[];
  /** Lets the slow step of a server end, in each of its runs. */
  release(name: "one" | "other"): void;
}

/** Two servers on one storage. */
async function pair(place: string): Promise<Pair> {
  const folder = mkdtempSync(join(tmpdir(), "graphc-together-"));
  folders.push(folder);
  const files = { "work.graph": graph, "one.mjs": service("one"), "other.mjs": service("other") };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  const start = (name: string): Promise<Served> =>
    served(folder, "work.graph", "--with", `${name}.mjs`, "--database", place, "--port", "0");
  const one = await start("one");
  const other = await start("other");
  const ran = join(folder, "ran.txt");
  return {
    one,
    other,
    ran: () => (existsSync(ran) ? readFileSync(ran, "utf8").trim().split("\n") : []),
    release: (name) => appendFileSync(join(folder, `${name}.go`), ""),
  };
}

async function status(server: Served, path: string, method = "GET", body?: object): Promise<number> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(server.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  await response.body?.cancel();
  return response.status;
}

async function read(server: Served, path: string): Promise<unknown> {
  return (await fetch(server.url + path)).json();
}

/** Starts a run in the first server and resolves when it is in its slow step. */
async function begin({ one, ran }: Pair, threadId: string): Promise<string> {
  const before = ran().length;
  const started = await one.post("/tasks", {
    graph: "Work",
    threadId,
    mode: "background",
    input: {},
  });
  await vi.waitFor(() => expect(ran().slice(before)).toEqual(["one first", "one slow"]), { timeout: 20_000 });
  await vi.waitFor(async () => expect(await read(one, `/tasks/${threadId}`)).toMatchObject({ next: ["slow"] }));
  return started.run ?? "";
}

const storages = [
  ["a SQLite file", () => Promise.resolve("together.db")],
  ["PostgreSQL", database],
] as const;

describe.each(storages)("Two servers on %s", { timeout: 180_000 }, (_, place) => {
  it("neither lose nor repeat finished work, and nothing of a deleted task comes back", async () => {
    const both = await pair(await place());
    const { one, other, ran, release } = both;
    release("other");

    const run = await begin(both, "taken");
    const stream = fetch(`${one.url}/tasks/taken/stream`).then((response) => response.text());
    expect(await read(other, "/tasks/taken")).toMatchObject({ status: "running", next: ["slow"] });
    expect(await status(other, "/tasks/taken/cancel", "POST")).toBe(409);
    const log = ["first by one", "slow by other", "last by other"];
    expect(await other.post("/tasks/taken/continue", {})).toMatchObject({ status: "done", output: { log } });

    const deleted = await begin(both, "deleted");
    const end = fetch(`${one.url}/tasks/deleted/stream`).then((response) => response.text());
    expect(await status(other, "/tasks/deleted", "DELETE")).toBe(204);

    release("one");
    for (const text of [await stream, await end]) expect(text).toContain('event: end\ndata: {"status":"overtaken"}');
    expect(await status(one, `/tasks/taken/runs/${run}`)).toBe(409);
    expect(await status(one, `/tasks/deleted/runs/${deleted}`)).toBe(404);
    // Who was overtaken may be in the step behind the one that it could not store.
    expect(ran().filter((step) => step !== "one last")).toEqual([
      "one first",
      "one slow",
      "other slow",
      "other last",
      "one first",
      "one slow",
    ]);
    for (const server of [one, other]) {
      expect(await read(server, "/tasks/taken")).toMatchObject({ status: "done", values: { log } });
      expect(await status(server, "/tasks/deleted")).toBe(404);
      expect(await read(server, "/tasks")).toMatchObject({ tasks: [{ id: "taken" }] });
    }
    // To the server that was overtaken nothing has failed.
    expect(one.stderr()).not.toContain("Conflict");

    const asked = { graph: "Letter", threadId: "letter", input: {} };
    expect(await one.post("/tasks", asked)).toMatchObject({ status: "waiting" });
    const answers = { answers: { sign: { approved: true } } };
    const answered = await Promise.all(
      [one, other].map((server) => status(server, "/tasks/letter/answers", "POST", answers)),
    );
    expect(answered.toSorted()).toEqual([200, 409]);
    expect(await read(one, "/tasks/letter")).toMatchObject({ status: "done", values: { log: ["signed"] } });

    expect(await Promise.all([one.stop("SIGTERM"), other.stop("SIGTERM")])).toEqual([0, 0]);
  });
});

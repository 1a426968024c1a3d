import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type Checkpointer, MemoryCheckpointer, ThreadConflictError } from "@graphc/runtime";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { desk, type Desk } from "../desk.ts";

const folder = mkdtempSync(join(tmpdir(), "graphc-http-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Does something with a server on the file, and stops it. */
async function session<R>(action: (server: Desk) => Promise<R>): Promise<R> {
  const checkpointer = new SqliteCheckpointer(join(folder, "tasks.db"));
  const server = await desk({ checkpointer, authorize: () => ({ owner: "ada@example.com" }) });
  const result = await action(server);
  await server.handler.shutdown();
  await checkpointer.close();
  return result;
}

it("State, questions and history outlive a server on SQLite; its events do not, and it says so", async () => {
  const before = await session(async ({ send }) => {
    await send("POST", "/tasks", {
      graph: "desk",
      threadId: "t",
      input: { text: "sign", due: "2027-01-01T00:00:00Z", amount: "7" },
    });
    return { task: (await send("GET", "/tasks/t")).body, history: (await send("GET", "/tasks/t/history")).body };
  });
  await session(async ({ send }) => {
    const { run: _run, ...task } = before.task;
    expect((await send("GET", "/tasks/t")).body).toEqual(task);
    expect((await send("GET", "/tasks/t/history")).body).toEqual(before.history);
    expect((await send("GET", "/tasks")).body).toMatchObject({
      tasks: [{ id: "t", graph: "desk", status: "waiting" }],
    });
    expect(await send("GET", "/tasks/t/stream")).toMatchObject({
      status: 410,
      body: { detail: expect.stringContaining("kept in memory") },
    });
    expect((await send("POST", "/tasks/t/answers", { answers: { sign: { approved: false } } })).body).toMatchObject({
      status: "done",
      output: { log: ["worked", "refused", "filed"] },
    });
  });
});

it("A run that another process was faster than is told as a conflict, as it is no failure", async () => {
  const inner = new MemoryCheckpointer();
  const checkpointer: Checkpointer = {
    load: (...of) => inner.load(...of),
    commit: async (commit) => {
      if (commit.parentId !== undefined) throw new ThreadConflictError(commit.threadId, commit.parentId, "another");
      await inner.commit(commit);
    },
    saveStep: (...of) => inner.saveStep(...of),
    history: (...of) => inner.history(...of),
    threads: (query) => inner.threads(query),
    deleteThread: (id) => inner.deleteThread(id),
    prune: (policy) => inner.prune(policy),
    close: () => inner.close(),
  };
  const { send } = await desk({ checkpointer });
  const { body, status } = await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "a" } });
  expect(status).toBe(409);
  expect(body).toMatchObject({ type: "urn:graphc:problem:conflict", id: "t", graph: "desk" });
  expect(await send("GET", `/tasks/t/runs/${String(body["run"])}`)).toMatchObject({ status: 409, body });
});

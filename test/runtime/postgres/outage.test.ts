import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type PgPool, PostgresCheckpointer } from "../../../runtime/postgres/index.ts";
import { type Server, startServer } from "./server.ts";
import { commitOf, idOf } from "./commits.ts";
import { listOf } from "../../../runtime/testing/tools.ts";
import { StorageError } from "../../../runtime/errors.ts";

let server: Server;
let url: string;

beforeAll(async () => {
  // Here what is committed must be there after the server has come back.
  server = await startServer([]);
  url = await server.database();
}, 60_000);
afterAll(() => server.remove());

/** Goes on with a thread until told to stop; returns how far it came. */
async function load(checkpointer: PostgresCheckpointer, threadId: string, until: () => boolean): Promise<number> {
  let n = 0;
  while (!until()) {
    const changes = [{ op: "append", field: "log", data: `[${n + 1}]` }] as const;
    await checkpointer.commit(commitOf(n + 1, { threadId, changes }));
    n++;
  }
  return n;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

async function expectWhole(checkpointer: PostgresCheckpointer, threadId: string, n: number): Promise<void> {
  const head = await checkpointer.load(threadId);
  expect(head?.checkpointId).toBe(idOf(n));
  expect(head?.fields.get("log")).toEqual(Array.from({ length: n }, (_, i) => `[${i + 1}]`));
}

describe("a PostgreSQL that is stopped and started again under load", { timeout: 60_000 }, () => {
  it("is waited for: every commit is stored, and none twice", async () => {
    const checkpointer = new PostgresCheckpointer({ connection: url, schema: "waits", retryFor: 30_000 });
    await checkpointer.setup();
    let done = false;
    const threads = Array.from({ length: 8 }, (_, i) => `t${i}`);
    const counts = Promise.all(threads.map((threadId) => load(checkpointer, threadId, () => done)));
    for (let i = 0; i < 2; i++) {
      await pause(300);
      await server.stop();
      await pause(200);
      await server.start();
    }
    await pause(300);
    done = true;
    for (const [i, n] of (await counts).entries()) {
      expect(n).toBeGreaterThan(5);
      await expectWhole(checkpointer, `t${i}`, n);
    }
    await checkpointer.close();
  });

  it("fails what is under way with a typed error if it does not come back, and goes on when it does", async () => {
    const checkpointer = new PostgresCheckpointer({ connection: url, schema: "fails", retryFor: 200 });
    await checkpointer.setup();
    const failed = load(checkpointer, "thread", () => false).catch((error: unknown) => error);
    await pause(200);
    await server.stop();
    const error = await failed;
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ problem: "lost", cause: expect.any(Error) });
    await expect(checkpointer.load("thread")).rejects.toMatchObject({ problem: "lost" });
    await server.start();
    const head = await checkpointer.load("thread");
    const n = (head?.step ?? 0) + 1;
    await checkpointer.commit(commitOf(n, { threadId: "thread" }));
    expect(await listOf(checkpointer.history("thread", {}))).toHaveLength(n);
    await checkpointer.close();
  });

  it("does not end the process through connections that are idle", async () => {
    const pool = new pg.Pool({ connectionString: url });
    const client = new pg.Client(url);
    await client.connect();
    const own = new PostgresCheckpointer(url);
    const ofPool = new PostgresCheckpointer(pool);
    const ofClient = new PostgresCheckpointer(client);
    await own.setup();
    await Promise.all([ofPool.load("thread"), ofClient.load("thread")]);
    await server.stop();
    await server.start();
    await Promise.all([own.commit(commitOf(1)), ofPool.load("thread")]);
    // A client cannot connect again.
    await expect(ofClient.load("thread")).rejects.toMatchObject({ problem: "lost" });
    await Promise.all([own, ofPool, ofClient].map((checkpointer) => checkpointer.close()));
    await pool.end();
  });

  it("may cut a connection off while the checkpointer closes, and the process goes on", async () => {
    const ends = vi.spyOn(pg.Pool.prototype, "end");
    const checkpointer = new PostgresCheckpointer({ connection: url, schema: "closes" });
    await checkpointer.setup();
    await checkpointer.close();
    const pools = ends.mock.contexts as readonly pg.Pool[];
    ends.mockRestore();
    expect(pools).toHaveLength(1);
    // An error event that nobody listens to is thrown.
    for (const pool of pools) expect(() => pool.emit("error", new Error("cut off"))).not.toThrow();
  });
});

describe("an answer that is lost after the statement was applied", () => {
  /** Does what it is told, and then breaks, at every third statement. */
  function breaking(pool: pg.Pool): PgPool {
    let statements = 0;
    return {
      totalCount: 0,
      async query(config) {
        const result = await pool.query<unknown[]>({ ...config });
        if (config.text.includes(".write(") && statements++ % 3 === 1) {
          throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
        }
        return result;
      },
      on: () => undefined,
      off: () => undefined,
      end: () => pool.end(),
    };
  }

  it("is no conflict, and stores nothing twice", async () => {
    const pool = new pg.Pool({ connectionString: url });
    const checkpointer = new PostgresCheckpointer({ connection: breaking(pool), schema: "answers" });
    await checkpointer.setup();
    const threads = ["a", "b", "c"];
    for (const threadId of threads) await checkpointer.commit(commitOf(1, { threadId }));
    for (let n = 2; n <= 20; n++) {
      const record = { path: "a", index: 0, kind: "step", node: "a", key: "", data: `${n}` } as const;
      const changes = [{ op: "append", field: "log", data: `[${n - 1}]` }] as const;
      const fork = { checkpointId: `fork${n}`, line: `fork${n}`, parentId: idOf(n - 1) };
      await Promise.all(threads.map((threadId) => checkpointer.saveStep(threadId, idOf(n - 1), record)));
      await checkpointer.saveStep("a", idOf(n - 1), { ...record, index: 1 });
      await checkpointer.commit(commitOf(n, { ...fork, threadId: "b" }));
      await Promise.all(threads.map((threadId) => checkpointer.commit(commitOf(n, { threadId, changes }))));
    }
    for (const threadId of threads) expect((await checkpointer.load(threadId))?.fields.get("log")).toHaveLength(19);
    const past = await checkpointer.load("a", idOf(19));
    expect(past?.records.map(({ index }) => index)).toEqual([0, 1]);
    expect((await listOf(checkpointer.lines("b"))).length).toBe(20);
    await pool.end();
  });

  it("leaves a conflict with somebody else a conflict", async () => {
    const pool = new pg.Pool({ connectionString: url });
    const checkpointer = new PostgresCheckpointer({ connection: breaking(pool), schema: "conflicts" });
    const other = new PostgresCheckpointer({ connection: pool, schema: "conflicts" });
    await checkpointer.setup();
    await other.commit(commitOf(1));
    await other.commit(commitOf(2));
    for (let i = 0; i < 4; i++) {
      const late = checkpointer.commit(commitOf(2, { checkpointId: `late${i}` }));
      await expect(late).rejects.toMatchObject({ name: "ThreadConflictError", found: idOf(2) });
    }
    await pool.end();
  });
});

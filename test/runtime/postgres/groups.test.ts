import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { direct, type Direct, type DirectCommit } from "../../../runtime/checkpoint/direct.ts";
import { commitOf, idOf } from "./commits.ts";
import type { PgPool, PgQuery } from "../../../runtime/postgres/index.ts";
import { PostgresCheckpointer } from "../../../runtime/postgres/index.ts";
import { database } from "./database.ts";
import { listOf, rejection } from "../../../runtime/testing/tools.ts";

let pool: pg.Pool;
let checkpointer: PostgresCheckpointer;
/** The statements that were sent. */
let sent: string[];

beforeEach(async () => {
  pool = new pg.Pool({ connectionString: await database() });
  sent = [];
  checkpointer = new PostgresCheckpointer(counting(pool));
  await checkpointer.setup();
  sent.length = 0;
});
afterEach(async () => {
  await checkpointer.close();
  await pool.end();
});

function counting(inner: pg.Pool): PgPool {
  return {
    totalCount: 0,
    query: (config: PgQuery) => {
      sent.push(config.text);
      return inner.query<unknown[]>({ ...config });
    },
    on: (event, listener) => inner.on(event, listener),
    off: (event, listener) => inner.off(event, listener),
    end: () => inner.end(),
  };
}

function speak(): Direct {
  return checkpointer[direct];
}

function directCommit(n: number, more: Partial<DirectCommit> = {}): DirectCommit {
  return { ...commitOf(n), frontier: {}, changes: [], ...more };
}

describe("writes to PostgreSQL", () => {
  it("take one statement each if they come one by one", async () => {
    for (let n = 1; n <= 3; n++) await checkpointer.commit(commitOf(n));
    expect(sent).toHaveLength(3);
    expect(sent.join()).not.toMatch(/begin|commit;/i);
  });

  it("go together if they come at once, of whichever thread", async () => {
    await Promise.all(Array.from({ length: 100 }, (_, i) => checkpointer.commit(commitOf(1, { threadId: `t${i}` }))));
    expect(sent).toHaveLength(1);
    expect(await listOf(checkpointer.threads({}))).toHaveLength(100);
  });

  it("of a thread may all be under way at once when nobody waits for each", async () => {
    const stored: unknown[] = [];
    for (let n = 1; n <= 500; n++) {
      const changes = [{ op: "append", field: "log", value: [n] }] as const;
      stored.push(speak().commit(directCommit(n, { changes }), true));
      const record = { path: "a", index: 0, kind: "step", node: "a", key: "", value: n } as const;
      stored.push(speak().saveStep("thread", idOf(n), record, true));
      if (n % 100 === 0) await new Promise(setImmediate);
    }
    await Promise.all(stored);
    expect(sent.length).toBeLessThan(10);
    const head = await speak().load("thread");
    expect(head?.records.map(({ value }) => value)).toEqual([500]);
    expect(head?.fields.get("log")?.flat()).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
  });

  it("are seen by what is read after them, stored or not", async () => {
    const stored = speak().commit(directCommit(1), true);
    expect((await checkpointer.load("thread"))?.checkpointId).toBe(idOf(1));
    await stored;
    const more = [speak().commit(directCommit(2), true), speak().commit(directCommit(1, { threadId: "other" }), true)];
    expect(await listOf(checkpointer.history("thread", {}))).toHaveLength(2);
    expect(await listOf(checkpointer.threads({}))).toHaveLength(2);
    await Promise.all(more);
  });

  it("that are in conflict fail alone, with what builds on them", async () => {
    await checkpointer.commit(commitOf(1));
    await checkpointer.commit(commitOf(2));
    const results = [
      checkpointer.commit(commitOf(1, { threadId: "new" })),
      checkpointer.commit(commitOf(3)),
      checkpointer.commit(commitOf(3, { checkpointId: "rival" })),
      checkpointer.commit(commitOf(4, { checkpointId: "builds on it", parentId: "rival" })),
      checkpointer.commit(commitOf(4)),
      checkpointer.commit(commitOf(5, { checkpointId: idOf(2), parentId: idOf(4) })),
      checkpointer.commit(commitOf(5)),
      checkpointer.commit(commitOf(1, { threadId: "z" })),
    ].map(rejection);
    const conflict = "ThreadConflictError";
    expect(await Promise.all(results)).toEqual([
      undefined,
      undefined,
      conflict,
      conflict,
      undefined,
      conflict,
      undefined,
      undefined,
    ]);
    expect((await checkpointer.load("thread"))?.checkpointId).toBe(idOf(5));
  });

  it("tell in a conflict what was expected and what was found", async () => {
    await checkpointer.commit(commitOf(1));
    await checkpointer.commit(commitOf(2));
    const late = checkpointer.commit(commitOf(9, { parentId: idOf(1) }));
    await expect(late).rejects.toMatchObject({ threadId: "thread", expected: idOf(1), found: idOf(2) });
    const first = checkpointer.commit(commitOf(1, { checkpointId: "x", line: "x" }));
    await expect(first).rejects.toMatchObject({ expected: undefined, found: idOf(2) });
  });

  it("that the database refuses fail alone", async () => {
    const stored = checkpointer.commit(commitOf(1, { threadId: "good" }));
    const refused = checkpointer.commit(commitOf(1, { threadId: "bad", step: 2 ** 40 }));
    expect(await Promise.all([stored, refused].map(rejection))).toEqual([undefined, "StorageError"]);
    expect((await listOf(checkpointer.threads({}))).map(({ threadId }) => threadId)).toEqual(["good"]);
  });

  it("with text that PostgreSQL cannot store are refused with the place, and ids that are too long with their name", async () => {
    for (const data of ["\0", "\ud800"]) {
      const changes = [{ op: "set", field: "note", data }] as const;
      await expect(checkpointer.commit(commitOf(1, { changes }))).rejects.toMatchObject({
        name: "NotStorableError",
        field: "note",
      });
    }
    const threadId = "x".repeat(1000);
    await expect(checkpointer.commit(commitOf(1, { threadId }))).rejects.toThrow(/"threadId" must have 1 to 512/);
  });

  it("of two processes that take the same threads in different orders do not wait for each other forever", async () => {
    const other = new PostgresCheckpointer(pool);
    const threads = Array.from({ length: 40 }, (_, i) => `t${i}`);
    for (let n = 1; n <= 10; n++) {
      const results = [
        ...threads.map((threadId) => checkpointer.commit(commitOf(n, { threadId }))),
        ...threads.toReversed().map((threadId) => other.commit(commitOf(n, { threadId }))),
      ].map(rejection);
      expect((await Promise.all(results)).filter((name) => name === undefined)).toHaveLength(40);
      expect(new Set(await Promise.all(results))).toEqual(new Set([undefined, "ThreadConflictError"]));
    }
    await other.close();
  });

  it("keep ids of 255 characters of any kind", async () => {
    for (const unit of ["\0", "\u0001", "\ud800", "\uffff", "💥".slice(1), "é", "'"]) {
      const threadId = unit.repeat(255);
      await checkpointer.commit(commitOf(1, { threadId, checkpointId: threadId, line: threadId, graph: threadId }));
      const stored = await checkpointer.load(threadId, threadId);
      expect([stored?.threadId, stored?.checkpointId, stored?.line, stored?.graph]).toEqual(Array(4).fill(threadId));
    }
    const listed = (await listOf(checkpointer.threads({}))).map(({ threadId }) => threadId);
    expect(listed).toEqual(listed.toSorted());
  });
});

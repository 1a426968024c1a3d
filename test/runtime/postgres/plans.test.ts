import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitOf, idOf } from "./commits.ts";
import { database } from "./database.ts";
import { listOf } from "../../../runtime/testing/tools.ts";
import { PostgresCheckpointer } from "../../../runtime/postgres/index.ts";

const steps = 2000;
let pool: pg.Pool;
let checkpointer: PostgresCheckpointer;

beforeAll(async () => {
  // One connection, whose plans are made while the tables are empty.
  // Tables of this size would be read whole without asking for indexes, where no function forbids it.
  pool = new pg.Pool({ connectionString: await database(), max: 1, options: "-c enable_seqscan=off" });
  checkpointer = new PostgresCheckpointer(pool);
  await checkpointer.setup();
  const commits: Promise<void>[] = [];
  for (let n = 1; n <= steps; n++) commits.push(checkpointer.commit(change(n)));
  for (let i = 0; i < 500; i++) {
    const status = i % 100 === 0 ? "waiting" : "done";
    commits.push(checkpointer.commit(commitOf(1, { threadId: `other ${i}`, status, createdAt: new Date(i) })));
  }
  await Promise.all(commits);
}, 60_000);
afterAll(async () => {
  await checkpointer.close();
  await pool.end();
});

function change(n: number): Parameters<PostgresCheckpointer["commit"]>[0] {
  const op = n % 20 === 1 ? "set" : "append";
  return commitOf(n, {
    changes: [
      { op, field: "log", data: `[${n}]` },
      { op: "set", field: "n", data: `${n}` },
    ],
  });
}

/** How many rows, and entries of indexes, something looks at. */
async function touched(act: () => Promise<unknown>): Promise<number> {
  const before = await count();
  await act();
  return (await count()) - before;
}

async function count(): Promise<number> {
  await pool.query("select pg_stat_force_next_flush()");
  const { rows } = await pool.query<{ touched: string }>(`
    select sum(pg_stat_get_tuples_returned(c.oid) + pg_stat_get_tuples_fetched(c.oid)) as touched
    from pg_class c where c.relnamespace = 'graphc'::regnamespace`);
  return Number(rows[0]?.touched);
}

describe("a long line in PostgreSQL", () => {
  it("is gone on with, and loaded, by looking at what is needed alone", async () => {
    expect(await touched(() => checkpointer.commit(change(steps + 1)))).toBeLessThan(50);
    expect(await touched(() => checkpointer.load("thread"))).toBeLessThan(100);
    expect(await touched(() => checkpointer.load("thread", idOf(1000)))).toBeLessThan(200);
    const record = { path: "a", index: 0, kind: "step", node: "a", key: "", data: "1" } as const;
    expect(await touched(() => checkpointer.saveStep("thread", idOf(steps + 1), record))).toBeLessThan(50);
  });

  it("is forked by looking at the state there alone", async () => {
    const fork = { checkpointId: "fork", line: "fork", parentId: idOf(30) };
    expect(await touched(() => checkpointer.commit(commitOf(2, fork)))).toBeLessThan(200);
    expect((await checkpointer.load("thread"))?.fields.get("log")).toHaveLength(10);
    const back = commitOf(steps + 2);
    expect(await touched(() => checkpointer.commit(back))).toBeLessThan(50);
  });

  it("has a history whose newest are read alone, and all in pages", async () => {
    expect(await touched(() => listOf(checkpointer.history("thread", { limit: 3 })))).toBeLessThan(200);
    const all = await listOf(checkpointer.history("thread", { from: idOf(steps) }));
    expect(all.map(({ checkpointId }) => checkpointId)).toEqual(
      Array.from({ length: steps }, (_, i) => idOf(steps - i)),
    );
    for (const [i, { fields, step }] of all.entries()) {
      const n = steps - i;
      const first = n - ((n - 1) % 20);
      expect([step, fields.get("n"), fields.get("log")]).toEqual([
        n,
        [`${n}`],
        Array.from({ length: n - first + 1 }, (_, k) => `[${first + k}]`),
      ]);
    }
  });

  it("does not hide the threads that wait, nor those of a graph", async () => {
    // What updates have left behind in the indexes is looked at too, until it is cleared away.
    await pool.query("vacuum graphc.threads");
    const waiting = (): Promise<unknown> => listOf(checkpointer.threads({ status: "waiting", limit: 3 }));
    expect(await touched(waiting)).toBeLessThan(100);
    expect(await touched(() => listOf(checkpointer.threads({ dueBefore: new Date() })))).toBeLessThan(100);
    expect(await touched(() => listOf(checkpointer.threads({ limit: 3 })))).toBeLessThan(150);
    expect(await listOf(checkpointer.threads({}))).toHaveLength(501);
    expect(await listOf(checkpointer.threads({ graph: "Graph", status: "waiting" }))).toHaveLength(5);
  });
});

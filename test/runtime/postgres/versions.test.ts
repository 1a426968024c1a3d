import { readFile } from "node:fs/promises";
import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { PostgresCheckpointer } from "../../../runtime/postgres/index.ts";
import { listOf, rejection } from "../../../runtime/testing/tools.ts";
import type { Checkpointer, StoredCheckpoint } from "../../../runtime/types/storage.ts";
import { commitOf, idOf } from "./commits.ts";
import { database } from "./database.ts";
import { scenario } from "./versions/scenario.ts";

let url: string;
beforeEach(async () => {
  url = await database();
});

/** Makes the tables as version 1 did, and stores in them what `scenario` does, by the statements that version 1 sent. */
async function versionOne(): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const read = (name: string): Promise<string> => readFile(new URL(`versions/${name}.sql`, import.meta.url), "utf8");
  await client.query(
    "create schema graphc; create table graphc.versions (part text primary key, version int not null)",
  );
  await client.query(`${await read("1")}; insert into graphc.versions values ('checkpoints', 1)`);
  await client.query(await read("1.writes"));
  await client.end();
}

async function withCheckpointer<T>(
  act: (checkpointer: PostgresCheckpointer) => Promise<T>,
  schema = "graphc",
): Promise<T> {
  const checkpointer = new PostgresCheckpointer({ connection: url, schema });
  try {
    return await act(checkpointer);
  } finally {
    await checkpointer.close();
  }
}

const plain = (stored: StoredCheckpoint | undefined): unknown => stored && { ...stored, fields: [...stored.fields] };

/** All that can be read, in every way in which it can be. */
async function readAll(checkpointer: PostgresCheckpointer): Promise<unknown> {
  const all: unknown[] = [];
  const threads = await listOf(checkpointer.threads({}));
  all.push(threads);
  for (const status of ["running", "waiting", "stopped", "failed", "done"] as const) {
    all.push(await listOf(checkpointer.threads({ status })), await listOf(checkpointer.threads({ status, limit: 2 })));
  }
  all.push(await listOf(checkpointer.threads({ graph: "Graph", dueBefore: new Date(Date.UTC(2021, 0, 2, 12)) })));
  for (const { threadId } of threads) {
    const lines = await listOf(checkpointer.lines(threadId));
    all.push(lines, plain(await checkpointer.load(threadId)));
    for (const { checkpointId: from } of lines) {
      const history = await listOf(checkpointer.history(threadId, { from }));
      all.push(history.map(plain));
      for (const { checkpointId } of history) all.push(plain(await checkpointer.load(threadId, checkpointId)));
    }
  }
  return all;
}

/** Goes on with what `scenario` has stored, in each way that there is. */
async function goOn(checkpointer: Checkpointer): Promise<unknown> {
  const changes = [{ op: "append", field: "log", data: '["more"]' }] as const;
  const at41 = { parentId: idOf(41), parentRecords: 0 };
  const outcomes = [
    await rejection(checkpointer.commit(commitOf(42, at41))),
    await rejection(checkpointer.commit(commitOf(42, { ...at41, parentRecords: 1, changes }))),
    await rejection(checkpointer.commit(commitOf(14, { checkpointId: "on", parentId: "fork", line: "fork", changes }))),
    await rejection(checkpointer.commit(commitOf(14, { checkpointId: "x", line: "x", parentId: idOf(30), changes }))),
    await rejection(checkpointer.commit(commitOf(15, { checkpointId: "y", line: "x", parentId: "x", changes }))),
  ];
  for (const status of ["running", "waiting", "done"] as const) {
    for (let i = 0; i < 3; i++) {
      const known = { threadId: `${status} ${i}`, parentRecords: 0, status };
      outcomes.push(await rejection(checkpointer.commit(commitOf(3, known))));
      outcomes.push(await rejection(checkpointer.commit(commitOf(3, { ...known, parentRecords: 1, changes }))));
    }
  }
  return [outcomes, await checkpointer.prune({ keepLast: 12 })];
}

describe("threads that version 1 has stored", () => {
  it("are read by this version, after setup(), as if it had stored them, and go on", async () => {
    await versionOne();
    await withCheckpointer((checkpointer) => checkpointer.setup());
    const [old, same] = await withCheckpointer((kept) =>
      withCheckpointer(async (fresh) => {
        await fresh.setup();
        await scenario(fresh);
        const before = [await readAll(kept), await readAll(fresh)];
        const outcomes = [await goOn(kept), await goOn(fresh)];
        const after = [await readAll(kept), await readAll(fresh)];
        return [0, 1].map((i) => [before[i], outcomes[i], after[i]]);
      }, "fresh"),
    );
    expect(old).toEqual(same);
    expect(JSON.stringify(old)).toContain("more");
  });

  it("are brought up to date once, whoever calls setup() at the same time", async () => {
    await versionOne();
    const before = await withCheckpointer(async (checkpointer) => {
      await Promise.all([checkpointer.setup(), ...[1, 2, 3].map(() => withCheckpointer((other) => other.setup()))]);
      return readAll(checkpointer);
    });
    await withCheckpointer((checkpointer) => checkpointer.setup());
    expect(await withCheckpointer(readAll)).toEqual(before);
  });

  it("are not touched before setup() is called: whatever is read or written asks for it", async () => {
    await versionOne();
    for (const call of [
      async (checkpointer: Checkpointer) => void (await checkpointer.load("thread")),
      (checkpointer: Checkpointer) => checkpointer.commit(commitOf(42, { parentId: idOf(41) })),
    ]) {
      await expect(withCheckpointer(call)).rejects.toMatchObject({
        problem: "setup",
        message: expect.stringMatching(/Call setup\(\).*version 1; known is 2/s),
      });
    }
  });

  it("are closed to a process that knows only version 1, even if it was running when they were brought up to date", async () => {
    await versionOne();
    await withCheckpointer((checkpointer) => checkpointer.setup());
    const client = new pg.Client(url);
    await client.connect();
    for (const call of ["write('[]', 'false')", "read('thread', null)", "forget('thread')"]) {
      await expect(client.query(`select * from graphc.${call}`)).rejects.toMatchObject({ code: "42883" });
    }
    await client.end();
  });
});

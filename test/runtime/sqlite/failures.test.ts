import { execFile } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Direct, direct, type DirectCommit, encodedCommit } from "../../../runtime/checkpoint/direct.ts";
import { type Connection, driverOf } from "../../../runtime/sqlite/driver.ts";
import { listOf } from "../../../runtime/testing/tools.ts";
import type { ThreadQuery } from "../../../runtime/types/storage.ts";
import { SqliteCheckpointer, type SqliteOptions } from "../../../runtime/sqlite/index.ts";

/** The connections that were opened. */
const connections: Connection[] = [];
vi.mock("../../../runtime/sqlite/open.ts", async (original) => {
  const { openDatabase, ...rest } = await original<typeof import("../../../runtime/sqlite/open.ts")>();
  return {
    ...rest,
    openDatabase(options: SqliteOptions) {
      const database = openDatabase(options);
      connections.push(database.connection);
      return database;
    },
  };
});

let folder: string;
let path: string;
let opened: SqliteCheckpointer[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graphc-sqlite-"));
  path = join(folder, "a.db");
  opened = [];
});
afterEach(async () => {
  for (const one of opened) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(options: Partial<SqliteOptions> = {}): SqliteCheckpointer {
  const checkpointer = new SqliteCheckpointer({ path, busyTimeout: 1, ...options });
  opened.push(checkpointer);
  return checkpointer;
}

function commit(n: number, more: Partial<DirectCommit> = {}): DirectCommit {
  return {
    ...{ threadId: "t", checkpointId: `c${1000 + n}`, line: "c1001", createdAt: new Date(n), source: "step", step: n },
    ...{ graph: "G", version: 1, schemaHash: "h", status: "running", next: [], metadata: {}, frontier: { at: n } },
    ...(n > 1 && { parentId: `c${1000 + n - 1}` }),
    changes: [{ op: "append", field: "log", value: [n] }],
    ...more,
  };
}

/** How a write has ended. */
async function ending(write: () => unknown): Promise<string> {
  try {
    await write();
    return "stored";
  } catch (error) {
    const { name, problem } = error as { readonly name: string; readonly problem?: string };
    return problem ?? name;
  }
}

function lazily(connected: Direct, ...commits: readonly DirectCommit[]): Promise<readonly string[]> {
  return Promise.all(commits.map((one) => ending(() => connected.commit(one, true))));
}

async function headOf(checkpointer: SqliteCheckpointer, threadId = "t"): Promise<string | undefined> {
  return (await checkpointer.load(threadId))?.checkpointId;
}

describe("writes that may wait", () => {
  test("are stored together, seen by who reads, and there when the file is closed", async () => {
    const checkpointer = open();
    const connected = checkpointer[direct];
    const other = open();
    const stored = lazily(connected, commit(1), commit(2), commit(1, { threadId: "u" }));
    const record = { path: "a", index: 0, kind: "step", node: "a", key: "", value: 1 } as const;
    const recorded = connected.saveStep("t", "c1002", record, true);
    expect(await headOf(other)).toBeUndefined();
    expect((await checkpointer.load("t"))?.records).toHaveLength(1);
    expect(await headOf(other)).toBe("c1002");
    expect(await stored).toEqual(["stored", "stored", "stored"]);
    await recorded;
    const last = lazily(connected, commit(3));
    await checkpointer.close();
    expect(await last).toEqual(["stored"]);
    expect(await headOf(other)).toBe("c1003");
  });

  test("are stored by themselves, soon", async () => {
    const connected = open()[direct];
    expect(await lazily(connected, commit(1), commit(2))).toEqual(["stored", "stored"]);
  });

  test("come before what is stored at once", async () => {
    const connected = open()[direct];
    const first = lazily(connected, commit(1));
    expect(connected.commit(commit(2))).toBeUndefined();
    expect(await first).toEqual(["stored"]);
  });

  test("are not kept waiting when they are many, or large", async () => {
    const connected = open()[direct];
    const other = open();
    const many = Array.from({ length: 3000 }, (_, i) => commit(i + 1));
    const stored = lazily(connected, ...many);
    expect(Number((await other.load("t"))?.step)).toBeGreaterThan(1000);
    await stored;
    const large = commit(3001, { changes: [{ op: "set", field: "log", value: ["x".repeat(5_000_000)] }] });
    const last = lazily(connected, large);
    expect(await headOf(other)).toBe("c4001");
    await last;
  });

  test("fail alone when they conflict, with those that build on them", async () => {
    const connected = open()[direct];
    const other = open();
    await lazily(connected, commit(1), commit(1, { threadId: "u" }));
    other[direct].commit(commit(2, { checkpointId: "c1001b" }));
    const results = lazily(connected, commit(2), commit(2, { threadId: "u" }), commit(3), commit(3, { threadId: "u" }));
    expect(await results).toEqual(["ThreadConflictError", "stored", "ThreadConflictError", "stored"]);
    expect([await headOf(other), await headOf(other, "u")]).toEqual(["c1001b", "c1003"]);
  });

  test("go on behind a fork that another process has made meanwhile", async () => {
    const connected = open()[direct];
    await lazily(connected, commit(1), commit(2));
    const fork = commit(9, { checkpointId: "c2000", line: "c2000", parentId: "c1001" });
    open()[direct].commit(fork);
    expect(await lazily(connected, commit(3), commit(4))).toEqual(["stored", "stored"]);
    const loaded = await connected.load("t");
    expect(loaded?.fields.get("log")).toEqual([[1], [2], [3], [4]]);
  });

  test("all fail when the database does, and can be repeated", async () => {
    const checkpointer = open();
    const connected = checkpointer[direct];
    await lazily(connected, commit(1));
    const other = driverOf(undefined).open(path);
    other.exec("BEGIN IMMEDIATE");
    const results = lazily(connected, commit(2), commit(1, { threadId: "u" }));
    expect(await results).toEqual(["busy", "busy"]);
    expect(await ending(() => connected.commit(commit(2)))).toBe("busy");
    expect(await headOf(checkpointer)).toBe("c1001");
    other.exec("ROLLBACK");
    other.close();
    expect(await lazily(connected, commit(2), commit(1, { threadId: "u" }))).toEqual(["stored", "stored"]);
    expect(await headOf(checkpointer)).toBe("c1002");
  });
});

describe("a full disk", () => {
  /** Commits until it is full; the last number that was stored. */
  async function fill(connected: Direct, from: number): Promise<number> {
    const value = ["x".repeat(20_000)];
    for (let n = from; ; n++) {
      const result = await ending(() =>
        connected.commit(commit(n, { changes: [{ op: "append", field: "log", value }] })),
      );
      if (result === "stored") continue;
      expect(result).toBe("full");
      return n - 1;
    }
  }

  test("is told as such, keeps what was stored, and can be made room on", async () => {
    const checkpointer = open();
    const connected = checkpointer[direct];
    connected.commit(commit(1));
    await checkpointer.commit({
      ...encodedCommit(commit(1, { threadId: "room" })),
      changes: [{ op: "set", field: "f", data: JSON.stringify("x".repeat(200_000)) }],
    });
    // SQLite then refuses to let the file grow, as it does where there is no space.
    connections.at(-1)?.exec("PRAGMA max_page_count = 120");
    const last = await fill(connected, 2);
    expect(await headOf(checkpointer)).toBe(`c${1000 + last}`);
    const [one, two] = [commit(last + 1), commit(last + 2)];
    const big = { changes: [{ op: "set", field: "f", value: "x".repeat(900_000) } as const] };
    expect(await lazily(connected, { ...one, ...big }, two)).toEqual(["full", "full"]);
    await checkpointer.deleteThread("room");
    expect(await lazily(connected, one, two)).toEqual(["stored", "stored"]);
    expect((await connected.load("t"))?.fields.get("log")).toHaveLength(last + 2);
  });
});

describe("a file", () => {
  test("that cannot be written to is told as such, and can be read", async () => {
    const checkpointer = open();
    checkpointer[direct].commit(commit(1));
    connections.at(-1)?.exec("PRAGMA query_only = ON");
    expect(await ending(() => checkpointer[direct].commit(commit(2)))).toBe("read-only");
    expect(await lazily(checkpointer[direct], commit(2))).toEqual(["read-only"]);
    expect(await headOf(checkpointer)).toBe("c1001");
  });

  test.skipIf(process.getuid?.() === 0)(
    "without the right to write is refused when it is opened, or told when it is written",
    async () => {
      await open().close();
      chmodSync(path, 0o444);
      expect(await ending(() => open()[direct].commit(commit(1)))).toBe("read-only");
    },
  );

  test("whose log was cut off in the middle of a commit shows what was stored before", async () => {
    const checkpointer = open();
    for (let n = 1; n <= 50; n++) checkpointer[direct].commit(commit(n));
    const copy = join(folder, "copy.db");
    copyFileSync(path, copy);
    copyFileSync(`${path}-wal`, `${copy}-wal`);
    const size = statSync(`${copy}-wal`).size;
    let before = 51;
    for (const part of [0.9, 0.5, 0.45, 0.2]) {
      truncateSync(`${copy}-wal`, Math.floor(size * part));
      const file = join(folder, `cut${part}.db`);
      copyFileSync(copy, file);
      copyFileSync(`${copy}-wal`, `${file}-wal`);
      const cut = open({ path: file });
      const head = await cut[direct].load("t");
      expect(head?.fields.get("log") ?? []).toEqual(Array.from({ length: head?.step ?? 0 }, (_, i) => [i + 1]));
      expect(head?.step ?? 0).toBeLessThan(before);
      before = head?.step ?? 0;
      const next = before + 1;
      expect(await ending(() => cut[direct].commit(commit(next)))).toBe("stored");
    }
  });

  test("with damage inside is told as such", async () => {
    const checkpointer = open();
    for (let n = 1; n <= 200; n++) checkpointer[direct].commit(commit(n));
    await checkpointer.close();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 4096);
    writeFileSync(path, bytes);
    expect(await ending(async () => headOf(open()))).toBe("corrupt");
  });

  test("is not used after it was closed", async () => {
    const checkpointer = open();
    const connected = checkpointer[direct];
    await checkpointer.close();
    await checkpointer.close();
    expect(await ending(() => checkpointer.load("t"))).toBe("closed");
    expect(await ending(() => connected.commit(commit(1)))).toBe("closed");
    expect(await ending(() => connected.commit(commit(1), true))).toBe("closed");
    expect(await ending(() => listOf(checkpointer.history("t", {})))).toBe("closed");
    expect(await ending(() => listOf(checkpointer.threads({})))).toBe("closed");
  });
});

describe("two processes on one file", () => {
  test("never lose a commit", async () => {
    const child = join(import.meta.dirname, "child.ts");
    const tsx = ["--import", "tsx", "-C", "graphc-source", child, path];
    const run = promisify(execFile);
    await Promise.all(["a", "b"].map((prefix) => run(process.execPath, [...tsx, "t", prefix, "60"])));
    const log = (await open()[direct].load("t"))?.fields.get("log")?.flat() as readonly string[];
    expect(log).toHaveLength(120);
    for (const prefix of ["a", "b"]) {
      const own = log.filter((entry) => entry.startsWith(prefix));
      expect(own).toEqual(Array.from({ length: 60 }, (_, n) => `${prefix}${n}`));
    }
  });
});

describe("a public commit", () => {
  test("of text that is not JSON is refused, saying where", async () => {
    const changes = [{ op: "append", field: "log", data: '1],["other",2' }] as const;
    const stored = open().commit({ ...encodedCommit(commit(1)), changes });
    await expect(stored).rejects.toThrow(expect.objectContaining({ name: "NotStorableError", field: "log" }));
  });
});

describe("the listing of threads", () => {
  test("is in the order of their last commits, however many there are and whatever changes meanwhile", async () => {
    const connected = open()[direct];
    const checkpointer = open();
    const count = 700;
    for (let i = 0; i < count; i++)
      void connected.commit(commit(1, { threadId: `t${i}`, createdAt: new Date(i) }), true);
    // Every third one goes on, which its row does not say.
    for (let i = 0; i < count; i += 3) {
      void connected.commit(commit(2, { threadId: `t${i}`, createdAt: new Date(5000 - i) }), true);
    }
    await connected.load("t");
    const times: number[] = [];
    const seen = new Set<string>();
    for await (const { threadId, updatedAt } of checkpointer.threads({})) {
      times.push(updatedAt.getTime());
      seen.add(threadId);
      if (times.length === 10) connected.commit(commit(2, { threadId: "t1", createdAt: new Date(9000) }));
    }
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(seen.size).toBe(count);
    expect((await listOf(checkpointer.threads({ limit: 2 }))).map(({ threadId }) => threadId)).toEqual(["t2", "t4"]);
  });

  test("finds what is due, and what is in a state", async () => {
    const checkpointer = open();
    const states = ["running", "waiting", "stopped", "failed", "done"] as const;
    for (const [i, status] of states.entries()) {
      const due = i % 2 === 0 ? {} : { dueAt: new Date(i * 100) };
      checkpointer[direct].commit(commit(1, { threadId: status, status, createdAt: new Date(50 - i), ...due }));
    }
    const found = async (query: ThreadQuery): Promise<readonly string[]> =>
      (await listOf(checkpointer.threads(query))).map(({ threadId }) => threadId);
    for (const status of states) expect(await found({ status })).toEqual([status]);
    expect(await found({ dueBefore: new Date(301) })).toEqual(["failed", "waiting"]);
    expect(await found({ dueBefore: new Date(300), graph: "G" })).toEqual(["waiting"]);
    expect(await found({ dueBefore: new Date(301), status: "failed" })).toEqual(["failed"]);
    expect(await found({ status: "failed", graph: "H" })).toEqual([]);
    expect(await found({})).toEqual(states.toReversed());
  });
});

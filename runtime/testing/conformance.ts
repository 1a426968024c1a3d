import type { Awaitable } from "../types/graph-types.ts";
import type { Checkpointer, Commit, LineSummary, StepRecord, StoredCheckpoint } from "../types/storage.ts";
import { listOf, rejection, type TestTools } from "./tools.ts";

/** Times of checkpoints: the n-th minute of 2020. */
function minute(n: number): Date {
  return new Date(Date.UTC(2020, 0, 1, 0, n));
}

/** A commit of checkpoint `n` on the line `c0001`, behind checkpoint `n - 1`. */
function step(n: number, more: Partial<Commit> = {}): Commit {
  return {
    threadId: "thread",
    checkpointId: idOf(n),
    ...(n > 1 && { parentId: idOf(n - 1) }),
    line: idOf(1),
    createdAt: minute(n),
    source: n === 1 ? "input" : "step",
    step: n - 1,
    graph: "Graph",
    version: 1,
    schemaHash: "hash",
    status: "running",
    next: ["node"],
    metadata: {},
    frontier: `{"at":${n}}`,
    changes: [],
    ...more,
  };
}

function idOf(n: number): string {
  return `c${`${n}`.padStart(4, "0")}`;
}

function record(more: Partial<StepRecord> = {}): StepRecord {
  return { path: "group/a", index: 0, kind: "step", node: "a", key: "", data: "1", ...more };
}

function set(field: string, data: string): Commit["changes"][number] {
  return { op: "set", field, data };
}

function append(field: string, data: string): Commit["changes"][number] {
  return { op: "append", field, data };
}

function fieldsOf(stored: StoredCheckpoint | undefined): object | undefined {
  return stored && Object.fromEntries(stored.fields);
}

async function commitAll(checkpointer: Checkpointer, ...commits: readonly Commit[]): Promise<void> {
  for (const commit of commits) await checkpointer.commit(commit);
}

async function idsOf(checkpointer: Checkpointer, query: Parameters<Checkpointer["history"]>[1]): Promise<string[]> {
  return (await listOf(checkpointer.history("thread", query))).map(({ checkpointId }) => checkpointId);
}

/**
 * Declares the tests that every checkpointer must pass. `open` makes an empty one; it is closed when the test is over.
 *
 * ```ts
 * checkpointerConformance({ test, equal: assert.deepStrictEqual }, () => new MemoryCheckpointer());
 * ```
 */
export function checkpointerConformance({ test, equal }: TestTools, open: () => Awaitable<Checkpointer>): void {
  function check(name: string, run: (checkpointer: Checkpointer) => Promise<void>): void {
    test(name, async () => {
      const checkpointer = await open();
      try {
        await run(checkpointer);
      } finally {
        await checkpointer.close();
      }
    });
  }

  check("an unknown thread or checkpoint is undefined", async (checkpointer) => {
    equal(await checkpointer.load("thread"), undefined);
    await checkpointer.commit(step(1));
    equal(await checkpointer.load("thread", "other"), undefined);
    equal(await checkpointer.load("Thread"), undefined);
  });

  check("a checkpoint comes back as it was committed", async (checkpointer) => {
    const header = {
      dueAt: minute(90),
      metadata: { tags: ["a"], n: 1.5, none: null },
      next: ["a", "b/c"],
      frontier: '"\\ud800"',
    };
    await checkpointer.commit(step(1, { ...header, status: "waiting", changes: [set("text", '"hi"')] }));
    const stored = await checkpointer.load("thread", idOf(1));
    const { changes: _, ...expected } = step(1, { ...header, status: "waiting" });
    equal({ ...stored }, { ...expected, fields: new Map([["text", ['"hi"']]]), records: [] });
  });

  check("what is absent stays absent", async (checkpointer) => {
    await checkpointer.commit(step(1));
    const stored = await checkpointer.load("thread");
    equal(stored && ["parentId" in stored, "dueAt" in stored], [false, false]);
  });

  check("ids and values may be any text", async (checkpointer) => {
    const odd = ["", "'; drop table x; --", "💥\u0000\n", "x".repeat(255), "__proto__", "%_\\"];
    for (const [i, text] of odd.entries()) {
      const id = `${text}${i}`;
      const changes = [set(id, JSON.stringify(text))];
      await checkpointer.commit(step(1, { threadId: id, checkpointId: id, line: id, changes }));
      equal(fieldsOf(await checkpointer.load(id, id)), Object.fromEntries([[id, [JSON.stringify(text)]]]));
    }
  });

  check("a field has the chunks of its last set and of every append since", async (checkpointer) => {
    await commitAll(
      checkpointer,
      step(1, { changes: [set("log", "[1]"), set("other", "1")] }),
      step(2, { changes: [append("log", "[2]"), append("fresh", "[0]")] }),
      step(3, { changes: [append("log", "[3]"), { op: "clear", field: "other" }] }),
      step(4, { changes: [set("log", "[9]")] }),
      step(5, { changes: [append("log", "[10]"), set("other", "2")] }),
    );
    equal(fieldsOf(await checkpointer.load("thread", idOf(1))), { log: ["[1]"], other: ["1"] });
    equal(fieldsOf(await checkpointer.load("thread", idOf(2))), { log: ["[1]", "[2]"], other: ["1"], fresh: ["[0]"] });
    equal(fieldsOf(await checkpointer.load("thread", idOf(3))), { log: ["[1]", "[2]", "[3]"], fresh: ["[0]"] });
    equal(fieldsOf(await checkpointer.load("thread")), { log: ["[9]", "[10]"], fresh: ["[0]"], other: ["2"] });
  });

  check("a commit may change a field several times, in order", async (checkpointer) => {
    const cleared = { op: "clear", field: "b" } as const;
    await commitAll(
      checkpointer,
      step(1, { changes: [set("a", "[1]"), append("a", "[2]"), set("b", "[1]"), cleared, append("b", "[2]")] }),
      step(2, { changes: [append("a", "[3]"), append("a", "[4]"), append("b", "[3]"), cleared] }),
      step(3, { changes: [append("a", "[5]"), append("b", "[6]")] }),
    );
    equal(fieldsOf(await checkpointer.load("thread", idOf(1))), { a: ["[1]", "[2]"], b: ["[2]"] });
    equal(fieldsOf(await checkpointer.load("thread", idOf(2))), { a: ["[1]", "[2]", "[3]", "[4]"] });
    equal(fieldsOf(await checkpointer.load("thread")), { a: ["[1]", "[2]", "[3]", "[4]", "[5]"], b: ["[6]"] });
  });

  check("long lines are read like short ones", async (checkpointer) => {
    for (let n = 1; n <= 300; n++) {
      await checkpointer.commit(step(n, { changes: n === 1 ? [set("once", "1")] : [append("log", `[${n}]`)] }));
    }
    const stored = await checkpointer.load("thread", idOf(250));
    equal(stored?.fields.get("once"), ["1"]);
    equal(
      stored?.fields.get("log"),
      Array.from({ length: 249 }, (_, i) => `[${i + 2}]`),
    );
  });

  check("without an id the head of the line committed to last is loaded", async (checkpointer) => {
    const fork = { parentId: idOf(1), line: "fork", changes: [append("log", "[7]")] };
    await commitAll(
      checkpointer,
      step(1, { changes: [set("log", "[1]")] }),
      step(2, { changes: [append("log", "[2]")] }),
      step(3, { ...fork, checkpointId: "fork", source: "fork" }),
    );
    equal((await checkpointer.load("thread"))?.checkpointId, "fork");
    equal(fieldsOf(await checkpointer.load("thread")), { log: ["[1]", "[7]"] });
    equal(fieldsOf(await checkpointer.load("thread", idOf(2))), { log: ["[1]", "[2]"] });
    await checkpointer.commit(step(3));
    equal((await checkpointer.load("thread"))?.checkpointId, idOf(3));
    await checkpointer.commit(step(4, { line: "fork", parentId: "fork" }));
    equal((await checkpointer.load("thread"))?.checkpointId, idOf(4));
  });

  check("a commit that is not behind the head of its line is refused and changes nothing", async (checkpointer) => {
    await commitAll(checkpointer, step(1), step(2, { changes: [set("a", "1")] }));
    const late = step(9, { parentId: idOf(1), changes: [set("a", "2")] });
    equal(await rejection(checkpointer.commit(late)), "ThreadConflictError");
    equal(await rejection(checkpointer.commit(step(9))), "ThreadConflictError");
    equal(await rejection(checkpointer.commit(step(1))), "ThreadConflictError");
    equal(fieldsOf(await checkpointer.load("thread")), { a: ["1"] });
    equal((await checkpointer.load("thread"))?.checkpointId, idOf(2));
    equal(await checkpointer.load("thread", idOf(9)), undefined);
  });

  check("of two that begin a thread, one is refused", async (checkpointer) => {
    const other = step(1, { checkpointId: "other", line: "other" });
    const results = await Promise.all([rejection(checkpointer.commit(step(1))), rejection(checkpointer.commit(other))]);
    equal(results.filter((name) => name === "ThreadConflictError").length, 1);
  });

  check("of many that go on from one head at once, one wins", async (checkpointer) => {
    await checkpointer.commit(step(1));
    const rivals = Array.from({ length: 8 }, (_, i) => step(2, { checkpointId: `rival${i}` }));
    const results = await Promise.all(rivals.map((rival) => rejection(checkpointer.commit(rival))));
    equal(results.filter((name) => name === undefined).length, 1);
    equal(results.filter((name) => name === "ThreadConflictError").length, 7);
  });

  check("a line can only begin at a checkpoint that exists", async (checkpointer) => {
    await checkpointer.commit(step(1));
    const orphan = step(2, { checkpointId: "fork", line: "fork", parentId: "gone" });
    equal(await rejection(checkpointer.commit(orphan)), "ThreadConflictError");
    equal(await rejection(checkpointer.commit({ ...orphan, threadId: "other" })), "ThreadConflictError");
    equal(await checkpointer.load("other"), undefined);
  });

  check("records are added to an open checkpoint, each once", async (checkpointer) => {
    await checkpointer.commit(step(1));
    const records = [
      record(),
      record({ path: "group/b" }),
      record({ index: 1 }),
      record({ kind: "once", key: "mail" }),
      record({ kind: "once", key: "bill" }),
      record({ kind: "answer", key: "0" }),
    ];
    for (const one of records) await checkpointer.saveStep("thread", idOf(1), one);
    await checkpointer.saveStep("thread", idOf(1), record({ data: "2" }));
    equal((await checkpointer.load("thread"))?.records, records);
    await checkpointer.commit(step(2));
    equal((await checkpointer.load("thread"))?.records, []);
    equal((await checkpointer.load("thread", idOf(1)))?.records, records);
  });

  check("records for a checkpoint that is not the head of its line are refused", async (checkpointer) => {
    equal(await rejection(checkpointer.saveStep("thread", idOf(1), record())), "ThreadConflictError");
    await commitAll(checkpointer, step(1), step(2));
    equal(await rejection(checkpointer.saveStep("thread", idOf(1), record())), "ThreadConflictError");
    equal(await rejection(checkpointer.saveStep("thread", "gone", record())), "ThreadConflictError");
    equal((await checkpointer.load("thread", idOf(1)))?.records, []);
  });

  check("a commit that does not know all records of its parent is refused: it would lose one", async (checkpointer) => {
    await commitAll(checkpointer, step(1), step(2, { parentRecords: 0 }));
    await checkpointer.saveStep("thread", idOf(2), record());
    await checkpointer.saveStep("thread", idOf(2), record({ path: "group/b" }));
    equal(await rejection(checkpointer.commit(step(3, { parentRecords: 1 }))), "ThreadConflictError");
    equal((await checkpointer.load("thread"))?.records.length, 2);
    await commitAll(checkpointer, step(3, { parentRecords: 2 }), step(4));
    equal((await checkpointer.load("thread"))?.checkpointId, idOf(4));
  });

  check("the history is a line, newest first, and goes back through where it forked", async (checkpointer) => {
    await commitAll(checkpointer, step(1), step(2), step(3));
    await checkpointer.commit(step(4, { checkpointId: idOf(4), line: idOf(4), parentId: idOf(2), source: "fork" }));
    equal(await idsOf(checkpointer, {}), [idOf(4), idOf(2), idOf(1)]);
    equal(await idsOf(checkpointer, { from: idOf(3) }), [idOf(3), idOf(2), idOf(1)]);
    equal(await idsOf(checkpointer, { from: "gone" }), []);
    equal(await listOf(checkpointer.history("other", {})), []);
  });

  check("the history can be narrowed", async (checkpointer) => {
    await commitAll(checkpointer, step(1), step(2), step(3, { source: "update" }), step(4));
    equal(await idsOf(checkpointer, { limit: 2 }), [idOf(4), idOf(3)]);
    equal(await idsOf(checkpointer, { before: idOf(3) }), [idOf(2), idOf(1)]);
    equal(await idsOf(checkpointer, { source: "step" }), [idOf(4), idOf(2)]);
    equal(await idsOf(checkpointer, { source: "step", before: idOf(4), limit: 1 }), [idOf(2)]);
    equal(await idsOf(checkpointer, { from: idOf(2), limit: 0 }), []);
  });

  check("the history has the fields of each checkpoint", async (checkpointer) => {
    await commitAll(checkpointer, step(1, { changes: [set("a", "[1]")] }), step(2, { changes: [append("a", "[2]")] }));
    const past = await listOf(checkpointer.history("thread", {}));
    equal(past.map(fieldsOf), [{ a: ["[1]", "[2]"] }, { a: ["[1]"] }]);
  });

  check("threads are listed by the time of their head, oldest first", async (checkpointer) => {
    await commitAll(
      checkpointer,
      step(1, { threadId: "new", createdAt: minute(8) }),
      step(1, { threadId: "old", createdAt: minute(1) }),
      step(1, { threadId: "due", createdAt: minute(2), status: "waiting", dueAt: minute(50) }),
      step(1, { threadId: "other", createdAt: minute(3), graph: "Other" }),
      step(2, { threadId: "old", createdAt: minute(9), status: "done" }),
    );
    const names = async (query: Parameters<Checkpointer["threads"]>[0]): Promise<string[]> =>
      (await listOf(checkpointer.threads(query))).map(({ threadId }) => threadId);
    equal(await names({}), ["due", "other", "new", "old"]);
    equal(await names({ limit: 2 }), ["due", "other"]);
    equal(await names({ graph: "Graph" }), ["due", "new", "old"]);
    equal(await names({ status: "running" }), ["other", "new"]);
    equal(await names({ dueBefore: minute(51) }), ["due"]);
    equal(await names({ dueBefore: minute(50) }), []);
    equal(await listOf(checkpointer.threads({ status: "waiting" })), [
      {
        threadId: "due",
        graph: "Graph",
        checkpointId: idOf(1),
        status: "waiting",
        updatedAt: minute(2),
        dueAt: minute(50),
      },
    ]);
  });

  check(
    "threads whose ids begin with a text are among those that are listed for it, whatever characters they have",
    async (checkpointer) => {
      const ids = [
        "a",
        "a/1",
        "a/2",
        "a/\u{10ffff}",
        "a/\ud800",
        "a/\0",
        "a0",
        "A/1",
        "b/1",
        "\ud83d\ude00/1",
        "\ud83d/1",
      ];
      await commitAll(
        checkpointer,
        ...ids.map((threadId, i) => step(1, { threadId, createdAt: minute(50 - i), graph: `G${i % 2}` })),
      );
      for (const prefix of ["", "a", "a/", "a/1", "a/1/", "\ud83d", "\ud83d\ude00", "\0", "\ud83d/"]) {
        const listed = (await listOf(checkpointer.threads({ prefix }))).map(({ threadId }) => threadId);
        equal(
          listed.filter((id) => id.startsWith(prefix)),
          ids.filter((id) => id.startsWith(prefix)).toReversed(),
        );
      }
    },
  );

  check("a deleted thread is gone, and can begin anew", async (checkpointer) => {
    await commitAll(checkpointer, step(1, { changes: [set("a", "1")] }), step(1, { threadId: "other" }));
    await checkpointer.saveStep("thread", idOf(1), record());
    await checkpointer.deleteThread("thread");
    await checkpointer.deleteThread("thread");
    equal(await checkpointer.load("thread"), undefined);
    equal(
      (await listOf(checkpointer.threads({}))).map(({ threadId }) => threadId),
      ["other"],
    );
    await checkpointer.commit(step(1));
    const stored = await checkpointer.load("thread");
    equal([fieldsOf(stored), stored?.records], [{}, []]);
  });

  check("pruning keeps the newest of each thread, whole", async (checkpointer) => {
    for (let n = 1; n <= 5; n++) {
      await checkpointer.commit(step(n, { changes: [append("log", `[${n}]`)] }));
      await checkpointer.commit(step(n, { threadId: "other" }));
    }
    equal(await checkpointer.prune({ keepLast: 2 }), 6);
    equal(await idsOf(checkpointer, {}), [idOf(5), idOf(4)]);
    equal(fieldsOf(await checkpointer.load("thread", idOf(4))), { log: ["[1]", "[2]", "[3]", "[4]"] });
    equal(await checkpointer.load("thread", idOf(3)), undefined);
    await checkpointer.commit(step(6, { changes: [append("log", "[6]")] }));
    equal((await checkpointer.load("thread"))?.fields.get("log")?.length, 6);
  });

  check("pruning never removes the head of the current line", async (checkpointer) => {
    await commitAll(checkpointer, step(1), step(2));
    equal(await checkpointer.prune({ keepLast: 0 }), 1);
    equal(await checkpointer.prune({ olderThan: minute(1000) }), 0);
    equal((await checkpointer.load("thread"))?.checkpointId, idOf(2));
  });

  check("pruning by age removes what is older, and with both rules what both allow", async (checkpointer) => {
    await commitAll(checkpointer, step(1), step(2), step(3), step(4), step(5));
    equal(await checkpointer.prune({}), 0);
    equal(await checkpointer.prune({ olderThan: minute(4), keepLast: 4 }), 1);
    equal(await checkpointer.prune({ olderThan: minute(4) }), 2);
    equal(await idsOf(checkpointer, {}), [idOf(5), idOf(4)]);
  });

  check("what is kept of lines and forks is whole when what they came from was pruned", async (checkpointer) => {
    for (let n = 1; n <= 4; n++) await checkpointer.commit(step(n, { changes: [append("log", `[${n}]`)] }));
    const fork = { line: "fork", changes: [append("log", "[7]")] };
    await checkpointer.commit(step(5, { ...fork, checkpointId: "fork", parentId: idOf(2) }));
    await checkpointer.commit(step(6, { ...fork, parentId: "fork" }));
    equal(await checkpointer.prune({ keepLast: 3 }), 3);
    equal(fieldsOf(await checkpointer.load("thread", idOf(4))), { log: ["[1]", "[2]", "[3]", "[4]"] });
    equal(fieldsOf(await checkpointer.load("thread", "fork")), { log: ["[1]", "[2]", "[7]"] });
    equal(fieldsOf(await checkpointer.load("thread")), { log: ["[1]", "[2]", "[7]", "[7]"] });
    equal(await idsOf(checkpointer, {}), [idOf(6), "fork"]);
    equal(await idsOf(checkpointer, { from: idOf(4) }), [idOf(4)]);
    await checkpointer.commit(step(7, { parentId: idOf(4), changes: [append("log", "[8]")] }));
    equal((await checkpointer.load("thread"))?.fields.get("log")?.length, 5);
  });

  check("a pruned line takes no more commits", async (checkpointer) => {
    await commitAll(checkpointer, step(1), step(2));
    await checkpointer.commit(step(3, { checkpointId: "fork", line: "fork", parentId: idOf(1) }));
    equal(await checkpointer.prune({ keepLast: 1 }), 2);
    equal(await rejection(checkpointer.commit(step(3))), "ThreadConflictError");
    equal(await idsOf(checkpointer, {}), ["fork"]);
  });

  check("pruning can be kept to the threads of a graph", async (checkpointer) => {
    for (let n = 1; n <= 3; n++) {
      await checkpointer.commit(step(n));
      await checkpointer.commit(step(n, { threadId: "other", graph: "Other" }));
    }
    equal(await checkpointer.prune({ keepLast: 1, graph: "Graph" }), 2);
    equal(await checkpointer.prune({ olderThan: minute(1000), graph: "Unknown" }), 0);
    equal((await listOf(checkpointer.history("other", {}))).length, 3);
    equal(await checkpointer.prune({ keepLast: 1 }), 2);
  });

  check(
    "the lines of a thread are told with where they began, if the checkpointer tells lines",
    async (checkpointer) => {
      const linesOf = async (threadId: string): Promise<readonly LineSummary[]> =>
        checkpointer.lines === undefined ? [] : listOf(checkpointer.lines(threadId));
      if (checkpointer.lines === undefined) return;
      await commitAll(checkpointer, step(1), step(2), step(3, { status: "done" }), step(1, { threadId: "other" }));
      await checkpointer.commit(step(4, { line: idOf(4), parentId: idOf(1), source: "fork" }));
      await checkpointer.commit(step(5, { line: idOf(4), status: "waiting" }));
      const first = { line: idOf(1), checkpointId: idOf(3), status: "done", updatedAt: minute(3) } as const;
      const fork = { line: idOf(4), checkpointId: idOf(5), status: "waiting", updatedAt: minute(5) } as const;
      equal(await linesOf("thread"), [
        { ...first, current: false },
        { ...fork, forkedFrom: idOf(1), current: true },
      ]);
      equal(await linesOf("unknown"), []);
      equal(await checkpointer.prune({ keepLast: 1, graph: "Graph" }), 4);
      equal(await linesOf("thread"), [{ ...fork, current: true }]);
    },
  );

  check("dates that are handed out can be changed without harm", async (checkpointer) => {
    await checkpointer.commit(step(1));
    (await checkpointer.load("thread"))?.createdAt.setTime(0);
    equal((await checkpointer.load("thread"))?.createdAt, minute(1));
  });
}

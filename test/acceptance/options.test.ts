import { describe, expect, it } from "vitest";
import type { HistoryQuery, PrunePolicy, ThreadQuery } from "@graphc/runtime";
import { type AnyApp, appOf, checkpointers, collect, rejection } from "./run.ts";

const config = { threadId: "t" };

const text = `graph G {
  state { output log: string[] = [] reduce append  output sum: int = 0 reduce add }
  node a => { log: ["a"] }
  node b => { log: ["b"] }
  node c => { log: ["c"] }
  node d(n: int) => { sum: n }
  node e => { log: ["e"] }
  node f => { log: ["f"] }
  start -> a -> [b -> c, d(n) for n in range(3), e] -> f -> end
  e on error -> late -> end
  node late => { log: ["late"] }
}`;

async function withThread(open: () => AnyApp | Promise<AnyApp>): Promise<AnyApp> {
  const app = await open();
  await app.invoke({}, config);
  return app;
}

describe.each(checkpointers)("Options that mean nothing, on %s:", (_kind, open) => {
  const app = (): Promise<AnyApp> => withThread(() => appOf(text, { checkpointer: open() }));

  it.each([
    [{ limit: -1 }, "limit"],
    [{ limit: 1.5 }, "limit"],
    [{ limit: NaN }, "limit"],
    [{ source: "loop" }, "source"],
    [{ before: 5 }, "before"],
  ])("getStateHistory refuses %j", async (query, option) => {
    const history = (await app()).getStateHistory(config, query as HistoryQuery);
    expect(await rejection(collect(history))).toMatchObject({ name: "ConfigError", option });
  });

  it.each([
    [{ limit: -1 }, "limit"],
    [{ status: "asleep" }, "status"],
    [{ dueBefore: new Date(NaN) }, "dueBefore"],
    [{ prefix: /a/ }, "prefix"],
  ])("threads refuses %j", async (query, option) => {
    const threads = (await app()).threads(query as ThreadQuery);
    expect(await rejection(collect(threads))).toMatchObject({ name: "ConfigError", option });
  });

  it.each([
    [{ keepLast: -1 }, "keepLast"],
    [{ keepLast: 0.5 }, "keepLast"],
    [{ keepLast: Infinity }, "keepLast"],
    [{ olderThan: new Date(NaN) }, "olderThan"],
    [{ olderThan: 5 }, "olderThan"],
  ])("prune refuses %j and removes nothing", async (policy, option) => {
    const pruned = await app();
    const before = await collect(pruned.getStateHistory(config));
    expect(await rejection(pruned.prune(policy as PrunePolicy))).toMatchObject({ name: "ConfigError", option });
    expect(await collect(pruned.getStateHistory(config))).toEqual(before);
  });

  it("nothing is read of a limit of 0, and everything of one that is infinite", async () => {
    const read = await app();
    expect(await collect(read.getStateHistory(config, { limit: 0 }))).toEqual([]);
    expect(await collect(read.getStateHistory(config, { limit: Infinity }))).toHaveLength(3);
    expect(await collect(read.threads({ limit: 0 }))).toEqual([]);
    expect(await collect(read.threads({ limit: Infinity }))).toHaveLength(1);
  });

  it("threads are listed whose ids begin with a text, and storages do not read others", async () => {
    const checkpointer = open();
    const listing = await appOf(text, { checkpointer });
    const ids = [
      "a",
      "a/1",
      "a/2",
      "a/\u{10ffff}",
      "a/\ud800",
      "a/\0",
      "a0",
      "A/1",
      "\ud83d\ude00/1",
      "\ud83d/1",
      "\uffff",
    ];
    for (const threadId of ids) await listing.invoke({}, { threadId });
    for (const prefix of ["a", "a/", "a/1", "a/1/", "\ud83d", "\ud83d\ude00", "\uffff", "\0", "\ud83d/"]) {
      const meant = ids.filter((id) => id.startsWith(prefix)).toSorted();
      for (const listed of [listing.threads({ prefix }), checkpointer.threads({ prefix })]) {
        expect((await collect(listed)).map(({ threadId }) => threadId).toSorted()).toEqual(meant);
      }
    }
    expect(await collect(listing.threads({ prefix: "a", limit: 2 }))).toHaveLength(2);
    expect(await collect(listing.threads({ prefix: "a", status: "waiting" }))).toEqual([]);
    expect(await collect(checkpointer.threads({ prefix: "a", graph: "H" }))).toEqual([]);
  });

  it("threads are those that are meant, also where the storage does not know how to tell", async () => {
    const checkpointer = open();
    const all = checkpointer.threads.bind(checkpointer);
    checkpointer.threads = (query) => all({ ...query, prefix: "" });
    const listing = await appOf(text, { checkpointer });
    for (const threadId of ["a/1", "b/1", "a/2"]) await listing.invoke({}, { threadId });
    const listed = await collect(listing.threads({ prefix: "b/", limit: 1 }));
    expect(listed.map(({ threadId }) => threadId)).toEqual(["b/1"]);
  });

  it("interrupts are lists of names", async () => {
    const call = (await app()).invoke({}, { ...config, interruptAfter: "a" as never });
    expect(await rejection(call)).toMatchObject({ name: "ConfigError", option: "interruptAfter" });
  });

  it.each(["b", "c", "d", "e", "late"])("updateState stands in for no member of a group: %s", async (asNode) => {
    const edited = await app();
    const before = await edited.getState(config);
    const problem = `Option "asNode" of graph "G" names "${asNode}", which runs in a group: name a node outside, or its path ("path") while the group is open.`;
    expect(await rejection(edited.updateState(config, {}, { asNode }))).toMatchObject({
      name: "ConfigError",
      message: problem,
    });
    expect(await edited.getState(config)).toEqual(before);
    await edited.updateState(config, { log: ["!"] }, { asNode: "a" });
    expect(await edited.continue(config)).toMatchObject({ log: ["a", "b", "c", "e", "f", "!", "b", "c", "e", "f"] });
  });
});

describe.each(checkpointers)("Metadata, on %s:", (_kind, open) => {
  it("comes back as it was given, whatever becomes of what was given", async () => {
    const app = await appOf(text, { checkpointer: open() });
    const metadata = { who: { name: "Ada" }, list: [1, null, -0], ["__proto__"]: "data" };
    await app.invoke({}, { ...config, metadata });
    const given = structuredClone(metadata);
    metadata.who.name = "Eve";
    const { metadata: stored } = await app.getState(config);
    expect(stored).toEqual({ ...given });
    expect(Object.isFrozen(stored)).toBe(true);
  });

  it.each([
    [{ at: new Date(0) }, 'has at "at" what cannot be stored: a Date (1970-01-01T00:00:00.000Z). Give JSON.'],
    [{ a: { b: [() => 1] } }, 'has at "a.b.0" what cannot be stored: a function. Give JSON.'],
    [{ n: NaN }, 'has at "n" what cannot be stored: NaN. Give JSON.'],
    [new Map(), "is what cannot be stored: an instance of Map. Give JSON."],
    [["list"], "must be an object."],
  ])("is refused where it is no JSON, and nothing runs: %#", async (metadata, problem) => {
    const app = await appOf(text, { checkpointer: open() });
    const refusal = { name: "ConfigError", message: `Option "metadata" of graph "G" ${problem}` };
    expect(await rejection(app.invoke({}, { ...config, metadata: metadata as never }))).toMatchObject(refusal);
    expect(await rejection(app.getState(config))).toMatchObject({ name: "NotFoundError" });
    await app.invoke({}, config);
    const update = app.updateState({ ...config, metadata: metadata as never }, {}, { asNode: "a" });
    expect(await rejection(update)).toMatchObject(refusal);
  });
});

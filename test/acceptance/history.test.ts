import { describe, expect, it } from "vitest";
import { type Checkpointer, MemoryCheckpointer, set } from "@graphc/runtime";
import { type AnyApp, type AnyHandler, appOf, checkpointers, collect, gate, interruptsOf } from "./run.ts";
import { rejection, settled, textual } from "./run.ts";

const config = { threadId: "t" };

const pipeline = `graph G {
  state { input x: string = ""  output log: string[] = [] reduce append  note?: string  at?: date }
  node a => { log: [\`a\${x}\`] } node b => { log: [\`b\${note ?? ""}\`] } node c => { log: ["c"] }
  start -> a -> b -> c -> end
}`;

async function checkpointsOf(app: AnyApp): Promise<readonly string[]> {
  return (await collect(app.getStateHistory(config))).map(({ checkpointId }) => checkpointId).toReversed();
}

describe.each(checkpointers)("The difference of two checkpoints, on %s:", (_kind, open) => {
  it("has what was added, changed, appended and removed, and how far the run was", async () => {
    const app = await appOf(pipeline, { checkpointer: open() });
    await app.invoke({ x: "1" }, config);
    await app.updateState(config, { note: "n", log: ["d"], at: new Date(5) });
    const [input = "", , , done = "", edited = ""] = await checkpointsOf(app);
    const at = (checkpointId: string): { threadId: string; checkpointId: string } => ({ ...config, checkpointId });
    expect(await app.diff(at(input), at(done))).toEqual({
      fields: [{ field: "log", change: "appended", before: [], after: ["a1", "b", "c"], appended: ["a1", "b", "c"] }],
      next: { before: ["a"], after: [] },
      step: { before: 0, after: 3 },
    });
    expect((await app.diff(at(done), config)).fields).toEqual([
      { field: "log", change: "appended", before: ["a1", "b", "c"], after: ["a1", "b", "c", "d"], appended: ["d"] },
      { field: "note", change: "added", after: "n" },
      { field: "at", change: "added", after: new Date(5) },
    ]);
    await app.updateState(config, { note: undefined, log: set(["e"]), at: new Date(6), x: "2" });
    expect((await app.diff(at(edited), config)).fields).toEqual([
      { field: "x", change: "changed", before: "1", after: "2" },
      { field: "log", change: "changed", before: ["a1", "b", "c", "d"], after: ["e"] },
      { field: "note", change: "removed", before: "n" },
      { field: "at", change: "changed", before: new Date(5), after: new Date(6) },
    ]);
    expect((await app.diff(config, config)).fields).toEqual([]);
    expect((await app.diff(config, at(edited))).fields.find(({ field }) => field === "log")).toMatchObject({
      change: "changed",
    });
  });

  it("is found between threads too, and between what exists", async () => {
    const app = await appOf(pipeline, { checkpointer: open() });
    await app.invoke({ x: "1" }, config);
    await app.invoke({ x: "2" }, { threadId: "u" });
    const { fields } = await app.diff(config, { threadId: "u" });
    expect(fields.map(({ field, change }) => [field, change])).toEqual([
      ["x", "changed"],
      ["log", "changed"],
    ]);
    expect(Object.isFrozen(fields) && Object.isFrozen(fields[0])).toBe(true);
    expect(await rejection(app.diff(config, { threadId: "v" }))).toMatchObject({ name: "NotFoundError" });
    expect(await rejection(app.diff({ ...config, checkpointId: "v" }, config))).toMatchObject({
      name: "NotFoundError",
      checkpointId: "v",
    });
  });
});

describe.each(checkpointers)("The lines of a thread, on %s:", (_kind, open) => {
  it("are one for each fork, with where it began, its head and which is current", async () => {
    const app = await appOf(pipeline, { checkpointer: open() });
    await app.invoke({ x: "1" }, config);
    const [input = "", a = "", b = "", done = ""] = await checkpointsOf(app);
    await app.invoke(null, { ...config, checkpointId: b });
    const { checkpointId: edited } = await app.updateState({ ...config, checkpointId: a }, { note: "!" });
    const lines = await collect(app.lines("t"));
    expect(lines).toMatchObject([
      { line: input, checkpointId: done, status: "done", current: false },
      { forkedFrom: b, status: "done", current: false },
      { line: edited, forkedFrom: a, checkpointId: edited, status: "stopped", current: true },
    ]);
    expect(lines[0]).not.toHaveProperty("forkedFrom");
    expect(await app.invoke(null, { ...config, checkpointId: lines[1]?.checkpointId ?? "" })).toEqual({
      log: ["a1", "b", "c"],
    });
    await app.continue(config);
    expect((await collect(app.lines("t"))).map(({ current, status }) => [current, status])).toEqual([
      [false, "done"],
      [false, "done"],
      [true, "done"],
    ]);
  });

  it("go on while nothing forks, and are none for a thread that is unknown", async () => {
    const app = await appOf(pipeline, { checkpointer: open() });
    for (const x of ["1", "2"]) await app.invoke({ x }, config);
    expect(await collect(app.lines("t"))).toMatchObject([{ current: true }]);
    expect(await collect(app.lines("u"))).toEqual([]);
    expect(await rejection(collect(app.lines("")))).toMatchObject({ name: "ConfigError", option: "threadId" });
  });
});

describe.each(checkpointers)("The threads of a graph, on %s:", (_kind, open) => {
  const other = pipeline.replace("graph G", "graph Other");

  it("are listed without those of other graphs, by status and limit", async () => {
    const checkpointer = open();
    const app = await appOf(pipeline, { checkpointer });
    const others = await appOf(other, { checkpointer });
    for (const threadId of ["1", "2", "3"]) await app.invoke({}, { threadId });
    await app.invoke({}, { threadId: "2", interruptBefore: ["b"] });
    await others.invoke({}, { threadId: "4" });
    const names = async (query?: Parameters<AnyApp["threads"]>[0]): Promise<readonly string[]> =>
      (await collect(app.threads(query))).map(({ threadId }) => threadId);
    expect((await names()).toSorted()).toEqual(["1", "2", "3"]);
    expect(await names({ status: "done" })).toEqual(["1", "3"]);
    expect(await names({ status: "stopped" })).toEqual(["2"]);
    expect((await names({ limit: 1 })).length).toBe(1);
    const sneaky: object = { graph: "Other" };
    expect((await names(sneaky)).toSorted()).toEqual(["1", "2", "3"]);
    expect((await collect(others.threads())).map(({ threadId }) => threadId)).toEqual(["4"]);
  });

  it("can be deleted, and begin anew; those of other graphs cannot", async () => {
    const checkpointer = open();
    const app = await appOf(pipeline, { checkpointer });
    const others = await appOf(other, { checkpointer });
    await app.invoke({ x: "1" }, config);
    await others.invoke({}, { threadId: "o" });
    await app.deleteThread("t");
    expect(await rejection(app.getState(config))).toMatchObject({ name: "NotFoundError" });
    await app.deleteThread("t");
    expect(await app.invoke({ x: "2" }, config)).toEqual({ log: ["a2", "b", "c"] });
    expect(await rejection(app.deleteThread("o"))).toMatchObject({ name: "ConfigError", option: "threadId" });
    expect((await others.getState({ threadId: "o" })).next).toEqual([]);
    expect(await rejection(app.deleteThread(""))).toMatchObject({ name: "ConfigError" });
  });

  it("are not deleted while they run here; deleted elsewhere, the run loses nothing silently: it fails", async () => {
    const text = `graph G { state { output log: string[] = [] reduce append } node a { writes log } node b => { log: ["b"] } start -> a -> b -> end }`;
    const held = gate();
    const a: AnyHandler = async () => (await held.promise, { log: ["a"] });
    const inside = new MemoryCheckpointer();
    const app = await appOf(text, { checkpointer: textual(inside), handlers: { a } });
    const elsewhere = await appOf(text, { checkpointer: textual(inside), handlers: { a } });
    const running = rejection(app.invoke({}, config));
    await settled();
    expect(await rejection(app.deleteThread("t"))).toMatchObject({ name: "ThreadBusyError" });
    await elsewhere.deleteThread("t");
    held.open();
    expect(await running).toMatchObject({ name: "ThreadConflictError", threadId: "t" });
  });

  it("are pruned without touching those of other graphs, and stay whole", async () => {
    const checkpointer = open();
    const app = await appOf(pipeline, { checkpointer });
    const others = await appOf(other, { checkpointer });
    for (const x of ["1", "2", "3"]) await app.invoke({ x }, config);
    await others.invoke({}, { threadId: "o" });
    expect(await app.prune({ keepLast: 2 })).toBe(10);
    const history = await collect(app.getStateHistory(config));
    expect(history.map(({ values }) => (values["log"] as readonly unknown[]).length)).toEqual([9, 8]);
    expect((await collect(others.getStateHistory({ threadId: "o" }))).length).toBe(4);
    expect(await app.prune({ olderThan: new Date(Date.now() + 1000) })).toBe(1);
    expect(await app.prune({})).toBe(0);
    expect(await app.invoke({ x: "4" }, config)).toMatchObject({ log: { length: 12 } });
    const missing = history[1]?.checkpointId ?? "";
    expect(await rejection(app.getState({ ...config, checkpointId: missing }))).toMatchObject({
      name: "NotFoundError",
      message: expect.stringMatching(/pruned/),
    });
  });
});

describe.each(checkpointers)("Past states, on %s:", (_kind, open) => {
  it("are found by limit, before, source and from where; combined as well", async () => {
    const app = await appOf(pipeline, { checkpointer: open() });
    await app.invoke({ x: "1" }, config);
    await app.updateState(config, { note: "n" });
    await app.invoke({ x: "2" }, config);
    const all = await collect(app.getStateHistory(config));
    const find = async (query: Parameters<AnyApp["getStateHistory"]>[1], checkpointId?: string) =>
      (
        await collect(app.getStateHistory({ ...config, ...(checkpointId !== undefined && { checkpointId }) }, query))
      ).map((one) => all.findIndex((other) => other.checkpointId === one.checkpointId));
    expect(all.map(({ source }) => source)).toEqual([
      ...["step", "step", "step", "input", "update"],
      ...["step", "step", "step", "input"],
    ]);
    expect(await find({ source: "update" })).toEqual([4]);
    expect(await find({ source: "input" })).toEqual([3, 8]);
    expect(await find({ source: "input", limit: 1 })).toEqual([3]);
    expect(await find({ before: all[4]?.checkpointId ?? "", limit: 2 })).toEqual([5, 6]);
    expect(await find({ source: "step", before: all[1]?.checkpointId ?? "" })).toEqual([2, 5, 6, 7]);
    expect(await find({ limit: 2 }, all[3]?.checkpointId)).toEqual([3, 4]);
    expect(await find({ limit: 0 })).toEqual([]);
    expect(await find({ source: "fork" })).toEqual([]);
  });

  it("are run again without touching the old line, from anywhere, again and again", async () => {
    const app = await appOf(pipeline, { checkpointer: open() });
    const output = await app.invoke({ x: "1" }, config);
    const old = await collect(app.getStateHistory(config));
    for (const { checkpointId, next } of old) {
      if (next.length > 0) expect(await app.invoke(null, { ...config, checkpointId })).toEqual(output);
    }
    const [head] = old;
    expect(await collect(app.getStateHistory({ ...config, checkpointId: head?.checkpointId ?? "" }))).toEqual(old);
    expect((await collect(app.lines("t"))).length).toBe(old.length);
  });

  it("show open paths and the state inside subgraphs as they were", async () => {
    const text = `
      graph Inner { state { input n: int  output said: string = "" } node say => { said: \`say \${n}\` } ask q: string { show n } => { said: answer } start -> say -> q -> end }
      graph G { state { output log: string[] = [] reduce append } node sub(n: int) = Inner { in { n } } => { log: [output.said] } node b => { log: ["b"] } start -> [sub(n) for n in [1, 2], b] -> end }`;
    const app = await appOf(text, { checkpointer: open() });
    const { checkpointId } = interruptsOf(app, await app.invoke({}, config));
    await app.resume({ [(await app.getState(config)).interrupts[0]?.id ?? ""]: "one" }, config);
    const past = await app.getState({ ...config, checkpointId, subgraphs: true });
    expect(past.next).toEqual(["sub#0/q", "sub#1/q"]);
    const inner = past.paths.flatMap(({ subgraph }) => subgraph ?? []);
    expect(inner).toMatchObject([
      { values: { n: 1, said: "say 1" }, next: ["q"], interrupts: [{ payload: 1 }], step: 1 },
      { values: { n: 2, said: "say 2" }, next: ["q"], interrupts: [{ payload: 2 }], step: 1 },
    ]);
    const now = await app.getState({ ...config, subgraphs: true });
    expect(now.next).toEqual(["sub#1/q"]);
    expect(now.values).toMatchObject({ log: ["one", "b"] });
  });
});

describe("A history", () => {
  const asking = `graph Asking {
    state { output log: string[] = [] reduce append }
    node a => { log: ["a"] }
    ask q: string => { log: [answer] }
    ask r: string => { log: [answer] }
    start -> a -> q -> r -> end
  }`;

  it("reads no checkpoint but its own; only where an answer was added it looks which is the head, once", async () => {
    let loads = 0;
    const inside = textual();
    const checkpointer: Checkpointer = {
      ...inside,
      load: (...place) => (loads++, inside.load(...place)),
    };
    const read = async (app: AnyApp, threadId: string): Promise<number> => {
      loads = 0;
      expect((await collect(app.getStateHistory({ threadId }))).length).toBe(4);
      return loads;
    };
    const plain = await appOf(pipeline, { checkpointer });
    await plain.invoke({ x: "1" }, { threadId: "u" });
    expect(await read(plain, "u")).toBe(0);
    const app = await appOf(asking, { checkpointer });
    await app.invoke({}, config);
    await app.resume({ q: "yes" }, config);
    await app.resume({ r: "no" }, config);
    expect(await read(app, "t")).toBe(1);
  });

  it("shows the question that an answer was added to as open, unless the run stands there", async () => {
    const app = await appOf(asking);
    await app.invoke({}, config);
    await app.resume({ q: "yes" }, config);
    await app.resume({ r: "no" }, config);
    const shown = await collect(app.getStateHistory(config));
    expect(shown.map(({ next }) => next)).toEqual([[], ["r"], ["q"], ["a"]]);
  });
});

describe("A checkpointer that tells no lines", () => {
  it("is named when lines are asked for, and serves everything else", async () => {
    const { lines: _lines, ...plain }: Checkpointer = textual();
    const app = await appOf(pipeline, { checkpointer: plain });
    await app.invoke({}, config);
    expect(await rejection(collect(app.lines("t")))).toMatchObject({ name: "ConfigError", option: "checkpointer" });
  });
});

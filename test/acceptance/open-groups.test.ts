import { describe, expect, it } from "vitest";
import { type Checkpointer, MemoryCheckpointer } from "@graphc/runtime";
import { type AnyApp, type AnyHandler, appOf, checkpointers, interruptsOf, settled, textual } from "./run.ts";

const config = { threadId: "t" };

const text = `graph G {
  limit 1000 steps
  state { input n: int  output log: string[] = [] reduce append }
  ask q(i: int): string { show "What shall become of number \${i}, and why?" } => { log: [answer] }
  node done => { log: ["done"] }
  start -> [q(i) for i in range(n)] -> done -> end
}`;

/** A checkpointer, and how many characters of values were written to it. */
function counting(): { readonly checkpointer: Checkpointer; written(): number } {
  const inside = textual();
  let written = 0;
  const checkpointer: Checkpointer = {
    ...inside,
    commit(commit) {
      written += commit.frontier.length;
      for (const change of commit.changes) if (change.op !== "clear") written += change.data.length;
      return inside.commit(commit);
    },
    saveStep(threadId, checkpointId, record) {
      written += record.data.length;
      return inside.saveStep(threadId, checkpointId, record);
    },
  };
  return { checkpointer, written: () => written };
}

async function answerAll(app: AnyApp, n: number): Promise<unknown> {
  let result = await app.invoke({ n }, config);
  for (const { id } of interruptsOf(app, result).interrupts) result = await app.resume({ [id]: "yes" }, config);
  return result;
}

describe("A group that is answered one by one", () => {
  it("takes room for what is new with each answer, and not for all that is there", async () => {
    const sizes: number[] = [];
    for (const n of [40, 80, 160]) {
      const { checkpointer, written } = counting();
      await answerAll(await appOf(text, { checkpointer }), n);
      sizes.push(written() / n);
    }
    const [few = 0, , many = 0] = sizes;
    expect(many / few).toBeLessThan(1.5);
  });

  it("leaves nothing of it among the fields when it has ended", async () => {
    const checkpointer = textual();
    const app = await appOf(text, { checkpointer });
    const log = ["yes", "yes", "yes", "done"];
    expect(await answerAll(app, 3)).toEqual({ log });
    expect([...((await checkpointer.load("t"))?.fields.keys() ?? [])].toSorted()).toEqual(["log", "n"]);
  });
});

describe("An answer", () => {
  it.each(["async", "sync"] as const)("is stored before the run goes on: %s", async (durability) => {
    const seen: string[] = [];
    const inside = textual();
    const checkpointer: Checkpointer = {
      ...inside,
      async saveStep(threadId, checkpointId, record) {
        await settled();
        await inside.saveStep(threadId, checkpointId, record);
        if (record.kind === "answer") seen.push("stored");
      },
    };
    const asking = `graph G {
      state { output log: string[] = [] reduce append }
      ask q: string { show "?" } => { log: [answer] }
      node next { writes log }
      start -> q -> next -> end
    }`;
    const next: AnyHandler = () => {
      seen.push("goes on");
      return { log: ["next"] };
    };
    const app = await appOf(asking, { checkpointer, handlers: { next } });
    await app.invoke({}, { ...config, durability });
    expect(await app.resume({ q: "yes" }, { ...config, durability })).toEqual({ log: ["yes", "next"] });
    expect(seen).toEqual(["stored", "goes on"]);
  });
});

describe.each(checkpointers)("A group that is half done, on %s:", (_kind, open) => {
  it("is read at every checkpoint as it was there, and forked there", async () => {
    const app = await appOf(text, { checkpointer: open() });
    const { interrupts } = interruptsOf(app, await app.invoke({ n: 4 }, config));
    const at: string[] = [];
    for (const [i, { id }] of interrupts.slice(0, 3).entries()) {
      at.push(interruptsOf(app, await app.resume({ [id]: `answer ${i}` }, config)).checkpointId);
    }
    for (const [i, checkpointId] of at.entries()) {
      const { next, values } = await app.getState({ ...config, checkpointId });
      expect(next).toEqual(["q#0", "q#1", "q#2", "q#3"].slice(i + 1));
      expect(values).toMatchObject({ log: ["answer 0", "answer 1", "answer 2"].slice(0, i + 1) });
    }
    const open3 = Object.fromEntries(interrupts.slice(1).map(({ id }) => [id, "new"]));
    const forked = await app.resume(open3, { ...config, checkpointId: at[0] ?? "" });
    expect(forked).toEqual({ log: ["answer 0", "new", "new", "new", "done"] });
  });

  it("shows a migration the fields and nothing else, and goes on behind it", async () => {
    const checkpointer = open();
    const old = await appOf(text, { checkpointer });
    const { interrupts } = interruptsOf(old, await old.invoke({ n: 2 }, config));
    await old.resume({ [interrupts[0]?.id ?? ""]: "old" }, config);
    const seen: unknown[] = [];
    const up = (values: object): object => {
      seen.push(Object.keys(values).toSorted());
      return { ...values, who: "Ada" };
    };
    const newer = `import { up } from "./up.ts"\n${text
      .replace("limit", "version 2 migrate 1 -> 2 = up limit")
      .replace("input n: int", "input n: int  input output who: string")}`;
    const app = await appOf(newer, { checkpointer, imports: { "./up.ts": { up } } });
    expect(await app.resume({ q: "new" }, config)).toEqual({ who: "Ada", log: ["old", "new", "done"] });
    expect(seen[0]).toEqual(["log", "n"]);
  });

  it("is read as it was stored before records had a place of their own", async () => {
    const checkpointer = new MemoryCheckpointer();
    const app = await appOf(text, { checkpointer });
    const { interrupts } = interruptsOf(app, await app.invoke({ n: 2 }, config));
    await app.resume({ [interrupts[0]?.id ?? ""]: "one" }, config);
    const head = await checkpointer.load("t");
    if (head === undefined) throw new Error("Nothing is stored.");
    const records = (head.fields.get("/log") ?? []).flatMap((chunk) => JSON.parse(chunk) as unknown[]);
    const frontier = JSON.stringify({ ...(JSON.parse(head.frontier) as object), records });
    const { fields: _fields, parentId: _parentId, records: _records, ...header } = head;
    const earlier = open();
    await earlier.commit({
      ...header,
      checkpointId: "0",
      line: "0",
      frontier,
      changes: [{ op: "set", field: "n", data: "2" }],
    });
    const then = await appOf(text, { checkpointer: earlier });
    expect(await then.getState(config)).toMatchObject({ values: { log: ["one"] }, next: ["q#1"] });
    expect(await then.resume({ q: "two" }, config)).toEqual({ log: ["one", "two", "done"] });
  });
});

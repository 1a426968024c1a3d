import { describe, expect, it } from "vitest";
import { type Checkpointer, MemoryCheckpointer } from "@graphc/runtime";
import type { AnyApp, AnyContext, AnyHandler } from "./run.ts";
import { appOf, checkpointers, collect, interruptsOf, rejection, textual } from "./run.ts";

const config = { threadId: "t" };

/** The ids that wait, by path. */
async function idsOf(app: AnyApp): Promise<Readonly<Record<string, string>>> {
  const { interrupts } = await app.getState(config);
  return Object.fromEntries(interrupts.map(({ path, id }) => [path, id]));
}

const people = `
  graph Approval {
    state { input who: string  output ok: boolean = false }
    ask approve: boolean { show who } => { ok: answer }
    start -> approve -> end
  }
  graph G {
    state { list: string[] = ["Ada", "Bob", "Cy"]  output log: string[] = [] reduce append }
    ask direct(who: string): int { show who } => { log: [\`\${who} \${answer}\`] }
    node review(who: string) = Approval { in { who } } => { log: [\`\${who} \${output.ok}\`] }
    node z => { log: ["z"] }
    start -> [direct(who) for who in list, review(who) for who in list] -> z -> end
  }`;

describe.each(checkpointers)("Answers in maps and subgraphs, on %s:", (_kind, open) => {
  it("are refused by a name that several have, and taken by id, one by one, in any order", async () => {
    const app = await appOf(people, { checkpointer: open() });
    const { interrupts } = interruptsOf(app, await app.invoke({}, config));
    expect(interrupts.map(({ name, path, payload }) => [name, path, payload])).toEqual([
      ["direct", "direct#0", "Ada"],
      ["direct", "direct#1", "Bob"],
      ["direct", "direct#2", "Cy"],
      ["review/approve", "review#0/approve", "Ada"],
      ["review/approve", "review#1/approve", "Bob"],
      ["review/approve", "review#2/approve", "Cy"],
    ]);
    const ids = await idsOf(app);
    const before = await app.getState(config);
    for (const name of ["direct", "review/approve"]) {
      const of = interrupts.filter((one) => one.name === name).map(({ id }) => id);
      const error = await rejection(app.resume({ [name]: 1 }, config));
      expect(error).toMatchObject({ name: "AnswerError", ask: name, reason: "ambiguous" });
      expect(error["waiting"]).toEqual(expect.arrayContaining(of));
    }
    for (const name of ["approve", "review", "review#0/approve", "direct#0", "toString"])
      expect(await rejection(app.resume({ [name]: true }, config))).toMatchObject({ ask: name, reason: "unknown" });
    expect(await app.getState(config)).toEqual(before);
    interruptsOf(app, await app.resume({ [ids["review#2/approve"] ?? ""]: true }, config));
    interruptsOf(app, await app.resume({ [ids["direct#1"] ?? ""]: 0, [ids["direct#0"] ?? ""]: 5 }, config));
    expect((await app.getState(config)).next).toEqual(["direct#2", "review#0/approve", "review#1/approve"]);
    // The name of the one that is left is no longer ambiguous.
    interruptsOf(app, await app.resume({ direct: 7, [ids["review#0/approve"] ?? ""]: false }, config));
    expect(await app.resume({ "review/approve": true }, config)).toEqual({
      log: ["Ada 5", "Bob 0", "Cy 7", "Ada false", "Bob true", "Cy true", "z"],
    });
  });

  it("are checked together: if one does not fit, or is meant twice, none is taken", async () => {
    const app = await appOf(people, { checkpointer: open() });
    await app.invoke({}, config);
    const ids = await idsOf(app);
    const before = await app.getState(config);
    const [first = "", inner = ""] = [ids["direct#0"], ids["review#0/approve"]];
    expect(await rejection(app.resume({ [first]: 1, [inner]: "yes" }, config))).toMatchObject({
      name: "AnswerError",
      ask: inner,
      reason: "invalid",
      issues: [{ message: expect.stringMatching(/expected boolean/) }],
    });
    expect(await rejection(app.resume({ [first]: 1.5 }, config))).toMatchObject({ ask: first, reason: "invalid" });
    expect(await rejection(app.resume({ [first]: undefined }, config))).toMatchObject({ reason: "invalid" });
    expect(await rejection(app.resume({ [first]: 1, gone: 1 }, config))).toMatchObject({ ask: "gone" });
    expect(await app.getState(config)).toEqual(before);
    interruptsOf(app, await app.resume({ [first]: 1 }, config));
    expect(await rejection(app.resume({ [first]: 2 }, config))).toMatchObject({ ask: first, reason: "unknown" });
  });

  it("may come one by one from other processes, which have nothing but the store", async () => {
    const inside = new MemoryCheckpointer();
    const another = async (): Promise<AnyApp> => appOf(people, { checkpointer: textual(inside) });
    await (await another()).invoke({}, config);
    const ids = await idsOf(await another());
    let output: unknown;
    for (const [path, id] of Object.entries(ids).toReversed()) {
      output = await (await another()).resume({ [id]: path.startsWith("direct") ? 1 : true }, config);
    }
    expect(output).toEqual({ log: ["Ada 1", "Bob 1", "Cy 1", "Ada true", "Bob true", "Cy true", "z"] });
  });
});

describe.each(checkpointers)("Answers to what handlers ask, on %s:", (_kind, open) => {
  it("are remembered in sequence, in a map inside a subgraph, from other processes, and run no effect twice", async () => {
    const text = `
      graph Inner {
        state { input who: string  output said: string[] = [] reduce append }
        node talk { asks string for json reads who writes said }
        start -> talk -> end
      }
      graph G { state { list: string[] = ["Ada", "Bob"]  output log: string[] = [] reduce append }
        node sub(who: string) = Inner { in { who } } => { log: output.said }
        start -> [sub(who) for who in list] -> end }`;
    const effects: string[] = [];
    const talk: AnyHandler = async ({ who }: { who: string }, { ask, once }: AnyContext) => {
      await once("greet", () => effects.push(who));
      const first = await ask(`${who}: first?`);
      const second = await ask(`${who}: ${JSON.stringify(first)}, second?`);
      return { said: [`${who} ${JSON.stringify(first)} ${JSON.stringify(second)}`] };
    };
    const checkpointer = open();
    const another = async (): Promise<AnyApp> => appOf(text, { checkpointer, handlers: { "sub/talk": talk } });
    await (await another()).invoke({}, config);
    const answer = async (path: string, value: unknown): Promise<unknown> => {
      const app = await another();
      return app.resume({ [(await idsOf(app))[path] ?? ""]: value }, config);
    };
    await answer("sub#1/talk", null);
    expect((await (await another()).getState(config)).interrupts.map(({ payload }) => payload)).toEqual([
      "Ada: first?",
      "Bob: null, second?",
    ]);
    await answer("sub#1/talk", "");
    await answer("sub#0/talk", 0);
    expect(await answer("sub#0/talk", false)).toEqual({ log: ["Ada 0 false", `Bob null ""`] });
    expect(effects).toEqual(["Ada", "Bob"]);
  });
});

describe.each(checkpointers)("Deadlines, on %s:", (_kind, open) => {
  const text = `
    graph Inner { state { output said: string = "" } ask deep: string { show "?" timeout 2h } => { said: answer } start -> deep -> end }
    graph G {
      state { output log: string[] = [] reduce append }
      ask soon: string { show "?" timeout 1h } => { log: [answer] }
      node late => { log: ["late"] }
      node sub = Inner { in {} } => { log: [output.said] }
      node lost => { log: ["lost"] }
      start -> [soon, sub] -> end
      soon on error -> late -> end
      sub on error -> lost -> end
    }`;
  const at = (hours: number): Date => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000);
  const due = async (app: AnyApp, before?: Date): Promise<unknown> =>
    (await collect(app.due(before))).map(({ threadId, dueAt }) => [threadId, dueAt]);

  it("are those of the clock that the app was given: due tells the earliest, continue takes the error edges of those that passed", async () => {
    let now = at(0);
    const checkpointer: Checkpointer = open();
    const app = await appOf(text, { checkpointer, clock: () => now });
    const other = await appOf(text.replaceAll("graph G", "graph Other"), { checkpointer, clock: () => now });
    await app.invoke({}, config);
    now = at(0.5);
    await app.invoke({}, { threadId: "u" });
    await other.invoke({}, { threadId: "o" });
    expect(await due(app)).toEqual([]);
    expect(await due(app, at(3))).toEqual([
      ["t", at(1)],
      ["u", at(1.5)],
    ]);
    now = at(1.2);
    expect(await due(app)).toEqual([["t", at(1)]]);
    expect(await rejection(app.resume({ soon: "too late" }, config))).toMatchObject({
      name: "AnswerError",
      reason: "expired",
    });
    interruptsOf(app, await app.continue(config));
    expect(await due(app)).toEqual([]);
    expect(await due(app, at(3))).toEqual([
      ["u", at(1.5)],
      ["t", at(2)],
    ]);
    expect((await app.getState(config)).values).toMatchObject({ log: ["late"] });
    now = at(2.1);
    expect(await app.continue(config)).toEqual({ log: ["late", "lost"] });
    expect(await due(app, at(9))).toEqual([["u", at(1.5)]]);
    now = at(2);
    expect(await rejection(app.resume({ soon: "1", "sub/deep": "2" }, { threadId: "u" }))).toMatchObject({
      ask: "soon",
      reason: "expired",
    });
    interruptsOf(app, await app.continue({ threadId: "u" }));
    expect(await app.resume({ "sub/deep": "in time" }, { threadId: "u" })).toEqual({ log: ["late", "in time"] });
    expect(await due(other, at(9))).toEqual([["o", at(1.5)]]);
  });

  it("without an error edge fail the run, which can be continued only past the question", async () => {
    let now = at(0);
    const bare = `graph G { state { output log: string[] = [] reduce append } ask q: string { show "?" timeout 1h } => { log: [answer] } node b => { log: ["b"] } start -> q -> b -> end }`;
    const app = await appOf(bare, { checkpointer: open(), clock: () => now });
    const { interrupts } = interruptsOf(app, await app.invoke({}, config));
    now = at(2);
    const expected = { name: "AskTimeoutError", ask: "q", id: interrupts[0]?.id, deadline: at(1) };
    expect(await rejection(app.continue(config))).toMatchObject(expected);
    expect(await rejection(app.continue(config))).toMatchObject(expected);
    expect(await app.getState(config)).toMatchObject({ next: ["q"], paths: [{ status: "failed" }] });
    await app.updateState(config, { log: ["by hand"] }, { asNode: "q" });
    expect(await app.continue(config)).toEqual({ log: ["by hand", "b"] });
  });
});

describe.each(checkpointers)("Questions in a loop, on %s:", (_kind, open) => {
  it("are new each time, in a member as on the main path; an answer to an old one is refused", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      ask q: string { show len(log) } => { log: [answer] }
      ask r: string { show "r" } => { log: [answer] }
      start -> [q -> when { answered -> end, else -> q }, r] -> end
      let answered = visits(q) >= 3
    }`;
    const app = await appOf(text, { checkpointer: open() });
    const seen = new Set<string>();
    await app.invoke({}, config);
    for (const n of [0, 1, 2]) {
      const { interrupts } = await app.getState(config);
      const q = interrupts.find(({ name }) => name === "q");
      expect(q?.payload).toBe(n);
      for (const old of seen)
        expect(await rejection(app.resume({ [old]: "old" }, config))).toMatchObject({ reason: "unknown" });
      seen.add(q?.id ?? "");
      await app.resume({ q: `${n}` }, config);
    }
    expect(await app.resume({ r: "r" }, config)).toEqual({ log: ["0", "1", "2", "r"] });
    expect(seen.size).toBe(3);
  });
});

describe.each(checkpointers)("Static interrupts, on %s:", (_kind, open) => {
  it("of a graph and of a call stop alike in another process, and answers pass by them", async () => {
    const text = `graph G { interrupt before b state { output log: string[] = [] reduce append } node a => { log: ["a"] } ask q: string { show "?" } => { log: [answer] } node b => { log: ["b"] } node c => { log: ["c"] } start -> a -> [q, b] -> c -> end }`;
    const checkpointer = open();
    const another = async (): Promise<AnyApp> => appOf(text, { checkpointer });
    const app = await another();
    expect(interruptsOf(app, await app.invoke({}, { ...config, interruptAfter: ["a"] }))).toMatchObject({
      next: ["q", "b"],
      interrupts: [],
    });
    const waiting = interruptsOf(app, await (await another()).continue(config));
    expect([waiting.next, waiting.interrupts.map(({ name }) => name)]).toEqual([["q", "b"], ["q"]]);
    const next = interruptsOf(app, await (await another()).resume({ q: "yes" }, { ...config, interruptBefore: ["c"] }));
    expect(next.next).toEqual(["c"]);
    expect(await (await another()).continue(config)).toEqual({ log: ["a", "yes", "b", "c"] });
  });
});

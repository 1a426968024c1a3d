import { describe, expect, it } from "vitest";
import type { AnyContext, AnyHandler, Imports } from "./run.ts";
import { appOf, checkpointers, collect, interruptsOf, rejection } from "./run.ts";

const config = { threadId: "t" };

/** The app of a version of a graph: `settings`, its fields, and a flow that waits. */
const graph = (fields: string, rest: string): string =>
  `graph G { ${rest} state { ${fields} output log: string[] = [] reduce append } node a => { log: ["a"] } ask q: string { show "?" timeout 1h } => { log: [answer] } node c => { log: ["c"] } start -> a -> q -> c -> end }`;

describe.each(checkpointers)("A thread that an older version stored, on %s:", (_kind, open) => {
  it("gets defaults for added fields, loses removed ones, and keeps the rest exactly", async () => {
    const checkpointer = open();
    const old = await appOf(graph(`input at: date  input big: bigint  gone: json = { x: 1 }`, ""), { checkpointer });
    await old.invoke({ at: new Date(5), big: 7n }, config);
    const app = await appOf(graph(`input at: date  input big: bigint  added: string[] = ["d"]  more?: int`, ""), {
      checkpointer,
    });
    const values = { at: new Date(5), big: 7n, added: ["d"], log: ["a"] };
    expect((await app.getState(config)).values).toEqual(values);
    expect(await app.resume({ q: "yes" }, config)).toEqual({ log: ["a", "yes", "c"] });
    const history = await collect(app.getStateHistory(config));
    expect(history.at(-1)?.values).toEqual({ ...values, log: [] });
    // What was removed is gone for the old version too: its default is back.
    expect((await old.getState(config)).values).toMatchObject({ gone: { x: 1 }, log: ["a", "yes", "c"] });
  });

  it("is brought up step by step by the migrations", async () => {
    const checkpointer = open();
    const steps: number[] = [];
    const imports: Imports = {
      "./m.ts": {
        one: ({ total, ...old }: { total: string }) => (steps.push(1), { ...old, amount: Number(total) }),
        two: ({ amount, ...old }: { amount: number }) => (steps.push(2), { ...old, cents: amount * 100 }),
      },
    };
    const first = await appOf(graph(`total: string = "12"`, ""), { checkpointer });
    await first.invoke({}, config);
    const settings = `version 3 migrate 1 -> 2 = one migrate 2 -> 3 = two`;
    const text = `import { one, two } from "./m.ts"\n${graph("output cents: int = 0", settings)}`;
    const app = await appOf(text, { checkpointer, imports });
    expect((await app.getState(config)).values).toMatchObject({ cents: 1200, log: ["a"] });
    expect(await app.resume({ q: "yes" }, config)).toEqual({ cents: 1200, log: ["a", "yes", "c"] });
    steps.length = 0;
    expect((await app.getState(config)).values).toMatchObject({ cents: 1200 });
    expect(steps).toEqual([]);
    // The first checkpoints are still those of version 1, and are brought up when they are looked at.
    expect((await collect(app.getStateHistory(config))).at(-1)?.values).toMatchObject({ cents: 1200, log: [] });
    expect(steps).toEqual([1, 2, 1, 2]);
  });

  it("is refused with the field that does not fit, and stays as it was", async () => {
    const checkpointer = open();
    const old = await appOf(graph(`n: string = "x"`, ""), { checkpointer });
    await old.invoke({}, config);
    const before = await old.getState(config);
    for (const fields of [`n: int = 0`, `n: string = "12345" where len(value) > 3`, `input must: string`]) {
      const app = await appOf(graph(fields, "version 2"), { checkpointer });
      const field = fields.includes("must") ? "must" : "n";
      const expected = { name: "SchemaMismatchError", graph: "G", threadId: "t", field, storedVersion: 1, version: 2 };
      for (const refused of [
        () => app.getState(config),
        () => app.resume({ q: "x" }, config),
        () => app.continue(config),
      ])
        expect(await rejection(refused())).toMatchObject(expected);
      expect(await rejection(app.updateState(config, {}))).toMatchObject(expected);
      expect(await rejection(collect(app.getStateHistory(config)))).toMatchObject(expected);
    }
    expect(await old.getState(config)).toEqual(before);
  });

  it("is refused if its migration throws or gives what does not fit", async () => {
    const checkpointer = open();
    await (await appOf(graph(`n: string = "x"`, ""), { checkpointer })).invoke({}, config);
    const text = `import { up } from "./m.ts"\n${graph("n: int = 0", "version 2 migrate 1 -> 2 = up")}`;
    const of = (up: unknown) => appOf(text, { checkpointer, imports: { "./m.ts": { up } } });
    const throwing = await of(() => {
      throw new Error("cannot");
    });
    expect(await rejection(throwing.getState(config))).toMatchObject({ message: "cannot" });
    const wrong = await of((old: object) => ({ ...old, n: 1.5 }));
    expect(await rejection(wrong.getState(config))).toMatchObject({ name: "SchemaMismatchError", field: "n" });
    const right = await of((old: object) => ({ ...old, n: 1 }));
    expect((await right.getState(config)).values).toMatchObject({ n: 1 });
  });

  it("of a later version is refused: nothing that it has is dropped", async () => {
    const checkpointer = open();
    const later = await appOf(graph(`added: string = "x"`, "version 2"), { checkpointer });
    await later.invoke({}, config);
    const app = await appOf(graph("", ""), { checkpointer });
    const error = await rejection(app.resume({ q: "x" }, config));
    expect(error).toMatchObject({ name: "SchemaMismatchError", storedVersion: 2, version: 1 });
    expect(error.message).toMatch(/older/);
    expect(await later.resume({ q: "yes" }, config)).toEqual({ log: ["a", "yes", "c"] });
  });

  it("inside an open group is checked too: what members have written must fit", async () => {
    const text = (type: string, value: string, version: number): string =>
      `graph G { version ${version} state { out: ${type}[] = [] reduce append  output log: string[] = [] reduce append } node b => { out: [${value}], log: ["b"] } ask q: string { show "?" } => { log: [answer] } start -> [b, q] -> end }`;
    const checkpointer = open();
    await (await appOf(text("string", `"x"`, 1), { checkpointer })).invoke({}, config);
    const app = await appOf(text("int", "1", 2), { checkpointer });
    expect(await rejection(app.resume({ q: "yes" }, config))).toMatchObject({
      name: "SchemaMismatchError",
      field: "out",
    });
    const same = await appOf(text("string", `"y"`, 3), { checkpointer });
    expect(await same.resume({ q: "yes" }, config)).toEqual({ log: ["b", "yes"] });
    expect((await same.getState(config)).values).toMatchObject({ out: ["x"] });
  });
});

describe.each(checkpointers)("A waiting run whose node or ask is gone, on %s:", (_kind, open) => {
  const waiting = graph('kept: string = "k"', "");
  const renamed = waiting.replaceAll("q:", "ask2:").replaceAll("-> q", "-> ask2");

  it("says so, shows its data, and goes on when the ask is back", async () => {
    const checkpointer = open();
    const old = await appOf(waiting, { checkpointer });
    const { interrupts } = interruptsOf(old, await old.invoke({}, config));
    const app = await appOf(renamed, { checkpointer });
    const { values, next, paths } = await app.getState(config);
    expect([values, next]).toEqual([{ kept: "k", log: ["a"] }, ["q"]]);
    expect(paths).toMatchObject([
      { path: "q", status: "failed", error: { name: "SchemaMismatchError", message: expect.stringMatching(/"q"/) } },
    ]);
    const expected = { name: "SchemaMismatchError", node: "q", threadId: "t" };
    for (const refused of [
      () => app.continue(config),
      () => app.resume({ q: "x" }, config),
      () => app.resume({ ask2: "x" }, config),
    ])
      expect(await rejection(refused())).toMatchObject(expected);
    expect(await rejection(app.updateState(config, { kept: "?" }))).toMatchObject(expected);
    expect((await collect(app.getStateHistory(config))).length).toBe(2);
    expect((await old.getState(config)).interrupts).toEqual(interrupts);
    expect(await old.resume({ q: "yes" }, config)).toEqual({ log: ["a", "yes", "c"] });
  });

  it("can be given up, or put behind another node", async () => {
    const checkpointer = open();
    const old = await appOf(waiting, { checkpointer });
    await old.invoke({}, config);
    await old.invoke({}, { threadId: "u" });
    const app = await appOf(renamed, { checkpointer });
    expect(await rejection(app.invoke({}, config))).toMatchObject({ name: "UnfinishedRunError" });
    interruptsOf(app, await app.invoke({}, { ...config, onUnfinished: "discard" }));
    expect((await app.getState(config)).values).toEqual({ kept: "k", log: ["a", "a"] });
    await app.updateState({ threadId: "u" }, { log: ["by hand"] }, { asNode: "ask2" });
    expect(await app.continue({ threadId: "u" })).toEqual({ log: ["a", "by hand", "c"] });
  });

  it("says so as well inside a group, a map and a subgraph, and where it is no ask any more", async () => {
    const inner = (ask: string): string =>
      `graph Inner { state { output said: string = "" } ${ask} start -> q -> end }\n`;
    const outer = (members: string, nodes: string): string =>
      `graph G { state { output log: string[] = [] reduce append } node b => { log: ["b"] } ${nodes} start -> [b, ${members}] -> end }`;
    const asks = `ask q: string { show "?" } => { log: [answer] }`;
    const forEach = `ask q(s: string): string { show s } => { log: [answer] }`;
    const sub = `node sub = Inner { in {} } => { log: [output.said] }`;
    const innerAsk = `ask q: string { show "?" } => { said: answer }`;
    const changes: readonly (readonly [string, string])[] = [
      [outer("q", asks), outer("r", asks.replace("q:", "r:"))],
      [outer("q", asks), outer("q", `node q => { log: ["no question"] }`)],
      [outer(`q(s) for s in ["x", "y"]`, forEach), outer(`q(s) for s in ["x"]`, forEach)],
      [inner(innerAsk) + outer("sub", sub), inner(`node q => { said: "q" }`) + outer("sub", sub)],
      [inner(innerAsk) + outer("sub", sub), outer("sub", `node sub => { log: ["sub"] }`)],
    ];
    for (const [before, after] of changes) {
      const checkpointer = open();
      const old = await appOf(before, { checkpointer });
      const { interrupts } = interruptsOf(old, await old.invoke({}, config));
      const app = await appOf(after, { checkpointer });
      expect(await rejection(app.continue(config))).toMatchObject({ name: "SchemaMismatchError", node: "q" });
      const { paths } = await app.getState(config);
      expect(paths.some(({ status, error }) => status === "failed" && error?.name === "SchemaMismatchError")).toBe(
        true,
      );
      expect((await old.getState(config)).interrupts).toEqual(interrupts);
    }
  });

  it("is not said of a question that its handler did not need in the end, or that took its error edge", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      node h { asks string for string writes log }
      node other { asks string for string writes log }
      start -> [h, other] -> end
    }`;
    let asks = true;
    const h: AnyHandler = async (_: unknown, { ask, name }: AnyContext) => {
      if (name === "other" || !asks) return { log: [await ask(name)] };
      return { log: (await Promise.all([ask(name), ask("more")])) as string[] };
    };
    const app = await appOf(text, { checkpointer: open(), handlers: { h, other: h } });
    const { interrupts } = interruptsOf(app, await app.invoke({}, config));
    expect(interrupts).toMatchObject([{ payload: "h" }, { payload: "more" }, { payload: "other" }]);
    asks = false;
    interruptsOf(app, await app.resume({ [interrupts[0]?.id ?? ""]: "enough" }, config));
    interruptsOf(app, await app.continue(config));
    expect(await app.resume({ other: "yes" }, config)).toEqual({ log: ["enough", "yes"] });
  });
});

describe.each(checkpointers)("An ephemeral field, on %s:", (_kind, open) => {
  it("starts from its default in every run, but is kept as long as a run waits", async () => {
    const text = `graph G { state { input x: string  ephemeral scratch: string[] = ["d"] reduce append  ephemeral tmp?: string  output seen: string = "" }
      node a => { scratch: [x], tmp: x } ask q: string { show scratch } node c => { seen: \`\${join(scratch, ",")} \${tmp ?? "none"}\` } start -> a -> q -> c -> end }`;
    const app = await appOf(text, { checkpointer: open() });
    await app.invoke({ x: "1" }, config);
    expect((await app.getState(config)).values).toMatchObject({ scratch: ["d", "1"], tmp: "1" });
    expect(await app.resume({ q: "" }, config)).toEqual({ seen: "d,1 1" });
    await app.invoke({ x: "2" }, config);
    expect((await app.getState(config)).values).toMatchObject({ scratch: ["d", "2"], tmp: "2" });
    expect(await app.resume({ q: "" }, config)).toEqual({ seen: "d,2 2" });
    const input = (await collect(app.getStateHistory(config, { source: "input" }))).map(
      ({ values }) => values["scratch"],
    );
    expect(input).toEqual([["d"], ["d"]]);
  });
});

import { describe, expect, it } from "vitest";
import { appOf, collect, interruptsOf, rejection, runnerOf, settled } from "./run.ts";
import type { AnyContext, AnyEvent, AnyHandler } from "./run.ts";

const config = { threadId: "t" };
const all = ["values", "updates", "steps", "events", "checkpoints", "interrupts"] as const;

const text = `graph G {
  events { note: string }
  state { input x: string  output log: string[] = [] reduce append  hidden?: int }
  node a { reads x writes log, hidden? }
  node b => { log: ["b"] }
  node c => { log: ["c"] }
  start -> a -> [b, c] -> end
}`;
const a = ({ x }: { x: string }, { emit }: AnyContext): unknown => (emit("note", `on ${x}`), { log: [x] });

/** An event without its figures that differ from run to run. */
function brief(event: AnyEvent): readonly unknown[] {
  const { type, path, step } = event;
  if (type === "values") return [type, path, step, event.values];
  if (type === "update") return [type, path, step, event.update];
  if (type === "step") return [type, path, step, event.phase];
  if (type === "event") return [type, path, step, event.data];
  if (type === "checkpoint") return [type, path, step, event.source];
  if (type === "done") return [type, path, step, event.output];
  return [type, path, step];
}

describe("A stream", () => {
  it("yields what was asked for in the order it happened, numbered without gaps, done last", async () => {
    const app = await appOf(text, { handlers: { a } });
    const events = await collect(app.stream({ x: "x" }, { ...config, modes: [...all] }));
    expect(events.map(brief)).toEqual([
      ["checkpoint", "", 0, "input"],
      ["step", "a", 1, "start"],
      ["event", "a", 1, "on x"],
      ["update", "a", 1, { log: ["x"] }],
      ["step", "a", 1, "finish"],
      ["values", "a", 1, { x: "x", log: ["x"] }],
      ["checkpoint", "", 1, "step"],
      ["step", "b", 2, "start"],
      ["update", "b", 2, { log: ["b"] }],
      ["step", "b", 2, "finish"],
      ["step", "c", 2, "start"],
      ["update", "c", 2, { log: ["c"] }],
      ["step", "c", 2, "finish"],
      ["values", "", 2, { x: "x", log: ["x", "b", "c"] }],
      ["checkpoint", "", 2, "step"],
      ["done", "", 2, { log: ["x", "b", "c"] }],
    ]);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
  });

  it("yields updates, events and interrupts if nothing is said, and done always", async () => {
    const app = await appOf(text, { handlers: { a } });
    expect((await collect(app.stream({ x: "x" }, config))).map(({ type }) => type)).toEqual([
      "event",
      "update",
      "update",
      "update",
      "done",
    ]);
    expect(
      (await collect(app.stream({ x: "x" }, { ...config, modes: [] }))).map(({ type, seq }) => [type, seq]),
    ).toEqual([["done", 1]]);
    for (const mode of all) {
      const types = (await collect(app.stream({ x: "x" }, { ...config, modes: [mode] }))).map(({ type }) => type);
      const type = mode === "values" || mode === "interrupts" ? mode : mode.slice(0, -1);
      expect(new Set(types)).toEqual(new Set(mode === "interrupts" ? ["done"] : [type, "done"]));
    }
    await expect(collect(app.stream({ x: "x" }, { ...config, modes: ["update" as "updates"] }))).rejects.toMatchObject({
      name: "ConfigError",
      option: "modes",
    });
  });

  it("of a runner has the same, but for checkpoints", async () => {
    const runner = await runnerOf(text, { handlers: { a } });
    const events = await collect(runner.stream({ x: "x" }, { modes: ["values", "updates"] }));
    expect(events.map(({ type }) => type)).toEqual(["update", "values", "update", "update", "values", "done"]);
  });

  it("starts nothing before it is read", async () => {
    let runs = 0;
    const app = await appOf(text, { handlers: { a: () => (runs++, { log: [] }) } });
    const events = app.stream({ x: "x" }, config);
    await settled();
    expect(runs).toBe(0);
    await collect(events);
    expect(runs).toBe(1);
  });

  it("is cancelled by whoever leaves it: the handler's signal aborts, nothing is lost, continue goes on", async () => {
    const line = `graph G { state { output log: string[] = [] reduce append } defaults { writes log } node a node b node c start -> a -> b -> c -> end }`;
    const aborted: string[] = [];
    let slow = true;
    const work: AnyHandler = async (_, { name, signal }) => {
      if (name === "b" && slow) {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        aborted.push(name);
        throw signal.reason;
      }
      return { log: [name] };
    };
    const app = await appOf(line, { handlers: { a: work, b: work, c: work } });
    for await (const event of app.stream({}, config)) {
      expect(brief(event)).toEqual(["update", "a", 1, { log: ["a"] }]);
      break;
    }
    expect(aborted).toEqual(["b"]);
    expect(await app.getState(config)).toMatchObject({ values: { log: ["a"] }, next: ["b"] });
    slow = false;
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "c"] });
  });

  it("is held back by a slow reader: the run does not run ahead without bound", async () => {
    const loop = `graph G { limit 1000 steps state { input n: int  output log: int[] = [] reduce append } node a { writes log } start -> a -> when { len(log) < n -> a, else -> end } }`;
    let runs = 0;
    const runner = await runnerOf(loop, { handlers: { a: async () => ({ log: [runs++] }) } });
    const iterator = runner.stream({ n: 500 }, { modes: ["updates"] })[Symbol.asyncIterator]();
    await iterator.next();
    for (let i = 0; i < 20; i++) await settled();
    expect(runs).toBeLessThan(100);
    let read = 1;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) read++;
    expect(read).toBe(501);
    expect(runs).toBe(500);
  });

  it("holds back a map too, as far as its elements do not run at once", async () => {
    const map = `graph G { state { input n: int  output log: int[] = [] reduce append } node a(i: int) { writes log } start -> [a(i) for i in range(n)] -> end }`;
    let runs = 0;
    const work: AnyHandler = async (_, { args }) => (runs++, { log: [args["i"]] });
    const runner = await runnerOf(map, { handlers: { a: work } });
    const iterator = runner.stream({ n: 500 }, { modes: ["updates"], maxConcurrency: 4 })[Symbol.asyncIterator]();
    await iterator.next();
    for (let i = 0; i < 20; i++) await settled();
    expect(runs).toBeLessThan(100);
    let read = 1;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) read++;
    expect(read).toBe(501);
  });

  it("ends with the error of a run that fails, after what happened before it", async () => {
    const fails: AnyHandler = (_, { emit }) => {
      emit("note", "soon");
      throw new Error("no");
    };
    const runner = await runnerOf(text, { handlers: { a: fails } });
    const seen: AnyEvent[] = [];
    const error = await rejection(
      (async () => {
        for await (const event of runner.stream({ x: "x" })) seen.push(event);
      })(),
    );
    expect(error).toMatchObject({ name: "NodeError", node: "a" });
    expect(seen.map(brief)).toEqual([["event", "a", 1, "soon"]]);
  });

  it("tells interrupts, is done with them, and goes on with answers", async () => {
    const asking = `graph G {
      state { output log: string[] = [] reduce append }
      ask q(i: int): string { show { i } } => { log: [\`\${i} \${answer}\`] }
      node z => { log: ["z"] }
      start -> [q(i) for i in [1, 2]] -> z -> end
    }`;
    const app = await appOf(asking);
    const events = await collect(app.stream({}, { ...config, modes: ["interrupts"] }));
    expect(
      events.map((event) =>
        event.type === "interrupt" ? [event.path, event.interrupt.name, event.interrupt.payload] : event.type,
      ),
    ).toEqual([["q#0", "q", { i: 1 }], ["q#1", "q", { i: 2 }], "done"]);
    const done = events.at(-1);
    const { interrupts } = interruptsOf(app, done?.type === "done" ? done.output : undefined);
    const answers = Object.fromEntries(interrupts.map(({ id }, at) => [id, `answer ${at}`]));
    const rest = await collect(app.stream(null, { ...config, answers }));
    expect(rest.map(brief)).toEqual([
      ["update", "q#0", 1, { log: ["1 answer 0"] }],
      ["update", "q#1", 1, { log: ["2 answer 1"] }],
      ["update", "z", 2, { log: ["z"] }],
      ["done", "", 2, { log: ["1 answer 0", "2 answer 1", "z"] }],
    ]);
    await expect(collect(app.stream(null, { ...config, answers }))).rejects.toMatchObject({ name: "AnswerError" });
  });

  it("of several readers' runs does not mix them", async () => {
    const runner = await runnerOf(text, { handlers: { a } });
    const streams = await Promise.all(["1", "2", "3"].map((x) => collect(runner.stream({ x }, { modes: ["events"] }))));
    expect(streams.map(([first]) => first && brief(first)[3])).toEqual(["on 1", "on 2", "on 3"]);
  });
});

describe("Subgraphs in a stream", () => {
  const nested = `
  graph Inner { events { deep: int } state { input x: string  output y: string } node work { reads x writes y } ask ok: boolean { show x } => {} start -> work -> ok -> end }
  graph G { state { input x: string  output y: string  output log: string[] = [] reduce append } node a => { log: ["a"] } node sub = Inner { in { x } } start -> a -> sub -> end }`;
  const handlers = {
    "sub/work": ({ x }: { x: string }, { emit }: AnyContext): unknown => (emit("deep", 1), { y: `${x}!` }),
  };

  it("come wrapped on request, their asks always", async () => {
    const app = await appOf(nested, { handlers });
    const plain = await collect(app.stream({ x: "x" }, config));
    expect(
      plain.map((event) => (event.type === "interrupt" ? [event.interrupt.name, event.path] : event.type)),
    ).toEqual(["update", ["sub/ok", "sub/ok"], "done"]);
    const wrapped = await collect(app.stream({ x: "y" }, { ...config, threadId: "u", subgraphs: true }));
    const inner = wrapped.flatMap((event) =>
      event.type === "subgraph" ? [[event.node, event.event.type, event.event.path]] : [],
    );
    expect(inner).toContainEqual(["sub", "event", expect.stringMatching(/work$/)]);
    expect(inner).toContainEqual(["sub", "update", expect.stringMatching(/work$/)]);
    expect(wrapped.map(({ seq }) => seq)).toEqual(wrapped.map((_, at) => at + 1));
    expect(await app.resume({ "sub/ok": true }, config)).toEqual({ y: "x!", log: ["a"] });
  });
});

import { describe, expect, it } from "vitest";
import { goto, set } from "@graphc/runtime";
import { appOf, checkpointers, interruptsOf, rejection } from "./run.ts";
import type { AnyContext, AnyHandler } from "./run.ts";

const config = { threadId: "t" };

describe.each(checkpointers)("updateState where an ask waits, on %s:", (_kind, open) => {
  const text = `graph G {
    state { output n: int = 0  output log: string[] = [] reduce append }
    node a => { n: 1 }
    ask q: string { show n timeout 1h } => { log: [answer] }
    ask r: string { show n } => { log: [answer] }
    node b => { log: ["b"] }
    start -> a -> q -> b -> [q2, r] -> end
    ask q2: string { show n } => { log: [answer] }
  }`;

  it("asks anew at once: what getState shows as waiting can be answered", async () => {
    const app = await appOf(text, { checkpointer: open() });
    const before = interruptsOf(app, await app.invoke({}, config)).interrupts[0];
    await app.updateState(config, { n: 5 });
    const { interrupts, paths, next } = await app.getState(config);
    expect(interrupts).toMatchObject([{ name: "q", payload: 5, deadline: expect.any(Date) }]);
    expect([paths[0]?.status, next]).toEqual(["waiting", ["q"]]);
    expect(await rejection(app.resume({ [before?.id ?? ""]: "old" }, config))).toMatchObject({
      name: "AnswerError",
      reason: "unknown",
      waiting: [interrupts[0]?.id],
    });
    const waiting = interruptsOf(app, await app.resume({ [interrupts[0]?.id ?? ""]: "yes" }, config));
    expect(waiting.interrupts.map(({ name }) => name)).toEqual(["q2", "r"]);
  });

  it("lists the thread as waiting, with the new deadline", async () => {
    let now = new Date("2026-01-01T00:00:00Z");
    const app = await appOf(text, { checkpointer: open(), clock: () => now });
    await app.invoke({}, config);
    now = new Date("2026-01-01T00:30:00Z");
    await app.updateState(config, { n: 5 });
    const all = [];
    for await (const thread of app.threads({ status: "waiting" })) all.push(thread);
    expect(all).toMatchObject([{ threadId: "t", dueAt: new Date("2026-01-01T01:30:00Z") }]);
  });

  it("asks what its own way leads to: in a group, and in a subgraph", async () => {
    const app = await appOf(text, { checkpointer: open() });
    await app.invoke({}, config);
    await app.updateState(config, { n: 7 }, { asNode: "b" });
    const { interrupts } = await app.getState(config);
    expect(interrupts).toMatchObject([
      { name: "q2", payload: 7 },
      { name: "r", payload: 7 },
    ]);
    expect(await app.resume({ q2: "one", r: "two" }, config)).toEqual({ n: 7, log: ["one", "two"] });
    const nested = `
      graph Inner { state { input n: int  output said: string = "" } ask q: string { show n } => { said: answer } start -> q -> end }
      graph G { state { output n: int = 0  output said: string = "" } node a { writes n } node sub = Inner { in { n } } => { said: output.said } start -> a -> sub -> end }`;
    const a: AnyHandler = () => ({ n: 1 });
    const outer = await appOf(nested, { checkpointer: open(), handlers: { a } });
    await outer.invoke({}, config);
    await outer.updateState(config, { n: 9 });
    expect((await outer.getState(config)).interrupts).toMatchObject([{ name: "sub/q", payload: 9, path: "sub/q" }]);
    expect(await outer.resume({ "sub/q": "yes" }, config)).toEqual({ n: 9, said: "yes" });
  });

  it("starts a fork with a question of its own from a past checkpoint; the old one is still there", async () => {
    const app = await appOf(text, { checkpointer: open() });
    const { checkpointId } = interruptsOf(app, await app.invoke({}, config));
    await app.resume({ q: "first" }, config);
    const fork = await app.updateState({ ...config, checkpointId }, { n: 3 });
    expect((await app.getState(fork)).interrupts).toMatchObject([{ name: "q", payload: 3 }]);
    await app.resume({ q: "second" }, config);
    expect((await app.getState(config)).values).toMatchObject({ n: 3, log: ["second", "b"] });
    expect((await app.getState({ ...config, checkpointId })).interrupts).toMatchObject([{ name: "q", payload: 1 }]);
  });
});

describe.each(checkpointers)("updateState inside an open group, on %s:", (_kind, open) => {
  const text = `graph G {
    state { list: string[] = ["x", "y", "z"]  output log: string[] = [] reduce append  output one: string = ""  two: string = "" }
    node b { writes log }
    node c => { log: [\`c \${len(log)}\`] }
    node m(s: string) { writes log }
    ask q: string { show "?" } => { one: answer }
    start -> [b -> c, m(s) for s in list, q] -> end
  }`;
  const failing = (fails: (name: string) => boolean): Record<string, AnyHandler> => {
    const run = async (_: unknown, { name, args }: AnyContext): Promise<unknown> => {
      const what = `${name}${String(args["s"] ?? "")}`;
      if (fails(what)) throw new Error(`no ${what}`);
      return { log: [what] };
    };
    return { b: run, m: run };
  };

  it("is refused unless the path is named, saying so", async () => {
    const app = await appOf(text, { checkpointer: open(), handlers: failing((name) => name === "b") });
    await rejection(app.invoke({}, config));
    const before = await app.getState(config);
    expect(await rejection(app.updateState(config, { log: ["?"] }))).toMatchObject({
      name: "ConfigError",
      option: "path",
      message: expect.stringMatching(/group is open/),
    });
    expect(await rejection(app.updateState(config, {}, { path: "nope" }))).toMatchObject({
      name: "ConfigError",
      option: "path",
      message: expect.stringMatching(/"nope".*"b"/),
    });
    expect(await rejection(app.updateState(config, {}, { path: "m#0" }))).toMatchObject({ option: "path" });
    expect(await rejection(app.updateState(config, {}, { path: "b", asNode: "c" }))).toMatchObject({
      option: "asNode",
    });
    expect(await rejection(app.updateState(config, { log: "x" }, { path: "b" }))).toMatchObject({
      name: "StateValidationError",
      field: "log",
    });
    expect(await app.getState(config)).toEqual(before);
  });

  it("puts the update in the place of what the failed node would have returned; it is not run, what follows is", async () => {
    const ran: string[] = [];
    const handlers = failing((name) => (ran.push(name), name === "b"));
    const app = await appOf(text, { checkpointer: open(), handlers });
    await rejection(app.invoke({}, config));
    await app.updateState(config, { log: ["by hand"] }, { path: "b" });
    const { values, next, paths, source, interrupts } = await app.getState(config);
    expect([values["log"], next, source]).toEqual([["by hand", "mx", "my", "mz"], ["c", "q"], "update"]);
    expect(paths.find(({ path }) => path === "c")?.status).toBe("ready");
    expect(interrupts).toMatchObject([{ name: "q" }]);
    const output = await app.resume({ q: "yes" }, config);
    expect(output).toEqual({ log: ["by hand", "c 1", "mx", "my", "mz"], one: "yes" });
    expect(ran.filter((name) => name === "b")).toEqual(["b"]);
  });

  it("names an element of a map, and takes a question's place", async () => {
    const app = await appOf(text, { checkpointer: open(), handlers: failing((name) => name === "my") });
    await rejection(app.invoke({}, config));
    await app.updateState(config, { log: ["elementary"] }, { path: "m#1", asNode: "m" });
    await app.updateState(config, { one: "by hand" }, { path: "q" });
    expect(await app.continue(config)).toEqual({ log: ["b", "c 1", "mx", "elementary", "mz"], one: "by hand" });
  });

  it("takes set and undefined as an update of a node would, and refuses two writers of a field", async () => {
    const app = await appOf(text, { checkpointer: open(), handlers: failing((name) => name === "b") });
    await rejection(app.invoke({}, config));
    await app.updateState(config, { log: set(["all"]), two: "b" }, { path: "b" });
    interruptsOf(app, await app.continue(config));
    expect(await rejection(app.updateState(config, { one: 1 }, { path: "q" }))).toMatchObject({ field: "one" });
    await app.updateState(config, { one: "q", two: "q" }, { path: "q" });
    expect(await rejection(app.continue(config))).toMatchObject({ name: "WriteConflictError", field: "two" });
  });

  it("asks the routers on the way out and keeps what they say; one that throws stores nothing", async () => {
    const routed = `
      import { pick } from "./r.ts"
      graph G {
        state { output log: string[] = [] reduce append }
        node b { writes log }
        node c => { log: ["c"] }
        node d => { log: ["d"] }
        ask q: string { show "?" } => { log: [answer] }
        start -> [b -> route pick { c, d }, q] -> end
      }`;
    const asked: unknown[] = [];
    const pick = async ({ log }: { log: readonly string[] }): Promise<string> => {
      asked.push(log);
      if (log.includes("bad")) throw new Error("undecided");
      return "d";
    };
    const b: AnyHandler = () => {
      throw new Error("no");
    };
    const app = await appOf(routed, { checkpointer: open(), handlers: { b }, imports: { "./r.ts": { pick } } });
    await rejection(app.invoke({}, config));
    const before = await app.getState(config);
    expect(await rejection(app.updateState(config, { log: ["bad"] }, { path: "b" }))).toMatchObject({
      name: "NodeError",
      cause: { message: "undecided" },
    });
    expect(await app.getState(config)).toEqual(before);
    await app.updateState(config, { log: ["good"] }, { path: "b" });
    expect((await app.getState(config)).next).toEqual(["d", "q"]);
    expect(await app.resume({ q: "yes" }, config)).toEqual({ log: ["good", "d", "yes"] });
    expect(asked).toEqual([["bad"], ["good"]]);
  });

  it("reaches into subgraphs by their paths, with an update of their graph", async () => {
    const nested = `
      graph Inner { state { input s: string  output said: string = "" } node say { reads s writes said } node loud => { said: \`\${said}!\` } start -> say -> loud -> end }
      graph G { state { output log: string[] = [] reduce append } node sub(s: string) = Inner { in { s } } => { log: [output.said] } node z => { log: ["z"] } start -> sub("top") -> [sub2(s) for s in ["x", "y"]] -> z -> end
        node sub2(s: string) = Inner { in { s } } => { log: [output.said] } }`;
    const say: AnyHandler = ({ s }: { s: string }) => {
      if (s !== "x") throw new Error("no");
      return { said: s };
    };
    const app = await appOf(nested, { checkpointer: open(), handlers: { "sub/say": say, "sub2/say": say } });
    await rejection(app.invoke({}, config));
    expect(await rejection(app.updateState(config, { log: ["?"] }, { path: "sub/say" }))).toMatchObject({
      name: "StateValidationError",
      field: "log",
      reason: "unknown",
    });
    await app.updateState(config, { said: "hand" }, { path: "sub/say" });
    expect((await app.getState(config)).next).toEqual(["sub/loud"]);
    await rejection(app.continue(config));
    await app.updateState(config, { said: "foot" }, { path: "sub2#1/say" });
    expect(await app.continue(config)).toEqual({ log: ["hand!", "x!", "foot!", "z"] });
  });

  it("names the main path, too, where no group is open; on a past checkpoint it starts a fork", async () => {
    const app = await appOf(text, { checkpointer: open(), handlers: failing(() => false) });
    const { checkpointId } = interruptsOf(app, await app.invoke({}, config));
    await app.resume({ q: "answered" }, config);
    const fork = await app.updateState({ ...config, checkpointId }, { one: "forked" }, { path: "q" });
    expect(await app.continue(config)).toMatchObject({ one: "forked" });
    expect(fork.checkpointId).not.toBe(checkpointId);
    const plain = await appOf(
      `graph G { state { output log: string[] = [] reduce append } ask q: string { show "?" } => { log: [answer] } node b => { log: ["b"] } start -> q -> b -> end }`,
      { checkpointer: open() },
    );
    await plain.invoke({}, config);
    await plain.updateState(config, { log: ["main"] }, { path: "q" });
    expect(await plain.continue(config)).toEqual({ log: ["main", "b"] });
  });
});

describe.each(checkpointers)("updateState where a handler decides by goto, on %s:", (_kind, open) => {
  const names = [..."abc"];
  const one = `graph G {
    interrupt before b, c
    state { output log: string[] = [] reduce append }
    node pick { writes log? }
    ${names.map((name) => `node ${name} => { log: ["${name}"] }`).join(" ")}
    start -> pick -> goto { a, b, end }
    a -> c
    b -> c
    c -> end
  }`;
  const many = one.replace("goto { a, b, end }", "goto [ a, b ] -> c").replace(/ {4}[ab] -> c\n/g, "");
  const ran: string[] = [];
  const pick =
    (target: string | readonly string[], update: object = {}): AnyHandler =>
    () => (ran.push("pick"), goto(target, update));

  it("goes where the update says, without running the handler", async () => {
    ran.length = 0;
    const app = await appOf(one, { checkpointer: open(), handlers: { pick: pick("b") } });
    await app.invoke({}, config);
    await app.updateState(config, { log: ["by hand"] }, { asNode: "pick", goto: "a" });
    expect(await app.getState(config)).toMatchObject({ next: ["a"], values: { log: ["by hand"] } });
    await app.continue(config);
    expect(await app.continue(config)).toEqual({ log: ["by hand", "a", "c"] });
    await app.updateState(config, { log: ["!"] }, { asNode: "pick", goto: "end" });
    expect(await app.getState(config)).toMatchObject({ next: [], values: { log: ["by hand", "a", "c", "!"] } });
    expect(ran).toEqual(["pick"]);
  });

  it("sends a run that has just gone elsewhere another way, and leaves it where it is if nothing is said", async () => {
    const app = await appOf(one, { checkpointer: open(), handlers: { pick: pick("b", { log: ["picked"] }) } });
    await app.invoke({}, config);
    const { step } = await app.getState(config);
    await app.updateState(config, { log: ["note"] });
    expect(await app.getState(config)).toMatchObject({ next: ["b"], step });
    await app.updateState(config, {}, { goto: "a" });
    expect(await app.getState(config)).toMatchObject({ next: ["a"], step });
    await app.continue(config);
    expect(await app.continue(config)).toEqual({ log: ["picked", "note", "a", "c"] });
  });

  it("goes to several nodes at once where the handler may, also in another process", async () => {
    const checkpointer = open();
    const app = await appOf(many, { checkpointer, handlers: { pick: pick([]) } });
    await app.invoke({}, config);
    await app.updateState(config, { log: ["by hand"] }, { asNode: "pick", goto: ["b", "a"] });
    expect((await app.getState(config)).next).toEqual(["a", "b"]);
    const elsewhere = await appOf(many, { checkpointer, handlers: { pick: pick([]) } });
    for (let calls = 0; calls < 2; calls++) await elsewhere.continue(config);
    expect(await elsewhere.continue(config)).toEqual({ log: ["by hand", "a", "b", "c"] });
    await app.updateState(config, {}, { asNode: "pick", goto: [] });
    expect((await app.getState(config)).next).toEqual(["c"]);
  });

  it("takes the place of a handler in a group and in a subgraph", async () => {
    const text = `
      graph Inner {
        state { output log: string[] = [] reduce append }
        node pick { writes log } node a => { log: ["a"] } node b => { log: ["b"] }
        start -> pick -> goto { a, b } -> end
      }
      graph G {
        state { output log: string[] = [] reduce append }
        node pick { writes log } node a => { log: ["a"] } node b => { log: ["b"] }
        node sub = Inner => { log: output.log }
        start -> [pick -> goto { a, b }, sub] -> end
      }`;
    const down: AnyHandler = () => {
      throw new Error("down");
    };
    const app = await appOf(text, { checkpointer: open(), handlers: { pick: down, "sub/pick": down } });
    await rejection(app.invoke({}, config));
    expect(await rejection(app.updateState(config, {}, { path: "sub/pick" }))).toMatchObject({ option: "goto" });
    await app.updateState(config, { log: ["outer"] }, { path: "pick", goto: "a" });
    await app.updateState(config, { log: ["inner"] }, { path: "sub/pick", goto: "b" });
    expect((await app.getState(config)).next).toEqual(["a", "sub/b"]);
    expect(await app.continue(config)).toEqual({ log: ["outer", "a", "inner", "b"] });
  });

  it.each([
    [one, { asNode: "pick" }, /handler of "pick" decides where to go\. Give one of "a", "b", "end"\.$/],
    [one, { asNode: "pick", goto: "c" }, /names "c", where "pick" does not go\. Give one of "a", "b", "end"\.$/],
    [one, { asNode: "pick", goto: "toString" }, /names "toString"/],
    [one, { goto: "c" }, /names "c", where "pick" does not go/],
    [one, { asNode: "pick", goto: ["a"] }, /is \["a"\]; "pick" goes to one node\. Give one of/],
    [one, { asNode: "a", goto: "c" }, /is given where no handler decides: leave it out\.$/],
    [many, { asNode: "pick" }, /Give a list of any of "a", "b"\.$/],
    [
      many,
      { asNode: "pick", goto: "a" },
      /is "a"; "pick" goes to any number of nodes\. Give a list of any of "a", "b"\.$/,
    ],
    [many, { asNode: "pick", goto: ["a", "c"] }, /names "c", where "pick" does not go/],
  ])("refuses a wrong target and stores nothing: %#", async (text, options, message) => {
    const app = await appOf(text, { checkpointer: open(), handlers: { pick: pick(text === one ? "b" : []) } });
    await app.invoke({}, config);
    const before = await app.getState(config);
    const problem = expect.stringMatching(message);
    expect(await rejection(app.updateState(config, { log: ["no"] }, options))).toMatchObject({
      name: "ConfigError",
      option: "goto",
      message: problem,
    });
    expect(await app.getState(config)).toEqual(before);
  });

  it("refuses a target where no handler has decided", async () => {
    const app = await appOf(`graph G {
      interrupt before a, c
      state { output log: string[] = [] reduce append }
      node a => { log: ["a"] } node b => { log: ["b"] } node c => { log: ["c"] }
      start -> a -> [b] -> c -> end
    }`);
    await app.invoke({}, config);
    for (let stop = 0; stop < 2; stop++) {
      expect(await rejection(app.updateState(config, {}, { goto: "c" }))).toMatchObject({
        option: "goto",
        message: expect.stringMatching(/is given where no handler decides/),
      });
      await app.continue(config);
    }
  });
});

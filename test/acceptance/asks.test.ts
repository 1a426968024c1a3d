import { describe, expect, it } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { appOf, collect, interruptsOf, rejection } from "./run.ts";
import type { AnyApp, AnyContext, AnyHandler, Values } from "./run.ts";

const config = { threadId: "t" };

/** What waits: name, path and payload of each. */
function waiting(app: AnyApp, result: unknown): readonly (readonly [string, string, unknown])[] {
  return interruptsOf(app, result).interrupts.map(({ name, path, payload }) => [name, path, payload]);
}

describe("An ask", () => {
  const text = `type Decision { approved: boolean, comment?: string where len(value) <= 5 }
  graph G {
    state { input text: string  output log: string[] = [] reduce append }
    node before { writes log }
    ask signOff(who: string): Decision {
      show { text, who, log }
    } => { log: [\`\${who}: \${answer.approved} \${answer.comment ?? "-"} after \${len(log)}\`] }
    node after => { log: [\`after \${visits(signOff)}\`] }
    start -> before -> signOff(upper(text)) -> when { visits(signOff) < 2 -> signOff("again"), else -> after -> end }
  }`;
  let runs = 0;
  const handlers = { before: () => (runs++, { log: ["before"] }) };

  it("stores its question and suspends the path; the answer goes on behind it without running any node again", async () => {
    runs = 0;
    const app = await appOf(text, { handlers });
    const stopped = interruptsOf(app, await app.invoke({ text: "x" }, config));
    expect(stopped).toMatchObject({
      threadId: "t",
      next: ["signOff"],
      interrupts: [{ name: "signOff", path: "signOff", payload: { text: "x", who: "X", log: ["before"] } }],
    });
    expect(stopped.interrupts[0]?.id).toMatch(/^signOff:./);
    expect(stopped.interrupts[0]).not.toHaveProperty("deadline");
    const state = await app.getState(config);
    expect(state).toMatchObject({
      values: { text: "x", log: ["before"] },
      next: ["signOff"],
      paths: [{ path: "signOff", node: "signOff", status: "waiting" }],
      interrupts: stopped.interrupts,
      checkpointId: stopped.checkpointId,
    });
    const again = await app.resume({ signOff: { approved: true } }, config);
    expect(waiting(app, again)).toEqual([
      ["signOff", "signOff", { text: "x", who: "again", log: ["before", "X: true - after 1"] }],
    ]);
    expect(await app.resume({ signOff: { approved: false, comment: "no" } }, config)).toEqual({
      log: ["before", "X: true - after 1", "again: false no after 2", "after 2"],
    });
    expect(runs).toBe(1);
  });

  it("takes an answer by id, and refuses one that is unknown, does not fit or comes too late, storing nothing", async () => {
    const app = await appOf(text, { handlers });
    const { interrupts } = interruptsOf(app, await app.invoke({ text: "x" }, config));
    const id = interrupts[0]?.id ?? "";
    const before = await app.getState(config);
    const cases: readonly (readonly [Values, string, string])[] = [
      [{ other: true }, "other", "unknown"],
      [{ "signOff:nope": { approved: true } }, "signOff:nope", "unknown"],
      [{ signOff: { approved: "yes" } }, "signOff", "invalid"],
      [{ signOff: {} }, "signOff", "invalid"],
      [{ signOff: { approved: true, comment: "too long" } }, "signOff", "invalid"],
      [{ signOff: null }, "signOff", "invalid"],
      [{ [id]: 1 }, id, "invalid"],
      [{ signOff: { approved: true }, other: 1 }, "other", "unknown"],
    ];
    for (const [answers, ask, reason] of cases) {
      const error = await rejection(app.resume(answers, config));
      expect(error).toMatchObject({ name: "AnswerError", graph: "G", threadId: "t", ask, reason, waiting: [id] });
      expect((error["issues"] as unknown[]).length > 0).toBe(reason === "invalid");
    }
    expect(await app.getState(config)).toEqual(before);
    interruptsOf(app, await app.resume({ [id]: { approved: true } }, config));
    await expect(app.resume({ [id]: { approved: true } }, config)).rejects.toMatchObject({ reason: "unknown" });
    await app.resume({ signOff: { approved: true } }, config);
    await expect(app.resume({ signOff: { approved: true } }, config)).rejects.toMatchObject({
      name: "AnswerError",
      reason: "unknown",
      waiting: [],
    });
    await expect(app.resume({ signOff: { approved: true } }, { threadId: "unknown" })).rejects.toMatchObject({
      name: expect.stringMatching(/^(NotFound|Answer)Error$/),
    });
  });

  it("keeps waiting when the run is continued without an answer", async () => {
    const app = await appOf(text, { handlers });
    const first = interruptsOf(app, await app.invoke({ text: "x" }, config));
    expect(interruptsOf(app, await app.continue(config)).interrupts).toEqual(first.interrupts);
    expect(interruptsOf(app, await app.invoke(null, config)).interrupts).toEqual(first.interrupts);
    expect(interruptsOf(app, await app.resume({}, config)).interrupts).toEqual(first.interrupts);
  });

  it("is answered from another process that only has the store", async () => {
    const checkpointer = new MemoryCheckpointer();
    await (await appOf(text, { handlers, checkpointer })).invoke({ text: "x" }, config);
    const app = await appOf(text, { handlers, checkpointer });
    interruptsOf(app, await app.resume({ signOff: { approved: true } }, config));
  });

  it("takes null, false, 0, the empty text and an empty list for answers", async () => {
    for (const [type, answer] of [
      ["string | null", null],
      ["boolean", false],
      ["int", 0],
      ["string", ""],
      ["string[]", []],
      ["bigint", 0n],
    ] as const) {
      const app = await appOf(
        `graph G { state { output got: json = "nothing"  output ok: boolean = false } ask q: ${type} { show "?" } => { got: ${type === "bigint" ? "string(answer)" : "answer"}, ok: true } start -> q -> end }`,
      );
      await app.invoke({}, config);
      expect(await app.resume({ q: answer }, config)).toEqual({ got: answer === 0n ? "0" : answer, ok: true });
    }
  });

  it("may have no update and still suspends", async () => {
    const app = await appOf(
      `graph G { state { output log: string[] = [] reduce append } ask q: boolean { show "?" } node a => { log: ["a"] } start -> q -> a -> end }`,
    );
    expect(waiting(app, await app.invoke({}, config))).toEqual([["q", "q", "?"]]);
    expect(await app.resume({ q: true }, config)).toEqual({ log: ["a"] });
  });

  it("without a checkpointer is refused when the app is made", async () => {
    await expect(
      appOf(text, { handlers, checkpointer: undefined as unknown as MemoryCheckpointer }),
    ).rejects.toMatchObject({ name: "ConfigError", option: "checkpointer" });
  });
});

describe("A deadline", () => {
  const text = `graph G {
    state { output log: string[] = [] reduce append }
    ask q: boolean { show "?" timeout 2d } => { log: [string(answer)] }
    node late => { log: [\`\${error.name} \${error.node}\`] }
    start -> q -> end
    q on error -> late -> end
  }`;
  const day = 86_400_000;

  it("is shown and stored; due lists the threads that passed theirs, and continue takes the error edge", async () => {
    let now = 0;
    const app = await appOf(text, { clock: () => new Date(now) });
    const { interrupts } = interruptsOf(app, await app.invoke({}, config));
    expect(interrupts[0]?.deadline).toEqual(new Date(2 * day));
    now = 1 * day;
    await app.invoke({}, { threadId: "later" });
    const due = async (before?: Date): Promise<readonly string[]> =>
      (await collect(app.due(before))).map(({ threadId }) => threadId);
    expect(await due()).toEqual([]);
    expect(await due(new Date(2 * day + 1))).toEqual(["t"]);
    now = 2 * day + 1;
    expect(await due()).toEqual(["t"]);
    await expect(app.resume({ q: true }, config)).rejects.toMatchObject({
      name: "AnswerError",
      ask: "q",
      reason: "expired",
    });
    expect(await app.continue(config)).toEqual({ log: ["AskTimeoutError q"] });
    expect(await due()).toEqual([]);
    expect(await app.resume({ q: true }, { threadId: "later" })).toEqual({ log: ["true"] });
  });

  it("without an error edge fails the run with AskTimeoutError", async () => {
    let now = 0;
    const bare = text.replace("q on error -> late -> end", "").replace(/node late.*/, "");
    const app = await appOf(bare, { clock: () => new Date(now) });
    await app.invoke({}, config);
    now = 3 * day;
    await expect(app.continue(config)).rejects.toMatchObject({
      name: "AskTimeoutError",
      ask: "q",
      id: expect.stringMatching(/^q:/),
      deadline: new Date(2 * day),
    });
  });
});

describe("Several waiting asks", () => {
  const text = `graph G {
    state { input n: int  output log: string[] = [] reduce append }
    ask a: string { show "a" } => { log: [\`a \${answer}\`] }
    ask m(i: int): string { show i } => { log: [\`m\${i} \${answer}\`] }
    node fast => { log: ["fast"] }
    node deep => { log: [\`deep \${len(log)}\`] }
    node done => { log: [\`done \${len(log)}\`] }
    start -> [a -> deep, m(i) for i in range(n), fast] -> done -> end
  }`;

  it("come back when no path can go on, oldest first, under their paths", async () => {
    const app = await appOf(text);
    const stopped = interruptsOf(app, await app.invoke({ n: 2 }, config));
    expect(waiting(app, stopped)).toEqual([
      ["a", "a", "a"],
      ["m", "m#0", 0],
      ["m", "m#1", 1],
    ]);
    expect(stopped.next).toEqual(["a", "m#0", "m#1"]);
    const { values, paths } = await app.getState(config);
    expect(values).toEqual({ n: 2, log: ["fast"] });
    expect(paths.filter(({ status }) => status === "waiting").map(({ path }) => path)).toEqual(["a", "m#0", "m#1"]);
  });

  it("are answered by name or id; an ambiguous answer is refused, the others keep waiting", async () => {
    const app = await appOf(text);
    const { interrupts } = interruptsOf(app, await app.invoke({ n: 2 }, config));
    const ids = interrupts.map(({ id }) => id);
    await expect(app.resume({ m: "?" }, config)).rejects.toMatchObject({
      name: "AnswerError",
      ask: "m",
      reason: "ambiguous",
      waiting: ids,
    });
    await expect(app.resume({ a: "1", m: "?" }, config)).rejects.toMatchObject({ reason: "ambiguous" });
    expect(waiting(app, await app.continue(config))).toHaveLength(3);
    const second = await app.resume({ [ids[2] ?? ""]: "second" }, config);
    expect(waiting(app, second).map(([, path]) => path)).toEqual(["a", "m#0"]);
    const third = await app.resume({ m: "first", a: "hello" }, config);
    expect(third).toEqual({ log: ["a hello", "deep 1", "m0 first", "m1 second", "fast", "done 5"] });
  });

  it("are folded in the order of the members, whatever order they are answered in", async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const app = await appOf(text);
      const { interrupts } = interruptsOf(app, await app.invoke({ n: 2 }, config));
      let result: unknown;
      for (const at of order) result = await app.resume({ [interrupts[at]?.id ?? ""]: `${at}` }, config);
      expect(result).toEqual({ log: ["a 0", "deep 1", "m0 1", "m1 2", "fast", "done 5"] });
    }
  });

  it("may be answered twice by name and id only once", async () => {
    const app = await appOf(text);
    const { interrupts } = interruptsOf(app, await app.invoke({ n: 0 }, config));
    await expect(app.resume({ a: "x", [interrupts[0]?.id ?? ""]: "y" }, config)).rejects.toMatchObject({
      name: "AnswerError",
    });
  });
});

describe("ctx.ask", () => {
  const text = `graph G {
    state { input n: int = 2  output log: string[] = [] reduce append }
    node wizard { reads n writes log asks { question: int } for { value: int where value >= 0 } retry 3 }
    node end2 => { log: ["end"] }
    start -> wizard -> end2 -> end
  }`;

  it("runs the handler again from its top with the earlier answers remembered, effects in once only once", async () => {
    const runs: number[] = [];
    const effects: string[] = [];
    const wizard: AnyHandler = async ({ n }: { n: number }, ctx) => {
      runs.push(ctx.attempt);
      await ctx.once("effect", () => effects.push("effect"));
      const got: unknown[] = [];
      for (let question = 0; question < n; question++) got.push(((await ctx.ask({ question })) as Values)["value"]);
      return { log: [got.join()] };
    };
    const app = await appOf(text, { handlers: { wizard } });
    expect(waiting(app, await app.invoke({}, config))).toEqual([["wizard", "wizard", { question: 0 }]]);
    await expect(app.resume({ wizard: { value: -1 } }, config)).rejects.toMatchObject({
      name: "AnswerError",
      reason: "invalid",
    });
    expect(waiting(app, await app.resume({ wizard: { value: 0 } }, config))).toEqual([
      ["wizard", "wizard", { question: 1 }],
    ]);
    expect(await app.resume({ wizard: { value: 7 } }, config)).toEqual({ log: ["0,7", "end"] });
    expect(runs).toEqual([1, 1, 1]);
    expect(effects).toEqual(["effect"]);
  });

  it("suspends a handler that catches the suspension all the same, and is no failure that is retried or recovered from", async () => {
    let runs = 0;
    const wizard: AnyHandler = async (_, ctx) => {
      runs++;
      let value: unknown = "caught";
      try {
        value = ((await ctx.ask({ question: 1 })) as Values)["value"];
      } catch {
        // A careless handler goes on.
      }
      return { log: [String(value)] };
    };
    const app = await appOf(text, { handlers: { wizard } });
    expect(waiting(app, await app.invoke({}, config))).toHaveLength(1);
    expect((await app.getState(config)).values["log"]).toEqual([]);
    expect(await app.resume({ wizard: { value: 5 } }, config)).toEqual({ log: ["5", "end"] });
    expect(runs).toBe(2);
  });

  it("works in maps, each element for itself", async () => {
    const map = `graph G {
      state { input n: int  output log: string[] = [] reduce append }
      node w(i: int) { writes log asks int for string }
      start -> [w(i) for i in range(n)] -> end
    }`;
    const w = async (_: unknown, { args, ask }: AnyContext): Promise<unknown> => ({
      log: [`${String(args["i"])} ${String(await ask(args["i"]))}`],
    });
    const app = await appOf(map, { handlers: { w } });
    const { interrupts } = interruptsOf(app, await app.invoke({ n: 3 }, config));
    expect(interrupts.map(({ name, path, payload }) => [name, path, payload])).toEqual([
      ["w", "w#0", 0],
      ["w", "w#1", 1],
      ["w", "w#2", 2],
    ]);
    const answers = Object.fromEntries(interrupts.map(({ id, payload }) => [id, `answer ${String(payload)}`]));
    expect(await app.resume(answers, config)).toEqual({ log: ["0 answer 0", "1 answer 1", "2 answer 2"] });
  });

  it("two at once in one handler wait together", async () => {
    const wizard: AnyHandler = async (_, ctx) => {
      const [a, b] = (await Promise.all([ctx.ask({ question: 1 }), ctx.ask({ question: 2 })])) as readonly Values[];
      return { log: [`${String(a?.["value"])} ${String(b?.["value"])}`] };
    };
    const app = await appOf(text, { handlers: { wizard } });
    let result: unknown = await app.invoke({}, config);
    for (let round = 0; round < 2 && app.isInterrupted(result); round++) {
      const { interrupts } = interruptsOf(app, result);
      const answers = Object.fromEntries(
        interrupts.map(({ id, payload }) => [id, { value: Number((payload as Values)["question"]) * 10 }]),
      );
      result = await app.resume(answers, config);
    }
    expect(result).toEqual({ log: ["10 20", "end"] });
  });
});

describe("Asks in subgraphs", () => {
  const text = `
  graph Approval {
    state { input what: string  output ok: boolean = false  output by: string = "" }
    ask approve(n: int): boolean { show { what, n } } => { ok: answer, by: \`\${what} \${n}\` }
    node check => {}
    start -> check -> approve(1) -> when { ok -> end, else -> approve(2) max 1 then end }
  }
  graph Team { state { input what: string  output ok: boolean = false } node inner = Approval { in { what } } start -> inner -> end }
  graph G {
    state { input items: string[]  output log: string[] = [] reduce append }
    node review(item: string) = Team { in { what: item } } => { log: [\`\${item} \${output.ok}\`] }
    node done => { log: ["done"] }
    start -> [review(i) for i in items] -> done -> end
  }`;

  it("are called after the path to them, and answered by that name or by id", async () => {
    const app = await appOf(text);
    const one = interruptsOf(app, await app.invoke({ items: ["x"] }, config));
    expect(waiting(app, one)).toEqual([["review/inner/approve", "review#0/inner/approve", { what: "x", n: 1 }]]);
    expect(one.next).toEqual(["review#0/inner/approve"]);
    const two = await app.resume({ "review/inner/approve": false }, config);
    expect(waiting(app, two)).toEqual([["review/inner/approve", "review#0/inner/approve", { what: "x", n: 2 }]]);
    expect(await app.resume({ [interruptsOf(app, two).interrupts[0]?.id ?? ""]: true }, config)).toEqual({
      log: ["x true", "done"],
    });
  });

  it("in a map wait together and are told apart by id", async () => {
    const app = await appOf(text);
    const { interrupts } = interruptsOf(app, await app.invoke({ items: ["x", "y"] }, config));
    expect(interrupts.map(({ path }) => path)).toEqual(["review#0/inner/approve", "review#1/inner/approve"]);
    await expect(app.resume({ "review/inner/approve": true }, config)).rejects.toMatchObject({ reason: "ambiguous" });
    interruptsOf(app, await app.resume({ [interrupts[1]?.id ?? ""]: true }, config));
    expect(await app.resume({ "review/inner/approve": true }, config)).toEqual({ log: ["x true", "y true", "done"] });
  });

  it("show the state inside with getState({ subgraphs: true })", async () => {
    const app = await appOf(text);
    await app.invoke({ items: ["x", "y"] }, config);
    const { paths, next } = await app.getState({ ...config, subgraphs: true });
    expect(next).toEqual(["review#0/inner/approve", "review#1/inner/approve"]);
    const first = paths.find(({ path }) => path === "review#0");
    expect(first?.subgraph?.values).toEqual({ what: "x", ok: false });
    const inner = first?.subgraph?.paths.find(({ path }) => path === "inner");
    expect(inner?.subgraph).toMatchObject({
      values: { what: "x", ok: false, by: "" },
      next: ["approve"],
    });
    const plain = await app.getState(config);
    expect(plain.paths.every((path) => path.subgraph === undefined)).toBe(true);
  });
});

describe("Asks in loops", () => {
  it("have a new id each time", async () => {
    const app = await appOf(`graph G {
      state { output log: string[] = [] reduce append }
      ask next: string { show len(log) } => { log: [answer] }
      start -> next -> when { last(log) == "stop" -> end, else -> next }
    }`);
    const ids = new Set<string>();
    let result: unknown = await app.invoke({}, config);
    for (const answer of ["a", "b", "stop"]) {
      ids.add(interruptsOf(app, result).interrupts[0]?.id ?? "");
      result = await app.resume({ next: answer }, config);
    }
    expect(result).toEqual({ log: ["a", "b", "stop"] });
    expect(ids.size).toBe(3);
  });
});

describe("A static interrupt", () => {
  const text = (setting: string): string => `graph G { ${setting}
    state { output log: string[] = [] reduce append }
    node a => { log: ["a"] } node b => { log: ["b"] } node c => { log: ["c"] }
    start -> a -> b -> c -> end
  }`;

  it("of the graph stops before or after its nodes, with no question, and continue goes on", async () => {
    for (const [setting, stops] of [
      ["interrupt before b", [["b", ["a"]]]],
      ["interrupt after b", [["c", ["a", "b"]]]],
      [
        "interrupt before a, c",
        [
          ["a", []],
          ["c", ["a", "b"]],
        ],
      ],
      [
        "interrupt before b interrupt after b",
        [
          ["b", ["a"]],
          ["c", ["a", "b"]],
        ],
      ],
    ] as const) {
      const app = await appOf(text(setting));
      let result: unknown = await app.invoke({}, config);
      for (const [next, log] of stops) {
        expect(interruptsOf(app, result)).toMatchObject({ interrupts: [], next: [next], threadId: "t" });
        expect(await app.getState(config)).toMatchObject({ values: { log }, next: [next], interrupts: [] });
        result = await app.continue(config);
      }
      expect(result).toEqual({ log: ["a", "b", "c"] });
    }
  });

  it("of a call holds for that call", async () => {
    const app = await appOf(text(""));
    expect(
      interruptsOf(app, await app.invoke({}, { ...config, interruptBefore: ["b"], interruptAfter: ["b"] })).next,
    ).toEqual(["b"]);
    expect(interruptsOf(app, await app.continue({ ...config, interruptAfter: ["b"] })).next).toEqual(["c"]);
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "c"] });
    await expect(app.invoke({}, { ...config, interruptBefore: ["zzz"] })).rejects.toMatchObject({
      name: "ConfigError",
      option: "interruptBefore",
    });
  });

  it("before a member suspends that member; the others end theirs", async () => {
    const group = `graph G { interrupt before b
      state { output log: string[] = [] reduce append }
      node a => { log: ["a"] } node b => { log: ["b"] } node c => { log: ["c"] } node d => { log: ["d"] }
      start -> [a -> b, c] -> d -> end
    }`;
    const app = await appOf(group);
    expect(interruptsOf(app, await app.invoke({}, config)).next).toEqual(["b"]);
    expect((await app.getState(config)).values).toEqual({ log: ["a", "c"] });
    expect(await app.continue(config)).toEqual({ log: ["a", "b", "c", "d"] });
  });

  it("in a loop stops each time, behind the last node too", async () => {
    const loop = `graph G { interrupt after a state { output n: int = 0 reduce add } node a => { n: 1 } start -> a -> when { n < 3 -> a, else -> end } }`;
    const app = await appOf(loop);
    let result: unknown = await app.invoke({}, config);
    let stops = 0;
    while (app.isInterrupted(result)) {
      stops++;
      result = await app.continue(config);
    }
    expect(result).toEqual({ n: 3 });
    expect(stops).toBe(3);
  });

  it("before a node in a loop stops in each round, however many nodes a round has", async () => {
    for (const round of ["a -> b", "a", "a -> [b, c]"]) {
      const named = ["b", "c"].filter((name) => round.includes(name));
      const others = named.map((name) => `node ${name} => { log: ["${name}"] }`).join("  ");
      const loop = `graph G { interrupt before a state { output n: int = 0 reduce add  log: string[] = [] reduce append }
        node a => { n: 1 } ${others} start -> ${round} -> when { n < 3 -> a, else -> end } }`;
      const app = await appOf(loop);
      let result: unknown = await app.invoke({}, config);
      const seen: unknown[] = [];
      while (app.isInterrupted(result)) {
        seen.push((await app.getState(config)).values["n"]);
        result = await app.continue(config);
      }
      expect(result).toEqual({ n: 3 });
      expect(seen).toEqual([0, 1, 2]);
    }
  });
});

describe("New input on a thread whose run is unfinished", () => {
  const text = `graph G {
    state { input x: string  output log: string[] = [] reduce append }
    ask q: string { show x } => { log: [\`\${x} \${answer}\`] }
    start -> q -> end
  }`;

  it("is refused unless the caller says to discard it", async () => {
    const app = await appOf(text);
    await app.invoke({ x: "1" }, config);
    await expect(app.invoke({ x: "2" }, config)).rejects.toMatchObject({
      name: "UnfinishedRunError",
      graph: "G",
      threadId: "t",
      status: "waiting",
      next: ["q"],
    });
    expect(waiting(app, await app.invoke({ x: "3" }, { ...config, onUnfinished: "discard" }))).toEqual([
      ["q", "q", "3"],
    ]);
    expect(await app.resume({ q: "yes" }, config)).toEqual({ log: ["3 yes"] });
    expect(waiting(app, await app.invoke({ x: "4" }, config))).toEqual([["q", "q", "4"]]);
  });
});

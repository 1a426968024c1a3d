import { describe, expect, it } from "vitest";
import { logging, logOf } from "./logging.ts";
import { appOf, collect, findings, outputOf, rejection, runnerOf } from "./run.ts";

describe("One way out", () => {
  it("is the next step of a chain, and a list of sources writes one edge for each", async () => {
    expect(await logOf(logging("a b c", "start -> a -> b  b -> c  c -> end"))).toEqual(["a", "b", "c"]);
    const text = logging("a b c", "start -> when { n == 0 -> a, else -> b }  a, b -> c -> end");
    expect(await logOf(text)).toEqual(["a", "c"]);
    expect(await logOf(text, { n: 1 })).toEqual(["b", "c"]);
  });

  it("is written once: a second is an error, none is an error", () => {
    expect(findings(logging("a b c", "start -> a -> b -> end  a -> c -> end"))).toEqual([
      expect.stringContaining("G608"),
    ]);
    expect(findings(logging("a b", "start -> a -> b"))).toEqual([expect.stringContaining("G502")]);
    expect(findings(logging("a", "a -> end"))).toEqual([expect.stringContaining("G607")]);
    expect(findings(logging("a b", "start -> a -> end"))).toEqual([expect.stringContaining("G501")]);
    expect(findings(logging("a b", "start -> a -> start"))).toContainEqual(expect.stringMatching(/^G1/));
  });

  it("belongs to a node where a chain stops at it, wherever it is written", async () => {
    const text = logging(
      "a b c d",
      "start -> when { n == 1 -> a -> c, else -> c }  c -> d -> when { visits(d) < 2 -> b, else -> end }  b -> c",
    );
    expect(await logOf(text, { n: 1 })).toEqual(["a", "c", "d", "b", "c", "d"]);
  });

  it("of a node that has none inside a member or an arm is what follows the group or the branch", async () => {
    const text = logging("a b c d e", "start -> when { n == 0 -> a -> b, else -> [c, d] } -> e -> end");
    expect(await logOf(text)).toEqual(["a", "b", "e"]);
    expect(await logOf(text, { n: 1 })).toEqual(["c", "d", "e"]);
  });
});

describe("A branch", () => {
  it("takes the first arm that fits", async () => {
    const text = logging("a b c", `start -> when { n > 10 -> a, n > 5 -> b, else -> c } -> end`);
    expect(await Promise.all([11, 6, 5].map((n) => logOf(text, { n })))).toEqual([["a"], ["b"], ["c"]]);
  });

  it("matches literals, several patterns, booleans, numbers and absence", async () => {
    const text = `graph G {
      state { input s?: "a" | "b" | "c"  input b: boolean = true  input i?: int | null  output log: string[] = [] reduce append }
      node x(t: string) => { log: [t] }
      node y(t: string) => { log: [t] }
      node z(t: string) => { log: [t] }
      start -> match s { "a", "b" -> x("ab"), "c" -> x("c"), null -> x("absent") }
      x -> match b { true -> y("yes"), false -> y("no") }
      y -> match i { 1 -> z("one"), -1 -> z("minus one"), null -> z("null"), else -> z("other") }
      z -> end
    }`;
    const runner = await runnerOf(text);
    const log = async (input: object): Promise<unknown> => (await runner.invoke({ ...input }))["log"];
    expect(await log({ s: "b", b: false, i: 1 })).toEqual(["ab", "no", "one"]);
    expect(await log({ s: "c", i: -1 })).toEqual(["c", "yes", "minus one"]);
    expect(await log({ i: null })).toEqual(["absent", "yes", "null"]);
    expect(await log({ s: "a" })).toEqual(["ab", "yes", "null"]);
    expect(await log({ i: 0 })).toEqual(["absent", "yes", "other"]);
  });

  it("must be exhaustive or have else", () => {
    const state = `state { input k: "a" | "b"  input o?: "a"  input b: boolean  input n: int  output log: string[] = [] reduce append } node x => { log: ["x"] }`;
    const flow = (branch: string): readonly string[] =>
      findings(`graph G { ${state} start -> ${branch} -> end }`).filter((found) => !found.startsWith("G406"));
    expect(flow(`match k { "a" -> x }`)).toEqual([expect.stringContaining("G601")]);
    expect(flow(`match o { "a" -> x }`)).toEqual([expect.stringContaining("G601")]);
    expect(flow(`match b { true -> x }`)).toEqual([expect.stringContaining("G601")]);
    expect(flow(`when { n > 1 -> x }`)).toEqual([expect.stringContaining("G601")]);
    expect(flow(`match k { "a" -> x, "b" -> end }`)).toEqual([]);
    expect(flow(`when { b -> x, !b -> end }`)).toEqual([]);
    expect(flow(`match k { "a" -> x, "b" -> end, "c" -> end }`)).toEqual([expect.stringMatching(/^G(305|602)/)]);
  });

  it("may be a group, another branch, or lie in a member", async () => {
    const text = logging(
      "a b c d e f",
      "start -> when { n > 0 -> when { n > 1 -> [a, b], else -> c } -> d, else -> [e, when { n < 0 -> f, else -> end }] } -> end",
    );
    expect(await logOf(text, { n: 2 })).toEqual(["a", "b", "d"]);
    expect(await logOf(text, { n: 1 })).toEqual(["c", "d"]);
    expect(await logOf(text, { n: 0 })).toEqual(["e"]);
    expect(await logOf(text, { n: -1 })).toEqual(["e", "f"]);
  });

  it("may not ask for the time or chance in its conditions", () => {
    const now = logging("a", "start -> when { string(now()) == '' -> a, else -> end } a -> end");
    const chance = logging("a", "start -> match uuid() { 'x' -> a, else -> end } a -> end");
    expect(findings(now)).toEqual([expect.stringContaining("G609")]);
    expect(findings(chance)).toEqual([expect.stringContaining("G609")]);
  });
});

describe("A router", () => {
  const text = `import { pick } from "./r.ts"
  graph G {
    state { input n: string  output log: string[] = [] reduce append }
    node a => { log: ["a"] } node b => { log: ["b"] } node c => { log: [\`c \${join(log, "")}\`] }
  `;

  it("with braces names one target, may be async, and is given the values alone", async () => {
    const flow = `${text} start -> route pick { a, b, end }  a, b -> c -> end }`;
    const given: unknown[][] = [];
    const imports = { "./r.ts": { pick: async (...all: { n: string }[]) => (given.push(all), all[0]?.n) } };
    const runner = await runnerOf(flow, { imports });
    expect(await runner.invoke({ n: "a" })).toEqual({ log: ["a", "c a"] });
    expect(await runner.invoke({ n: "b" })).toEqual({ log: ["b", "c b"] });
    expect(await runner.invoke({ n: "end" })).toEqual({ log: [] });
    expect(given[0]).toEqual([{ n: "a", log: [] }]);
  });

  it("that names something else fails the run, with what is allowed, and the thread stays", async () => {
    const flow = `${text} node first => { log: ["first"] } start -> first -> route pick { a, b }  a, b -> c -> end }`;
    let target: unknown = "zzz";
    const app = await appOf(flow, { imports: { "./r.ts": { pick: () => target } } });
    await expect(app.invoke({ n: "" }, { threadId: "t" })).rejects.toMatchObject({
      name: "UnknownTargetError",
      node: "first",
      target: "zzz",
      allowed: ["a", "b"],
    });
    expect(await app.getState({ threadId: "t" })).toMatchObject({ values: { log: [] }, next: ["first"] });
    for (target of ["c", "first", "__proto__", "toString", undefined, null, ["a"]]) {
      await expect(app.continue({ threadId: "t" })).rejects.toMatchObject({ name: "UnknownTargetError" });
    }
    target = "a";
    expect(await app.continue({ threadId: "t" })).toEqual({ log: ["first", "a", "c firsta"] });
  });

  it("with brackets names any number, run in textual order, a double one once", async () => {
    const flow = `${text} start -> route pick [a, b] -> c -> end }`;
    const runner = await runnerOf(flow, { imports: { "./r.ts": { pick: ({ n }: { n: string }) => n.split("") } } });
    const log = async (n: string): Promise<unknown> => (await runner.invoke({ n }))["log"];
    expect(await log("ba")).toEqual(["a", "b", "c ab"]);
    expect(await log("bb")).toEqual(["b", "c b"]);
    expect(await log("")).toEqual(["c "]);
    await expect(log("ax")).rejects.toMatchObject({ name: "UnknownTargetError", target: "x", allowed: ["a", "b"] });
  });

  it("has only nodes without parameters and end for targets", () => {
    const flow = `${text} node p(x: int) => {} start -> route pick { a, b, p } a, b, p -> c -> end }`;
    expect(findings(flow)).toEqual([expect.stringContaining("G504")]);
    expect(findings(`${text} start -> route nobody { a, b } a, b -> c -> end }`)).toContainEqual(
      expect.stringContaining("G201 nobody"),
    );
  });
});

describe("A goto", () => {
  it("with braces is the handler's choice together with its update", async () => {
    const { goto } = await import("@graphc/runtime");
    const text = `graph G {
      state { input n: int  output log: string[] = [] reduce append }
      node desk { reads n writes log }
      node sales => { log: ["sales"] } node refunds => { log: ["refunds"] }
      start -> desk -> goto { sales, refunds, end }
      sales, refunds -> end
    }`;
    const targets = ["sales", "refunds", "end", "nobody"];
    const handlers = { desk: ({ n }: { n: number }) => goto(targets[n] ?? "", { log: [`to ${n}`] }) };
    const app = await appOf(text, { handlers });
    const run = (n: number): Promise<unknown> => app.invoke({ n }, { threadId: `${n}` });
    expect(await run(0)).toEqual({ log: ["to 0", "sales"] });
    expect(await run(1)).toEqual({ log: ["to 1", "refunds"] });
    expect(await run(2)).toEqual({ log: ["to 2"] });
    await expect(run(3)).rejects.toMatchObject({
      name: "UnknownTargetError",
      node: "desk",
      target: "nobody",
      allowed: ["sales", "refunds", "end"],
    });
    expect((await app.getState({ threadId: "3" })).values).toEqual({ n: 3, log: [] });
    const plain = await appOf(text, { handlers: { desk: () => ({ log: ["x"] }) } });
    await expect(plain.invoke({ n: 0 }, { threadId: "p" })).rejects.toMatchObject({
      name: expect.stringMatching(/Error/),
      node: "desk",
    });
  });

  it("with brackets takes any number of names", async () => {
    const { goto } = await import("@graphc/runtime");
    const text = `graph G {
      state { input to: string[]  output log: string[] = [] reduce append }
      node lead { reads to writes log }
      node a => { log: ["a"] } node b => { log: ["b"] } node c => { log: ["c"] }
      start -> lead -> goto [a, b] -> c -> end
    }`;
    const handlers = { lead: ({ to }: { to: string[] }) => goto(to as unknown as string, { log: ["lead"] }) };
    const runner = await runnerOf(text, { handlers });
    expect(await runner.invoke({ to: ["b", "a", "b"] })).toEqual({ log: ["lead", "a", "b", "c"] });
    expect(await runner.invoke({ to: [] })).toEqual({ log: ["lead", "c"] });
    await expect(runner.invoke({ to: ["a", "c"] })).rejects.toMatchObject({ name: "UnknownTargetError", target: "c" });
  });

  it("is declared directly behind a node that TypeScript implements", () => {
    expect(findings(logging("a b", "start -> a -> goto { b, end }  b -> end"))).toEqual([
      expect.stringContaining("G505"),
    ]);
  });

  it("of a handler where none is declared is refused", async () => {
    const { goto } = await import("@graphc/runtime");
    const text = `graph G { state { output a: int = 0 } node n { writes a } start -> n -> end }`;
    const error = await rejection(outputOf(text, {}, { handlers: { n: () => goto("end", { a: 1 }) } }));
    expect(error).toMatchObject({ node: "n" });
  });
});

describe("A bound", () => {
  it("lets its edge be taken so often, then goes elsewhere", async () => {
    const text = logging("a b", "start -> a -> when { n == 1 -> end, else -> a max 3 then b }  b -> end");
    expect(await logOf(text)).toEqual(["a", "a", "a", "a", "b"]);
    expect(findings(text.replace("max 3", "max 0"))).toEqual([expect.stringContaining("G602")]);
  });

  it("counts per place in the text", async () => {
    const text = logging(
      "a b c",
      "start -> a -> b -> when { visits(b) < 2 -> a max 1 then c, visits(b) < 4 -> a max 2 then c, else -> c }  c -> end",
    );
    expect(await logOf(text)).toEqual(["a", "b", "a", "b", "a", "b", "a", "b", "c"]);
  });

  it("counts per path: fresh for each member and each entry of a group", async () => {
    const loop = `graph G {
      state { output log: string[] = [] reduce append }
      node a(i: int) => { log: [\`a\${i}.\${visits(a)}\`] }
      node c => { log: [\`c \${visits(a)}\`] }
      start -> c -> when { visits(c) > 2 -> end, else -> [a(i) -> a(i + 10) max 1 then end for i in [1, 2]] -> c }
    }`;
    expect(await logOf(loop)).toEqual([
      "c 0",
      "a1.0",
      "a11.1",
      "a2.0",
      "a12.1",
      "c 4",
      "a1.0",
      "a11.1",
      "a2.0",
      "a12.1",
      "c 8",
    ]);
  });

  it("counts anew in each run of a thread, and is stored when a run goes on", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      ask more: boolean { show log } => { log: [\`\${answer}\`] }
      node b => { log: ["b"] }
      start -> more -> when { len(log) > 99 -> end, else -> more max 2 then b }
      b -> end
    }`;
    const app = await appOf(text);
    const config = { threadId: "t" };
    for (let run = 1; run < 3; run++) {
      await app.invoke({}, config);
      await app.resume({ more: true }, config);
      await app.resume({ more: true }, config);
      const output = await app.resume({ more: false }, config);
      expect(app.isInterrupted(output)).toBe(false);
      expect((output as { log: unknown[] }).log).toHaveLength(4 * run);
    }
  });
});

describe("visits", () => {
  it("is how often a node was left in this run, the current visit excluded, its last one included behind it", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      node a => { log: [\`\${visits(a)}\`] }
      start -> a -> when { visits(a) == 3 -> end, else -> a }
    }`;
    const app = await appOf(text);
    expect(await app.invoke({}, { threadId: "t" })).toEqual({ log: ["0", "1", "2"] });
    expect(await app.invoke({}, { threadId: "t" })).toEqual({ log: ["0", "1", "2", "0", "1", "2"] });
  });

  it("counts leaving by the error edge", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      node a { writes log }
      node b => { log: [\`\${visits(a)}\`] }
      start -> a -> end
      a on error -> b -> when { visits(a) < 3 -> a, else -> end }
    }`;
    const handlers = {
      a: () => {
        throw new Error("no");
      },
    };
    expect(await outputOf(text, {}, { handlers })).toEqual({ log: ["1", "2", "3"] });
  });

  it("inside a member counts on that member's path, and leaving the group adds them to the path's", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      node a => { log: [\`a\${visits(a)} \${visits(x)}\`] }
      node x(i: int) => { log: [\`x\${i} \${visits(x)} \${visits(a)}\`] }
      start -> a -> [x(i) -> when { visits(x) < 2 -> x(i), else -> end } for i in [1, 2]] -> a2 -> end
      node a2 => { log: [\`\${visits(x)}\`] }
    }`;
    expect(await logOf(text)).toEqual(["a0 0", "x1 0 0", "x1 1 0", "x2 0 0", "x2 1 0", "4"]);
  });
});

describe("A cycle", () => {
  it("that nothing leaves is an error", () => {
    expect(findings(logging("a b", "start -> a -> b -> a"))).toEqual([expect.stringMatching(/G(503|603)/)]);
  });
});

describe("let", () => {
  it("names an expression that is evaluated where it is used", async () => {
    const text = `graph G {
      state { input n: int  output log: string[] = [] reduce append }
      let big = n > 10
      let text = \`\${n}!\`
      node a => { n: n + 6, log: [text] } node b => { log: [\`big \${text}\`] }
      start -> a -> when { big -> b, else -> a }  b -> end
    }`;
    expect(await logOf(text, { n: 1 })).toEqual(["1!", "7!", "big 13!"]);
  });
});

describe("Updates of a run as they stream by", () => {
  it("come in the order of the steps, members under their paths", async () => {
    const text = logging(
      "a b c d",
      "start -> a -> [b -> c, x(i) for i in [7, 8]] -> d -> end",
      `node x(i: int) => { log: [string(i)] }`,
    );
    const events = await collect((await runnerOf(text)).stream({}, { modes: ["updates"] }));
    expect(
      events.map((event) => [event.type, event.path, event.step, event.type === "update" ? event.update : undefined]),
    ).toEqual([
      ["update", "a", 1, { log: ["a"] }],
      ["update", "b", 2, { log: ["b"] }],
      ["update", "c", 3, { log: ["c"] }],
      ["update", "x#0", 2, { log: ["7"] }],
      ["update", "x#1", 2, { log: ["8"] }],
      ["update", "d", 4, { log: ["d"] }],
      ["done", "", 4, undefined],
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { logging, logOf } from "./logging.ts";
import { appOf, findings, gate, orders, outputOf, runnerOf, settled } from "./run.ts";
import type { AnyContext, Gate } from "./run.ts";

describe("A group", () => {
  it("is left once, when all its paths have ended, however uneven they are", async () => {
    const text = logging(
      "a b c d e f g",
      "start -> [a, b -> c -> d, e -> when { n == 0 -> end, else -> f }] -> g -> end",
    );
    expect(await logOf(text)).toEqual(["a", "b", "c", "d", "e", "g"]);
    expect(await logOf(text, { n: 1 })).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  });

  it("may be nested, each left for itself", async () => {
    const text = logging(
      "a b c d e f",
      "start -> [a -> [b, c -> d] -> e, [f]] -> g -> end",
      `node g => { log: [string(len(log))] }`,
    );
    expect(await logOf(text)).toEqual(["a", "b", "c", "d", "e", "f", "6"]);
  });

  it("that nothing starts in is left at once", async () => {
    const text = logging(
      "a b",
      "start -> [a if n > 0, x(i) for i in range(n)] -> b -> end",
      `node x(i: int) => { log: [string(i)] }`,
    );
    expect(await logOf(text)).toEqual(["b"]);
    expect(await logOf(text, { n: 2 })).toEqual(["a", "0", "1", "b"]);
  });

  it("holds each of its nodes alone", () => {
    expect(findings(logging("a b c", "start -> [a -> c, b -> c] -> end"))).toEqual([expect.stringContaining("G605")]);
    expect(findings(logging("a b", "start -> a -> [a, b] -> end"))).toEqual([expect.stringMatching(/G60[568]/)]);
    expect(findings(logging("a b c", "start -> [a, b -> c] -> end  a -> c"))).toEqual([
      expect.stringMatching(/G60[568]/),
    ]);
  });

  it("is entered anew each time a loop comes by", async () => {
    const text = logging(
      "a b c",
      "start -> [a, b] -> c -> when { visits(a) < 3 -> [a2, b2] -> c, else -> end }",
    ).replace(/node c/, `node a2 => { log: ["a2"] } node b2 => {} node c`);
    const { log } = await outputOf(text.replace("visits(a) < 3", "visits(c) < 3"));
    expect(log).toEqual(["a", "b", "c", "a2", "c", "a2", "c"]);
  });

  it("shows no member another: each sees the entry's state and its own updates", async () => {
    const text = `graph G {
      state { output log: string[] = ["start"] reduce append  x: int = 0 reduce add }
      node a => { log: [\`a sees \${join(log, ",")} \${x}\`], x: 1 }
      node b => { log: [\`b sees \${join(log, ",")} \${x}\`], x: 10 }
      node c => { log: [\`c sees \${len(log)} \${x}\`], x: 100 }
      node d => { log: [\`d sees \${len(log)} \${x}\`] }
      start -> [a -> b, c] -> d -> end
    }`;
    expect(await logOf(text)).toEqual([
      "start",
      "a sees start 0",
      "b sees start,a sees start 0 1",
      "c sees 1 0",
      "d sees 4 111",
    ]);
  });

  it("lets a fast member go on while a sibling has not finished its step", async () => {
    const text = `graph G { state { output log: string[] = [] reduce append } defaults { writes log } node slow node b node c start -> [slow, b -> c] -> end }`;
    const done = gate();
    const handlers = {
      slow: async () => (await done.promise, { log: ["slow"] }),
      b: () => ({ log: ["b"] }),
      c: ({ log }: { log: unknown }) => (done.open(), { log: [`c after ${JSON.stringify(log)}`] }),
    };
    expect(await outputOf(text, {}, { handlers })).toEqual({ log: ["slow", "b", 'c after ["b"]'] });
  });

  it("folds the members in textual and the elements in list order, whatever finished first", async () => {
    const text = `graph G {
      state { input list: string[]  output log: string[] = [] reduce append  output last: string = "" reduce last }
      defaults { writes log, last }
      node a node a2 node m(s: string) node b
      start -> [a -> a2, m(s) for s in list, b] -> end
    }`;
    let gates = new Map<string, Gate<void>>();
    const work = async (_: unknown, { name, args }: AnyContext): Promise<unknown> => {
      const key = String(args["s"] ?? name);
      await gates.get(key)?.promise;
      return { log: [key], last: key };
    };
    const runner = await runnerOf(text, { handlers: { a: work, a2: work, m: work, b: work } });
    for (const order of orders(["a", "x", "y", "b"])) {
      gates = new Map(order.map((name) => [name, gate()]));
      const output = runner.invoke({ list: ["x", "y"] });
      for (const name of order) {
        gates.get(name)?.open();
        await settled();
      }
      expect(await output).toEqual({ log: ["a", "a2", "x", "y", "b"], last: "b" });
    }
  });

  it("gives the same result for every order of finishing in nested groups too", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      defaults { writes log }
      node a node b node c node d node e
      start -> [a -> [b, c], d] -> e -> end
    }`;
    let gates = new Map<string, Gate<void>>();
    const work = async (_: unknown, { name }: AnyContext): Promise<unknown> => {
      await gates.get(name)?.promise;
      return { log: [name] };
    };
    const runner = await runnerOf(text, { handlers: { a: work, b: work, c: work, d: work, e: work } });
    for (const order of orders(["a", "b", "c", "d"])) {
      gates = new Map(order.map((name) => [name, gate()]));
      const output = runner.invoke({});
      for (const name of order) {
        gates.get(name)?.open();
        await settled();
      }
      expect(await output).toEqual({ log: ["a", "b", "c", "d", "e"] });
    }
  });

  it("refuses two members that can write a field without a reducer", () => {
    const text = `graph G { state { output a: string = "" } node x => { a: "x" } node y => { a: "y" } start -> [x, y] -> end }`;
    expect(findings(text)).toEqual([expect.stringContaining("G401")]);
    const map = `graph G { state { output a: int = 0 } node x(i: int) => { a: i } start -> [x(i) for i in [1, 2]] -> end }`;
    expect(findings(map)).toEqual([expect.stringContaining("G401")]);
  });

  it("takes what its only writer wrote last for a field without a reducer", async () => {
    const text = `graph G { state { output a: int = 0  output b: int = 0 } node x => { a: a + 1 } node x2 => { a: a + 10 } node y => { b: a + 5 } start -> [x -> x2, y] -> end }`;
    expect(await outputOf(text)).toEqual({ a: 11, b: 5 });
  });

  it("lets set replace what was folded before it, later members fold on top", async () => {
    const text = `graph G {
      state { output log: string[] = ["entry"] reduce append }
      node a => { log: ["a"] } node b => { log: set(["b"]) } node c => { log: ["c"] }
      start -> [a, b, c] -> end
    }`;
    expect(await logOf(text)).toEqual(["b", "c"]);
    expect(findings(text.replace(`{ log: ["c"] }`, `{ log: set([]) }`))).toEqual([expect.stringContaining("G401")]);
  });

  it("protects the state from handlers that change what they were given", async () => {
    const text = `graph G {
      state { input list: string[]  input deep: { at: { n: int } }  input moment: date  input raw: bytes  output log: string[] = [] reduce append }
      defaults { writes log }
      node a node b node c
      start -> [a, b] -> c -> end
    }`;
    interface Given {
      readonly list: string[];
      readonly deep: { at: { n: number } };
      readonly moment: Date;
      readonly raw: Uint8Array;
    }
    const look = ({ list, deep, moment, raw }: Given): unknown => {
      const errors: string[] = [];
      for (const attempt of [() => list.push("!"), () => (deep.at.n = 9), () => (deep.at = { n: 3 })]) {
        try {
          attempt();
        } catch (error) {
          errors.push((error as Error).name);
        }
      }
      const seen = `${list.join()} ${deep.at.n} ${moment.getTime()} ${raw.join()}`;
      moment.setTime(5);
      raw[0] = 7;
      return { log: [...errors, seen] };
    };
    const input = { list: ["x"], deep: { at: { n: 1 } }, moment: new Date(1), raw: new Uint8Array([1, 2]) };
    const app = await appOf(text, { handlers: { a: look, b: look, c: look } });
    const line = ["TypeError", "TypeError", "TypeError", "x 1 1 1,2"];
    expect(await app.invoke(input, { threadId: "t" })).toEqual({ log: [...line, ...line, ...line] });
    const { values } = await app.getState({ threadId: "t" });
    const kept = { list: ["x"], deep: { at: { n: 1 } }, moment: new Date(1), raw: new Uint8Array([1, 2]) };
    expect(values).toMatchObject(kept);
    input.moment.setTime(77);
    (values["moment"] as Date).setTime(78);
    expect((await app.getState({ threadId: "t" })).values).toMatchObject(kept);
  });

  it("does not let a handler change the state through the update it returned", async () => {
    const text = `graph G { state { output list: { n: int }[] = [] reduce append  output at?: date } node a { writes list, at } node b { reads list, at } start -> a -> b -> end }`;
    const kept = { list: [{ n: 1 }], at: new Date(1) };
    const change = (): void => {
      for (const attempt of [() => kept.list.forEach((one) => (one.n = 2)), () => kept.list.push({ n: 3 })]) {
        try {
          attempt();
        } catch {
          // To refuse the change is as good as not to see it.
        }
      }
      kept.at.setTime(99);
    };
    expect(await outputOf(text, {}, { handlers: { a: () => kept, b: change } })).toEqual({
      list: [{ n: 1 }],
      at: new Date(1),
    });
  });

  it("keeps what a member returned, whatever its handler does with the list while others run", async () => {
    const text = `graph G {
      state { output log: string[] = [] reduce append }
      node fast(i: int) { writes log }
      node slow { writes log }
      node later(i: int) { writes log }
      node inner { writes log }
      start -> [slow, fast(i) -> later(i) for i in range(3), [inner]] -> end
    }`;
    for (const threadId of [undefined, "t"]) {
      const kept: string[][] = [];
      const list = (entry: string): { log: string[] } => {
        const log = [entry];
        kept.push(log);
        return { log };
      };
      const change = (): void => {
        for (const log of kept) {
          try {
            log[0] = "changed";
            log.push("more");
          } catch {
            // To refuse the change is as good as not to see it.
          }
        }
      };
      const handlers = {
        fast: (_: unknown, { args }: AnyContext) => list(`fast ${String(args["i"])}`),
        later: async (_: unknown, { args }: AnyContext) => (change(), { log: [`later ${String(args["i"])}`] }),
        inner: () => list("inner"),
        slow: async () => {
          for (let i = 0; i < 10; i++) await Promise.resolve().then(change);
          return { log: ["slow"] };
        },
      };
      const log = ["slow", "fast 0", "later 0", "fast 1", "later 1", "fast 2", "later 2", "inner"];
      const run =
        threadId === undefined
          ? (await runnerOf(text, { handlers })).invoke({})
          : (await appOf(text, { handlers })).invoke({}, { threadId });
      expect(await run).toEqual({ log });
    }
  });

  it("hands out frozen outputs and snapshots", async () => {
    const app = await appOf(logging("a", "start -> a -> end"));
    const output = await app.invoke({}, { threadId: "t" });
    const { values } = await app.getState({ threadId: "t" });
    for (const thing of [output, values, values["log"]]) expect(Object.isFrozen(thing)).toBe(true);
  });
});

describe("A map", () => {
  const text = `graph G {
    state { input list: string[]  input no: string = ""  output log: string[] = [] reduce append }
    node a(s: string) => { log: [\`a \${s} of \${len(list)}\`] }
    node b(s: string) => { log: [\`b \${s} after \${len(log)}\`] }
    node c => { log: [\`c after \${len(log)}\`] }
    start -> [a(s) -> b(upper(s)) for s in list if s != no] -> c -> end
  }`;

  it("starts a path per element, filtered, with the variable in its whole chain", async () => {
    const all = ["a x of 3", "b X after 1", "a x of 3", "b X after 1", "c after 4"];
    expect(await logOf(text, { list: ["x", "y", "x"], no: "y" })).toEqual(all);
    expect(await logOf(text, { list: [] })).toEqual(["c after 0"]);
    expect(await logOf(text, { list: ["y"], no: "y" })).toEqual(["c after 0"]);
  });

  it("may contain groups, maps and loops with the variables of each", async () => {
    const nested = `graph G {
      state { input rows: int[][]  output log: string[] = [] reduce append }
      node cell(row: int[], n: int) => { log: [\`\${len(row)}:\${n}\`] }
      node again(n: int) => { log: [\`again \${n}\`] }
      node total(n: int) => { log: [\`sum \${n} of \${len(log)}\`] }
      start -> [
        [cell(row, n) -> again(n) -> when { visits(again) < n -> again(n), else -> end } for n in row if n > 0] -> total(sum(row)) for row in rows if len(row) > 0
      ] -> end
    }`;
    const first = ["2:1", "again 1", "2:2", "again 2", "again 2", "sum 3 of 5"];
    const second = ["2:3", "again 3", "again 3", "again 3", "sum 3 of 4"];
    expect(await logOf(nested, { rows: [[1, 2], [], [0, 3]] })).toEqual([...first, ...second]);
  });

  it("of a hundred thousand elements runs, in order", async () => {
    const many = `graph G {
      state { input n: int  sum: int = 0 reduce add  all: int[] = [] reduce append  output total: int  output middle?: int }
      node x(i: int) => { sum: i, all: [i] }
      node total => { total: sum, middle: all[50000] }
      start -> [x(i) for i in range(n)] -> total -> end
    }`;
    expect(await outputOf(many, { n: 100_000 })).toEqual({ total: 4_999_950_000, middle: 50_000 });
  });

  it("evaluates its list and its arguments once, on the state at the entry", async () => {
    const once = `graph G {
      state { input list: int[]  output list2: int[] = [] reduce append  x: int = 0 reduce add }
      node a(i: int, n: int) => { list2: [i * 10 + n], x: 1 }
      node before => { x: 5 }
      start -> before -> [a(i, x) for i in list if x == 5] -> end
    }`;
    expect(await outputOf(once, { list: [1, 2] })).toEqual({ list2: [15, 25] });
  });

  it("never runs more handlers at once than maxConcurrency says", async () => {
    const limited = `graph G { state { input n: int  output log: int[] = [] reduce append } node x(i: int) { writes log } start -> [x(i) for i in range(n)] -> end }`;
    let running = 0;
    let most = 0;
    const x = async (_: unknown, { args }: AnyContext): Promise<unknown> => {
      most = Math.max(most, ++running);
      await settled();
      running--;
      return { log: [args["i"]] };
    };
    const runner = await runnerOf(limited, { handlers: { x } });
    expect(await runner.invoke({ n: 10 }, { maxConcurrency: 3 })).toEqual({ log: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
    expect(most).toBe(3);
    most = 0;
    const preset = await runnerOf(limited, { handlers: { x }, limits: { maxConcurrency: 2 } });
    await preset.invoke({ n: 5 });
    expect(most).toBe(2);
    await expect(runner.invoke({ n: 1 }, { maxConcurrency: 0 })).rejects.toMatchObject({
      name: "ConfigError",
      option: "maxConcurrency",
    });
  });
});

import { describe, expect, it } from "vitest";
import { type GraphSpec, log, logs, pause, rt, runner, type Loose } from "../programs/define.ts";

const ends = (name: string, later?: number) => logs(name, rt.end, later);

describe("A group", () => {
  const at = { split: 0, a: 1, b: 2, c: 3, polish: 4, merge: 5 };
  const spec = (delays: readonly number[]): GraphSpec => ({
    fields: { log },
    start: at.split,
    nodes: {
      split: logs("split", rt.group([at.a, at.b, at.c], at.merge)),
      a: ends("a", delays[0]),
      b: ends("b", delays[1]),
      c: logs("c", at.polish, delays[2]),
      polish: ends("polish", delays[3]),
      merge: { kind: "update", out: rt.end, writes: ["log"], update: (state) => ({ log: [`${state.log.length}`] }) },
    },
  });

  it("joins its members once, in textual order, whatever ends first", async () => {
    for (const delays of [[0, 5, 10, 0], [10, 5, 0, 0], [0, 0, 20, 0], [20, 10, 0, 1], []]) {
      const { log: lines } = await runner(spec(delays)).invoke({});
      expect(lines).toEqual(["split", "a", "b", "c", "polish", "5"]);
    }
  });

  it("shows a member the state at the entry and its own updates only", async () => {
    const seen: string[] = [];
    let release = (): void => undefined;
    const later = new Promise<void>((resolve) => (release = resolve));
    const look = (name: string) => async (state: { log: readonly string[] }) => {
      if (name === "a") await later;
      if (name === "c") release();
      seen.push(`${name}: ${state.log.join()}`);
      return { log: [name] };
    };
    await runner({
      fields: { log },
      start: 0,
      nodes: {
        split: logs("split", rt.group([1, 2], 4)),
        a: { kind: "handler", out: rt.end, writes: ["log"], run: look("a") },
        b: { kind: "handler", out: 3, writes: ["log"], run: look("b") },
        c: { kind: "handler", out: rt.end, writes: ["log"], run: look("c") },
        after: { kind: "handler", out: rt.end, writes: ["log"], run: look("after") },
      },
    }).invoke({});
    expect(seen).toEqual(["b: split", "c: split,b", "a: split", "after: split,a,b,c"]);
  });

  it("is left at once if it is empty", async () => {
    const { log: lines } = await runner({
      fields: { log },
      start: rt.group(
        [
          rt.each(
            () => [],
            () => 0,
          ),
          rt.only(0, () => false),
        ],
        1,
      ),
      nodes: { a: ends("a"), b: ends("b") },
    }).invoke({});
    expect(lines).toEqual(["b"]);
  });

  it("starts a conditional member only where its condition holds", async () => {
    const { log: lines } = await runner({
      fields: { log, go: { schema: rt.boolean, input: true } },
      start: rt.group([rt.only(0, (state) => state.go), rt.only(1, (state) => !state.go)], rt.end),
      nodes: { a: ends("a"), b: ends("b") },
    }).invoke({ go: true });
    expect(lines).toEqual(["a"]);
  });

  it("nests, and a member goes on behind an inner group", async () => {
    const { log: lines } = await runner({
      fields: { log },
      start: rt.group([rt.only(() => rt.group([0, 1], 2)), 3], 4),
      nodes: { a: ends("a", 5), b: ends("b", 1), ab: ends("ab"), c: ends("c", 3), after: ends("after") },
    }).invoke({});
    expect(lines).toEqual(["a", "b", "ab", "c", "after"]);
  });

  it("can be entered again in a cycle", async () => {
    const { log: lines } = await runner({
      fields: { log, n: { schema: rt.int, default: () => 0, reduce: ["add", rt.add] } },
      start: 0,
      nodes: {
        plan: { kind: "update", out: rt.group([1, 2], 3), writes: ["n"], update: () => ({ n: 1 }) },
        a: ends("a", 1),
        b: ends("b"),
        check: {
          kind: "update",
          writes: ["log"],
          update: (s) => ({ log: [`${s.n}`] }),
          out: (s) => (s.n < 3 ? 0 : rt.end),
        },
      },
    }).invoke({});
    expect(lines).toEqual(["a", "b", "1", "a", "b", "2", "a", "b", "3"]);
  });

  it("refuses two members that write a field without reducer", async () => {
    const write = (value: string) =>
      ({ kind: "handler", out: rt.end, writes: ["x"], run: () => ({ x: value }) }) as const;
    const running = runner({
      fields: { x: { schema: rt.string, output: true } },
      start: rt.group([0, 1], rt.end),
      nodes: { a: write("a"), b: write("b") },
    }).invoke({});
    await expect(running).rejects.toMatchObject({ name: "WriteConflictError", field: "x", paths: ["a", "b"] });
  });
});

describe("A map", () => {
  const spec = (
    run: (state: unknown, ctx: { args: { x: number } }) => unknown,
    then: rt.Way<Loose> = rt.end,
  ): GraphSpec => ({
    fields: {
      items: { schema: rt.array(rt.int), input: true },
      log,
      results: { schema: rt.array(rt.int), default: () => [], output: true, reduce: ["append", rt.append] },
    },
    start: rt.group(
      [
        rt.each(
          (s: Loose) => s.items,
          (x: number) => rt.to(0, { x }),
          (x) => x !== 3,
        ),
      ],
      then,
    ),
    nodes: { work: { kind: "handler", out: rt.end, reads: [], writes: ["results"], run } },
  });

  it("runs a member for each element that passes the filter and joins in list order", async () => {
    const delayed = async (_: unknown, { args }: { args: { x: number } }) => {
      await pause(10 - args.x);
      return { results: [args.x * 2] };
    };
    const output = await runner(spec(delayed)).invoke({ items: [1, 2, 3, 4, 5] });
    expect(output.results).toEqual([2, 4, 8, 10]);
  });

  it("takes 100,000 elements, with handlers that wait and with handlers that do not", async () => {
    const items = Array.from({ length: 100_000 }, (_, i) => i);
    const expected = items.filter((x) => x !== 3).map((x) => x + 1);
    for (const run of [
      async (_: unknown, { args }: { args: { x: number } }) => ({ results: [args.x + 1] }),
      (_: unknown, { args }: { args: { x: number } }) => ({ results: [args.x + 1] }),
    ]) {
      const output = await runner(spec(run)).invoke({ items });
      expect(output.results).toEqual(expected);
    }
  });

  it("runs at most `maxConcurrency` handlers at once", async () => {
    let running = 0;
    let most = 0;
    const run = async (_: unknown, { args }: { args: { x: number } }) => {
      most = Math.max(most, ++running);
      await pause(1);
      running--;
      return { results: [args.x] };
    };
    const items = [1, 2, 4, 5, 6, 7, 8, 9];
    const output = await runner(spec(run)).invoke({ items }, { maxConcurrency: 3 });
    expect(output.results).toEqual(items);
    expect(most).toBe(3);
  });

  it("knows its element further down the member's chain", async () => {
    const { log: lines } = await runner({
      fields: { log, items: { schema: rt.array(rt.string), input: true } },
      start: rt.group(
        [
          rt.each(
            (s: Loose) => s.items,
            (x: string) => rt.to(0, { x }),
          ),
        ],
        rt.end,
      ),
      nodes: {
        write: {
          kind: "update",
          writes: ["log"],
          update: (_s, { args }: rt.Scope<Loose>) => ({ log: [`write ${args.x}`] }),
          out: (_s, { elements }) => rt.to(1, { x: elements[0] }),
        },
        review: {
          kind: "update",
          writes: ["log"],
          update: (_s, { args }: rt.Scope<Loose>) => ({ log: [`review ${args.x}`] }),
          out: rt.end,
        },
      },
    }).invoke({ items: ["a", "b"] });
    expect(lines).toEqual(["write a", "review a", "write b", "review b"]);
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cache, CacheFailure } from "@graphc/runtime";
import { goto, MemoryCache, MemoryStore, set } from "@graphc/runtime";
import { SqliteCache, SqliteStore } from "@graphc/runtime/sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AnyHandler, appOf, runnerOf } from "./run.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "graphc-memory-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("The store", () => {
  const text = `graph Inner { state { input i: int  output m: int = 0 } node save { reads i writes m retry { attempts 2 } } start -> save -> end }
    graph G {
      state { input word: string  output m: int = 0 reduce add }
      node first { reads word }
      node inner(i: int) = Inner { in { i } } => { m: output.m }
      start -> first -> [inner(i) for i in [1, 2, 3]] -> end
    }`;
  const first: AnyHandler = async ({ word }: { word: string }, { store, threadId }) => {
    await store?.put(["words", threadId ?? ""], "last", { word });
    return {};
  };
  const save: AnyHandler = async ({ i }: { i: number }, { store, attempt }) => {
    await store?.put(["members"], `${i}`, attempt);
    if (attempt === 1) throw new Error("once more");
    return { m: (await store?.list(["members"]))?.length };
  };

  it("is there in nodes, members of groups, subgraphs and retries, and across threads", async () => {
    for (const store of [new MemoryStore(), new SqliteStore(join(folder, "a.db"))]) {
      const app = await appOf(text, { handlers: { first, "inner/save": save }, store });
      for (const threadId of ["1", "2"]) expect(await app.invoke({ word: threadId }, { threadId })).toEqual({ m: 9 });
      expect((await store.list(["members"], { order: "name" })).map(({ key, value }) => [key, value])).toEqual([
        ["1", 2],
        ["2", 2],
        ["3", 2],
      ]);
      expect(await store.list(["words"], { filter: { word: "2" } })).toMatchObject([{ namespace: ["words", "2"] }]);
      if (store instanceof SqliteStore) await store.close();
    }
  });

  it("is absent where the app has none", async () => {
    const app = await runnerOf(
      `graph G { state { output has: boolean = true } node n { writes has } start -> n -> end }`,
      {
        handlers: { n: (_, ctx) => ({ has: ctx.store !== undefined }) },
      },
    );
    expect(await app.invoke({})).toEqual({ has: false });
  });
});

describe("A node with a cache", () => {
  const text = `graph G {
    state { input k: json  other: int = 0  output log: string[] = [] reduce append }
    node bump => { other: 1 }
    node n(i: json) { reads k writes log cache 10m }
    start -> bump -> n(k) -> end
  }`;

  /** Counts the runs of its node. */
  function counted(result: (run: number) => unknown = (run) => ({ log: [`${run}`] })): AnyHandler & { runs: number } {
    const handler = Object.assign(async () => result(++handler.runs), { runs: 0 });
    return handler;
  }

  it("shares no result among values, arguments, nodes, graphs and versions that look alike", async () => {
    const cache = new MemoryCache();
    const n = counted();
    const alike = [1, "1", [1], ["1"], "[1]", { a: 1 }, { a: "1" }, { "a:": 1 }, '{"a":1}', null, "null", "", [], {}];
    const odd = [0, -0, { $number: "-0" }, { $$number: "-0" }, "\ud800", "\ufffd", "\\ud800", { $date: 0 }, [[], []]];
    const values = [...alike, ...odd];
    for (const same of [1, 2]) {
      const runner = await runnerOf(text, { handlers: { n }, cache });
      for (const [i, k] of values.entries()) expect(await runner.invoke({ k })).toEqual({ log: [`${i + 1}`] });
      expect([same, n.runs]).toEqual([same, values.length]);
    }
    const others = [
      text.replace("graph G", "graph H"),
      text.replace("graph G {", "graph G { version 2"),
      text.replace("other: int", "other: number"),
      text.replaceAll("n(", "m("),
    ];
    for (const [i, other] of others.entries()) {
      const runner = await runnerOf(other, { handlers: other.includes("node m(") ? { m: n } : { n }, cache });
      expect(await runner.invoke({ k: 1 })).toEqual({ log: [`${values.length + i + 1}`] });
    }
  });

  it("tells what it reads from its arguments", async () => {
    const n = counted();
    const swapped = text.replace("n(k) ->", "[n(i) for i in [1, 2, 1]] ->");
    const runner = await runnerOf(swapped, { handlers: { n } });
    await runner.invoke({ k: 1 });
    await runner.invoke({ k: 2 });
    await runner.invoke({ k: 2 });
    // In a group, members that are alike may all run before the first has a result.
    expect(n.runs).toBeGreaterThanOrEqual(4);
    expect(n.runs).toBeLessThanOrEqual(6);
  });

  it("gets results back exactly, also from a file that another process has written", async () => {
    const types = `graph G {
      state { input k: int  output at?: date  output big: bigint = 0n  output raw?: bytes  output x: number = 0  output gone?: string  output log: string[] = ["old"] reduce append }
      node n { reads k writes at, big, raw, x, gone, log cache 1m }
      node end2 => { x: x }
      start -> n -> goto { end2, end }
      end2 -> end
    }`;
    const update = {
      at: new Date(5),
      big: 2n ** 70n,
      raw: new Uint8Array([0, 255]),
      x: -0,
      gone: undefined,
      log: set(["new"]),
    };
    const n = counted(() => goto("end2", update));
    const expected = { at: update.at, big: update.big, raw: update.raw, x: -0, log: ["new"] };
    for (let process = 0; process < 3; process++) {
      const cache = new SqliteCache(join(folder, "cache.db"));
      const runner = await runnerOf(types, { handlers: { n }, cache });
      expect(await runner.invoke({ k: 1 })).toStrictEqual(expected);
      await cache.close();
    }
    expect(n.runs).toBe(1);
  });

  it("runs again when its time is over by the app's clock", async () => {
    let time = 0;
    const n = counted();
    const runner = await runnerOf(text, { handlers: { n }, clock: () => new Date(time) });
    for (const at of [0, 599_999, 600_000]) {
      time = at;
      await runner.invoke({ k: 1 });
    }
    expect(n.runs).toBe(2);
  });

  it("does not keep what is refused, so that continuing has a chance", async () => {
    const n = counted((run) => (run === 1 ? { log: "wrong" } : { log: ["right"] }));
    const app = await appOf(text, { handlers: { n } });
    await expect(app.invoke({ k: 1 }, { threadId: "t" })).rejects.toMatchObject({ name: "StateValidationError" });
    expect(await app.continue({ threadId: "t" })).toEqual({ log: ["right"] });
    expect(await app.invoke({ k: 1 }, { threadId: "u" })).toEqual({ log: ["right"] });
    expect(n.runs).toBe(2);
  });

  describe("that fails", () => {
    const broken = new Error("no cache today");
    const fails = async (): Promise<never> => Promise.reject(broken);
    it.each<[string, Cache, unknown[]]>([
      ["when it is read", { get: fails, set: async () => undefined }, [broken]],
      ["when it is written", { get: async () => undefined, set: fails }, [broken]],
      ["always", { get: fails, set: fails }, [broken, broken]],
      [
        "at once",
        {
          get: () => {
            throw broken;
          },
          set: () => {
            throw broken;
          },
        },
        [broken, broken],
      ],
      ["with text that is no JSON", { get: async () => "{", set: async () => undefined }, [expect.any(SyntaxError)]],
      ["with null", { get: async () => "null", set: async () => undefined }, [expect.any(TypeError)]],
      [
        "with an update that does not fit",
        { get: async () => '{"update":{"values":{"log":1}}}', set: async () => undefined },
        [],
      ],
      [
        "with an update of what it does not write",
        { get: async () => '{"update":{"values":{"other":9}}}', set: async () => undefined },
        [],
      ],
      [
        "with an update that is none",
        { get: async () => '{"update":{"values":3,"replaced":7}}', set: async () => undefined },
        [expect.any(TypeError)],
      ],
    ])("%s, runs as if there were none, and hooks are told", async (_, cache, errors) => {
      const told: CacheFailure[] = [];
      const n = counted();
      const hooks = [{ cacheFailed: (failure: CacheFailure) => void told.push(failure) }, {}];
      const runner = await runnerOf(text, { handlers: { n }, cache, hooks });
      expect(await runner.invoke({ k: 1 })).toEqual({ log: ["1"] });
      expect(told.map(({ error }) => error)).toEqual(errors);
      for (const failure of told) expect(failure).toMatchObject({ graph: "G", node: "n", path: "n" });
      expect(await (await runnerOf(text, { handlers: { n }, cache })).invoke({ k: 1 })).toEqual({ log: ["2"] });
    });

    it("fails the run if a hook throws", async () => {
      const hooks = {
        cacheFailed() {
          throw new RangeError("strict");
        },
      };
      const runner = await runnerOf(text, { handlers: { n: counted() }, cache: { get: fails, set: fails }, hooks });
      await expect(runner.invoke({ k: 1 })).rejects.toThrow(RangeError);
    });
  });
});

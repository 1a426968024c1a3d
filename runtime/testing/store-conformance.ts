import type { Awaitable, Json } from "../types/graph-types.ts";
import type { Store, StoreFilter, StoreItem } from "../types/store.ts";
import { rejection, type TestTools } from "./tools.ts";

/** What a store of a test is made with. */
export interface StoreSetting {
  /** Tells the time to the store: tests of what expires set it forward and wait for nothing. */
  readonly clock: () => Date;
}

/** Text that some database somewhere takes for something else. */
const hostile = [
  "__proto__",
  "constructor",
  "'; drop table x; --",
  '"',
  "a%",
  "a_",
  "%",
  "_",
  "\\",
  "a.b",
  "a/b",
  "a,b",
  " ",
  "\u0000",
  "\u0001",
  "\u0002",
  "a\u0000",
  "\ud800",
  "\udfff\ud800",
  "\uffff",
  "💥",
  "é",
  "e\u0301",
  "x".repeat(255),
  "\uffff".repeat(255),
];

function keysOf(items: readonly StoreItem[]): string[] {
  return items.map(({ key }) => key);
}

/** As JavaScript compares strings. */
function sorted(names: readonly string[]): string[] {
  return names.toSorted((one, other) => (one < other ? -1 : Number(one !== other)));
}

/**
 * Declares the tests that every store must pass. `open` makes an empty one that takes the time from `clock`.
 *
 * ```ts
 * storeConformance({ test, equal: assert.deepStrictEqual }, ({ clock }) => new MemoryStore({ clock }));
 * ```
 *
 * What the tests ask for is said in the documentation of `Store` and the types that it takes; `passes` tells whether a value passes a filter. Most stores
 * read a superset of what is asked for from their database, in order, and leave out the rest by it.
 */
export function storeConformance(
  { test, equal }: TestTools,
  open: (setting: StoreSetting) => Awaitable<Store & { close?(): Promise<void> }>,
): void {
  function check(name: string, run: (store: Store, advance: (milliseconds: number) => void) => Promise<void>): void {
    test(name, async () => {
      let time = Date.UTC(2020, 0);
      const store = await open({ clock: () => new Date(time) });
      try {
        await run(store, (milliseconds) => void (time += milliseconds));
      } finally {
        await store.close?.();
      }
    });
  }

  async function filtered(store: Store, filter: StoreFilter): Promise<string[]> {
    return keysOf(await store.list([], { filter, order: "name" }));
  }

  check("an item comes back as it was put, and only under its name", async (store) => {
    const value = { name: "Ada", list: [1, null, { a: "\ud800" }] };
    await store.put(["users", "1"], "profile", value);
    const item = await store.get(["users", "1"], "profile");
    const updatedAt = new Date(Date.UTC(2020, 0));
    equal(item && { ...item }, { namespace: ["users", "1"], key: "profile", value, updatedAt });
    equal(await store.get(["users"], "profile"), undefined);
    equal(await store.get(["users", "1"], "other"), undefined);
    equal(await store.get(["users", "1", "profile"], "profile"), undefined);
  });

  check("every JSON value comes back exactly", async (store) => {
    const own: Json = JSON.parse('{"__proto__":{"a":1},"constructor":{"__proto__":null}}') as Json;
    const values: readonly Json[] = [
      ...[null, true, "", "\u0000\ud800\u2028💥", 0, -0, 5e-324, 1.7976931348623157e308, [], {}, [[]], own],
      ...[{ $date: 0 }, { $$date: { $bigint: "1" } }, { "": { "": "" } }, [{ $number: "-0" }], "x".repeat(100_000)],
    ];
    for (const [i, value] of values.entries()) await store.put(["a"], `${i}`, value);
    for (const [i, value] of values.entries()) equal((await store.get(["a"], `${i}`))?.value, value);
  });

  check("what was put is not changed with the value that was given, nor with what was read", async (store) => {
    const value = { list: [1] };
    await store.put(["a"], "k", value);
    value.list.push(2);
    const item = await store.get(["a"], "k");
    equal(item?.value, { list: [1] });
    item?.updatedAt.setTime(0);
    equal((await store.get(["a"], "k"))?.updatedAt, new Date(Date.UTC(2020, 0)));
  });

  check("an item can be replaced and deleted", async (store, advance) => {
    await store.put(["a"], "k", 1);
    advance(5);
    await store.put(["a"], "k", 2);
    const item = await store.get(["a"], "k");
    equal([item?.value, item?.updatedAt], [2, new Date(Date.UTC(2020, 0) + 5)]);
    await store.delete(["a"], "k");
    await store.delete(["a"], "k");
    equal(await store.get(["a"], "k"), undefined);
    equal(await store.list(["a"]), []);
  });

  check("items below a prefix are listed, newest first", async (store) => {
    await store.put(["users", "1"], "a", 1);
    await store.put(["users", "10"], "b", 1);
    await store.put(["users"], "c", 1);
    await store.put(["other"], "d", 1);
    await store.put(["users", "1"], "a", 2);
    await store.put(["users2"], "e", 1);
    equal(keysOf(await store.list(["users"])), ["a", "c", "b"]);
    equal(keysOf(await store.list(["users", "1"])), ["a"]);
    equal(keysOf(await store.list(["users", "1", "a"])), []);
    equal(keysOf(await store.list([])), ["e", "a", "d", "c", "b"]);
    equal(keysOf(await store.list(["users"], { limit: 1, offset: 1 })), ["c"]);
    equal(keysOf(await store.list(["users"], { limit: 0 })), []);
    equal(keysOf(await store.list(["users"], { offset: 9 })), []);
  });

  check("the newest is what was put last, also where the clock goes back", async (store, advance) => {
    for (const key of ["a", "b", "c"]) {
      await store.put(["n"], key, 1);
      advance(-1000);
    }
    await store.put(["n"], "a", 2);
    equal(keysOf(await store.list(["n"])), ["a", "c", "b"]);
  });

  check("items are listed by name: namespaces name by name, and then keys", async (store) => {
    const names = [["b"], ["a", "b"], ["a"], ["a\u0000"], ["aa"], ["a", "a", "z"], ["a", "a"]];
    for (const namespace of names) for (const key of ["2", "10"]) await store.put(namespace, key, 1);
    const listed = await store.list([], { order: "name" });
    equal(
      listed.map(({ namespace, key }) => [...namespace, key].join("|")),
      ["a", "a|a", "a|a|z", "a|b", "a\u0000", "aa", "b"].flatMap((name) => [`${name}|10`, `${name}|2`]),
    );
    equal(keysOf(await store.list(["a", "a"], { order: "name", offset: 1, limit: 2 })), ["2", "10"]);
  });

  check("any text is a name and stays what it is", async (store) => {
    for (const [i, name] of hostile.entries()) await store.put([name, "n"], name, i);
    for (const [i, name] of hostile.entries()) {
      equal((await store.get([name, "n"], name))?.value, i);
      equal(keysOf(await store.list([name])), [name]);
      equal(await store.namespaces([name]), [[name, "n"]]);
    }
    equal(keysOf(await store.list([], { order: "name" })), sorted(hostile));
    equal(
      await store.namespaces([]),
      sorted(hostile).map((name) => [name, "n"]),
    );
    await store.delete(["%", "n"], "%");
    equal((await store.list([])).length, hostile.length - 1);
  });

  check("a namespace may have 32 names of 255 characters", async (store) => {
    const namespace = Array.from(
      { length: 32 },
      (_, i) => "\uffff".repeat(253) + String.fromCharCode(0xd800 + i) + (i % 10),
    );
    await store.put(namespace, "\uffff".repeat(255), 1);
    await store.put([...namespace.slice(0, -1), "a"], "\uffff".repeat(255), 2);
    equal((await store.list(namespace)).length, 1);
    equal(
      (await store.list(namespace.slice(0, -1), { order: "name" })).map(({ value }) => value),
      [2, 1],
    );
  });

  check("names that look alike are different", async (store) => {
    await store.put(["a", "b"], "c", 1);
    await store.put(["a"], "b", 2);
    await store.put(['a","b'], "c", 3);
    equal((await store.get(["a", "b"], "c"))?.value, 1);
    equal((await store.get(['a","b'], "c"))?.value, 3);
    equal(keysOf(await store.list(["a"])), ["b", "c"]);
    equal(await store.list(["A"]), []);
  });

  check("pages by name show what is there all the while exactly once", async (store) => {
    for (let i = 0; i < 20; i++) await store.put(["n", `${i % 3}`], `k${10 + i}`, i);
    const seen: StoreItem[] = [];
    for (;;) {
      const after = seen.at(-1);
      const page = await store.list(["n"], { order: "name", limit: 7, ...(after !== undefined && { after }) });
      seen.push(...page);
      if (page.length < 7) break;
      // What is behind is deleted and what is before is added, which would shift pages that are counted.
      await store.delete(after?.namespace ?? ["n", "0"], after?.key ?? "k10");
      await store.put(["n", "0"], `a${seen.length}`, 0);
      await store.put(seen[0]?.namespace ?? [], seen[0]?.key ?? "", 0);
    }
    equal(
      seen.map(({ namespace, key }) => `${namespace[1]}${key}`),
      sorted(Array.from({ length: 20 }, (_, i) => `${i % 3}k${10 + i}`)),
    );
    const behind = { namespace: ["n", "1"], key: "k" };
    equal((await store.list(["n"], { order: "name", after: behind, limit: 1 }))[0]?.namespace, ["n", "1"]);
  });

  check("long lists are read like short ones", async (store) => {
    for (let i = 0; i < 700; i++) await store.put(["n"], `k${1000 + i}`, { i, even: i % 2 === 0 });
    equal((await store.list(["n"])).length, 700);
    const odd = await store.list(["n"], { filter: { even: false }, offset: 300, limit: 20 });
    equal(
      keysOf(odd),
      Array.from({ length: 20 }, (_, i) => `k${1000 + 99 - 2 * i}`),
    );
  });

  check("filters compare members", async (store) => {
    await store.put(["n"], "a", { kind: "note", score: 1, author: { name: "Ada" }, tags: ["x", 1], done: false });
    await store.put(["n"], "b", { kind: "note", score: 3, author: { name: "Bob" }, tags: [], done: null });
    await store.put(["n"], "c", { kind: "task", score: "3", author: "Ada", tags: "x" });
    await store.put(["n"], "d", [{ kind: "note" }]);
    await store.put(["n"], "e", "note");
    const cases: readonly (readonly [StoreFilter, string])[] = [
      [{}, "abcde"],
      [{ kind: "note" }, "ab"],
      [{ kind: "note", score: { gte: 3 } }, "b"],
      [{ kind: { eq: "task" } }, "c"],
      [{ kind: { ne: "note" } }, "cde"],
      [{ score: 3 }, "b"],
      [{ score: "3" }, "c"],
      [{ score: { gt: 1 } }, "b"],
      [{ score: { gt: 0, lt: 3 } }, "a"],
      [{ score: { lte: 3 } }, "ab"],
      [{ score: { gte: "2" } }, "c"],
      [{ kind: { gt: "note" } }, "c"],
      [{ kind: { in: ["task", "memo", 1, null] } }, "c"],
      [{ kind: { in: [] } }, ""],
      [{ "author.name": "Ada" }, "a"],
      [{ "author.name.length": 3 }, ""],
      [{ tags: { has: "x" } }, "a"],
      [{ tags: { has: 1 } }, "a"],
      [{ "tags.0": "x" }, ""],
      [{ done: null }, "b"],
      [{ done: { ne: null } }, "acde"],
      [{ done: { exists: true } }, "ab"],
      [{ done: { exists: false } }, "cde"],
      [{ done: false }, "a"],
      [{ author: { exists: true }, "author.name": { exists: false } }, "c"],
      [{ constructor: { exists: true } } as StoreFilter, ""],
    ];
    for (const [filter, keys] of cases) equal([filter, (await filtered(store, filter)).join("")], [filter, keys]);
    equal(keysOf(await store.list(["other"], { filter: { kind: "note" } })), []);
  });

  check("filters find members of any name, and any value", async (store) => {
    for (const [i, name] of hostile.entries()) {
      const value = JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(name)},"other":1}`) as Json;
      await store.put(["n"], `${100 + i}`, value);
    }
    for (const [i, name] of hostile.entries()) {
      const path = name.replaceAll(/[\\.]/g, "\\$&");
      const filter = JSON.parse(`{${JSON.stringify(path)}:${JSON.stringify(name)}}`) as StoreFilter;
      equal([name, await filtered(store, filter)], [name, [`${100 + i}`]]);
    }
    await store.put(["$"], "a", { $date: "x" });
    await store.put(["$"], "b", { $a: { $: 0 } });
    await store.put(["$"], "c", { $a: { $: -0 } });
    await store.put(["$"], "d", { "a.b": { "": { "\\": "q" } } });
    equal(await filtered(store, { $date: "x" }), ["a"]);
    equal(await filtered(store, { "$a.$": 0 }), ["b", "c"]);
    equal(await filtered(store, { "$a.$": -0 }), ["b", "c"]);
    equal(await filtered(store, { "a\\.b..\\\\": "q" }), ["d"]);
  });

  check("what has a time to live is not found when it is over", async (store, advance) => {
    await store.put(["n", "a"], "short", 1, { ttl: 100 });
    await store.put(["n"], "long", 1, { ttl: 1000 });
    await store.put(["n"], "ever", 1);
    equal((await store.get(["n"], "long"))?.expiresAt, new Date(Date.UTC(2020, 0) + 1000));
    advance(99);
    equal(keysOf(await store.list(["n"])), ["ever", "long", "short"]);
    advance(1);
    equal(await store.get(["n", "a"], "short"), undefined);
    equal(keysOf(await store.list(["n"])), ["ever", "long"]);
    equal(keysOf(await store.list(["n"], { limit: 1, offset: 1 })), ["long"]);
    equal(await store.namespaces([]), [["n"]]);
    advance(1e12);
    equal(keysOf(await store.list(["n"])), ["ever"]);
  });

  check("a put says anew how long the item lives", async (store, advance) => {
    await store.put(["n"], "a", 1, { ttl: 100 });
    await store.put(["n"], "b", 1, { ttl: 100 });
    advance(50);
    await store.put(["n"], "a", 2);
    await store.put(["n"], "b", 2, { ttl: 100 });
    advance(60);
    equal(keysOf(await store.list(["n"])), ["b", "a"]);
    equal("expiresAt" in ((await store.get(["n"], "a")) ?? {}), false);
    advance(40);
    equal(keysOf(await store.list(["n"])), ["a"]);
    await store.put(["n"], "b", 3);
    equal((await store.get(["n"], "b"))?.value, 3);
  });

  check("an item can be refreshed when it is read, and changes in nothing else", async (store, advance) => {
    await store.put(["n"], "a", 1, { ttl: 100 });
    await store.put(["n"], "b", 1);
    advance(99);
    const item = await store.get(["n"], "a", { refresh: true });
    equal([item?.updatedAt, item?.expiresAt], [new Date(Date.UTC(2020, 0)), new Date(Date.UTC(2020, 0) + 199)]);
    await store.get(["n"], "b", { refresh: true });
    equal(keysOf(await store.list(["n"])), ["b", "a"]);
    advance(99);
    await store.get(["n"], "a");
    advance(1);
    equal(await store.get(["n"], "a", { refresh: true }), undefined);
    equal(keysOf(await store.list(["n"])), ["b"]);
  });

  check("namespaces are listed in order, below a prefix, cut and in pages", async (store) => {
    for (const namespace of [["b"], ["a", "x", "1"], ["a", "x", "2"], ["a"], ["a", "y"], ["ab", "c"]]) {
      for (const key of ["k", "l"]) await store.put(namespace, key, 1);
    }
    const all = [["a"], ["a", "x", "1"], ["a", "x", "2"], ["a", "y"], ["ab", "c"], ["b"]];
    equal(await store.namespaces([]), all);
    equal(await store.namespaces(["a"]), all.slice(0, 4));
    equal(await store.namespaces(["a", "x"]), all.slice(1, 3));
    equal(await store.namespaces(["c"]), []);
    equal(await store.namespaces([], { depth: 1 }), [["a"], ["ab"], ["b"]]);
    equal(await store.namespaces(["a"], { depth: 2 }), [["a"], ["a", "x"], ["a", "y"]]);
    equal(await store.namespaces([], { limit: 2 }), all.slice(0, 2));
    equal(await store.namespaces([], { limit: 3, after: ["a", "x", "1"] }), all.slice(2, 5));
    equal(await store.namespaces([], { depth: 1, limit: 1, after: ["a"] }), [["ab"]]);
    equal(await store.namespaces(["a"], { depth: 2, after: ["a", "x"] }), [["a", "y"]]);
    equal(await store.namespaces(["b"], { after: ["a"] }), [["b"]]);
    equal(await store.namespaces(["a"], { after: ["b"] }), []);
  });

  check("calls that are made at once all take effect", async (store) => {
    const keys = Array.from({ length: 30 }, (_, i) => `k${10 + i}`);
    await Promise.all(keys.map((key) => store.put(["n"], key, key)));
    equal(keysOf(await store.list(["n"], { order: "name" })), keys);
    await Promise.all([...keys, ...keys].map((key) => store.put(["m"], "same", key)));
    equal((await store.list(["m"])).length, 1);
    await Promise.all(keys.map((key) => store.delete(["n"], key)));
    equal(await store.list(["n"]), []);
  });

  check("senseless names and options are refused", async (store) => {
    const wrong = "names" as unknown as string[];
    const refusals = [
      ...[store.put([], "k", 1), store.put(["a", ""], "k", 1), store.put(["a"], "", 1), store.get(["a"], "")],
      ...[store.put(["x".repeat(256)], "k", 1), store.get(["a"], "x".repeat(256)), store.put(wrong, "k", 1)],
      ...[
        store.put(
          Array.from({ length: 33 }, () => "a"),
          "k",
          1,
        ),
        store.list([""]),
        store.namespaces([""]),
      ],
      ...[store.put(["a"], "k", 1, { ttl: 0 }), store.put(["a"], "k", 1, { ttl: 1.5 })],
      ...[store.list([], { limit: -1 }), store.list([], { offset: 0.5 }), store.namespaces([], { depth: 0 })],
      ...[store.list([], { after: { namespace: ["a"], key: "k" } }), store.list([], { order: "oldest" as "name" })],
      ...[{ a: { near: 3 } }, { a: [] }, { a: { gt: true } }, { a: { in: 3 } }, { a: Number.NaN }].map((filter) =>
        store.list([], { filter: filter as unknown as StoreFilter }),
      ),
    ];
    for (const [i, refusal] of refusals.entries()) equal([i, await rejection(refusal)], [i, "ConfigError"]);
    equal(await store.list([]), []);
  });

  check("values that are no JSON are refused, and what was there stays", async (store) => {
    await store.put(["a"], "k", 1);
    const cycle: unknown[] = [];
    cycle.push(cycle);
    for (const value of [Number.NaN, undefined, new Date(), { a: [() => 1] }, cycle, 1n, new Map()]) {
      equal(await rejection(store.put(["a"], "k", value as Json)), "NotStorableError");
    }
    equal((await store.get(["a"], "k"))?.value, 1);
  });
}

import type { Awaitable } from "../types/graph-types.ts";
import type { Cache } from "../types/storage.ts";
import type { TestTools } from "./tools.ts";

/** What a cache of a test is made with. */
export interface CacheSetting {
  /** Tells the time to the cache: tests of what expires set it forward and wait for nothing. */
  readonly clock: () => Date;
  /** How many entries it is to keep. */
  readonly maxEntries: number;
}

/**
 * Declares the tests that every cache must pass. `open` makes an empty one that takes the time from `clock`.
 *
 * ```ts
 * cacheConformance({ test, equal: assert.deepStrictEqual }, (setting) => new MemoryCache(setting));
 * ```
 *
 * A cache may forget entries before their time, but not while there are few; keys and values are texts that it stores as they are and never looks inside.
 */
export function cacheConformance(
  { test, equal }: TestTools,
  open: (setting: CacheSetting) => Awaitable<Cache & { close?(): Promise<void> }>,
): void {
  function check(name: string, run: (cache: Cache, advance: (milliseconds: number) => void) => Promise<void>): void {
    test(name, async () => {
      let time = Date.UTC(2020, 0);
      const cache = await open({ clock: () => new Date(time), maxEntries: 10 });
      try {
        await run(cache, (milliseconds) => void (time += milliseconds));
      } finally {
        await cache.close?.();
      }
    });
  }

  check("what was set is found until its time is over", async (cache, advance) => {
    await cache.set("a", "1", 100);
    await cache.set("b", "2", 50);
    advance(49);
    equal([await cache.get("a"), await cache.get("b"), await cache.get("c")], ["1", "2", undefined]);
    advance(1);
    equal([await cache.get("a"), await cache.get("b")], ["1", undefined]);
    advance(50);
    equal(await cache.get("a"), undefined);
  });

  check("what is set again has its new value and its new time", async (cache, advance) => {
    await cache.set("a", "1", 100);
    advance(99);
    await cache.set("a", "2", 10);
    advance(5);
    equal(await cache.get("a"), "2");
    advance(5);
    equal(await cache.get("a"), undefined);
    await cache.set("a", "3", Number.MAX_SAFE_INTEGER);
    advance(1e12);
    equal(await cache.get("a"), "3");
  });

  check("reading does not make it last longer", async (cache, advance) => {
    await cache.set("a", "1", 100);
    for (let i = 0; i < 10; i++) {
      equal(await cache.get("a"), "1");
      advance(10);
    }
    equal(await cache.get("a"), undefined);
  });

  check("keys and values may be any text", async (cache) => {
    const texts = ["", "__proto__", "'; drop table x; --", "\u0000", "\ud800", "\udfff", "\ufffd", "💥", "a%", "é"];
    for (const text of texts) await cache.set(text, text, 1000);
    for (const text of texts) equal(await cache.get(text), text);
    const long = "\u2028\ud800".repeat(100_000);
    await cache.set(`${long}a`, `${long}1`, 1000);
    await cache.set(`${long}b`, `${long}2`, 1000);
    equal([await cache.get(`${long}a`), await cache.get(`${long}b`)], [`${long}1`, `${long}2`]);
  });

  check("no more is kept than is allowed, and the newest stays", async (cache) => {
    const keys = Array.from({ length: 25 }, (_, i) => `k${i}`);
    for (const key of keys) {
      await cache.set(key, key, 1000);
      equal(await cache.get(key), key);
    }
    const found = await Promise.all(keys.map((key) => cache.get(key)));
    equal(
      found.map((value) => value !== undefined),
      keys.map((_, i) => i >= 15),
    );
  });
}

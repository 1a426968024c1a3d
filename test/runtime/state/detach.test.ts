import { describe, expect, test } from "vitest";
import { detach } from "../../../runtime/state/detach.ts";
import { isReplacement, set } from "../../../runtime/types/replacement.ts";

class Client {
  readonly open = true;
}

describe("detaching a value", () => {
  test("copies arrays and plain objects at every depth, and nothing else", () => {
    const at = new Date(1);
    const client = new Client();
    const given = { list: [{ at, client, deep: { n: 1 } }], text: "x", none: undefined, nothing: null };
    const copy = detach(given) as typeof given;
    expect(copy).toEqual(given);
    expect(copy).not.toBe(given);
    expect(copy.list).not.toBe(given.list);
    expect(copy.list[0]).not.toBe(given.list[0]);
    expect(copy.list[0]?.deep).not.toBe(given.list[0]?.deep);
    expect([copy.list[0]?.at, copy.list[0]?.client]).toEqual([at, client]);
    expect(copy.list[0]?.client).toBe(client);
  });

  test("copies what a replacement holds", () => {
    const given = { log: set([{ n: 1 }]) };
    const copy = detach(given) as typeof given;
    expect(isReplacement(copy.log)).toBe(true);
    expect(copy.log).not.toBe(given.log);
    expect(copy.log.value[0]).toEqual({ n: 1 });
    expect(copy.log.value[0]).not.toBe(given.log.value[0]);
  });

  test("keeps what is shared and cycles as they are, in time that is linear in what there is", () => {
    let shared: unknown = { end: true };
    for (let level = 0; level < 60; level++) shared = { one: shared, other: shared };
    const copy = detach(shared) as { one: unknown; other: unknown };
    expect(copy.one).toBe(copy.other);
    const cycle: { self?: unknown; again?: unknown } = {};
    cycle.self = cycle.again = cycle;
    const round = detach(cycle) as typeof cycle;
    expect(round).not.toBe(cycle);
    expect(round.self).toBe(round);
  });

  test("takes members of any name, and values of any depth", () => {
    const given: unknown = JSON.parse('{ "__proto__": { "polluted": 1 } }');
    const copy = detach(given) as object;
    expect(Object.keys(copy)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(Array.isArray(detach(deep))).toBe(true);
  });
});

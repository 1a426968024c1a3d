import { describe, expect, test } from "vitest";
import * as rt from "../../../runtime/state/schemas.ts";
import {
  adopt,
  decode,
  encode,
  explain,
  isFragile,
  isOptional,
  lend,
  membersOf,
  recheck,
  refusal,
  refused,
  storable,
} from "../../../runtime/state/index.ts";
import { NotStorableError, StateValidationError } from "../../../runtime/errors.ts";
import { isReplacement, set } from "../../../runtime/types/replacement.ts";

interface Event {
  readonly name: string;
  readonly at: Date;
  readonly raw?: Uint8Array;
}
const event = rt.object<Event>({ name: rt.string, at: rt.date, raw: rt.optional(rt.bytes) });

describe("adopting a value", () => {
  test("freezes plain data in place, at every depth", () => {
    const value = [{ a: { b: [1] } }];
    expect(adopt(rt.json, value)).toBe(value);
    for (const part of [value, value[0], value[0]?.a, value[0]?.a.b]) expect(Object.isFrozen(part)).toBe(true);
  });

  test("freezes typed objects, arrays, maps and tuples in place", () => {
    const schema = rt.object<{ m: object; t: readonly unknown[] }>({
      m: rt.map(rt.array(rt.int)),
      t: rt.tuple(rt.object<{ a: number }>({ a: rt.int })),
    });
    const value = { m: { x: [1] }, t: [{ a: 1 }] };
    expect(adopt(schema, value)).toBe(value);
    for (const part of [value, value.m, value.m.x, value.t, value.t[0]]) expect(Object.isFrozen(part)).toBe(true);
  });

  test("copies dates and bytes, and what contains them, and leaves the giver's objects alone", () => {
    const raw = new Uint8Array([1, 2]);
    const given = [{ name: "a", at: new Date(5), raw }];
    const kept = adopt(rt.array(event), given) as Event[];
    expect(kept).toEqual(given);
    given[0]?.at.setTime(9);
    raw[0] = 9;
    expect(kept[0]?.at.getTime()).toBe(5);
    expect(kept[0]?.raw).toEqual(new Uint8Array([1, 2]));
    expect([Object.isFrozen(kept), Object.isFrozen(kept[0])]).toEqual([true, true]);
  });

  test("copies out of frozen containers, too", () => {
    const at = new Date(1);
    const given = Object.freeze({ name: "a", at });
    expect((adopt(event, given) as Event).at).not.toBe(at);
  });

  test("keeps a Buffer as the plain bytes that come back from storage", () => {
    expect(Object.getPrototypeOf(adopt(rt.bytes, Buffer.from("a")))).toBe(Uint8Array.prototype);
  });

  test("leaves out optional members that are undefined, as storing would", () => {
    const given = { name: "a", at: new Date(0), raw: undefined };
    expect(Object.keys(adopt(event, given) as object)).toEqual(["name", "at"]);
    expect("raw" in given).toBe(true);
  });

  test("keeps undefined in an update, where it clears a field", () => {
    const update = rt.updateOf<{ a?: string }>({ a: rt.optional(rt.string) });
    expect(adopt(update, { a: undefined })).toHaveProperty("a", undefined);
  });

  test("leaves the update object itself as it is, and freezes what is in its fields", () => {
    const update = { log: ["a"] };
    expect(adopt(rt.updateOf<{ log: unknown }>({ log: rt.reduced(rt.array(rt.string)) }), update)).toBe(update);
    expect([Object.isFrozen(update), Object.isFrozen(update.log)]).toEqual([false, true]);
  });

  test("copies a date inside a replacement", () => {
    const at = new Date(1);
    const kept = adopt(rt.reduced(rt.date), set(at));
    expect(isReplacement(kept) && kept.value).toEqual(at);
    expect(isReplacement(kept) && kept.value !== at).toBe(true);
  });

  test("keeps an own member called __proto__ as data", () => {
    const given: unknown = JSON.parse('{"__proto__":{"at":0},"a":{"__proto__":1}}');
    expect(adopt(rt.json, given)).toBe(given);
    const dates = rt.map(rt.date);
    const tricky = Object.defineProperty({}, "__proto__", { value: new Date(3), enumerable: true });
    const kept = adopt(dates, tricky) as { [key: string]: unknown };
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(kept, "__proto__")?.value).toEqual(new Date(3));
  });

  test("does not walk a large collection again", () => {
    let looks = 0;
    const counted = rt.where(
      rt.int,
      () => {
        looks++;
        return true;
      },
      "counted",
    );
    const list = rt.array(counted);
    const large = Array.from({ length: 1000 }, (_, i) => i);
    adopt(list, large);
    adopt(list, large);
    expect(looks).toBe(1000);
    const index = rt.map(counted);
    const many = Object.fromEntries(large.map((i) => [`k${i}`, i]));
    adopt(index, many);
    adopt(index, many);
    expect(looks).toBe(2000);
  });

  test("walks a large collection again under another type", () => {
    const large = Array.from({ length: 100 }, () => 0.5);
    expect(adopt(rt.array(rt.number), large)).toBe(large);
    expect(adopt(rt.array(rt.int), large)).toBe(refused);
  });

  test("walks a frozen collection that it has not seen", () => {
    const large = Object.freeze(Array.from({ length: 100 }, () => ({ a: 1 })));
    adopt(rt.json, large);
    expect(large.every((element) => Object.isFrozen(element))).toBe(true);
  });
});

describe("lending a value", () => {
  test("hands out the value itself where nothing in it can be changed", () => {
    const value = adopt(rt.json, { a: [1] });
    expect(isFragile(rt.json)).toBe(false);
    expect(lend(rt.json, value)).toBe(value);
  });

  test("hands out copies of dates and bytes", () => {
    const list = rt.array(event);
    const kept = adopt(
      list,
      Array.from({ length: 100 }, (_, i) => ({ name: "a", at: new Date(i) })),
    ) as Event[];
    const lent = lend(list, kept) as Event[];
    expect(lent).toEqual(kept);
    lent[1]?.at.setTime(99);
    expect(kept[1]?.at.getTime()).toBe(1);
  });

  test("knows of dates inside recursive types", () => {
    interface Node {
      readonly at: Date;
      readonly next?: Node;
    }
    const node: ReturnType<typeof rt.lazy<Node>> = rt.lazy("Node", () =>
      rt.object<Node>({ next: rt.optional(node), at: rt.date }),
    );
    expect([isFragile(node), isFragile(rt.optional(node))]).toEqual([true, true]);
  });

  test("lets an absent field be absent", () => {
    expect(lend(rt.date, undefined)).toBeUndefined();
  });
});

test("the members of an object type are known by name", () => {
  const members = membersOf(rt.fields<{ a: string; b?: number }>({ a: rt.string, b: rt.optional(rt.int) }));
  expect([...members].map(([name, member]) => [name, isOptional(member)])).toEqual([
    ["a", false],
    ["b", true],
  ]);
  expect(membersOf(rt.int).size).toBe(0);
});

describe("what remains to be checked after folding", () => {
  test("is nothing for plain fields and lists without a condition", () => {
    expect(recheck(rt.string, undefined)).toBeUndefined();
    expect(recheck(rt.array(rt.string), "append")).toBeUndefined();
    expect(recheck(rt.array(rt.json), "appendBy(id)")).toBeUndefined();
  });

  test("is the condition on the field", () => {
    const few = rt.where(rt.array(rt.int), (value) => value.length <= 2, "len(value) <= 2");
    const check = recheck(few, "append");
    expect([check?.([1, 2]), check?.([1, 2, 3])]).toEqual([[1, 2], refused]);
    const named = recheck(
      rt.lazy("Few", () => few),
      "union",
    );
    expect(named?.([1, 2, 3])).toBe(refused);
  });

  test("is everything for what a reducer computes", () => {
    expect(recheck(rt.int, "multiply")?.(Infinity)).toBe(refused);
    expect(recheck(rt.int, "keepBest")?.("a")).toBe(refused);
    expect(recheck(rt.array(rt.int), "(current, update) => update")?.(["a"])).toBe(refused);
  });
});

describe("the error for a refused value", () => {
  const update = rt.updateOf<{ a: number; deep: object; items: unknown }>({
    a: rt.int,
    deep: rt.object<{ list: readonly number[] }>({ list: rt.array(rt.int) }),
    items: rt.reduced(rt.array(rt.json)),
  });
  const of = { graph: "G", threadId: "t", node: "n" };

  test("names an unknown field", () => {
    const error = refusal(update, { b: 1 }, of);
    expect(error).toBeInstanceOf(StateValidationError);
    expect(error).toMatchObject({
      name: "StateValidationError",
      field: "b",
      reason: "unknown",
      node: "n",
      threadId: "t",
    });
    expect(error.message).toBe(
      'The update of node "n" in graph "G" has "b", which is no field there: unknown member "b"; known are: a, deep, items. Correct the name or leave it out.',
    );
  });

  test("names the place inside a field", () => {
    const error = refusal(update, { deep: { list: [1, "x"] } }, of);
    expect(error).toMatchObject({ field: "deep", reason: "invalid", issues: [{ path: ["deep", "list", 1] }] });
    expect(error.message).toBe(
      'The update of node "n" in graph "G" does not fit at "deep.list[1]": expected int, found "x".',
    );
  });

  test("tells a missing field of an input", () => {
    const error = refusal(rt.fields<{ a: number }>({ a: rt.int }), {}, { graph: "G", of: "input" });
    expect(error).toMatchObject({ field: "a", reason: "missing" });
    expect(error.message).toContain('The input in graph "G" lacks "a".');
  });

  test("is about storing where a value cannot be stored", () => {
    const error = refusal(update, { items: [{ callback() {} }] }, of);
    expect(error).toBeInstanceOf(NotStorableError);
    expect(error).toMatchObject({ name: "NotStorableError", field: "items", at: [0, "callback"], found: "a function" });
    expect(error.message).toBe(
      'The update of node "n" in graph "G" has a value at "items[0].callback" that cannot be stored: a function. Store plain data; clients and functions belong in the context.',
    );
  });

  test("may be about one field alone", () => {
    const error = refusal(rt.array(rt.int), [1, "a"], { graph: "G", field: "list" });
    expect(error).toMatchObject({ field: "list", reason: "invalid", issues: [{ path: ["list", 1] }] });
  });
});

describe("a value of no known type", () => {
  test("may be anything that can be stored", () => {
    const value = { at: new Date(1), n: [Number.NaN, -0, Infinity], big: 1n, raw: new Uint8Array([1]), none: null };
    const kept = adopt(storable, value) as typeof value;
    expect(kept).toEqual(value);
    expect(kept.at).not.toBe(value.at);
    expect(explain(storable, value)).toEqual([]);
    expect(decode(encode(kept))).toEqual(value);
  });

  test("loses members that are undefined", () => {
    expect(Object.keys(adopt(storable, { a: undefined, b: [{ c: undefined }] }) as object)).toEqual(["b"]);
    expect(explain(storable, { a: undefined })).toEqual([]);
  });

  test.each<[unknown, string]>([
    [undefined, "expected a value, found nothing"],
    [[undefined], "cannot be stored: found undefined (leave the member out, or use null)"],
    [{ a: () => 1 }, "cannot be stored: found a function"],
    [[new Map()], "cannot be stored: found an instance of Map"],
    [[new Date(Number.NaN)], "cannot be stored: found an invalid Date"],
    [{ [Symbol("s")]: 1 }, "cannot be stored: found a member named by Symbol(s)"],
  ])("is refused if it cannot be stored: %s", (value, message) => {
    expect(adopt(storable, value)).toBe(refused);
    expect(explain(storable, value)).toMatchObject([{ message }]);
  });
});

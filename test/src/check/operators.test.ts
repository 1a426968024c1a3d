import { describe, expect, it } from "vitest";
import { mistakes, typeOf } from "./checking.ts";

describe("an operator gives the type that its operands make", () => {
  it.each([
    ["n + 1", "int"],
    ["n - 1", "int"],
    ["n * 2", "int"],
    ["n % 2", "int"],
    ["n / 2", "number"],
    ["n + x", "number"],
    ["x * 2", "number"],
    ["-n", "int"],
    ["-x", "number"],
    ["1e3 + n", "int"],
    ["0.5 + n", "number"],
    ["big + 1n", "bigint"],
    ["big / 2n", "bigint"],
    ["-big", "bigint"],
    ["text + n", "string"],
    ["n + text", "string"],
    ["text + flag", "string"],
    ["`${text} ${n} ${day} ${raw}`", "string"],
    ["!flag", "boolean"],
    ["flag && n > 3", "boolean"],
    ['flag || text == "a"', "boolean"],
    ["n < x", "boolean"],
    ["n < big", "boolean"],
    ['text < "b"', "boolean"],
    ["day >= day", "boolean"],
    ["n == x", "boolean"],
    ["kind == text", "boolean"],
    ["word == null", "boolean"],
    ["person == null", "boolean"],
    ["maybe == n", "boolean"],
    ['raw == "a"', "boolean"],
    ["foreign == 3", "boolean"],
    ['word ?? "none"', "string"],
    ["maybe ?? 0.5", "int | 0.5"],
    ["word ?? maybe", "string | int | absent"],
    ["flag ? text : n", "string | int"],
    ['flag ? word : "x"', "string | absent"],
    ["[n, text]", "(int | string)[]"],
    ["[]", "never[]"],
    ['[...names, "x"]', "string[]"],
    ["{ n, text: kind }", '{ n: int, text: "a" | "b" }'],
    ["{ word }", "{ word?: string }"],
    ["{ ...person, age: 3 }.age", "3"],
    ["{ ...(friend ?? {}) }.name", "string | absent"],
    ["{ name: text, ...(flag ? { name: n, age: 1 } : {}) }", "{ name: string | int, age?: 1 }"],
    ['{ ...(flag ? ages : { ann: "old" }) }', 'Record<string, int | "old">'],
    ["{ [text]: n }", "Record<string, int>"],
    ["[null, n]", "(null | int)[]"],
    ["{ [text]: flag ? null : n }", "Record<string, null | int>"],
    ["map(names, (name, i) => name == text ? null : i)", "(null | int)[]"],
    ["{ ...ages, [text]: x }", "Record<string, number>"],
    ["pair[0]", "string"],
    ["pair[1]", "int"],
    ["names[0]", "string | absent"],
    ["text[0]", "string | absent"],
    ["ages[text]", "int | absent"],
    ["ages.ann", "int | absent"],
    ['person["name"]', "string"],
    ["person.age", "int | absent"],
    ["friend?.name", "string | absent"],
    ["friend?.home?.street", "string | absent"],
    ["friend?.tags[0]", "string | absent"],
    ["shape.form", '"circle" | "box"'],
    ["foreign.anything", "unknown"],
    ["first(people)?.tags ?? []", "string[]"],
  ])("%s is %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("an operator refuses", () => {
  it.each([
    ["text - 1", "G301 at text: `-` takes numbers, and this is `string`"],
    ["n * flag", "G301 at flag: `*` takes numbers, and this is `boolean`"],
    ["n + big", "G301 at n + big: `+` takes two values of one kind, and these are `int` and `bigint`"],
    [
      "text + names",
      'G301 at names: `+` joins text with text, numbers and truth values, and this is `string[]` (use a template, or `join(list, ", ")`)',
    ],
    ["-text", "G301 at text: `-` takes a number, and this is `string`"],
    ["!n", 'G301 at n: `!` takes `boolean`, and this is `int` (compare it: `!= null`, `!= ""`, `> 0`, `len(…) > 0`)'],
    [
      "flag && text",
      'G301 at text: `&&` takes `boolean`, and this is `string` (compare it: `!= null`, `!= ""`, `> 0`, `len(…) > 0`)',
    ],
    [
      "n ? 1 : 2",
      'G301 at n: `?:` takes `boolean`, and this is `int` (compare it: `!= null`, `!= ""`, `> 0`, `len(…) > 0`)',
    ],
    ["text < n", "G305 at text < n: `<` compares two values of one kind, and these are `string` and `int`"],
    ["flag < flag", "G305 at flag: `<` compares numbers, text or dates, and this is `boolean`"],
    [
      "person == person",
      "G305 at person: `==` compares text, numbers, truth values and `null`, and this is `Person` (compare a member, or `len(…)`)",
    ],
    [
      "names == []",
      "G305 at names: `==` compares text, numbers, truth values and `null`, and this is `string[]` (compare a member, or `len(…)`)",
    ],
    [
      "day == day",
      "G305 at day == day: `==` would ask whether two dates are one object, not one time (use `<`, `<=`, `>` and `>=`)",
    ],
    ["text == 1", "G305 at 1: `text` can never equal `1` (it is `string`)"],
    ['kind == "c"', 'G305 at "c": `kind` can never equal `"c"` (it is `"a" | "b"`)'],
    ['person.mood == "god"', 'G305 at "god": `person.mood` can never equal `"god"` (did you mean `"good"`?)'],
    ["n == 0.5", "G305 at 0.5: `n` can never equal `0.5` (it is `int`)"],
    [
      "kind == person.mood",
      'G305 at kind == person.mood: `kind` (`"a" | "b"`) can never equal `person.mood` (`"good" | "bad"`)',
    ],
    ["{ [n]: 1 }", "G301 at n: a computed key is a `string`, and this is `int`"],
    ["[...n]", "G301 at n: `...` in an array takes an array, and this is `int`"],
    [
      "{ ...(flag ? person : n) }",
      "G301 at flag ? person : n: `...` in an object takes an object or a map, and this is `Person | int`",
    ],
    [
      "map(people, one => one.age)",
      "G303 at one.age: `one.age` may be absent here (give a value for that case with `??`, or check it with `!= null` first)",
    ],
    ["[word => null]", "G106 at =>: write `>=` instead of `=>`"],
    [
      "pair.first",
      "G302 at first: `[string, int]` has no member `first` (the elements of a tuple have numbers: `pair[0]`, `pair[1]`)",
    ],
    ["{ ...n }", "G301 at n: `...` in an object takes an object or a map, and this is `int`"],
    ["names[text]", "G301 at text: the index takes `int`, and this is `string`"],
    ["ages[n]", "G301 at n: the index takes `string`, and this is `int`"],
    ["n[0]", "G301 at n: only arrays, maps and text have an index, and this is `int`"],
    ["map(names, n)", "G304 at n: `map` does not take `int` here (it is `map(list, x => value)`)"],
  ])("%s", (expression, finding) => {
    expect(mistakes(expression)).toStrictEqual([finding]);
  });
});

describe("a member that is not there", () => {
  it.each([
    ["person.nmae", "G302 at nmae: `Person` has no member `nmae` (did you mean `name`?)"],
    ["names.length", "G302 at length: `string[]` has no member `length` (use `len(…)`)"],
    [
      "names.first",
      "G302 at first: `string[]` has no member `first` (arrays have functions: `first(list)`, `map(list, x => …)`, `list[0]`)",
    ],
    ["text.size", "G302 at size: `string` has no member `size` (use `len(…)`)"],
    [
      "raw.limits",
      "G302 at limits: `json` has no member `limits` (the members of `json` are not known: declare a type for it)",
    ],
    ["n.value", "G302 at value: `int` has no member `value`"],
    [
      "shape.radius",
      "G302 at radius: `Shape` has no member `radius` (some alternatives have it: compare a member first that tells them apart)",
    ],
    ['person["nam"]', 'G302 at "nam": `Person` has no member `nam` (did you mean `name`?)'],
  ])("%s", (expression, finding) => {
    expect(mistakes(expression)).toStrictEqual([finding]);
  });
});

describe("a value that may be absent is not used as if it were there", () => {
  it.each([
    [
      "upper(word)",
      "G303 at word: `word` may be absent here (give a value for that case with `??`, or check it with `!= null` first)",
    ],
    ["friend.name", "G303 at friend: `friend` may be absent here (write `?.name`, or check it with `!= null` first)"],
    [
      "friend?.home.street",
      "G303 at friend?.home: `friend?.home` may be absent here (write `?.street`, or check it with `!= null` first)",
    ],
    [
      "maybe + 1",
      "G303 at maybe: `maybe` may be absent here (give a value for that case with `??`, or check it with `!= null` first)",
    ],
    [
      "n < maybe",
      "G303 at maybe: `maybe` may be absent here (give a value for that case with `??`, or check it with `!= null` first)",
    ],
    [
      "`a ${word}`",
      "G303 at word: `word` may be absent here (give a value for that case with `??`, or check it with `!= null` first)",
    ],
    [
      "[word]",
      "G303 at word: `word` may be absent here (give a value for that case with `??`, or check it with `!= null` first)",
    ],
    [
      "!mightBe",
      "G303 at mightBe: `mightBe` may be absent here, and a condition is true or false (write `?? false`, or compare with `== true`)",
    ],
    [
      "mightBe ? 1 : 2",
      "G303 at mightBe: `mightBe` may be absent here, and a condition is true or false (write `?? false`, or compare with `== true`)",
    ],
    [
      "people[0].name",
      "G303 at people[0]: `people[0]` may be absent here (write `?.name`, or check it with `!= null` first)",
    ],
  ])("%s", (expression, finding) => {
    expect(mistakes(expression)).toStrictEqual([finding]);
  });
});

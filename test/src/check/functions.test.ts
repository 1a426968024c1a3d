import { describe, expect, it } from "vitest";
import { functions } from "../../../src/check/functions.ts";
import { mistakes, typeOf } from "./checking.ts";

const accepted: Readonly<Record<string, readonly (readonly [expression: string, type: string])[]>> = {
  len: [
    ["len(text)", "int"],
    ["len(names)", "int"],
    ["len(ages)", "int"],
    ["len(pair)", "int"],
    ["len(foreign)", "int"],
  ],
  contains: [
    ['contains(text, "a")', "boolean"],
    ["contains(names, text)", "boolean"],
    ["contains(kinds, text)", "boolean"],
    ["contains(numbers, x)", "boolean"],
    ["contains([], text)", "boolean"],
  ],
  startsWith: [['startsWith(text, "a")', "boolean"]],
  endsWith: [['endsWith(text, "a")', "boolean"]],
  matches: [["matches(text, /^a+$/i)", "boolean"]],
  lower: [["lower(kind)", "string"]],
  upper: [["upper(text)", "string"]],
  trim: [["trim(text)", "string"]],
  split: [
    ['split(text, ",")', "string[]"],
    ["split(text, /\\s+/)", "string[]"],
  ],
  join: [
    ["join(names)", "string"],
    ['join(numbers, ", ")', "string"],
  ],
  slice: [
    ["slice(text, 1)", "string"],
    ["slice(people, 0, -1)", "Person[]"],
  ],
  concat: [
    ["concat(names, kinds)", "string[]"],
    ["concat(names, [text], [])", "string[]"],
    ["concat(text, kind)", "string"],
    ["concat(names, numbers)", "(string | int)[]"],
  ],
  reverse: [["reverse(people)", "Person[]"]],
  sort: [
    ["sort(names)", "string[]"],
    ["sort(numbers)", "int[]"],
    ["sort([day])", "date[]"],
    ["sort(people, p => p.name)", "Person[]"],
  ],
  first: [["first(names)", "string | absent"]],
  last: [["last(people)?.name", "string | absent"]],
  keys: [["keys(ages)", "string[]"]],
  values: [["values(ages)", "int[]"]],
  entries: [
    ["entries(ages)", "[string, int][]"],
    ["map(entries(ages), e => e[0] + e[1])", "string[]"],
  ],
  has: [["has(ages, text)", "boolean"]],
  map: [
    ["map(people, p => p.name)", "string[]"],
    ["map(names, (name, i) => `${i}: ${name}`)", "string[]"],
    ["map(people, p => ({ n: p.name }))", "{ n: string }[]"],
    ["map(people, p => map(p.tags, t => len(t)))", "int[][]"],
  ],
  filter: [['filter(people, p => p.mood == "good")', "Person[]"]],
  find: [["find(people, p => p.name == text)", "Person | absent"]],
  some: [["some(numbers, k => k > 3)", "boolean"]],
  every: [['every(kinds, k => k == "a")', "boolean"]],
  count: [["count(people, p => p.age != null)", "int"]],
  sum: [
    ["sum(numbers)", "int"],
    ["sum([x, n])", "number"],
    ["sum(map(people, p => p.age ?? 0))", "int"],
  ],
  min: [
    ["min(n, 3)", "int"],
    ["min(n, x, 1)", "number"],
    ["min(numbers)", "int | absent"],
    ["min(names)", "string | absent"],
  ],
  max: [
    ["max(n, 0.5)", "number"],
    ["max(numbers) ?? 0", "int"],
  ],
  abs: [
    ["abs(n)", "int"],
    ["abs(x)", "number"],
  ],
  round: [["round(x)", "int"]],
  floor: [["floor(n / 2)", "int"]],
  ceil: [["ceil(x)", "int"]],
  range: [
    ["range(3)", "int[]"],
    ["range(1, n)", "int[]"],
  ],
  string: [
    ["string(n)", "string"],
    ["string(day)", "string"],
    ["string(person)", "string"],
  ],
  number: [
    ["number(text)", "number | absent"],
    ["number(n)", "number"],
    ["number(flag)", "number"],
  ],
  int: [
    ["int(text)", "int | absent"],
    ["int(x)", "int"],
    ["int(big)", "int"],
  ],
  visits: [["visits(use)", "int"]],
  // These stand in updates only: see updates.test.ts.
  now: [],
  uuid: [],
  set: [],
};

it("has examples for every function, and every function has a text", () => {
  expect(Object.keys(accepted).toSorted()).toStrictEqual([...functions.keys()].toSorted());
  for (const { name, signature, doc } of functions.values()) {
    expect(signature).toContain(name);
    expect(doc).toMatch(/^[A-Z].*\.$/);
  }
});

describe("a function gives", () => {
  it.each(Object.values(accepted).flat())("%s: %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

const condition = "is `filter(list, x => condition)`";
const compare = '(compare it: `!= null`, `!= ""`, `> 0`, `len(…) > 0`)';

describe("a function refuses", () => {
  it.each([
    ["len(n)", "G304 at n: `len` does not take `int` here (it is `len(text | list | map)`)"],
    ["len()", "G304 at len(): `len` is called with 0 arguments (it is `len(text | list | map)`)"],
    ["len(text, names)", "G304 at len(text, names): `len` is called with 2 arguments (it is `len(text | list | map)`)"],
    [
      "len(word)",
      "G303 at word: `word` may be absent here (give a value for that case with `??`, or check it with `!= null` first)",
    ],
    [
      "contains(names, n)",
      "G304 at n: `contains` does not take `int` here (it is `contains(text, part) or contains(list, value)`)",
    ],
    [
      'contains(kinds, "c")',
      'G304 at "c": `contains` does not take `"c"` here (it is `contains(text, part) or contains(list, value)`)',
    ],
    [
      "contains(people, person)",
      "G304 at person: `contains` does not take `Person` here (it is `contains(text, part) or contains(list, value)`)",
    ],
    [
      "startsWith(names, text)",
      "G304 at names: `startsWith` does not take `string[]` here (it is `startsWith(text, start)`)",
    ],
    ["endsWith(text, n)", "G304 at n: `endsWith` does not take `int` here (it is `endsWith(text, end)`)"],
    ['matches(text, "a")', 'G304 at "a": `matches` does not take `"a"` here (it is `matches(text, /pattern/)`)'],
    ["lower(n)", "G304 at n: `lower` does not take `int` here (it is `lower(text)`)"],
    ["upper(/a/)", "G304 at /a/: `upper` does not take a regular expression here (it is `upper(text)`)"],
    ["trim(null)", "G304 at null: `trim` does not take `null` here (it is `trim(text)`)"],
    ["split(names, text)", "G304 at names: `split` does not take `string[]` here (it is `split(text, separator)`)"],
    ["join(people, text)", "G304 at people: `join` does not take `Person[]` here (it is `join(list, separator?)`)"],
    ["slice(names, x)", "G304 at x: `slice` does not take `number` here (it is `slice(list | text, start, end?)`)"],
    [
      "concat(names, text)",
      "G304 at text: `concat` does not take `string` here (it is `concat(list, …) or concat(text, …)`)",
    ],
    ["reverse(text)", "G304 at text: `reverse` does not take `string` here (it is `reverse(list)`)"],
    ["sort(people)", "G304 at people: `sort` does not take `Person[]` here (it is `sort(list, x => key?)`)"],
    [
      "sort(people, p => p.tags)",
      "G304 at p.tags: `sort` does not take `string[]` here (it is `sort(list, x => key?)`)",
    ],
    ["first(ages)", "G304 at ages: `first` does not take `Record<string, int>` here (it is `first(list)`)"],
    ["last(text)", "G304 at text: `last` does not take `string` here (it is `last(list)`)"],
    ["keys(names)", "G304 at names: `keys` does not take `string[]` here (it is `keys(map)`)"],
    ["values(person)", "G304 at person: `values` does not take `Person` here (it is `values(map)`)"],
    ["entries(n)", "G304 at n: `entries` does not take `int` here (it is `entries(map)`)"],
    ["has(ages, n)", "G304 at n: `has` does not take `int` here (it is `has(map, key)`)"],
    ["map(names)", "G304 at map(names): `map` is called with 1 argument (it is `map(list, x => value)`)"],
    ["map(names, (a1, b1, c1) => 1)", "G304 at c1: a function is given 2 arguments here, and this one takes 3"],
    ["map(people, p => p.nme)", "G302 at nme: `Person` has no member `nme` (did you mean `name`?)"],
    [
      "map(people, p => p.age)",
      "G303 at p.age: `p.age` may be absent here (give a value for that case with `??`, or check it with `!= null` first)",
    ],
    [
      "filter(people, p => p.name)",
      `G301 at p.name: the condition of \`filter\` takes \`boolean\`, and this is \`string\` ${compare}`,
    ],
    ["filter(people, text)", `G304 at text: \`filter\` does not take \`string\` here (it ${condition})`],
    ["find(text, t => true)", "G304 at text: `find` does not take `string` here (it is `find(list, x => condition)`)"],
    [
      "some(people, n => true)",
      "G202 at n: the parameter `n` has the name of a field (give it another name: one name has one meaning in an expression)",
    ],
    [
      "every(names, k => k)",
      `G301 at k: the condition of \`every\` takes \`boolean\`, and this is \`string\` ${compare}`,
    ],
    ["count(names)", "G304 at count(names): `count` is called with 1 argument (it is `count(list, x => condition)`)"],
    ["sum(names)", "G304 at names: `sum` does not take `string[]` here (it is `sum(list)`)"],
    ["min(n)", "G304 at n: `min` does not take `int` here (it is `min(list) or min(a, b, …)`)"],
    ["max(text, n)", "G304 at text: `max` does not take `string` here (it is `max(list) or max(a, b, …)`)"],
    ["abs(text)", "G304 at text: `abs` does not take `string` here (it is `abs(number)`)"],
    ["round(text)", "G304 at text: `round` does not take `string` here (it is `round(number)`)"],
    ["floor(flag)", "G304 at flag: `floor` does not take `boolean` here (it is `floor(number)`)"],
    ["ceil(x, n)", "G304 at ceil(x, n): `ceil` is called with 2 arguments (it is `ceil(number)`)"],
    ["range(x)", "G304 at x: `range` does not take `number` here (it is `range(end) or range(start, end)`)"],
    ["string()", "G304 at string(): `string` is called with 0 arguments (it is `string(value)`)"],
    [
      "number(person)",
      "G304 at person: `number` does not take `Person` here (it is `number(text | number | boolean)`)",
    ],
    ["int(names)", "G304 at names: `int` does not take `string[]` here (it is `int(text | number | boolean)`)"],
    ["visits(us)", "G201 at us: there is no node called `us` (did you mean `use`?)"],
    ["visits(3)", "G304 at 3: `visits` does not take `3` here (it is `visits(node)`)"],
    [
      "now() < day",
      "G609 at now: `now` may stand in updates only: here it would give another result each time (let a node write it into a field, `node … => { field: now() }`, and use the field here)",
    ],
    ["lenn(text)", "G201 at lenn: there is no function called `lenn` (did you mean `len`?)"],
    [
      "names(3)",
      "G201 at names: `names` is a field, not a function (expressions call the functions of the language only)",
    ],
    ["len", "G201 at len: `len` is a function of the language, not a value (call it: `len(…)`)"],
  ])("%s", (expression, finding) => {
    expect(mistakes(expression)).toStrictEqual([finding]);
  });
});

import { describe, expect, it } from "vitest";
import { findings } from "./checking.ts";

/** A graph with one more field, which is read and written. */
function withField(field: string, declarations = ""): string {
  return `${declarations}
graph Test {
  state { ${field}  input text: string  output o: string = "" }
  node it => { o: text }
  start -> it -> end
}
`;
}

const said = (field: string, declarations?: string): readonly string[] => findings(withField(field, declarations));

describe("a default fits", () => {
  it.each([
    ["input output f: int = 3"],
    ["input output f: number = 3"],
    ["input output f: string[] = []"],
    ["input output f: Record<string, int> = {}"],
    ["input output f: json = { a: [1, null] }"],
    ['input output f: [string, int] = ["", 0]'],
    ["input output f: int = 5 where value <= 5"],
    ['input output f: string = "abc" where matches(value, /^a/) && len(value) == 3'],
    ["input output f?: int = 3"],
    ["input output f: int[] = range(3) where sum(value) == 3"],
    ["input output f: P = { age: 3 }", "type P { age: int where value > 0 }"],
    ["input output f: Even = 4", "type Even = int where value % 2 == 0"],
  ])("%s", (field, declarations = "") => {
    expect(said(field, declarations)).toStrictEqual([]);
  });
});

describe("a default does not fit", () => {
  it.each([
    [
      "input output f: int = 7.5",
      "G307 at 7.5: the default of `f` must be `int`, and this is `7.5` (use `floor`, `round` or `ceil`)",
    ],
    [
      "input output f: string = 3",
      "G307 at 3: the default of `f` must be `string`, and this is `3` (use `string(…)` or a template)",
    ],
    [
      "input output f: string[] = [1]",
      "G307 at 1: the default of an element of `f` must be `string`, and this is `1` (use `string(…)` or a template)",
    ],
    ["input output f: { a: int } = {}", "G307 at {}: the default of `f` must be `{ a: int }`, and `a` is missing"],
    ["input output f: string = null", "G307 at null: the default of `f` must be `string`, and this is `null`"],
    ["input output f: int = 7 where value <= 5", "G307 at 7: the default does not hold `value <= 5`"],
    [
      'input output f: string = "" where len(trim(value)) > 0',
      'G307 at "": the default does not hold `len(trim(value)) > 0`',
    ],
    [
      "input output f: int[] = [1, 2] where every(value, v => v > 1)",
      "G307 at [1, 2]: the default does not hold `every(value, v => v > 1)`",
    ],
    [
      "input output f: P = { age: 0 }",
      "G307 at { age: 0 }: the default does not hold `value > 0`",
      "type P { age: int where value > 0 }",
    ],
    [
      "input output f: P[] = [{ age: 0 }]",
      "G307 at [{ age: 0 }]: the default does not hold `value > 0`",
      "type P { age: int where value > 0 }",
    ],
    [
      "input output f: Even = 3",
      "G307 at 3: the default does not hold `value % 2 == 0`",
      "type Even = int where value % 2 == 0",
    ],
    [
      "input output f: string = text",
      "G201 at text: `text` is not in scope here (a default is the same for every run: it sees no fields)",
    ],
    ["input output f: date = now()", expect.stringMatching(/^G609 at now/)],
  ])("%s", (field, finding, declarations = "") => {
    expect(said(field, declarations)).toStrictEqual([finding]);
  });
});

describe("a `where`", () => {
  it.each([
    [
      "input output f: int where value",
      'G301 at value: `where` takes `boolean`, and this is `int` (compare it: `!= null`, `!= ""`, `> 0`, `len(…) > 0`)',
    ],
    ["input output f: int where value.x > 3", "G302 at x: `int` has no member `x`"],
    [
      "input output f: int where value < text",
      "G201 at text: `text` is not in scope here (a `where` sees nothing but `value`)",
    ],
    ["input output f: date where value < now()", expect.stringMatching(/^G609 at now/)],
    ["input output f: int where visits(it) > value", expect.stringMatching(/^G609 at visits/)],
    ["input output f: int where 3 > 5", "G306 at 3 > 5: `3 > 5` never holds, so every value would be refused"],
    ["input output f: int where true", "G306 at true: `true` always holds, so it constrains nothing"],
    [
      "input output f: P",
      'G305 at "x": `value` can never equal `"x"` (it is `int`)',
      'type P { a: int where value == "x" }',
    ],
    [
      "input output f: { a: string where value > 3 }",
      "G305 at value > 3: `>` compares two values of one kind, and these are `string` and `3`",
    ],
  ])("%s", (field, finding, declarations = "") => {
    expect(said(field, declarations)).toStrictEqual([finding]);
  });
});

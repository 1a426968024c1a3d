import { describe, expect, it } from "vitest";
import { mistakes, typeOf } from "./checking.ts";

describe("a condition tells what is there", () => {
  it.each([
    ["word != null ? upper(word) : text", "string"],
    ["word == null ? text : upper(word)", "string"],
    ["word != null && len(word) > 3", "boolean"],
    ["word == null || len(word) > 3", "boolean"],
    ["!(word == null) ? upper(word) : text", "string"],
    ["null != word ? upper(word) : text", "string"],
    ['word == "a" ? upper(word) : text', "string"],
    ["word == text ? upper(word) : text", "string"],
    ["word != null && maybe != null ? len(word) + maybe : 0", "int"],
    ["word == null || maybe == null ? 0 : len(word) + maybe", "int"],
    ["friend != null ? friend.name : text", "string"],
    ["friend?.name != null ? friend.name : text", "string"],
    ["friend?.home?.zip != null ? friend.home.zip : text", "string"],
    ['friend?.mood == "good" ? friend.name : text', "string"],
    ["person.home != null && person.home.zip != null ? person.home.zip : text", "string"],
    ["people[0] != null ? people[0].name : text", "string"],
    ["ages[text] != null ? ages[text] + 1 : 0", "int"],
    ['ages["x"] != null ? ages["x"] + 1 : 0', "int"],
    ["mightBe == true ? 1 : 2", "1 | 2"],
    ["mightBe != null && mightBe", "boolean"],
    ["filter(people, p => p.age != null && p.age > 3)", "Person[]"],
    ["word != null ? map(names, name => name + word) : names", "string[]"],
    ['shape.form == "circle" ? shape.radius : shape.sides[0]', "number"],
    ['shape.form != "circle" ? shape.sides[0] : shape.radius', "number"],
    ['kind == "a" ? kind : "x"', '"a" | "x"'],
    ['kind == "a" ? "x" : kind', '"x" | "b"'],
    ["(word != null || maybe != null) && flag", "boolean"],
    ["(word != null) == true", "boolean"],
  ])("%s is %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("a condition does not tell", () => {
  it.each([
    ["word != null || len(word) > 3", "word"],
    ["word == null && len(word) > 3", "word"],
    ["word != null ? text : upper(word)", "word"],
    ["word != null || flag ? upper(word) : text", "word"],
    ["flag && word != null ? text : upper(word)", "word"],
    ['word != "a" ? upper(word) : text', "word"],
    ["friend?.home != null ? friend.home.zip + text : text", "friend.home.zip"],
    ["people[0] != null ? people[1].name : text", "people[1]"],
    ["len(word ?? text) > 0 ? upper(word) : text", "word"],
  ])("%s", (expression, at) => {
    expect(mistakes(expression).map((finding) => finding.split(":", 1)[0])).toStrictEqual([`G303 at ${at}`]);
  });
});

it("is not comparable with what it was told not to be", () => {
  expect(mistakes('kind == "a" && kind == "b"')).toStrictEqual([
    'G305 at "b": `kind` can never equal `"b"` (it is `"a"`)',
  ]);
});

import { describe, expect, it } from "vitest";
import { branch } from "./checked.ts";

describe("a match that is not exhaustive (G601)", () => {
  it("is told which values are missing", () => {
    expect(branch('match kind { "x" -> a "y" -> b }')).toEqual([
      'G601 no arm takes `"z"` | kind | add `"z" -> …`, or `else -> …`',
    ]);
    expect(branch('match kind { "y" -> a }')).toEqual([
      'G601 no arm takes `"x"`, `"z"` | kind | add an arm for each of them, or `else -> …`',
    ]);
  });

  it("must say where an absent value goes", () => {
    expect(branch('match maybe { "x" -> a "y" -> b }')).toEqual([
      "G601 no arm takes `null` | maybe | add `null -> …`, or `else -> …`",
    ]);
    expect(branch('match maybe { "x", "y" -> a null -> b }')).toEqual([]);
  });

  it("covers both truth values", () => {
    expect(branch("match flag { true -> a }")).toEqual([
      "G601 no arm takes `false` | flag | add `false -> …`, or `else -> …`",
    ]);
    expect(branch("match flag { true -> a false -> b }")).toEqual([]);
  });

  it("needs `else` where values cannot be listed", () => {
    expect(branch('match text { "x" -> a }')).toEqual([
      "G601 the arms cannot name every value of `string` | text | add `else -> …`",
    ]);
    expect(branch("match count { 1 -> a }")).toEqual([
      "G601 the arms cannot name every value of `int` | count | add `else -> …`",
    ]);
    expect(branch('match text { "x" -> a else -> b }')).toEqual([]);
  });
});

describe("a when without `else` (G601)", () => {
  const missing = "G601 nothing says where the path goes if no condition holds";

  it("is refused where nothing proves that one condition holds", () => {
    expect(branch("when { flag -> a }")).toEqual([`${missing} | when { flag -> a } | add \`else -> …\``]);
    expect(branch("when { flag -> a other -> b }")).toHaveLength(1);
    expect(branch('when { kind == "x" -> a kind == "y" -> b }')).toHaveLength(1);
    expect(branch("when { count > 0 -> a count < 0 -> b }")).toHaveLength(1);
  });

  it("is fine where a condition and its opposite stand in it", () => {
    expect(branch("when { flag -> a !flag -> b }")).toEqual([]);
    expect(branch("when { flag && other -> a !(flag && other) -> b }")).toEqual([]);
    expect(branch("when { maybe == null -> a maybe != null -> b }")).toEqual([]);
    expect(branch("when { flag == true -> a flag == false -> b }")).toEqual([]);
  });

  it("is fine where all values are compared with", () => {
    expect(branch('when { kind == "x" -> a kind == "y" || kind == "z" -> b }')).toEqual([]);
    expect(branch('when { maybe == "x" -> a maybe == "y" -> b maybe == null -> c }')).toEqual([]);
    expect(branch('when { maybe == "x" -> a maybe == "y" -> b }')).toHaveLength(1);
  });

  it("is fine where an order is complete, which it is not for `NaN`", () => {
    expect(branch("when { count < 3 -> a count >= 3 -> b }")).toEqual([]);
    expect(branch("when { count < 3 -> a 3 <= count -> b }")).toEqual([]);
    expect(branch("when { ratio < 0.5 -> a ratio >= 0.5 -> b }")).toHaveLength(1);
  });

  it("is not reported where a condition is wrong itself", () => {
    expect(branch("when { flagg -> a }").map((said) => said.slice(0, 4))).toEqual(["G201"]);
  });
});

describe("an arm that is never taken (G602)", () => {
  it("has a pattern that an earlier arm takes", () => {
    expect(branch('match kind { "x" -> a "y", "x" -> b else -> c }')).toEqual([
      'G602 `"x"` is never taken here: an earlier arm takes it | "x"',
    ]);
  });

  it("has a pattern that the value cannot have", () => {
    expect(branch('match kind { "x", "y", "z" -> a "w" -> b }')).toEqual([
      'G602 `"w"` is never taken: the value is `"x" | "y" | "z"` | "w"',
    ]);
    expect(branch("match kind { null -> a else -> b }")).toEqual([
      'G602 `null` is never taken: the value is `"x" | "y" | "z"` | null',
    ]);
    expect(branch('match count { "1" -> a else -> b }')).toHaveLength(1);
  });

  it("stands behind `else`, or is an `else` with nothing left", () => {
    expect(branch('match text { else -> a "x" -> b "y" -> c }')).toEqual([
      'G602 this arm is never taken: it stands behind `else` | "x" -> b | `else` is the last arm',
    ]);
    expect(branch("when { flag -> a else -> b other -> c }")).toEqual([
      "G602 this arm is never taken: it stands behind `else` | other -> c | `else` is the last arm",
    ]);
    expect(branch('match kind { "x", "y", "z" -> a else -> b }')).toEqual([
      "G602 `else` is never taken: the arms before it take every value | else -> b | remove it",
    ]);
  });

  it("may be one that the type allows, though the flow proves the value to be there", () => {
    expect(branch('match maybe { "x", "y" -> a else -> b }')).toEqual([]);
  });

  it("has a condition that is written twice, or is `false`, or stands behind `true`", () => {
    expect(branch("when { flag -> a  flag  -> b else -> c }")).toEqual([
      "G602 this condition is never reached: an earlier arm has the same | flag",
    ]);
    expect(branch("when { false -> a else -> b }")).toEqual([
      "G602 this arm is never taken: its condition is `false` | false",
    ]);
    expect(branch("when { flag -> a true -> b else -> c }")).toEqual([
      "G602 this arm is never taken: the condition before it always holds | else -> c | write `else` for the last arm",
    ]);
  });

  it("is a choice that is named twice, or a way bounded to nothing", () => {
    expect(branch("route anything { a, b, a }")).toEqual(["G602 `a` is named twice | a"]);
    expect(branch("a max 0 then b", "  a, b -> end")).toEqual([
      "G602 `max 0` lets nothing through | 0 | write how often a path may go this way, at least 1",
    ]);
    expect(branch("a max 1.5 then b", "  a, b -> end")).toEqual([
      "G602 `max 1.5` is not a number of times | 1.5 | write a whole number, at least 1",
    ]);
  });
});

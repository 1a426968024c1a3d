import { describe, expect, it } from "vitest";
import { findings } from "../checking.ts";

/** What is said of one branch over fields whose values are limited; `declared` are statements before it. */
function said(step: string, declared = "", edge = "start -> s ->"): readonly string[] {
  return findings(`
type Line { quantity: int where value > 0 }
graph G {
  state {
    input score: int where value >= 0 && value <= 10
    input ratio: number
    input part: number where value >= 0 && value <= 1
    input text: string where len(trim(value)) > 0
    input mood: string where value == "good" || value == "bad"
    input maybe?: int
    input flag: boolean
    input lines: Line[] where len(value) > 0
    output seen: json[] = [] reduce append
  }
  ${declared}
  node s => { seen: [score, ratio, part, text, mood, maybe ?? 0, flag, len(lines)] }
  node a => {}
  node b => {}
  node c => {}
  ${edge} ${step} -> end
}`).filter((one) => !/^G(501|502|203|406)/.test(one));
}

describe("an arm of a `when`", () => {
  it("is never taken where a `where` excludes its condition", () => {
    expect(said("when { score > 10 -> a else -> b }")).toStrictEqual([
      "G602 at score > 10: this arm is never taken: `score > 10` is never true: `score` is from 0 to 10 (`where value >= 0 && value <= 10`) (remove the arm, or correct its condition)",
    ]);
    expect(said("when { flag && score + 1 > 11 -> a else -> b }")).toHaveLength(1);
    expect(said('when { text == "" -> a else -> b }')).toHaveLength(1);
    expect(said('when { mood == "goood" -> a else -> b }')).toHaveLength(1);
    expect(said("when { len(lines) == 0 -> a else -> b }")).toHaveLength(1);
    expect(said("when { (first(lines)?.quantity ?? 1) < 1 -> a else -> b }")).toHaveLength(1);
  });

  it("is never taken where the arms before it take all its values", () => {
    expect(said("when { score > 5 -> a score > 7 -> b else -> c }")).toStrictEqual([
      expect.stringMatching(
        /^G602 at score > 7: this arm is never taken: `score > 7` is never true: `score` is from 0 to 5/,
      ),
    ]);
    expect(said("when { score >= 3 -> a score < 3 -> b else -> c }")).toStrictEqual([
      "G602 at else -> c: `else` is never taken: the arms before it take every value (remove it)",
    ]);
  });

  it("hides what stands behind it where it always holds", () => {
    expect(said("when { score >= 0 -> a else -> b }")).toStrictEqual([
      expect.stringMatching(/^G602 at score >= 0: nothing behind this arm is ever taken: `score >= 0` is always true/),
    ]);
    expect(said("when { lines != null -> a else -> b }")).toHaveLength(1);
    expect(said("when { visits(s) >= 1 -> a else -> b }")).toHaveLength(1);
    expect(said("when { len(text) >= 0 -> a else -> b }")).toHaveLength(1);
    expect(said("when { score > 7 -> when { score > 5 -> a else -> b } else -> c }")).toHaveLength(1);
  });

  it("is left alone where both outcomes are possible", () => {
    expect(said("when { score >= 5 -> a score > 2 -> b else -> c }")).toStrictEqual([]);
    expect(said("when { ratio < 1 -> a ratio >= 1 -> b else -> c }")).toStrictEqual([]);
    expect(said("when { maybe == null -> a maybe > 3 -> b else -> c }")).toStrictEqual([]);
    expect(said("when { visits(a) >= 1 -> a else -> b }")).toStrictEqual([]);
    // Members count the visits of their own paths.
    expect(said("[when { visits(s) >= 1 -> a else -> b }, [c if visits(s) < 1]]")).toStrictEqual([]);
    expect(said("[when { again && flag -> a else -> b }]", "let again = visits(s) >= 1")).toStrictEqual([]);
    expect(
      said("when { again -> [when { again -> a else -> b }] else -> c }", "let again = visits(s) + score > 3"),
    ).toStrictEqual([]);
    expect(said("[a if visits(s) >= 1]")).toHaveLength(1);
    expect(said("when { score / 3 > 3 -> a else -> b }")).toStrictEqual([]);
    expect(said("when { score > 7 -> a -> when { score > 5 -> b else -> c } else -> end }")).toStrictEqual([]);
  });

  it("is left alone where only constants decide it", () => {
    expect(said("when { debug -> a else -> b }", "let debug = false")).toStrictEqual([]);
    expect(said("when { most > 3 && flag -> a else -> b }", "let most = 2")).toStrictEqual([]);
  });
});

describe("a `when` without `else`", () => {
  it("is complete where the ranges of its conditions leave nothing", () => {
    expect(said("when { score > 7 -> a score > 3 -> b score <= 3 -> c }")).toStrictEqual([]);
    expect(said("when { part < 0.5 -> a part >= 0.5 -> b }")).toStrictEqual([]);
    expect(said('when { mood == "good" -> a mood == "bad" -> b }')).toStrictEqual([]);
    expect(said("when { maybe == null -> a maybe < 3 -> b maybe >= 3 -> c }")).toStrictEqual([]);
  });

  it("is not where a gap, `NaN` or absence is left", () => {
    expect(said("when { score > 7 -> a score < 7 -> b }")).toHaveLength(1);
    expect(said("when { ratio < 0.5 -> a ratio >= 0.5 -> b }")).toHaveLength(1);
    expect(said('when { mood == "good" -> a mood != "good" && flag -> b }')).toHaveLength(1);
  });
});

describe("other conditions", () => {
  it("are those of members and of `?:`, and patterns", () => {
    expect(said("[a if score < 0, b]")).toStrictEqual([
      expect.stringMatching(/^G602 at score < 0: this member never starts: `score < 0` is never true/),
    ]);
    expect(said("[a if score >= 0, b]")).toHaveLength(1);
    expect(said("when { (score > 10 ? flag : !flag) -> a else -> b }")).toHaveLength(1);
    expect(said("match score { 11 -> a else -> b }")).toStrictEqual([
      expect.stringMatching(/^G602 at 11: `11` is never taken: `score` is from 0 to 10/),
    ]);
  });
});

describe("a `where` (G306)", () => {
  const where = (field: string, declarations = ""): readonly string[] =>
    findings(`${declarations}
graph G {
  state { input f: ${field}  output o: json = null }
  node it => { o: [f] }
  start -> it -> end
}`).filter((one) => one.startsWith("G306"));

  it("can hold", () => {
    expect(where("int where value > 5 && value < 3")).toStrictEqual([
      expect.stringMatching(
        /^G306 at value > 5 && value < 3: `value > 5 && value < 3` never holds, so every value would be refused: /,
      ),
    ]);
    expect(where("int where value > 3 && value < 4")).toHaveLength(1);
    expect(where("number where value > 3 && value < 4")).toStrictEqual([]);
    expect(where("string where len(value) < 0")).toHaveLength(1);
    expect(where("Few where value > 5", "type Few = int where value <= 3")).toHaveLength(1);
  });

  it("refuses something", () => {
    expect(where("string where len(value) >= 0")).toHaveLength(1);
    expect(where("Few where value < 5", "type Few = int where value <= 3")).toHaveLength(1);
    expect(where("number where value == value")).toStrictEqual([]);
    expect(where("number where value < 0 || value >= 0")).toStrictEqual([]);
    expect(where("int where value < 0 || value >= 0")).toHaveLength(1);
  });
});

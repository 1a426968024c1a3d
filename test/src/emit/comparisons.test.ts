import { describe, expect, it } from "vitest";
import { ts } from "ts-morph";
import { modulesOf } from "./compiled.ts";

const long = (name: string): string => `${name}IsALongNameThatLeavesNoRoomForMuchElseBesideItInOneLine`;
const [one, other] = [long("one"), long("other")];

/** Of each pair of comparisons, one by one reading ends type arguments that the other began. */
const lists: Readonly<Record<string, string>> = {
  "a parenthesis": `seen: [a < 0, b > (c > 0 ? 1 : 2)]`,
  "a parenthesis behind a call": `seen: [visits(here) < 0, !((a > (b > 0 ? 1 : 2)) && a == 1)]`,
  "a line break": `seen: [visits(here) < 0, ${one} > ${other} + ${one} * ${other}]`,
  "an argument": `least: min(a < 0 ? 1 : 2, b > (c > 0 ? 1 : 2) ? 1 : 2), seen: [contains([true], a < (b > (c - 1) ? 1 : 2))]`,
  "the right side": `seen: [a < (b > (c > 0 ? 1 : 2) ? 1 : 2)]`,
  "a list in a list": `all: [[a < 0], [a < 0, len([true, b > (c > 0 ? 1 : 2)]) > 0]]`,
  "an object in a list": `parts: [{ is: a < 0 }, { is: b > (c > 0 ? 1 : 2) }]`,
  "an object with one line each": `parts: [{ is: ${one} < ${other} }, { is: ${one} > ${other} + ${one} * ${other} }]`,
  "a key": "named: { [`a${a < 0}`]: a < 0, [`b${b > (c > 0 ? 1 : 2)}`]: b > (c > 0 ? 1 : 2) }",
  "a text": "seen: [a < 0, name > `a${b}`]",
  "a function": `kept: filter(range(9), (i) => some([a < 0, i > (b > 0 ? 1 : 2)], (is) => is))`,
};

const graph = (members: string): string => `graph G {
  state {
    input a: int
    input b: int
    input c: int
    input ${one}: int
    input ${other}: int
    input name: string
    output least: int = 0
    output seen: boolean[] = []
    output all: boolean[][] = []
    output parts: { is: boolean }[] = []
    output named: Record<string, boolean> = {}
    output kept: int[] = []
  }
  node here => { ${members} }
  start -> here -> end
}`;

describe.each(Object.entries(lists))(
  "comparisons where TypeScript might take > for the end of type arguments: %s",
  (_, members) => {
    it.each(["ts", "js"] as const)("are read as comparisons in %s", async (emit) => {
      const [module] = await modulesOf(graph(members), { emit });
      const file = ts.createSourceFile("module.ts", module?.text ?? "", ts.ScriptTarget.Latest, true);
      expect("parseDiagnostics" in file && file.parseDiagnostics).toEqual([]);
      expect(comparisons(file)).toBe(members.match(/ [<>] /g)?.length);
    });
  },
);

it("keeps comparisons as they were written where nothing stands before them", async () => {
  const [module] = await modulesOf(
    graph(`seen: [b > (c > 0 ? 1 : 2), a < 0], parts: [{ is: a > b && a < c && b > c }]`),
  );
  expect(module?.text).toContain("[state.b > (state.c > 0 ? 1 : 2), state.a < 0]");
  expect(module?.text).toContain("state.a > state.b && state.a < state.c && state.b > state.c");
});

/** How many comparisons by `<` and `>` the function of the node has. */
function comparisons(file: ts.SourceFile): number {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && /^[<>]$/.test(node.operatorToken.getText())) count++;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return count;
}

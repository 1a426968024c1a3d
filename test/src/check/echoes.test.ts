import { describe, expect, it } from "vitest";
import { suggest } from "../../../src/diagnostics/suggest.ts";
import { findings, mistakes } from "./checking.ts";

function graph(state: string, rest: string): string {
  return `import { f } from "./f.ts"\ngraph G {\n  state {\n    input a: string\n    output log: string[] = [] reduce append\n    ${state}\n  }\n${rest}\n}\n`;
}
const flow = "  node n = f { reads a writes log }\n  start -> n -> end";

/** The codes of what is said, but that an import is not used. */
function codes(text: string): readonly string[] {
  return findings(text).flatMap((said) => (said.startsWith("G203") ? [] : [said.slice(0, 4)]));
}

describe("one mistake is one report:", () => {
  it("a name that stands for nothing, wherever it is used", () => {
    const nodes =
      "  node n = f { reads b writes log }\n  node m => { log: [b, a] }\n  node o => { b: a }\n  start -> n -> m -> o -> end";
    expect(findings(graph("output c: string = ''", nodes))).toEqual(["G201 at b: there is no field called `b`"]);
  });

  it("a function that is not imported", () => {
    const text = graph(
      "",
      "  node n = g { writes log }\n  node m = g { reads a writes log }\n  node o = f { reads a writes log }\n  start -> n -> m -> o -> end",
    );
    expect(codes(text)).toEqual(["G201"]);
  });

  it("a misspelt type", () => {
    expect(codes(graph("input x: Thing\n    input y: Thing\n    input z: Thing[]", flow))).toEqual(["G201"]);
  });

  it("a misspelt node that handles errors", () => {
    const nodes =
      "  node fial => { log: [error.name, error.message] }\n  node n = f { reads a writes log }\n  start -> n -> end\n  n on error -> fail -> end";
    expect(findings(graph("", nodes))).toEqual(["G201 at fail: there is no node called `fail` (did you mean `fial`?)"]);
  });

  it("several members that may be absent in one chain", () => {
    const text = graph(
      "input o?: { p?: { q?: { r?: int } } }\n    output r?: int",
      `  node n => { r: o.p.q.r, log: [a] }\n  start -> n -> end`,
    );
    expect(findings(text)).toEqual([
      "G303 at o: `o` may be absent here (write `?.p`, or check it with `!= null` first)",
    ]);
  });

  it("the state spread into an update", () => {
    expect(codes(graph("", "  node n => { ...state, log: [a] }\n  start -> n -> end"))).toEqual(["G407"]);
  });

  it("an arm that is missing, which may lead to what nothing else reaches, and away from what nothing else leaves", () => {
    const nodes = "  node n => { log: [a] }\n  node m\n  node o => {}\n  start -> n ->";
    const unread = 'output kind: "x" | "y" = "x"';
    expect(codes(graph(unread, `${nodes} match kind { "x" -> m } -> end`))).toEqual(["G601"]);
    expect(codes(graph(unread, `${nodes} match kind { "x" -> end }\n  m on error -> o`))).toEqual(["G601"]);
    expect(codes(graph("", `${nodes} when { a == "" -> m }\n  m -> end`))).toEqual(["G601"]);
    expect(codes(graph("", `${nodes} when { a == "" -> n }\n  m -> o -> end`))).toEqual(["G601"]);
    expect(codes(graph("", `${nodes} when { a == "" -> [m, o] }`))).toEqual(["G601", "G502"]);
  });

  it("what nothing reaches beside branches that lack nothing, and in another graph than one that does", () => {
    const nodes = "  node n => { log: [a] }\n  node m\n  start -> n ->";
    const whole = graph("", `${nodes} when { len(log) < 3 -> n, else -> end }`);
    expect(codes(whole)).toEqual(["G501"]);
    const lacking = 'graph H { state { input b: string } node p start -> p -> when { b == "" -> end } }\n';
    expect(codes(whole + lacking)).toEqual(["G601", "G501"]);
  });

  it("a line that does not follow the grammar", () => {
    expect(codes(graph("", "  node n => { log log: [a] }\n  start -> n -> end"))).toEqual(["G101"]);
    expect(codes(graph("", "  node n => { log: [ [a] }\n  start -> n -> end"))).toEqual(["G104"]);
    expect(
      codes(graph("output count: int = = 3", "  node n => { log: [a], count: 'x' }\n  start -> n -> end")),
    ).toEqual(["G101"]);
  });

  it("a field whose reducer could not be read", () => {
    const nodes = "  node m => { hits: [a] }\n  node n => { hits: [a], log: [a] }\n  start -> [m, n] -> end";
    expect(codes(graph("output hits: string[] = [] append", nodes))).toEqual(["G101"]);
  });

  it("a type that could not be read", () => {
    const type = 'type Kind = "x" 3\n';
    const nodes = '  node n => { log: [a] }\n  start -> match kind { "x" -> n, "y" -> n } -> end';
    expect(codes(type + graph("input kind: Kind", nodes))).toEqual(["G101"]);
  });

  it("a bracket of another kind, or a sign in its place", () => {
    const node = (update: string): string => graph("", `  node n => { ${update} }\n  start -> n -> end`);
    expect(findings(node("log: [{] "))).toEqual([expect.stringMatching(/^G104 at .*`}` is missing/)]);
    expect(codes(node("log: [upper({)]"))).toEqual(["G104"]);
    expect(codes(graph("", flow).replace("import { f", "import } f"))).toEqual(["G104"]);
    expect(codes(graph("", flow).replace("state {", "state :"))).toEqual(["G104"]);
    expect(codes(graph("", flow).replace("writes log }", "writes log ["))).toEqual(["G104"]);
    const options = "  ask n: boolean {\n    show a\n  x => {\n    log: [answer ? a : a]\n  }\n  start -> n -> end";
    expect(codes(graph("", options))).toEqual(["G104"]);
  });

  it("a word of the flow that is read as a name, or a name that is read as a word", () => {
    const nodes = "  node n => { log: [a] }\n  node m => { log: [error.name] }\n";
    const recovery = (edge: string): string => graph("", `${nodes}  start -> n -> end\n  ${edge} -> m -> end`);
    for (const edge of ["n -> error", "n, error", "n => error"]) expect(codes(recovery(edge)), edge).toEqual(["G106"]);
    expect(codes(graph("", `${nodes.replace("error.name", "a")}  start -> n node m -> end`))).toEqual(["G106"]);
    expect(
      codes(graph("", `${nodes.replace("error.name", "a").replace("node m", 'node "m"')}  start -> n -> mm -> end`)),
    ).toEqual(["G106", "G201"]);
  });

  it("an arm without a target, or with a name for a pattern", () => {
    const match = (arms: string): string =>
      graph('input kind: "x" | "y"', `  node n => { log: [a] }\n  start -> match kind {\n    ${arms}\n  } -> end`);
    expect(codes(match('"x" ->\n    "y" -> n'))).toEqual(["G101"]);
    expect(codes(match('z -> n\n    "y" -> n'))).toEqual(["G106"]);
  });

  it("a condition with a mistake, and what it would have told of types", () => {
    const text = (update: string): string =>
      graph(
        'input o?: string\n    input s: { kind: "p" p: int } | { kind: "q" q: int }',
        `  node n => { log: [${update}] }\n  start -> n -> end`,
      );
    expect(codes(text("oo != null ? o : s.p"))).toEqual(["G201"]);
    expect(codes(text("s.kind == z ? `${s.p}` : `${s.q}`"))).toEqual(["G201"]);
    expect(codes(text("z == null || len(o) > 3 ? a : a"))).toEqual(["G201"]);
    expect(codes(text("a ? b : c"))).toEqual(["G301"]);
  });

  it("the parameters of a reducer", () => {
    const reduced = (reducer: string): string => graph(`output l: string = "" reduce ${reducer}`, flow);
    expect(codes(reduced("(current, ) => len(update) > 3 ? update : current"))).toEqual(["G403"]);
    expect(codes(reduced("(a, update) => b"))).toEqual(["G202"]);
  });

  it("an operator that was not meant, and what it gives", () => {
    const text = (update: string): string =>
      graph(
        "input o?: string\n    output r: string = ''",
        `  node n => { log: [a], r: ${update} }\n  start -> n -> end`,
      );
    expect(findings(text("o || 'none'"))).toEqual([
      "G301 at o: `||` takes `boolean`, and this is `string`, or absent (compare it, or write `??` before a value that stands in for an absent one)",
    ]);
    expect(codes(text("a && a"))).toEqual(["G301"]);
    expect(codes(text("len(a) > 3 || a"))).toEqual(["G301"]);
    expect(codes(text("a - a"))).toEqual(["G301"]);
    expect(codes(text("-a"))).toEqual(["G301"]);
  });

  it("a value in front of a list, which is read as an index", () => {
    expect(codes(graph("", "  node n => { log: a [a] }\n  start -> n -> end"))).toEqual(["G301"]);
    const text = graph("input o?: string", "  node n => { log: o [a] }\n  start -> n -> end");
    expect(codes(text)).toEqual(["G303", "G301"]);
  });

  it("a member that a type does not have, wherever it is read", () => {
    const nodes =
      "  node n => { log: [p.nane, p.nane] }\n  node m => { log: [p['nane'], p.age] }\n  start -> n -> m -> end";
    expect(findings(graph("input p: { name: string }", nodes))).toEqual([
      expect.stringMatching(/^G302 at nane: .* has no member `nane` \(did you mean `name`\?\)/),
      expect.stringMatching(/^G302 at age: /),
    ]);
  });

  it("an arrow in place of the dot before a member", () => {
    const text = (item: string): string =>
      graph("input p: { name: string }[]", `  node n => { log: ${item} }\n  start -> n -> end`);
    const slips = (whole: string): readonly string[] => findings(whole).filter((said) => !/^G(?:203|406)/.test(said));
    expect(slips(text("map(p, one => trim(one->name))"))).toEqual(["G106 at ->: write `.` instead of `->`"]);
    expect(slips(text("map(p, one -> one.name)"))).toEqual(["G106 at ->: write `=>` instead of `->`"]);
    expect(slips(text("map(p, one->one.name)"))).toEqual(["G106 at ->: write `=>` instead of `->`"]);
    const map = "  node n(x: string) => { log: [x] }\n  start -> [n(one->name) for one in p] -> end";
    expect(slips(graph("input p: { name: string }[]", map))).toEqual(["G106 at ->: write `.` instead of `->`"]);
  });

  it("the type of a field that neither its default nor its condition fits", () => {
    const field = 'rate: "high" = 0 where value >= 0 && value <= 1';
    expect(codes(graph(`input ${field}`, flow))).toEqual(["G307"]);
    expect(codes(graph("input rate: string where value >= 0 && value <= 1 && value != 3", flow))).toEqual(["G305"]);
    expect(codes(graph("input rate: int = 'x' where value >= y", flow))).toEqual(["G307", "G201"]);
  });

  it("a variable that hides a field, and what it is used as", () => {
    const map = "  node m(x: string) => { log: [x] }\n  start -> [m(a[0] ?? '') for a in list] -> end";
    expect(codes(graph("input list: { of: string }[]", map))).toEqual(["G202"]);
    const lambda = "  node n => { log: map(list, a => trim(a[0])) }\n  start -> n -> end";
    expect(codes(graph("input list: { of: string }[]", lambda))).toEqual(["G202"]);
  });

  it("the node that an edge was to leave", () => {
    expect(findings(graph("", "  node n => { log: [a] }\n  start -> n\n  what -> end"))).toEqual([
      expect.stringMatching(/^G201 at what: there is no node called `what`/),
    ]);
  });

  it("a list of an option that is opened and never closed", () => {
    const options = (reads: string): string =>
      graph("", `  node n = f {\n    reads ${reads}\n    writes log\n    timeout 3s\n  }\n  start -> n -> end`);
    expect(codes(options("["))).toEqual(["G104"]);
    expect(codes(options("[a"))).toEqual(["G106", "G104"]);
  });

  it("a sign in place of the brace of a list", () => {
    const ask = "  ask n: boolean {\n    show : a, log }\n    timeout 3s\n  } => { log: [a] }\n  start -> n -> end";
    expect(findings(graph("", ask))).toEqual([expect.stringMatching(/^G104 at :/)]);
  });

  it("a block without its brace, and a bracket that is wrong elsewhere", () => {
    const text = `type T\n  a: string\n  b: int\n  c: int\n}\n${graph("", flow.replace("writes log }", "writes log ]"))}`;
    expect(codes(text)).toEqual(["G104", "G104"]);
  });

  it("a colon in a condition, in place of an operator or of its arrow", () => {
    const when = (condition: string): string =>
      graph('input k: "x" | "y"', `  node n => { log: [a] }\n  start -> when { ${condition} -> n, else -> n } -> end`);
    expect(codes(when("len(a) > 3 && k : a"))).toEqual(["G106"]);
  });

  it("a value of another kind, on all sides of a condition", () => {
    const text = (update: string): string =>
      graph(
        'output r: int = 0\n    output k: "open" | "shut" = "open"',
        `  node n => { log: [a], ${update} }\n  start -> n -> end`,
      );
    expect(codes(text('r: a == "x" ? "one" : a == "y" ? "two" : "many"'))).toEqual(["G301"]);
    expect(codes(text('k: a == "x" ? "opne" : "shtu"'))).toEqual(["G301", "G301"]);
  });

  it("an argument that is missing among those of a node", () => {
    const nodes = "  node n(x: string, y: int) => { log: [x, string(y)] }\n";
    expect(codes(graph("", `${nodes}  start -> n(3) -> end`))).toEqual(["G504"]);
    expect(codes(graph("", `${nodes}  start -> n("x", , 3, "y") -> end`))).toEqual(["G106", "G504"]);
  });

  it("the word of a block in place of the arrow of an update", () => {
    const node = "  node n state { log: a == 'x' ? [a] : [] }\n  start -> n -> end";
    expect(findings(graph("", node))).toContainEqual("G106 at state: write `=>` instead of `state`");
    expect(codes(graph("", node))).toEqual(["G106"]);
  });

  it("what stands in place of a modifier of a field", () => {
    expect(codes(graph("where deep?: string", flow))).toEqual(["G106", "G406"]);
    expect(findings(graph("string output c: string = ''", flow))).toEqual([
      expect.stringMatching(/^G106 at string: `string` is not needed before a field/),
    ]);
  });

  it("a number that runs into the next word", () => {
    expect(codes(graph("", "  node n => { log: a == 'x' ? [string(1then)] : [] }\n  start -> n -> end"))).toEqual([
      "G103",
    ]);
    const group = "  node n => { log: [a] }\n  start -> [n if len(a) > 0match\n    -> n -> end";
    expect(codes(graph("", group))).toHaveLength(2);
  });

  it("a bracket that stands in a wrong place, where the indentation tells", () => {
    const context = "  context { user: { id: string, tags: string[] }\n  events { moved: string }\n";
    const node = "  node n => {\n    log: [a] },\n    r: [a],\n    q: upper(a),\n  }\n  start -> n -> end";
    const fields = 'output r: string[] = []\n    output q: string = ""';
    expect(findings(graph(fields, context + node))).toEqual([
      expect.stringMatching(/^G104 at .*`}` is missing/),
      expect.stringMatching(/^G104 at }: this `}` closes nothing/),
    ]);
  });

  it("a parenthesis that nothing closes, and what stands in it", () => {
    const match = `  node n => { log: [a] }\n  start -> match kind ( {\n    "x" -> n\n    "y" -> n\n  } -> end`;
    expect(findings(graph('input kind: "x" | "y"', match))).toEqual([
      expect.stringMatching(/^G104 at .*`\)` is missing/),
    ]);
  });

  it("a word alone in an object that is no name", () => {
    expect(
      codes(
        graph("output o: { b: int } = { b: 1 }", "  node n => { log: [a], o: { b: 2, true } }\n  start -> n -> end"),
      ),
    ).toEqual(["G105"]);
  });

  it("a field that could not be read, whatever it is called", () => {
    const nodes = "  node n => { log: [state, undefined, len] }\n  start -> n -> end";
    expect(codes(graph("state: = string", nodes))).toEqual(["G101"]);
  });

  it("a file that was cut off", () => {
    const text = graph("output b: int = 0", flow);
    expect(codes(text.slice(0, text.indexOf("node n")))).toEqual(["G104"]);
    expect(codes(`${text.slice(0, text.indexOf("-> n"))}->\n`)).toEqual(["G101"]);
    expect(codes('import { f } from "./f.ts"\n')).toEqual([]);
  });
});

it("mistakes on other lines are still reported", () => {
  const text = graph("output count: int = = 3", "  node n => { log: [len(a)] }\n  start -> n -> end");
  expect(codes(text)).toEqual(["G101", "G301"]);
});

describe("help says what to do:", () => {
  it("for `set` outside an update", () => {
    expect(mistakes("set(text)")[0]).toMatch(
      /^G609 at set: `set` may stand in updates only, as the value of a field \(it replaces/,
    );
  });

  it("for a field without its type or default", () => {
    expect(findings(graph("input b:\n    output c: string = ''", flow)).join()).toContain(
      "the type of the one before is missing",
    );
    expect(findings(graph("b: string =\n    output c: string = ''", flow)).join()).toContain(
      "the default before it is missing",
    );
  });
});

describe("a search for what was meant", () => {
  const names = Array.from({ length: 300 }, (_, i) => `field${i}`);

  it("is made for a hundred names of a file", () => {
    const state = names.map((name) => `input ${name}: int`).join("\n");
    const text = graph(
      state,
      `  node n => { log: [a, ${names.map((name) => `string(x${name})`).join(", ")}] }\n  start -> n -> end`,
    );
    const said = findings(text).filter((one) => one.startsWith("G201"));
    expect(said).toHaveLength(300);
    expect(said.filter((one) => one.includes("did you mean"))).toHaveLength(100);
  });

  it("finds slips at either end and in the middle of long names", () => {
    expect(suggest("numberOfRetriesLeft", ["nubmerOfRetriesLeft"])).toBe("nubmerOfRetriesLeft");
    expect(suggest("xnumberOfRetries", ["numberOfRetries"])).toBe("numberOfRetries");
    expect(suggest("numberOfRetrie", ["numberOfRetries"])).toBe("numberOfRetries");
    expect(suggest("numberOfRetries", ["numberOfAttempts"])).toBeUndefined();
  });
});

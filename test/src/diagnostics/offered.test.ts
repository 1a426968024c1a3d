import { describe, expect, it } from "vitest";
import { check } from "../../../src/compile.ts";
import { applyFixes } from "../../../src/diagnostics/fixes.ts";

/** A graph around some lines, with comments that no fix may touch. */
function around(lines: string, head = ""): string {
  return `// a file
${head}graph A { // a graph
  state { input name: string  input people?: { first: string }  output text: string = "" }
  /* first */ ${lines} // last
  start -> greet -> end
}
`;
}

const greet = (value: string): string => around(`node greet => { text: ${value} }`);
const routed = (choices: string): string =>
  around("node greet => { text: name }  node again => {}", 'import { pick } from "./a.ts"\n').replace(
    "greet -> end",
    `greet -> route pick { ${choices} }  again -> end`,
  );
const imported = 'import { one, two, greet } from "./a.ts"\n';

/** What is wrong, the code that it gets, whether its fix is safe, and the text mended. */
const cases: readonly (readonly [string, string, boolean, string, string])[] = [
  ["a misspelt value", "G201", false, greet("nmae"), greet("name")],
  ["a misspelt function", "G201", false, greet("uper(name)"), greet("upper(name)")],
  ["a misspelt field", "G407", false, around("node greet => { txet: name }"), around("node greet => { text: name }")],
  ["a misspelt node", "G201", false, greet("name").replace("-> greet", "-> gret"), greet("name")],
  ["a misspelt member", "G302", false, greet('people?.frist ?? ""'), greet('people?.first ?? ""')],
  [
    "a type's name in another language",
    "G201",
    true,
    greet("name").replace("input name: string", "input name: str"),
    greet("name"),
  ],
  [
    "a type before its name",
    "G106",
    true,
    greet("name").replace("input name: string", "input string name"),
    greet("name"),
  ],
  ["no sign before a default", "G101", true, lists("append").replace("[] = []", "[] []"), lists("append")],
  ["a misspelt reducer", "G201", false, lists("apend"), lists("append")],
  ["a reserved word", "G105", false, around("node class => {}"), around("node class_ => {}")],
  ["a word of the flow", "G105", false, around("node match => {}"), around("node matchNode => {}")],
  ["two underscores", "G105", false, around("let __x = 1"), around("let x = 1")],
  ["another language's equality", "G106", true, greet('name === "" ? "" : name'), greet('name == "" ? "" : name')],
  ["a missing comma", "G101", false, greet("slice(name 1)"), greet("slice(name, 1)")],
  [
    "the first of several imports unused",
    "G203",
    true,
    around("node greet", 'import { one, greet } from "./a.ts"\n'),
    around("node greet", 'import { greet } from "./a.ts"\n'),
  ],
  [
    "the last of several imports unused",
    "G203",
    true,
    around("node greet", 'import { greet, one } from "./a.ts"\n'),
    around("node greet", 'import { greet } from "./a.ts"\n'),
  ],
  [
    "an import unused",
    "G203",
    true,
    around("node greet => { text: name }", 'import { one } from "./a.ts"\n'),
    greet("name"),
  ],
  [
    "an import unused, with a comment behind it",
    "G203",
    true,
    around("node greet => { text: name }", 'import { one } from "./a.ts" // why\n'),
    around("node greet => { text: name }", " // why\n"),
  ],
  ["a type unused", "G203", false, around("node greet => { text: name }", 'type Mood = "a" | "b"\n'), greet("name")],
  [
    "a let unused",
    "G203",
    false,
    around('let both = name + "!"\n  node greet => { text: name }'),
    around("node greet => { text: name }").replace("first */ ", "first */\n  "),
  ],
  ["no default of a list", "G402", false, lists("append").replace(" = []", ""), lists("append")],
  ["`set` of a field without reducer", "G304", true, greet("set(name)"), greet("name")],
  [
    "a member of what may be absent",
    "G303",
    false,
    greet('people.first == "" ? "" : name'),
    greet('people?.first == "" ? "" : name'),
  ],
  [
    "a field named twice",
    "G506",
    false,
    around("node greet { reads name, people, name writes text }", imported.replace("one, two, ", "")),
    around("node greet { reads name, people writes text }", imported.replace("one, two, ", "")),
  ],
  ["a choice named twice", "G602", false, routed("again, end, again"), routed("again, end")],
  [
    "writes beside an update that says more",
    "G408",
    false,
    around("node greet = make { writes } => { text: output }", "").replace("writes", "writes people"),
    around("node greet = make => { text: output }", "").replace("make =>", "make { } =>"),
  ],
  ["no start", "G607", false, greet("name").replace("start -> greet", "greet"), greet("name")],
  ["no way out", "G502", false, greet("name").replace("greet -> end", "greet"), greet("name")],
  [
    "arguments of a node without parameters",
    "G504",
    false,
    greet("name").replace("-> greet", "-> greet(name, 1)"),
    greet("name"),
  ],
  ["a method", "G101", true, greet("name.trim()"), greet("trim(name)")],
  [
    "a method with arguments",
    "G101",
    true,
    greet('name.includes("a") ? "" : name'),
    greet('contains(name, "a") ? "" : name'),
  ],
  [
    "what may be absent as an argument",
    "G303",
    false,
    greet("upper(people?.first)"),
    greet('upper(people?.first ?? "")'),
  ],
  [
    "what may be absent in a sum",
    "G303",
    false,
    greet('"Hello " + people?.first'),
    greet('"Hello " + (people?.first ?? "")'),
  ],
  [
    "a match without an arm",
    "G601",
    false,
    arms("// none"),
    arms("// none").replace("-> end // high", '-> end\n    "low" -> end // high'),
  ],
  [
    "a when without else, on one line",
    "G601",
    false,
    greet("name").replace("greet -> end", 'greet -> when { name == "" -> end }'),
    greet("name").replace("greet -> end", 'greet -> when { name == "" -> end  else -> end }'),
  ],
  [
    "a when without the word else",
    "G101",
    false,
    greet("name").replace("greet -> end", 'greet -> when { name == "" -> end -> greet }'),
    greet("name").replace("greet -> end", 'greet -> when { name == "" -> end else -> greet }'),
  ],
  ["a subgraph without its input", "G507", false, nested(""), nested(" { in { name } }")],
  ["a subgraph with empty braces", "G507", false, nested(" {}"), nested(" { in { name } }")],
  ["a subgraph with an empty input", "G507", false, nested(" { in {} }"), nested(" { in { name } }")],
  ["a condition that always holds", "G306", false, limited(" where len(value) >= 0"), limited("")],
  [
    "several targets without brackets",
    "G101",
    false,
    around("node other => {}\n  node greet => { text: name }").replace("-> greet", "-> greet, other"),
    around("node other => {}\n  node greet => { text: name }").replace("-> greet", "-> [greet, other]"),
  ],
  [
    "an enum",
    "G106",
    false,
    around("node greet => { text: name }", "enum Mood { good, bad }\n"),
    around("node greet => { text: name }", 'type Mood = "good" | "bad"\n'),
  ],
  [
    "a type among imported values",
    "G106",
    true,
    `import { type Mood, make as greet } from "./a.ts"\n`,
    `import { make as greet } from "./a.ts"\nimport type { Mood } from "./a.ts"\n`,
  ],
  [
    "a comparison for a default",
    "G106",
    true,
    greet("name").replace('text: string = ""', 'text: string == ""'),
    greet("name"),
  ],
  ["a misspelt arm", "G602", false, arms('"lwo" -> end'), arms('"low" -> end')],
  ["an else that takes nothing", "G602", false, arms('"low" -> end\n    else -> end'), arms('"low" -> end')],
  [
    "a misspelt literal",
    "G305",
    false,
    greet('kind == "hgih" ? "" : name').replace("{ input", '{ input kind: "high" input'),
    greet('kind == "high" ? "" : name').replace("{ input", '{ input kind: "high" input'),
  ],
];

/** A graph that runs another one, which needs its `name`. */
function nested(node: string): string {
  const outer = around(`node inner = Inner${node} => { text: "" }`).replace("-> greet ->", "-> inner ->");
  return `${outer}
graph Inner {
  state { input name: string  output done: boolean = false }
  node a => { done: name == "" }
  start -> a -> end
}
`;
}

function limited(where: string): string {
  return greet("name").replace("input name: string", `input name: string${where}`);
}

function lists(reducer: string): string {
  return greet("name").replace(
    'output text: string = ""',
    `output text: string = "" output all: string[] = [] reduce ${reducer}`,
  );
}

function arms(last: string): string {
  return greet("name")
    .replace("{ input", '{ input kind: "high" | "low"  input')
    .replace("greet -> end", `greet -> match kind { // arms\n    "high" -> end // high\n    ${last}\n  }`);
}

describe("the fix that is offered for", () => {
  it.each(cases)("%s (%s, safe: %s) mends it and touches nothing else", (_what, code, safe, wrong, right) => {
    const found = check(wrong).filter((one) => one.code === code);
    expect(found.map((one) => one.fixes.length)).not.toStrictEqual([]);
    const fixes = found.flatMap((one) => one.fixes.slice(0, 1));
    expect(fixes.map((fix) => fix.safe)).toStrictEqual(found.map(() => safe));
    const mended = applyFixes(wrong, fixes).text;
    expect(mended).toBe(right);
    expect(check(mended).filter((one) => one.code === code)).toStrictEqual([]);
  });
});

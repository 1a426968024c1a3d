import { describe, expect, it } from "vitest";
import { outline, read, said } from "./parsing.ts";

describe("a text with several mistakes", () => {
  const five = `import { plan } from "./plan.ts"
type Goal { text string }

graph G {
  state {
    input goal: = 3
    output done: boolean = false
  }
  node plan { reads goal timeout }
  node work => { done: true, goal: }
  start -> plan -> match done { true -> end, false work }
  work -> plan
}

graph H {
  start -> -> end
}
`;

  it("gets a report for each", () => {
    expect(said(five)).toEqual([
      "2:18 G101 `:` is missing before `string`",
      "6:17 G101 found `=` where a type is needed",
      "9:34 G101 found `}` where a duration such as `30s` is needed",
      "10:36 G101 found `}` where an expression is needed",
      "11:52 G101 `->` is missing before `work`",
      "16:12 G101 found `->` where a step (a node, `end`, a group or a branch) is needed",
    ]);
  });

  it("keeps what could be read, and says what is incomplete", () => {
    expect(outline(read(five))).toBe("import Goal G[StateBlock Edge Edge]… H[]…");
    const [, , graph] = read(five).file.declarations;
    const [state] = graph?.kind === "Graph" ? graph.statements : [];
    expect(state?.kind === "StateBlock" && state.fields.map(({ name }) => name.name)).toEqual(["done"]);
  });
});

describe("a missing brace", () => {
  const whole = `graph G {
  context { model: Model }
  state {
    input a: string
    output b: string = ""
  }
  node n {
    reads a
    writes b
  }
  ask q: boolean {
    show { a }
  } => { b: answer ? "yes" : "no" }
  start -> n -> match a {
    "x" -> q
    else -> [q, n]
  } -> end
}

graph H {
  start -> end
}
`;
  const braces = [...whole.matchAll(/[{}[\]]/g)].map(({ index }) => index);

  it.each(braces)("at offset %i is reported once, near its place", (at) => {
    const text = whole.slice(0, at) + whole.slice(at + 1);
    const reports = read(text).diagnostics;
    expect(reports.map(({ code, message }) => `${code} ${message}`)).toHaveLength(1);
    const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
    const place = reports[0]?.span.start ?? 0;
    const counterpart = reports[0]?.related[0]?.span.start ?? place;
    expect(
      Math.min(Math.abs(lineOf(place) - lineOf(at)), Math.abs(lineOf(counterpart) - lineOf(at))),
    ).toBeLessThanOrEqual(1);
  });

  it("names the brace that is not closed", () => {
    const text = whole.replace("  }\n  node", "  node");
    const [report] = read(text).diagnostics;
    expect(said(text)).toEqual(["5:26 G104 `}` is missing"]);
    expect(report?.related.map(({ message, span }) => [message, span.start])).toEqual([
      ["this `{` is not closed", whole.indexOf("state {") + 6],
    ]);
  });

  it("leaves everything readable", () => {
    expect(outline(read(whole.replace("  }\n  node", "  node")))).toBe(outline(read(whole)));
    expect(outline(read(whole.replace("    writes b\n  }", "    writes b")))).toBe(outline(read(whole)));
    expect(outline(read(whole.replace("\n}\n\ngraph H", "\n\ngraph H")))).toBe(outline(read(whole)));
  });

  it("at the end of the text is reported behind the last token", () => {
    expect(said(whole.trimEnd().slice(0, -1))).toEqual(["21:15 G104 `}` is missing"]);
  });
});

describe("what cannot be read", () => {
  it("is left out with its statement, unless it is a field or a member of a block", () => {
    const text =
      "graph G {\n  state { a: int, b: , c: int }\n  context { x: , y: Y }\n  node n { reads }\n  node m\n}\n";
    expect(outline(read(text))).toBe("G[StateBlock ContextBlock Node]…");
  });

  it("does not spread over declarations", () => {
    const text = "type A = ?\ntype B = int\ngraph {\n  start -> a\n}\ntype C = int\n";
    expect(outline(read(text))).toBe("B C …");
    expect(said(text)).toHaveLength(2);
  });

  it("is marked as incomplete where a comment swallowed the rest", () => {
    expect(outline(read("graph G {\n  node a\n  /* no end\n  node b\n}\n"))).toBe("G[Node]… …");
  });

  it("does not hide a mistake on the next line", () => {
    expect(said('graph G {\n  let a = "no end\n  let b = 1 +\n  let c = 007\n}\n')).toEqual([
      "2:11 G102 this string has no end",
      "3:14 G101 the statement ends where an expression is needed",
      "4:11 G103 `007` begins with `0`",
    ]);
  });

  it("ends a template without its backtick on its line", () => {
    const text = "graph G {\n  node a => { t: `one }\n  node b => { t: `two ${x}` }\n  node c => { t: `three` }\n}\n";
    expect(said(text)).toEqual(["2:18 G102 this template has no end"]);
    expect(outline(read(text))).toBe("G[Node Node Node]");
  });
});

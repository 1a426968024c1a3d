import { describe, expect, it } from "vitest";
import { format } from "../../properties/format/texts.ts";

/** Lays out statements as they stand in a graph; returns them without its indentation. */
async function statements(text: string, printWidth = 80): Promise<string> {
  const whole = await format(`graph G {\n${text}\n}`, { printWidth: printWidth + 2 });
  return whole
    .split("\n")
    .slice(1, -2)
    .map((line) => line.replace(/^ {2}/, ""))
    .join("\n");
}

describe("a chain", () => {
  it("breaks before every arrow where it does not fit", async () => {
    expect(await statements("start->a->b->c->end")).toBe("start -> a -> b -> c -> end");
    expect(await statements("start -> first -> second -> end", 24)).toBe("start\n  -> first\n  -> second\n  -> end");
  });

  it("breaks its last brackets first, and goes on behind them", async () => {
    const text = 'start -> [a, b] -> match kind { "x" -> c, "y", "z" -> d } -> end';
    expect(await statements(text, 40)).toBe('start -> [a, b] -> match kind {\n  "x" -> c\n  "y", "z" -> d\n} -> end');
  });

  it("keeps brackets broken that the author broke, and joins others", async () => {
    expect(await statements("start -> when {\n  a -> b, else -> c }")).toBe(
      "start -> when {\n  a -> b\n  else -> c\n}",
    );
    expect(await statements("start -> when { a -> b\n  else -> c }")).toBe("start -> when { a -> b, else -> c }");
  });

  it("writes a member of a group a line, with its list and its condition below it", async () => {
    expect(await statements("start -> [work(task) for task in tasks if task.open, other] -> end", 30)).toBe(
      "start -> [\n  work(task)\n    for task in tasks\n    if task.open,\n  other,\n] -> end",
    );
  });
});

describe("types and fields", () => {
  it("writes the members of a long union below each other", async () => {
    const text = "type Status = | 'open' | 'rejected by somebody' | 'paid'";
    expect(await format(text)).toBe('type Status = "open" | "rejected by somebody" | "paid"\n');
    expect(await format(text, { printWidth: 30 })).toBe(
      'type Status =\n  | "open"\n  | "rejected by somebody"\n  | "paid"\n',
    );
  });

  it("puts what does not fit behind a field's default below it", async () => {
    const text = "state { input n: int[] = [] reduce append where len(value) <= 10 }";
    expect(await statements(text, 40)).toBe(
      "state {\n  input n: int[] = []\n    reduce append\n    where len(value) <= 10\n}",
    );
  });

  it("needs no parentheses but around a union inside another type", async () => {
    expect(await format("type A = ((int) | (string))[]")).toBe("type A = (int | string)[]\n");
  });
});

describe("nodes", () => {
  it("keeps options on a line if they fit and were written so", async () => {
    expect(await statements("node a { reads x, writes_ writes y retry 3 }")).toBe(
      "node a { reads x, writes_ writes y retry 3 }",
    );
    expect(await statements("node a {\n reads x writes y }")).toBe("node a {\n  reads x\n  writes y\n}");
    expect(await statements("node a { reads x, y writes z timeout 30s }", 30)).toBe(
      "node a {\n  reads x, y\n  writes z\n  timeout 30s\n}",
    );
  });

  it("leaves out braces without options", async () => {
    expect(await statements("node a {} => {}")).toBe("node a => {}");
  });
});

describe("an expression", () => {
  it.each([
    ["((a + b)) * (c)", "(a + b) * c"],
    ["(a ?? b) || c", "(a ?? b) || c"],
    ["a && b || c", "(a && b) || c"],
    ["a % b + c", "(a % b) + c"],
    ["f((x) => (y), /a/i,)", "f(x => y, /a/i)"],
    ["x>=.50", "x >= 0.5"],
    ["[0XFF, 1E10, 1.0, 10N]".replace("N", "n"), "[0xff, 1e10, 1, 10n]"],
    ["'it\\'s'", `"it's"`],
    [`'say "a"'`, `'say "a"'`],
    ["{'a': 1, \"b\": 2}", "{ a: 1, b: 2 }"],
    ["{'a': 1, 'b-c': 2}", '{ "a": 1, "b-c": 2 }'],
    ["[...(a ?? []), ...(b)]", "[...(a ?? []), ...b]"],
    ["{ ...a ? b : c }", "{ ...(a ? b : c) }"],
    ["`a  ${ b  }  c`", "`a  ${ b  }  c`"],
  ])("is written %s → %s", async (text, expected) => {
    expect(await statements(`let x = ${text}`)).toBe(`let x = ${expected}`);
  });

  it("breaks behind the operators of a chain, those that bind less first", async () => {
    expect(await statements("let x = first && second || third && fourth", 30)).toBe(
      "let x =\n  (first && second) ||\n  (third && fourth)",
    );
  });

  it("breaks conditionals before `?` and `:`", async () => {
    expect(await statements('let x = first ? "one" : second ? "two" : "three"', 30)).toBe(
      'let x = first\n  ? "one"\n  : second\n    ? "two"\n    : "three"',
    );
  });

  it("keeps a call around its last argument where only that one breaks", async () => {
    expect(await statements("let x = concat(first, { second: 1, third: 2 })", 30)).toBe(
      "let x = concat(first, {\n  second: 1,\n  third: 2,\n})",
    );
  });
});

describe("empty lines", () => {
  it("stay as the author set them, but one at most and none inside the edges of a block", async () => {
    const text = "graph G {\n\n\n  node a\n  node b\n\n\n\n  node c\n\n}\n\n\n\ntype T = int\ntype U = int";
    expect(await format(text)).toBe("graph G {\n  node a\n  node b\n\n  node c\n}\n\ntype T = int\ntype U = int\n");
  });
});

describe("comments", () => {
  it("stay everywhere", async () => {
    const text = `// head

/* before */ graph G { // behind the brace
  /// Documented.
  node a // behind a node
  // before an edge
  start -> a // behind a step
    // between two steps
    -> when { /* in a brace */ x -> b, // behind a comma
      // between two arms
      else -> c
      // before the end of a block
    }
  context {
    // alone
  }
  node d /* a */ = f({ /* b */ }, /* not */ )
  /*
   * a block
       * of lines
   */
} // behind the end

// at the end`.replace(", /* not */ ", " ");
    const once = await format(text);
    expect(once).toBe(`// head

/* before */ graph G { // behind the brace
  /// Documented.
  node a // behind a node
  // before an edge
  start
    -> a // behind a step
    // between two steps
    -> when {
      /* in a brace */ x -> b // behind a comma
      // between two arms
      else -> c
      // before the end of a block
    }
  context {
    // alone
  }
  node d /* a */ = f({ /* b */ })
  /*
   * a block
   * of lines
   */
} // behind the end

// at the end
`);
    expect(await format(once)).toBe(once);
  });

  it("stay in a text of nothing else", async () => {
    expect(await format("\n\n// only\n\n\n/* these */")).toBe("// only\n\n/* these */\n");
    expect(await format("\n\n")).toBe("");
  });

  it("let a person keep what follows as it is", async () => {
    const text = "graph G {\n  // prettier-ignore\n  node   a   { reads x }\n  node   b\n}\n";
    expect(await format(text)).toBe("graph G {\n  // prettier-ignore\n  node   a   { reads x }\n  node b\n}\n");
  });
});

describe("Prettier's settings", () => {
  const text = "graph G {\n  node a\n}\n";

  it("choose indentation and line ends", async () => {
    expect(await format(text, { tabWidth: 4 })).toBe("graph G {\n    node a\n}\n");
    expect(await format(text, { useTabs: true })).toBe("graph G {\n\tnode a\n}\n");
    expect(await format(text, { endOfLine: "crlf" })).toBe("graph G {\r\n  node a\r\n}\r\n");
    expect(await format(text.replaceAll("\n", "\r\n"), { endOfLine: "auto" })).toBe("graph G {\r\n  node a\r\n}\r\n");
    expect(await format(text.replaceAll("\n", "\r\n"))).toBe(text);
  });
});

describe("a text with errors", () => {
  it("is refused with its place", async () => {
    await expect(format("graph G {\n  node = f\n}")).rejects.toMatchObject({
      name: "SyntaxError",
      loc: { start: { line: 2, column: 8 } },
    });
  });
});

describe("a long text", () => {
  it("may have ten thousand lines, and one of ten thousand columns", async () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => `  node n${i} => { count: count + ${i} }`);
    const text = `graph G {\n${lines.join("\n")}\n}\n`;
    expect(await format(text)).toBe(text);
    const sum = Array.from({ length: 900 }, (_, i) => `member${i}`);
    expect(await statements(`let x = ${sum.join(" + ")}`)).toBe(`let x =\n  ${sum.join(" +\n  ")}`);
    const chain = Array.from({ length: 2_000 }, (_, i) => `n${i}`);
    expect(await statements(chain.join("->"))).toBe(chain.join("\n  -> "));
  });
});

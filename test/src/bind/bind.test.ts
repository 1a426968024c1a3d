import { describe, expect, it } from "vitest";
import { typeToString } from "../../../src/types/print.ts";
import { analyse, findings, graphOf, show } from "../check/checking.ts";

/** A file with one graph, whose parts a test adds to. */
function withParts({ file = "", graph = "", state = "", options = "", flow = "" }): string {
  return `import { h, up, down } from "./h.ts"
import type { T } from "./t.ts"
${file}
graph Test {
  ${graph}
  state { input text: string  output o: string = ""  ${state} }
  node a = h { reads text writes o ${options} }
  node b => { o: text }
  start -> a -> b -> end
  ${flow}
}
`;
}

/** What is said of names and declarations. */
function said(parts: Parameters<typeof withParts>[0]): readonly string[] {
  return findings(withParts(parts)).filter((finding) => !/^G(?:203|406|501) /.test(finding));
}

describe("a name that stands for nothing (G201)", () => {
  it.each([
    [{ state: "f: strng" }, "G201 at strng: there is no type called `strng` (did you mean `string`?)"],
    [{ state: "f: bool" }, "G201 at bool: there is no type called `bool` (write `boolean`)"],
    [{ state: "f: Date" }, "G201 at Date: there is no type called `Date` (write `date`)"],
    [{ state: "f: Array<string>" }, "G201 at Array: there is no type called `Array` (write `T[]`)"],
    [
      { state: "f: h" },
      'G201 at h: `h` is imported as a value, not as a type (write `import type { h } from "./h.ts"`)',
    ],
    [{ state: "f: Test" }, "G201 at Test: `Test` is a graph, not a type"],
    [{ graph: "node c = hh { writes o }" }, "G201 at hh: nothing called `hh` is imported (did you mean `h`?)"],
    [{ graph: "node c = upp { writes o }" }, "G201 at upp: nothing called `upp` is imported (did you mean `up`?)"],
    [
      { graph: "node c = T { writes o }" },
      'G201 at T: `T` is imported as a type, so it cannot run (write `import { T } from "./t.ts"`)',
    ],
    [
      { graph: "migrate 1 -> 2 = upp  version 2" },
      "G201 at upp: nothing called `upp` is imported (did you mean `up`?)",
    ],
    [
      { state: "f: int = 0 reduce Test" },
      "G201 at Test: `Test` is a graph, not a function (a graph runs as a node of its own: `node name = Graph`)",
    ],
    [
      { graph: "node c = h { reads txt writes o }" },
      "G201 at txt: there is no field called `txt` (did you mean `text`?)",
    ],
    [{ graph: "node c = h { writes txt }" }, "G201 at txt: there is no field called `txt` (did you mean `text`?)"],
    [{ graph: "defaults { reads txt }" }, "G201 at txt: there is no field called `txt` (did you mean `text`?)"],
    [{ graph: "interrupt before aa" }, "G201 at aa: there is no node called `aa` (did you mean `a`?)"],
  ])("%j", (parts, finding) => {
    expect(said(parts)).toStrictEqual([finding]);
  });
});

describe("a name that is declared twice (G202)", () => {
  it.each([
    [{ file: "type A = int\ntype A = string" }, "G202 at A: the type `A` is declared twice"],
    [{ file: "type T = int" }, "G202 at T: `T` is the name of an import already"],
    [{ file: "type Test = int" }, "G202 at Test: `Test` is the name of a type already"],
    [{ file: "type string = int" }, "G202 at string: `string` is a built-in type (give the declaration another name)"],
    [{ file: 'import { h } from "./other.ts"' }, "G202 at h: the import `h` is declared twice"],
    [{ state: "text: int" }, "G202 at text: the field `text` is declared twice"],
    [{ graph: "let text = 3" }, "G202 at text: `text` is the name of a field already"],
    [{ graph: "node a => {}" }, "G202 at a: the node `a` is declared twice"],
    [{ graph: "node c(x: int, x: int) => { o: string(x) }" }, "G202 at x: the parameter `x` is declared twice"],
    [
      { graph: "node c(text: string) => { o: text }" },
      "G202 at text: the parameter `text` has the name of a field (give it another name: one name has one meaning in an expression)",
    ],
    [{ graph: "context { a: int, a: int }" }, "G202 at a: the context member `a` is declared twice"],
    [{ graph: "events { a: int }  events { a: int }" }, "G202 at a: the event `a` is declared twice"],
    [{ state: "f: { a: int, a: int }" }, "G202 at a: the member `a` is declared twice"],
  ])("%j", (parts, finding) => {
    const [first, ...others] = said(parts);
    expect(others).toStrictEqual([]);
    expect(first).toBe(finding);
  });

  it("shows where it is declared first", () => {
    const { diagnostics } = analyse({ "test.graph": withParts({ state: "text: int" }) });
    const related = diagnostics.find(({ code }) => code === "G202")?.related[0];
    expect(related?.message).toBe("it is declared here first");
    expect(related?.source.text.slice(related.span.start)).toMatch(/^text: string/);
  });
});

describe("imports of `.graph` files", () => {
  const lib = `type Item { id: string }
graph Lib {
  state { input text: string  output o: string = "" }
  node it => { o: text }
  start -> it -> end
}
`;
  const main = (imports: string, node = "node run = Lib { in { text } }"): string => `${imports}
graph Main {
  state { input text: string  output o: string = "" }
  ${node}
  start -> run -> end
}
`;

  it("link graphs and types, under other names too", () => {
    expect(findings({ "main.graph": main('import { Lib } from "./lib.graph"'), "lib.graph": lib })).toStrictEqual(
      findings({ "lib.graph": lib }),
    );
    const renamed = main('import { Lib as L } from "./lib.graph"', "node run = L { in { text } }");
    const { modules } = analyse({ "main.graph": renamed, "lib.graph": lib });
    const form = modules[0]?.graphs[0]?.nodes.get("run")?.form;
    expect(form?.kind === "subgraph" && form.graph).toBe(modules[1]?.graphs[0]);
  });

  it("also for a node of the graph's name", () => {
    const { modules, diagnostics } = analyse({
      "main.graph": main('import { Lib as run } from "./lib.graph"', "node run { in { text } }"),
      "lib.graph": lib.replace("type Item { id: string }\n", ""),
    });
    expect(diagnostics.map(show)).toStrictEqual([]);
    expect(modules[0]?.graphs[0]?.nodes.get("run")?.form.kind).toBe("subgraph");
  });

  it("lead to a file and a name that are there (G204), and nothing else is said", () => {
    expect(findings({ "main.graph": main('import { Lib } from "./lip.graph"'), "lib.graph": lib })[0]).toBe(
      'G204 at "./lip.graph": the file `./lip.graph` is not found (the path is relative to this file and ends in `.graph`)',
    );
    const texts = {
      "main.graph": main('import { Lb } from "./lib.graph"', "node run = Lb { in { text } }"),
      "lib.graph": lib,
    };
    expect(findings(texts).filter((finding) => !finding.startsWith("G203"))).toStrictEqual([
      "G204 at Lb: `./lib.graph` declares nothing called `Lb` (did you mean `Lib`?)",
    ]);
  });

  it("are misspelt once where what is meant is used by its right name", () => {
    const use = "node run = Lib { in { text } }";
    const others = { "lib.graph": lib };
    const found = findings({ "main.graph": main('import { Lb } from "./lib.graph"', use), ...others });
    expect(found.filter((finding) => !finding.startsWith("G203"))).toStrictEqual([
      "G204 at Lb: `./lib.graph` declares nothing called `Lb` (did you mean `Lib`?)",
    ]);
    const types = 'import { Itm } from "./lib.graph"\ntype Items = Item[]\ntype Ids = Record<string, Item>\n';
    expect(findings({ "main.graph": types, ...others })).toStrictEqual([
      "G204 at Itm: `./lib.graph` declares nothing called `Itm` (did you mean `Item`?)",
    ]);
    const own = 'import { Itm } from "./lib.graph"\ntype Item = int\ntype Two = [Item, Item] where len(value[0]) > 0\n';
    expect(findings({ "main.graph": own, ...others }).map((finding) => finding.slice(0, 4))).toContain("G304");
  });

  it("that are not found leave what they give unknown", () => {
    const node = "node run = Lib { in { text } } => { o: output.o }";
    expect(findings(main('import { Lib } from "./lip.graph"', node))).toStrictEqual([
      'G204 at "./lip.graph": the file `./lip.graph` is not found (the path is relative to this file and ends in `.graph`)',
    ]);
  });

  it("are no cycle (G205)", () => {
    const a = 'import { B } from "./b.graph"\ntype A { b?: B }\n';
    const b = 'import { A } from "./a.graph"\ntype B { a?: A }\n';
    expect(findings({ "a.graph": a, "b.graph": b })).toStrictEqual([
      'G205 at "./a.graph": these files import each other: `a.graph` → `b.graph` → `a.graph`',
    ]);
    expect(findings({ "a.graph": 'import { A } from "./a.graph"\ntype B { a?: A }\ntype A { b?: B }\n' })[0]).toMatch(
      /^G20[25]/,
    );
  });
});

describe("what contains itself (G205)", () => {
  it("is refused for graphs", () => {
    const text = `graph One {
  state { input text: string  output o: string = "" }
  node two = Two { in { text } }
  start -> two -> end
}
graph Two {
  state { input text: string  output o: string = "" }
  node one = One { in { text } }
  start -> one -> end
}
`;
    expect(findings(text)).toStrictEqual(["G205 at One: the graph contains itself: `One` → `Two` → `One`"]);
  });

  it("is refused for lets", () => {
    expect(said({ graph: "let x = y + 1\n  let y = x" })).toStrictEqual([
      "G205 at x: the value needs itself: `x` → `y` → `x`",
    ]);
  });

  it("is fine for lets in any order", () => {
    expect(said({ graph: "let x = y + 1\n  let y = len(text)" })).toStrictEqual([]);
  });
});

describe("types", () => {
  it.each([
    [
      { file: "type A { next: A }" },
      "G308 at A: a value of `A` would never end: `A` → `A` (make the member optional, or put it into an array)",
    ],
    [
      { file: "type A { b: B }\ntype B { a: A }" },
      "G308 at A: a value of `A` would never end: `A` → `B` → `A` (make the member optional, or put it into an array)",
    ],
    [{ file: "type A = A | int" }, "G308 at A: `A` is an alternative of itself (leave it out: it adds no value)"],
    [{ file: "type A = A" }, "G308 at A: `A` is only a name for itself"],
    [
      { state: "f: Record<int, string>" },
      "G308 at int: the keys of a map are `string`, not `int` (write `Record<string, T>`, or an object type with these members)",
    ],
    [
      { state: "f: Record<string>" },
      "G304 at Record<string>: `Record` takes two, as in `Record<string, T>`, and one is given",
    ],
    [{ state: "f: string<int>" }, "G304 at string<int>: `string` takes no type arguments, and one is given"],
  ])("%j is refused", (parts, finding) => {
    expect(said(parts)).toStrictEqual([finding]);
  });

  it.each([
    "type A { next?: A }",
    "type A { next: A[] }",
    "type A { next: Record<string, A> }",
    "type A { next: A | null }",
  ])("%s ends", (file) => {
    expect(said({ file })).toStrictEqual([]);
  });
});

describe("names that would collide in the generated module (G206)", () => {
  it.each([
    [
      { file: "type TestState = int" },
      "G206 at TestState: `TestState` is also what the generated module exports for the graph `Test` (give it another name)",
    ],
    [
      { file: 'import { createTest } from "./x.ts"' },
      "G206 at createTest: `createTest` is also what the generated module exports for the graph `Test` (give it another name)",
    ],
    [{ file: "type rt = int" }, "G206 at rt: `rt` is the runtime in the generated module (give it another name)"],
    [
      { file: "type Partial = int" },
      "G206 at Partial: `Partial` is a global name that is used in the generated module (give it another name)",
    ],
    [
      { file: 'import { Math } from "./x.ts"' },
      "G206 at Math: `Math` is a global name that is used in the generated module (give it another name)",
    ],
  ])("%j", (parts, finding) => {
    expect(said(parts)).toStrictEqual([finding]);
  });

  it("also of two graphs", () => {
    const graph = (name: string): string =>
      `graph ${name} { state { input t: string  output o: string = "" }  node it => { o: t }  start -> it -> end }\n`;
    expect(findings(graph("Support") + graph("support"))).toStrictEqual([
      "G206 at support: the graphs `Support` and `support` would both export `SupportState` (give one of them another name)",
    ]);
  });
});

describe("options (G506)", () => {
  it.each([
    [{ options: "retry 3 retry 4" }, /^G506 at retry 4: `retry` is written twice/],
    [{ options: "retry { attempts 3 attempts 4 }" }, /^G506 at attempts 4: `attempts` is written twice/],
    [{ options: "retry { attempts 1 delay 1s }" }, /^G506 at delay 1s: `delay` has no effect: `attempts 1` makes no/],
    [{ options: "retry { attempts 3 factor 2 }" }, /^G506 at factor 2: `factor` has no effect: there is no `delay`/],
    [{ options: 'retry { attempts 3 on "A", "A" }' }, /^G506 at "A": `A` is named twice in `on`/],
    [{ options: "retry 0" }, /^G506 at 0: `attempts` is a whole number from 1/],
    [{ options: "retry { delay 1s }" }, /^G506 at retry \{ delay 1s \}: `retry` does not say how many `attempts`/],
    [{ options: "retry { attempts 2 delay 2s maxDelay 1s }" }, /^G506 at .*: `maxDelay` is shorter than `delay`/],
    [{ options: "timeout 0s" }, /^G506 at 0s: `timeout 0s` leaves no time/],
    [{ options: "in { text }" }, /^G506 at in \{ text \}: `in` has no meaning for a node that TypeScript implements/],
    [{ options: "show text" }, /^G506 at show text: `show` has no meaning for a node that TypeScript implements/],
    [{ options: "cache 1m asks string for boolean" }, /^G506 at cache 1m: `cache` and `asks` exclude each other/],
    [{ graph: "node c = h { reads text, text writes o }" }, /^G506 at text: `text` is named twice in `reads`/],
    [{ graph: "node c { retry 3 } => { o: text }" }, /^G506 at retry 3: `retry` has no meaning for a pure update/],
    [{ graph: "ask c: boolean { retry 3 } => {}" }, /^G506 at retry 3: `retry` has no meaning for an ask/],
    [
      { graph: "defaults { retry 2 }  defaults { retry 3 }" },
      /^G506 at defaults \{ retry 3 \}: `defaults` is written twice/,
    ],
    [{ graph: "defaults { show text }" }, /^G506 at show text: `show` has no meaning for/],
    [{ graph: "limit 0 steps" }, /^G506 at 0: `limit` is a whole number from 1/],
    [{ graph: "limit 3 steps  limit 4 steps" }, /^G506 at limit 4 steps: `limit` is written twice/],
    [{ graph: "version 0.5" }, /^G506 at 0.5: `version` is a whole number from 1/],
    [{ graph: "version 2  migrate 1 -> 3 = up" }, /^G506 at .*does not lead from one version to the next/],
    [{ graph: "version 2  migrate 2 -> 3 = up" }, /^G506 at .*leads beyond the graph's version, which is 2/],
    [{ graph: "version 3  migrate 1 -> 2 = up" }, /^G506 at .*is not followed by `migrate 2 -> 3`/],
    [{ graph: "version 2  migrate 1 -> 2 = up  migrate 1 -> 2 = down" }, /^G506 at .*is written twice/],
    [{ graph: "interrupt before a, a" }, /^G506 at a: `a` is named twice in `interrupt before`/],
    [{ state: "input input f: int" }, /^G506 at input: `input` is written twice/],
  ])("%j", (parts, finding) => {
    expect(said(parts)).toStrictEqual([expect.stringMatching(finding)]);
  });

  it("of `defaults` reach the nodes that TypeScript implements, below their own", () => {
    const graph = graphOf(`import { h, plain } from "./h.ts"
graph Test {
  version 3
  limit 7 steps
  migrate 2 -> 3 = h
  migrate 1 -> 2 = h
  interrupt before b
  state { input text: string  output o: string = "" }
  defaults { reads text writes o? retry 2 timeout 30s }
  node a = h
  node b = h { writes o retry { attempts 5 delay 100ms factor 2 maxDelay 10s jitter on "A", "B" } timeout 1s cache 2m }
  node c = plain => { o: output.text }
  node d => { o: text }
  ask e: boolean { timeout 1h } => { o: answer ? "y" : "n" }
  start -> a -> b -> c -> d -> e -> end
}
`);
    const shape = [...graph.nodes.values()].map(({ name, reads, writes, retry, timeout, cache, form }) => ({
      name,
      kind: form.kind,
      reads: reads?.map((field) => field.name),
      writes: writes.map(({ field, mayLeaveOut }) => `${field.name}${mayLeaveOut ? "?" : ""}`),
      retry,
      timeout,
      cache,
    }));
    const none = { reads: undefined, retry: undefined, timeout: undefined, cache: undefined, writes: [] };
    const defaults = { reads: ["text"], retry: { attempts: 2 }, timeout: 30_000, cache: undefined };
    const full = { attempts: 5, delay: 100, factor: 2, maxDelay: 10_000, jitter: true, on: ["A", "B"] };
    expect(shape).toStrictEqual([
      { name: "a", kind: "handler", ...defaults, writes: ["o?"] },
      { name: "b", kind: "handler", ...defaults, writes: ["o"], retry: full, timeout: 1000, cache: 120_000 },
      { name: "c", kind: "handler", ...defaults, writes: [] },
      { ...none, name: "d", kind: "update" },
      { ...none, name: "e", kind: "ask", timeout: 3_600_000 },
    ]);
    expect(graph).toMatchObject({ version: 3, limit: 7 });
    expect(graph.migrations.map(({ from, to }) => [from, to])).toStrictEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(graph.interruptBefore.map(({ name }) => name)).toStrictEqual(["b"]);
  });
});

describe("nodes", () => {
  it("are what the text says", () => {
    const graph = graphOf(`import { a, make, fn } from "./h.ts"
graph Inner {
  state { input text: string  output o: string = "" }
  node it => { o: text }
  start -> it -> end
}
graph Test {
  state { input text: string  output o: string = "" }
  node a { writes o }
  node late { writes o }
  node made = make({ n: 3 }) { writes o }
  node bare = make() { writes o }
  node update => { o: text }
  node mapped = fn => { o: output.x }
  node sub = Inner { in { text } }
  start -> a -> late -> made -> bare -> update -> mapped -> sub -> end
}
`);
    const forms = [...graph.nodes.values()].map(({ name, form }) => {
      const imported = form.kind === "handler" ? (form.import?.name ?? "late") : "";
      const factory = form.kind === "handler" && form.factory ? "()" : "";
      return `${name}: ${form.kind} ${imported}${factory}`.trim();
    });
    expect(forms).toStrictEqual([
      "a: handler a",
      "late: handler late",
      "made: handler make()",
      "bare: handler make()",
      "update: update",
      "mapped: handler fn",
      "sub: subgraph",
    ]);
  });

  it("do not call a graph", () => {
    expect(
      findings(`graph Inner {
  state { input text: string  output o: string = "" }
  node it => { o: text }
  start -> it -> end
}
graph Test {
  state { input text: string  output o: string = "" }
  node sub = Inner({}) { in { text } }
  start -> sub -> end
}
`),
    ).toStrictEqual(["G304 at Inner({}): `Inner` is a graph, which is not called (write `= Inner { in { … } }`)"]);
  });
});

it("gives fields their update types", () => {
  const graph = graphOf(`import { fold } from "./h.ts"
type Item { id: string, n?: int }
graph Test {
  state {
    output plain: int = 0
    output list: Item[] = [] reduce appendBy(id)
    output one: Item = { id: "" } reduce merge
    output map: Record<string, int> = {} reduce merge
    output counts: Record<string, Record<string, int>> = {} reduce mergeWith(mergeWith(add))
    output deep: { a: { b: int } } = { a: { b: 1 } } reduce deepMerge
    output own: int = 0 reduce fold
  }
  node it { writes plain, list, one, map, counts, deep, own }
  start -> it -> end
}
`);
  expect([...graph.fields.values()].map((field) => typeToString(field.updateType))).toStrictEqual([
    "int",
    "(Item | { id: string, remove: true })[]",
    "{ id?: string, n?: int }",
    "Record<string, int | absent>",
    "Record<string, Record<string, int>>",
    "{ a?: { b?: int } }",
    "update of fold",
  ]);
});

it("says nothing of what may be missing only because a part could not be read", () => {
  const text = `graph Test {
  state { input text: string  outputt o: string = "" }
  node it => { o: text, gone: missing }
  start -> it -> end
}
`;
  expect(findings(text).filter((finding) => !finding.startsWith("G1"))).toStrictEqual([]);
});

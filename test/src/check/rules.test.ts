import { describe, expect, it } from "vitest";
import { findings } from "./checking.ts";

function withField(field: string): string {
  return `import { keep } from "./keep.ts"
type Item { id: string, n?: int, tags: string[] }
graph Test {
  state { ${field} }
  node it { }
  node other = keep { }
  start -> it -> other -> end
}
`;
}

describe("a reducer fits its field (G403)", () => {
  it.each([
    "output f: string[] = [] reduce append",
    "output f: string[] = [] reduce prepend",
    "output f: string[] = [] reduce union",
    "output f: Item[] = [] reduce appendBy(id)",
    "output f: Record<string, int> = {} reduce merge",
    'output f: Item = { id: "", tags: [] } reduce merge',
    'output f: Item = { id: "", tags: [] } reduce deepMerge',
    "output f: Record<string, json> = {} reduce deepMerge",
    "output f: Record<string, int> = {} reduce mergeWith(add)",
    "output f: Record<string, string[]> = {} reduce mergeWith(append)",
    "output f: Record<string, Record<string, int>> = {} reduce mergeWith(mergeWith(max))",
    "output f: Record<string, int> = {} reduce mergeWith((a, b) => max(a, b))",
    "output f: int = 0 reduce add",
    "output f: number = 1 reduce multiply",
    "output f: bigint = 0n reduce add",
    "output f: number = 0 reduce min",
    'output f: string = "" reduce max',
    "output f: boolean = true reduce and",
    "output f: boolean = false reduce or",
    'output f: "a" | "b" = "a" reduce first',
    'output f: Item = { id: "", tags: [] } reduce last',
    "output f: json = null reduce keep",
    "output f: int = 0 reduce (current, update) => current + update * 2",
  ])("%s", (field) => {
    expect(findings(withField(field)).filter((one) => !one.startsWith("G203"))).toStrictEqual([]);
  });
});

describe("a reducer does not fit", () => {
  it.each([
    ['output f: string = "" reduce append', "G403 at append: `append` folds arrays, and `f` is `string`"],
    [
      "output f: Record<string, int> = {} reduce append",
      "G403 at append: `append` folds arrays, and `f` is `Record<string, int>` (use `merge`)",
    ],
    ["output f: int = 0 reduce prepend", "G403 at prepend: `prepend` folds arrays, and `f` is `int`"],
    ["output f: int = 0 reduce union", "G403 at union: `union` folds arrays, and `f` is `int`"],
    [
      "output f: string[] = [] reduce merge",
      "G403 at merge: `merge` folds objects and maps, and `f` is `string[]` (use `append` or `union`)",
    ],
    [
      "output f: json = {} reduce deepMerge",
      "G403 at deepMerge: `deepMerge` folds objects and maps, and `f` is `json`",
    ],
    ["output f: string[] = [] reduce add", "G403 at add: `add` folds numbers, and `f` is `string[]` (use `append`)"],
    ['output f: string = "" reduce multiply', "G403 at multiply: `multiply` folds numbers, and `f` is `string`"],
    ["output f: boolean = true reduce min", "G403 at min: `min` folds numbers, text and dates, and `f` is `boolean`"],
    ["output f: string[] = [] reduce max", "G403 at max: `max` folds numbers, text and dates, and `f` is `string[]`"],
    ["output f: int = 0 reduce and", "G403 at and: `and` folds truth values, and `f` is `int`"],
    ["output f: int = 0 reduce or", "G403 at or: `or` folds truth values, and `f` is `int`"],
    [
      "output f: int[] = [] reduce mergeWith(add)",
      "G403 at mergeWith(add): `mergeWith` folds maps, and `f` is `int[]`",
    ],
    [
      "output f: Record<string, string> = {} reduce mergeWith(add)",
      "G403 at add: `add` folds numbers, and a value of `f` is `string`",
    ],
    [
      "output f: string[] = [] reduce appendBy(id)",
      "G403 at appendBy(id): `appendBy` folds arrays of objects, and `f` is `string[]` (use `append`)",
    ],
    [
      "output f: Item[] = [] reduce appendBy(di)",
      "G403 at di: `Item` has no member `di` to tell elements apart by (did you mean `id`?)",
    ],
    [
      "output f: Item[] = [] reduce appendBy(n)",
      "G403 at n: the member `n` tells elements apart, so it may not be optional",
    ],
    [
      "output f: Item[] = [] reduce appendBy(tags)",
      "G403 at tags: the member `tags` tells elements apart, so it is text or a number, not `string[]`",
    ],
    [
      'output f: int = 0 reduce (current, update) => "x"',
      'G403 at "x": a reducer of this field gives `int`, and this is `"x"`',
    ],
    [
      "output f: int = 0 reduce current => 3",
      "G403 at current => 3: a reducer takes `(current, update)`, and this one takes 1",
    ],
    [
      "output f: int = 0 reduce (f, update) => update",
      "G202 at f: the parameter `f` has the name of a field (give it another name: one name has one meaning in an expression)",
    ],
    [
      "output f: int[] reduce append",
      "G402 at f: `f` has a reducer and no default: its first update has nothing to be folded into (write `= []` behind its type)",
    ],
    [
      "output f: int reduce add",
      "G402 at f: `f` has a reducer and no default: its first update has nothing to be folded into (write `= 0` behind its type)",
    ],
    ["output f: int = 0 reduce ad", "G201 at ad: there is no reducer called `ad` (did you mean `add`?)"],
    ["output f: int = 0 reduce add(n)", "G304 at n: the reducer `add` takes no argument"],
    [
      "output f: Item[] = [] reduce appendBy",
      "G304 at appendBy: the reducer `appendBy` takes the name of the member that tells elements apart, as in `appendBy(id)`",
    ],
    [
      "output f: Record<string, int> = {} reduce mergeWith",
      "G304 at mergeWith: the reducer `mergeWith` takes the reducer of the values, as in `mergeWith(add)`",
    ],
  ])("%s", (field, finding) => {
    expect(findings(withField(field)).filter((one) => !one.startsWith("G203"))).toStrictEqual([finding]);
  });
});

describe("the members of a group write different fields, or reduced ones (G401)", () => {
  const graph = (flow: string): string => `import { h } from "./h.ts"
graph Test {
  state { input jobs: string[]  output o: int = 0  output log: string[] = [] reduce append  output p: int = 0 }
  node one => { o: 1 }
  node two => { o: 2 }
  node logOne => { log: ["1"] }
  node setOne => { log: set([]) }
  node setTwo => { log: jobs == null ? ["x"] : set(["2"]) }
  node handler = h { reads jobs writes o, p }
  node each(job: string) => { p: len(job) }
  node clear(job: string) => { log: set([job]) }
  node mid => {}
  ${flow}
}
`;
  const said = (flow: string): readonly string[] =>
    findings(graph(flow)).filter((finding) => finding.startsWith("G40"));

  it.each([
    "start -> [one, logOne, setOne] -> end",
    "start -> [one -> two, logOne] -> end",
    "start -> [one] -> [two] -> end",
    "start -> one -> [mid, logOne] -> two -> end",
    "start -> [logOne, [one, mid]] -> end",
  ])("%s", (flow) => {
    expect(said(flow)).toStrictEqual([]);
  });

  const help = "(say how their values are folded, as in `o: … reduce append`, or write different fields)";
  it.each([
    [
      "start -> [one, two] -> end",
      `G401 at o: \`one\` and \`two\` run at once and both write \`o\`, which has no reducer ${help}`,
    ],
    [
      "start -> [mid -> one, handler] -> end",
      `G401 at o: \`one\` and \`handler\` run at once and both write \`o\`, which has no reducer ${help}`,
    ],
    [
      "start -> [logOne -> [one, mid], two] -> end",
      `G401 at o: \`one\` and \`two\` run at once and both write \`o\`, which has no reducer ${help}`,
    ],
    [
      "start -> [one if len(jobs) > 0, two if len(jobs) == 0] -> end",
      `G401 at o: \`one\` and \`two\` run at once and both write \`o\`, which has no reducer ${help}`,
    ],
    [
      "start -> [each(j) for j in jobs] -> end",
      "G401 at p: `each` runs once for each element and writes `p`, which has no reducer (say how the values are folded, as in `p: … reduce append`)",
    ],
    [
      "start -> [setOne, setTwo] -> end",
      "G401 at log: `setOne` and `setTwo` run at once and both replace `log` with `set` (let at most one member use `set`, or replace the field behind the group)",
    ],
    [
      "start -> [clear(j) for j in jobs] -> end",
      "G401 at log: `clear` runs once for each element and replaces `log` with `set` (let at most one member use `set`, or replace the field behind the group)",
    ],
    [
      "start -> [[one, two], mid] -> end",
      `G401 at o: \`one\` and \`two\` run at once and both write \`o\`, which has no reducer ${help}`,
    ],
  ])("%s", (flow, finding) => {
    expect(said(flow)).toStrictEqual([finding]);
  });

  it("also where a router or a handler chooses them", () => {
    const text = `import { pick, h } from "./h.ts"
graph Test {
  state { output o: int = 0 }
  node one => { o: 1 }
  node two = h { writes o }
  start -> route pick [one, two] -> end
}
`;
    expect(findings(text)).toStrictEqual([expect.stringMatching(/^G401 at o: `one` and `two`/)]);
  });

  it("also where a subgraph hands the field back", () => {
    const text = `graph Inner {
  state { input text: string  output o: int = 0 }
  node it => { o: len(text) }
  start -> it -> end
}
graph Test {
  state { input text: string  output o: int = 0 }
  node one = Inner { in { text } }
  node two => { o: len(text) }
  start -> [one, two] -> end
}
`;
    expect(findings(text)).toStrictEqual([expect.stringMatching(/^G401 at o: `one` and `two`/)]);
  });
});

describe("a field is read and written (G406)", () => {
  const graph = (field: string, nodes: string): string => `import { h } from "./h.ts"
graph Test {
  state { ${field}  input text: string  output o: string = "" }
  ${nodes}
  start -> it -> end
}
`;
  const plain = "node it = h { reads text writes o }";

  it.each([
    ["f: int = 0 reduce add", plain],
    ["f: int = 0", "node it = h { reads f, text writes f, o }"],
    ["f: int = 0", "node it = h { writes f, o }"],
    ["f?: int", "node it = h { writes f, o }"],
    ["input f: int", "node it = h { reads f, text writes o }"],
    ["output f: int = 0", plain],
  ])("%s with %s", (field, nodes) => {
    expect(findings(graph(field, nodes))).toStrictEqual([]);
  });

  it.each([
    ["f: int = 0", plain, "G406 at f: nothing reads or writes `f` (use it or remove it)"],
    ["input f: int", plain, "G406 at f: nothing reads `f` (mark it `output`, use it, or remove it)"],
    [
      "f: int = 0",
      "node it = h { reads text writes f, o }",
      "G406 at f: nothing reads `f` (mark it `output`, use it, or remove it)",
    ],
    [
      "f: int = 0",
      "node it = h { reads f, text writes o }",
      "G406 at f: nothing writes `f`, so it always has its default (mark it `input`, or let a node write it)",
    ],
    [
      "f?: int",
      "node it = h { writes o }",
      "G406 at f: nothing writes `f`, so it is always absent (mark it `input`, or let a node write it)",
    ],
  ])("%s with %s is reported", (field, nodes, finding) => {
    expect(findings(graph(field, nodes))).toStrictEqual([finding]);
  });
});

describe("names are there to be used (G203)", () => {
  const graph = (declarations: string, nodes: string): string => `${declarations}
graph Test {
  state { input text: string  output o: string = "" }
  ${nodes}
  start -> it -> end
}
`;

  it.each([
    [
      'import { h } from "./h.ts"',
      "node it => { o: text }",
      "G203 at h: `h` is imported but not used (remove the import)",
    ],
    [
      'import type { H } from "./h.ts"',
      "node it => { o: text }",
      "G203 at H: `H` is imported but not used (remove the import)",
    ],
    ["type H { a: int }", "node it => { o: text }", "G203 at H: the type `H` is not used (use it or remove it)"],
    ["", "let l = text\n  node it => { o: text }", "G203 at l: the let `l` is not used (use it or remove it)"],
  ])("%s %s", (declarations, nodes, finding) => {
    expect(findings(graph(declarations, nodes))).toStrictEqual([finding]);
  });

  it("also parameters, unless TypeScript implements the node", () => {
    const text = (node: string): string => `import { h } from "./h.ts"
graph Test {
  state { input text: string  output o: string = "" }
  node other = h { reads text writes o }
  ${node}
  start -> other -> it(text) -> end
}
`;
    expect(findings(text("node it(p: string) => { o: text }"))).toStrictEqual([
      "G203 at p: the parameter `p` is not used (use it or remove it)",
    ]);
    expect(findings(text("node it(p: string) = h { reads text writes o }"))).toStrictEqual([]);
  });

  it("a router, a reducer, a migration and a node of its name use an import", () => {
    const text = `import { pick, fold, up, a } from "./h.ts"
graph Test {
  version 2
  migrate 1 -> 2 = up
  state { input text: string  output o: string = "" reduce fold }
  node a { reads text writes o }
  node b => { o: text }
  start -> route pick { a, b } -> end
}
`;
    expect(findings(text)).toStrictEqual([]);
  });

  it("a type that another file imports is used", () => {
    const lib = `type Shared { a: int }
graph Lib {
  state { input text: string  output o: string = "" }
  node it => { o: text }
  start -> it -> end
}
`;
    const main = `import { Shared } from "./lib.graph"
graph Main {
  state { input shared: Shared  output n: int = 0 }
  node it => { n: shared.a }
  start -> it -> end
}
`;
    expect(findings({ "main.graph": main, "lib.graph": lib })).toStrictEqual([]);
    expect(findings({ "lib.graph": lib })).toHaveLength(1);
  });

  it("is silent where something else is wrong", () => {
    expect(findings(graph("type H { a: int }", "node it => { o: txt }"))).toStrictEqual([
      "G201 at txt: nothing here is called `txt` (did you mean `text`?)",
    ]);
  });
});

it("refuses an update outside `writes` (G408)", () => {
  const text = (writes: string): string => `import { h } from "./h.ts"
graph Test {
  state { output o: string = ""  output p: string = "" }
  node it = h { ${writes} } => { o: output.a, p: output.b }
  start -> it -> end
}
`;
  expect(findings(text(""))).toStrictEqual([]);
  expect(findings(text("writes o"))).toStrictEqual([
    "G408 at p: `it` says in `writes` what it writes, and `p` is not there (leave out `writes`: the update says it all)",
  ]);
  expect(findings(text("writes o, p"))).toStrictEqual([expect.stringMatching(/^G506 at writes o, p/)]);
});

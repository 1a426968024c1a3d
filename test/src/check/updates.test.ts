import { describe, expect, it } from "vitest";
import { findings, graphOf } from "./checking.ts";

/** A graph with one node. */
function withNode(node: string, more = ""): string {
  return `import { f } from "./f.ts"
type Mood = "good" | "bad"
type Item { id: string, text: string, mark?: int }
${more}
graph Test {
  state {
    input text: string
    input word?: string
    input n: int
    output o: string = ""
    output note?: string
    output count: int = 0
    output mood: Mood = "good"
    output log: string[] = [] reduce append
    output items: Item[] = [] reduce appendBy(id)
    output totals: Record<string, int> = {} reduce mergeWith(add)
    output config: { a: int, b?: string, deep: { c: int } } = { a: 1, deep: { c: 1 } } reduce merge
    output deep: { a: int, b: { c: int, d: int } } = { a: 1, b: { c: 1, d: 1 } } reduce deepMerge
    output best: number = 0 reduce f
    output pair: [string, int] = ["", 0]
    output at?: date
  }
  let long = len(text) > 3
  ${node}
  start -> it -> end
}
`;
}

describe("an update fits", () => {
  it.each([
    "node it => {}",
    'node it => { o: text, count: n + 1, mood: long ? "good" : "bad" }',
    "node it => { note: word }",
    "node it => { log: [text, ...log] }",
    "node it => { log: set([]), count: 3 }",
    "node it => { log: long ? set([]) : [text] }",
    'node it => { items: [{ id: uuid(), text }, { id: "1", remove: true }] }',
    "node it => { totals: { [text]: 1, other: n } }",
    "node it => { config: { a: 2 } }",
    "node it => { config: { deep: { c: 2 } } }",
    "node it => { deep: { b: { c: 2 } } }",
    "node it => { best: { candidate: 3 } }",
    "node it => { best: set(3) }",
    "node it => { pair: [text, n] }",
    "node it => { at: now(), o: `${now()}` }",
    "node it => { o: `visited ${visits(it)}` }",
    "node it = f => { o: output.anything, count: output.a.b + 1 }",
    'ask it: { ok: boolean, why?: string } => { o: answer.ok ? answer.why ?? "yes" : "no" }',
    "ask it: Mood { show { text, word } timeout 2d } => { mood: answer }",
    'ask it: boolean => { o: answer ? "a" : "b" }',
  ])("%s", (node) => {
    expect(findings(withNode(node)).filter((finding) => !/^G[24]0[36] /.test(finding))).toStrictEqual([]);
  });
});

describe("an update does not fit", () => {
  const absent = "give a value for that case with `??`, or check it with `!= null` first";
  it.each([
    ["node it => { o: n }", "G301 at n: `o` takes `string`, and this is `int` (use `string(…)` or a template)"],
    [
      "node it => { count: n / 2 }",
      "G301 at n / 2: `count` takes `int`, and this is `number` (use `floor`, `round` or `ceil`)",
    ],
    [
      "node it => { count: text }",
      "G301 at text: `count` takes `int`, and this is `string` (use `number(…)` or `int(…)`, which are absent for a text that is no number)",
    ],
    ["node it => { o: word }", `G303 at word: \`word\` may be absent here (${absent})`],
    [
      "node it => { o: long ? text : n }",
      "G301 at n: `o` takes `string`, and this is `int` (use `string(…)` or a template)",
    ],
    [
      "node it => { note: null }",
      "G301 at null: `note` takes `string`, or absent, and this is `null` (`?` means absent, never `null`: leave it out)",
    ],
    ['node it => { mood: "god" }', 'G301 at "god": `mood` takes `Mood`, and this is `"god"` (did you mean `"good"`?)'],
    [
      "node it => { log: text }",
      "G301 at text: `log` takes `string[]`, and this is `string` (put it into brackets: `[…]`)",
    ],
    [
      "node it => { log: [n] }",
      "G301 at n: an element of `log` takes `string`, and this is `int` (use `string(…)` or a template)",
    ],
    [
      "node it => { items: [{ id: 1, text }] }",
      "G301 at 1: `id` takes `string`, and this is `1` (use `string(…)` or a template)",
    ],
    [
      "node it => { items: [{ id: text }] }",
      "G301 at { id: text }: an element of `items` takes `Item`, and `text` is missing",
    ],
    [
      "node it => { items: [{ id: text, txt: text }] }",
      "G302 at txt: `Item` names no member `txt` (did you mean `text`?)",
    ],
    [
      "node it => { items: [{ id: text, text, marc: 1 }] }",
      "G302 at marc: `Item` names no member `marc` (did you mean `mark`?)",
    ],
    [
      "node it => { totals: { a: 0.5 } }",
      "G301 at 0.5: a value of `totals` takes `int`, and this is `0.5` (use `floor`, `round` or `ceil`)",
    ],
    [
      "node it => { config: { a: text } }",
      "G301 at text: `a` takes `int`, or absent, and this is `string` (use `number(…)` or `int(…)`, which are absent for a text that is no number)",
    ],
    ["node it => { config: { deep: {} } }", "G301 at {}: `deep` takes `{ c: int }`, and `c` is missing"],
    [
      "node it => { deep: { b: { c: text } } }",
      "G301 at text: `c` takes `int`, or absent, and this is `string` (use `number(…)` or `int(…)`, which are absent for a text that is no number)",
    ],
    [
      "node it => { best: set(text) }",
      "G301 at text: `best` takes `number`, and this is `string` (use `number(…)` or `int(…)`, which are absent for a text that is no number)",
    ],
    [
      "node it => { count: set(3) }",
      "G304 at set: `count` has no reducer, so that every update replaces it (write the value without `set`)",
    ],
    ["node it => { log: set() }", "G304 at set(): `set` is called with 0 arguments (it is `field: set(value)`)"],
    [
      "node it => { log: [...set([])] }",
      "G304 at set: `set` is the whole value of a field in an update (write `field: set(…)`)",
    ],
    [
      "node it => { pair: [n, n] }",
      "G301 at n: an element of `pair` takes `string`, and this is `int` (use `string(…)` or a template)",
    ],
    ["node it => { oo: text }", "G407 at oo: there is no field `oo` to update (did you mean `o`?)"],
    ["node it => { txt: text }", "G407 at txt: there is no field `txt` to update (did you mean `text`?)"],
    ["node it => { oops }", "G407 at oops: there is no field `oops` to update"],
    [
      "node it => { long: true }",
      "G407 at long: `long` is a `let`, which nothing writes (update the fields that it is made of)",
    ],
    ["node it => { o: text, o: text }", "G407 at o: `o` is updated twice"],
    [
      "node it => { ...config }",
      "G407 at ...config: an update names its fields one by one (write `field: value` for each)",
    ],
    [
      "node it => { [text]: 1 }",
      "G407 at [text]: 1: an update names its fields one by one (write `field: value` for each)",
    ],
    ["node it => { o: tex }", "G201 at tex: nothing here is called `tex` (did you mean `text`?)"],
    [
      "node it => { o: answer }",
      "G201 at answer: `answer` is not in scope here (`answer` is there in the update of an `ask`)",
    ],
    [
      "node it => { o: output.x }",
      "G201 at output: `output` is not in scope here (`output` is there in the update of a node that runs a function or a graph: `node a = f => { … }`)",
    ],
    ["node it => { o: value }", "G201 at value: `value` is not in scope here (`value` is what a `where` constrains)"],
    [
      "node it => { o: error.message }",
      "G201 at error: `error` is not in scope here (`error` is there behind `on error`: in the edge's conditions and in the nodes that it enters first)",
    ],
    [
      "node it => { o: f }",
      "G201 at f: nothing here is called `f` (imported functions run as nodes, routers and reducers; expressions do not see imports)",
    ],
    ["node it => { o: it }", "G201 at it: nothing here is called `it` (it is a node; `visits(it)` counts its visits)"],
    [
      "node it => { o: undefined }",
      "G201 at undefined: nothing here is called `undefined` (write `null`: `x == null` is true of what is absent)",
    ],
    [
      "node it => { log: map(log, text => text) }",
      "G202 at text: the parameter `text` has the name of a field (give it another name: one name has one meaning in an expression)",
    ],
    [
      "ask it: boolean { show { text, at: now() } } => {}",
      "G609 at now: `now` may stand in updates only: here it would give another result each time (let a node write it into a field, `node … => { field: now() }`, and use the field here)",
    ],
    ["ask it: boolean { show word } => {}", `G303 at word: \`word\` may be absent here (${absent})`],
    [
      "ask it: { ok: boolean } => { o: answer.okk }",
      "G302 at okk: `{ ok: boolean }` has no member `okk` (did you mean `ok`?)",
    ],
    [
      "node it = f({ a: text })",
      "G201 at text: `text` is not in scope here (a factory is called once, when the module is loaded: its argument is a literal)",
    ],
  ])("%s", (node, finding) => {
    expect(findings(withNode(node))).toStrictEqual([finding]);
  });
});

describe("`error`", () => {
  const text = (update: string, way = ""): string => `import { work } from "./work.ts"
graph Test {
  state { output o: string = "" }
  node work { writes o }
  node mend => { ${update} }
  start -> work ${way} -> end
  work on error -> mend -> end
}
`;

  it("is there in what an error edge enters first", () => {
    expect(
      findings(text("o: `${error.name} ${error.message} ${error.node} ${error.attempts} ${error.args.x ?? 1}`")),
    ).toStrictEqual([]);
  });

  it("may be absent where other ways lead as well", () => {
    const shared = `import { work } from "./work.ts"
graph Test {
  state { output o: string = "" }
  node work { writes o }
  node mend => { o: MEND }
  start -> work -> mend -> end
  work on error -> mend
}
`;
    expect(findings(shared.replace("MEND", 'error?.message ?? "none"'))).toStrictEqual([]);
    expect(findings(shared.replace("MEND", "error.message"))).toStrictEqual([
      "G303 at error: `error` may be absent here (write `?.message`, or check it with `!= null` first)",
    ]);
  });

  it("is there in the conditions of the edge, and not behind the first node", () => {
    const edge = (behind: string): string => `import { work } from "./work.ts"
graph Test {
  state { output o: string = "" }
  node work { writes o }
  node mend => { o: error.message }
  node last(why: string) => { o: why }
  start -> work -> end
  work on error -> match error.name { "Soft" -> mend -> last(${behind})  else -> last(error.message) } -> end
}
`;
    expect(findings(edge("o"))).toStrictEqual([]);
    expect(findings(edge("error.message"))[0]).toMatch(/^G201 at error: `error` is not in scope here/);
  });
});

describe("the types of expressions", () => {
  it("are there for emission, narrowed, with the symbols of names", () => {
    const graph = graphOf(`graph Test {
  state { input word?: string  output o: string = "" }
  node it => { o: word != null ? word : "none" }
  start -> it -> end
}
`);
    expect([...graph.fields.keys()]).toStrictEqual(["word", "o"]);
  });
});

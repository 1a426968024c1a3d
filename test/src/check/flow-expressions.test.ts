import { describe, expect, it } from "vitest";
import { analyse, findings, show } from "./checking.ts";

function withFlow(flow: string): string {
  return `type Job { name: string, size?: int }
graph Test {
  state {
    input text: string
    input word?: string
    input n: int
    input flag: boolean
    input kind: "a" | "b"
    input jobs: Job[]
    input done?: boolean
    output o: string[] = [] reduce append
  }
  node a => { o: [text] }
  node b(x: string) => { o: [x] }
  node c(job: Job, n2: int) => { o: [job.name, string(n2)] }
  ${flow}
}
`;
}

/** Without what is said of nodes that a text does not use. */
function findingsOf(flow: string): readonly string[] {
  return findings(withFlow(flow)).filter((finding) => !/^G(?:203|406|50\d|60[1-8]) /.test(finding));
}

describe("the expressions of edges are checked", () => {
  it.each([
    "start -> when { flag -> a  else -> b(text) } -> end",
    "start -> b(word ?? text) -> end",
    "start -> match word { null -> a  else -> b(word) } -> end",
    'start -> match kind { "a" -> b(kind)  "b" -> a } -> end',
    "start -> when { word != null -> b(word)  else -> a } -> end",
    "start -> when { word == null -> a  else -> b(word) } -> end",
    "start -> when { word == null -> a  len(word) > 3 -> b(word)  else -> end } -> end",
    "start -> [c(j, 1) for j in jobs, b(word) if word != null] -> end",
    "start -> [c(j, j.size) for j in jobs if j.size != null] -> end",
    "start -> [c(j, 1) -> b(j.name) for j in jobs] -> end",
    "start -> [[c(j, k) for k in range(3)] for j in jobs] -> end",
    "start -> when { visits(a) > 3 -> end  else -> a } -> end",
    "start -> a -> end\n  a on error -> when { error.attempts > 3 -> b(error.message)  else -> end } -> end",
  ])("%s", (flow) => {
    expect(findingsOf(flow)).toStrictEqual([]);
  });
});

describe("and refused", () => {
  const absent = "give a value for that case with `??`, or check it with `!= null` first";
  it.each([
    [
      "start -> when { n -> a  else -> end } -> end",
      'G301 at n: a condition takes `boolean`, and this is `int` (compare it: `!= null`, `!= ""`, `> 0`, `len(…) > 0`)',
    ],
    [
      "start -> when { done -> a  else -> end } -> end",
      "G303 at done: `done` may be absent here, and a condition is true or false (write `?? false`, or compare with `== true`)",
    ],
    [
      "start -> b(n) -> end",
      "G301 at n: the parameter `x` of `b` takes `string`, and this is `int` (use `string(…)` or a template)",
    ],
    ["start -> b(word) -> end", `G303 at word: \`word\` may be absent here (${absent})`],
    [
      "start -> [c(j, 1) for j in n] -> end",
      "G301 at n: a map member takes an array, and this is `int` (to run once for each number below it, write `range(…)`)",
    ],
    [
      "start -> [c(text, 1) for text in jobs] -> end",
      "G202 at text: the variable `text` has the name of a field (give it another name: one name has one meaning in an expression)",
    ],
    [
      "start -> [c(j, 1) for j in jobs if j.size > 3] -> end",
      `G303 at j.size: \`j.size\` may be absent here (${absent})`,
    ],
    [
      "start -> match jobs { null -> a  else -> end } -> end",
      "G305 at jobs: `match` compares text, numbers, truth values and `null`, and this is `Job[]` (match a member of it)",
    ],
    // Behind a node the state may be another.
    [
      "start -> when { word != null -> a -> b(word)  else -> end } -> end",
      `G303 at word: \`word\` may be absent here (${absent})`,
    ],
    ["start -> when { now() > 3 -> a  else -> end } -> end", expect.stringMatching(/^G609 at now/)],
    ["start -> when { uuid() == text -> a  else -> end } -> end", expect.stringMatching(/^G609 at uuid/)],
    ["start -> when { text == 1 -> a  else -> end } -> end", "G305 at 1: `text` can never equal `1` (it is `string`)"],
    [
      'start -> when { txt == "" -> a  else -> end } -> end',
      "G201 at txt: nothing here is called `txt` (did you mean `text`?)",
    ],
  ])("%s", (flow, finding) => {
    expect(findingsOf(flow)).toStrictEqual([finding]);
  });
});

describe("what the flow proves to be written counts as present", () => {
  const graph = (flow: string): string => `import { clear } from "./clear.ts"
graph Test {
  state { input text: string  input maybe?: string  step?: string  output o: string = "" }
  node fill => { step: text }
  node unsure => { step: maybe }
  node clear { writes step }
  node use(x: string) => { o: x }
  node read => { o: step }
  node other => { o: text }
  ${flow}
}
`;
  const absent = /^G303 at step/;
  const said = (flow: string): readonly string[] =>
    findings(graph(flow)).filter((finding) => finding.startsWith("G303"));

  it.each([
    "start -> fill -> use(step) -> end",
    "start -> fill -> read -> end",
    "start -> fill -> other -> read -> end",
    'start -> when { text == "" -> fill  else -> fill } -> read -> end',
    "start -> [fill, other] -> read -> end",
    "start -> fill -> [other, use(step)] -> read -> end",
    'start -> fill -> read -> when { text == "" -> other -> read  else -> end }',
  ])("%s", (flow) => {
    expect(said(flow)).toStrictEqual([]);
  });

  it.each([
    "start -> read -> end",
    "start -> unsure -> read -> end",
    "start -> clear -> read -> end",
    "start -> fill -> clear -> read -> end",
    'start -> when { text == "" -> fill  else -> other } -> read -> end',
    'start -> [fill if text == "", other] -> read -> end',
    "start -> fill -> other -> end\n  fill on error -> read -> end",
    'start -> fill -> read -> when { text == "" -> unsure -> read  else -> end }',
  ])("but not in %s", (flow) => {
    expect(said(flow)).toStrictEqual([expect.stringMatching(absent)]);
  });

  it("is noted at the names, so that emission asserts them", () => {
    const { typings, diagnostics } = analyse({ "test.graph": graph("start -> fill -> read -> end") });
    expect(diagnostics.filter(({ severity, code }) => severity === "error" && code !== "G501").map(show)).toStrictEqual(
      [],
    );
    expect([...(typings[0]?.proven ?? [])].map((name) => name.name)).toContain("step");
  });
});

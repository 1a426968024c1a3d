import { describe, expect, it } from "vitest";
import { checked } from "./checked.ts";

const inner = `
  graph Inner {
    state {
      input text: string
      input tone: string = "plain"
      input hint?: string
      input output log: string[] = [] reduce append
      output result: string
    }
    node work => { result: text + tone + (hint ?? ""), log: ["worked"] }
    start -> work -> end
  }`;

/** What is said of a node that runs `Inner`. */
function subgraph(node: string, fields = "output result: string"): readonly string[] {
  return checked(`${inner}
    graph Outer {
      state { input text: string  ${fields} }
      node run = Inner ${node}
      start -> run -> end
    }`);
}

describe("what a subgraph is given (G507)", () => {
  it("is every input that it needs", () => {
    expect(subgraph("")).toContain("G507 `Inner` needs the input `text` | Inner | write `in { text: … }`");
    expect(subgraph("{ in { tone: text } }")).toEqual([
      "G507 `Inner` needs the input `text` | { tone: text } | add `text: …`",
    ]);
    expect(subgraph("{ in { text } }")).toEqual([]);
  });

  it("is nothing that is no input", () => {
    expect(subgraph("{ in { text, hnt: text } }")).toEqual([
      "G507 `hnt` is no input of `Inner` | hnt | did you mean `hint`?",
    ]);
    expect(subgraph("{ in { text, result: text } }")).toEqual([
      "G507 `result` is no input of `Inner` | result | its inputs are `text`, `tone`, `hint` and `log`",
    ]);
  });
});

describe("what a subgraph gives back (G507)", () => {
  it("is what has the name and type of a field, if anything has", () => {
    expect(subgraph("{ in { text } }", "output answer?: string")).toContain(
      "G507 nothing of `Inner` comes back: no output has the name and type of a field here | Inner | say what comes back, as in `=> { field: output.name }`; `=> {}` where nothing should",
    );
    expect(subgraph("{ in { text } } => { answer: output.result }", "output answer?: string")).toEqual([]);
    expect(subgraph("{ in { text } } => {}", "output answer: string = text")).not.toContain("G507");
  });

  it("is nothing absent where a field must be there or is reduced", () => {
    const may = (fields: string): readonly string[] =>
      checked(`graph Inner { state { input text: string  output result?: string } node work => { result: text } start -> work -> end }
        graph Outer { state { input text: string  ${fields} } node run = Inner { in { text } } start -> run -> end }`);
    const found =
      "G507 nothing of `Inner` comes back: `result` may be absent there, which only an optional field without a reducer takes | Inner | say what comes back, as in `=> { field: output.name }`; `=> {}` where nothing should";
    expect(may(`output result: string = ""`)).toContain(found);
    expect(may(`output result?: string reduce first`)).toContain(found);
    expect(may("output result?: string")).toEqual([]);
  });

  it("is written where a reduced field goes in and out", () => {
    const log = "input output log: string[] = [] reduce append";
    expect(subgraph("{ in { text, log } }", log)).toEqual([
      "G507 `log` is passed in, comes back and is reduced here, so that it would be folded into itself | log | say what comes back: `=> { log: … }`",
    ]);
    expect(subgraph("{ in { text, log: slice(log, 0, 3) } }", log)).toHaveLength(1);
    expect(subgraph("{ in { text, log: [] } }", log)).toEqual([]);
    expect(subgraph("{ in { text, log } } => { log: slice(output.log, len(log)) }", log)).toEqual([]);
  });
});

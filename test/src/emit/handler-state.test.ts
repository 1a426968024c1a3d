import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";

/** The type of what a handler is given in a graph with these fields, nodes and edges. */
async function stateOf(handler: string, fields: string, rest: string): Promise<string | undefined> {
  const { modules, diagnostics } = await compile(`graph G { state { ${fields} } ${rest} }`);
  const wrong = diagnostics.filter(({ severity }) => severity === "error");
  if (wrong.length > 0) throw new Error(wrong.map(({ message }) => message).join("\n"));
  const text = modules[0]?.text.replaceAll(/\s+/g, " ");
  return new RegExp(`\\b${handler}: \\( ?state: (.*?), ctx:`).exec(text ?? "")?.[1];
}

describe("what a handler is given", () => {
  const write = 'node write => { doc: "x" }';

  it("is the whole state, with what has been written on every path to it", async () => {
    const fields = "input topic: string doc: string";
    expect(await stateOf("use", fields, `${write} node use start -> write -> use -> end`)).toBe("GState");
    expect(await stateOf("use", fields, `${write} node use start -> use -> write -> end`)).toBe("GValues");
    const two = `${fields} sum: int`;
    const sum = "node sum => { sum: 1 }";
    expect(await stateOf("use", two, `${write} ${sum} node use start -> write -> use -> sum -> end`)).toBe(
      'GValues & Pick<GState, "doc">',
    );
  });

  it("has no `undefined` for an optional field that an update before has filled", async () => {
    const fields = "input topic: string doc?: string";
    const use = "node use { reads topic, doc }";
    expect(await stateOf("use", fields, `${write} ${use} start -> write -> use -> end`)).toBe(
      'Pick<GState, "topic"> & Required<Pick<GState, "doc">>',
    );
    expect(await stateOf("use", fields, `${write} ${use} start -> use -> write -> end`)).toBe(
      'Pick<GState, "topic" | "doc">',
    );
    expect(await stateOf("use", fields, `${write} node use start -> write -> use -> end`)).toBe(
      'GValues & Required<Pick<GState, "doc">>',
    );
    expect(await stateOf("use", fields, `${write} node use { reads doc } start -> write -> use -> end`)).toBe(
      'Required<Pick<GState, "doc">>',
    );
  });

  it("may lack what a failed node, or a member that may not run, would have written", async () => {
    const fields = "input flag: boolean doc?: string";
    const use = "node use { reads doc }";
    const other = "node other { writes doc }";
    expect(await stateOf("use", fields, `${other} ${use} start -> other -> end other on error -> use -> end`)).toBe(
      'Pick<GState, "doc">',
    );
    const begin = "node begin => {}";
    expect(
      await stateOf("use", fields, `${begin} ${write} ${use} start -> begin -> [write if flag] -> use -> end`),
    ).toBe('Pick<GState, "doc">');
    expect(await stateOf("use", fields, `${begin} ${write} ${use} start -> begin -> [write] -> use -> end`)).toBe(
      'Required<Pick<GState, "doc">>',
    );
  });
});

import { describe, expect, it } from "vitest";
import { graphText, outline, sceneFrom } from "../scenes.ts";

const drawn = (nodes: string, flow: string, more = ""): readonly string[] =>
  outline(sceneFrom(graphText(nodes, flow, more))).split("\n");

describe("a scene", () => {
  it("shows a chain from the start to the end", () => {
    expect(drawn("x y", "start -> x -> y -> end")).toEqual([
      "start",
      "update x",
      "update y",
      "end",
      "start -> x",
      "x -> y",
      "y -> end",
    ]);
  });

  it("puts a group in a box, with a box for a member that is mapped or has a condition", () => {
    const flow = `start -> [x -> y, z if size > 3, w(item) for item in many if item != ""] -> last -> end`;
    expect(drawn("x y z last", flow, "node w(item: string) => { log: [item] }")).toEqual([
      "start",
      "group all of",
      "  update x",
      "  update y",
      "  member if size > 3",
      "    update z",
      `  map for item in many if item != ""`,
      "    update w(item)",
      "  x -> y",
      "update last",
      "end",
      "start -> all of",
      "all of -> last",
      "last -> end",
    ]);
  });

  it("puts a group of a member in the box of the outer group", () => {
    const lines = drawn("x y z", "start -> [x, [y, z]] -> end");
    expect(lines.slice(1, 6)).toEqual(["group all of", "  update x", "  group all of", "    update y", "    update z"]);
  });

  it("shows where a member begins and ends where its arrows do not", () => {
    const lines = drawn("x y", "start -> [x -> when { size > 3 -> end, visits(x) > 5 -> end, else -> x }, y] -> end");
    expect(lines).toContain("  entry -> x");
    expect(lines).toContain("  choice -> exit branch (size > 3 | visits(x) > 5)");
    expect(lines).toContain("  choice -> x branch (else)");
  });

  it("shows what a match looks at, and its patterns on the arrows", () => {
    const lines = drawn("x y", `start -> match kind { "a", "b" -> x, else -> y } -> end`);
    expect(lines).toContain("choice kind");
    expect(lines).toContain(`kind -> x branch ("a", "b")`);
    expect(lines).toContain("kind -> y branch (else)");
  });

  it("draws a branch that several nodes lead to once", () => {
    const flow = `start -> when { size > 1 -> x, else -> y }
  x, y -> match kind { "a" -> end, else -> z } z -> end`;
    const lines = drawn("x y z", flow);
    expect(lines.filter((line) => line === "choice kind")).toHaveLength(1);
    expect(lines).toContain("x -> kind");
    expect(lines).toContain("y -> kind");
  });

  it("shows routers, of one and of several, and gotos", () => {
    const flow = `start -> route pick { x, y } x -> route several [p, q] -> z y -> z z -> goto { x, end }`;
    const lines = drawn("x y p q", flow, "node z = work { writes log }");
    expect(lines).toContain("route pick -> x route");
    expect(lines).toContain("router any of: route several");
    expect(lines).toContain("z -> x goto (goto)");
    expect(lines).toContain("z -> end goto (goto)");
  });

  it("shows bounds", () => {
    const lines = drawn("x y z", "start -> x -> when { size > 3 -> end, else -> y max 3 then z } y -> x z -> end");
    expect(lines).toContain("choice -> y branch (else, max 3)");
    expect(lines).toContain("choice -> z bound (else, max 3 then)");
  });

  it("shows error edges, also through branches", () => {
    const flow = `start -> p -> end p on error -> match error.name { "Late" -> x, else -> end } x -> end`;
    const lines = drawn("x", flow, "node p = work { writes log }");
    expect(lines).toContain("p -> error.name error (on error)");
    expect(lines).toContain(`error.name -> x error ("Late")`);
  });

  it("gives each way an end of its own where more than three lead to it", () => {
    const flow = `start -> match kind { "a" -> x, "b" -> y, else -> z } x -> when { size > 1 -> end, else -> w }
  y, z, w -> end`;
    expect(drawn("x y z w", flow).filter((line) => line === "end")).toHaveLength(4);
  });

  it("says what is asked, where runs pause, and what nodes read and write", () => {
    const more = `ask sure: { ok: boolean } { timeout 2d } => { log: ["asked"] }
  /// Works.
  node p = work { reads size, kind writes log? retry 3 }
  interrupt before p interrupt after sure`;
    const { items } = sceneFrom(graphText("", "start -> p -> sure -> end", more)).content;
    expect(items).toContainEqual({
      kind: "ask",
      id: "sure",
      title: "sure",
      details: ["asks { ok: boolean }"],
      hints: ["writes log", "timeout 2d", "pauses after"],
      pauses: ["after"],
      failed: false,
    });
    expect(items).toContainEqual(
      expect.objectContaining({
        id: "p",
        hints: ["Works.", "reads size, kind", "writes log?", "retry 3", "pauses before"],
        pauses: ["before"],
      }),
    );
  });

  const nested = `
graph Inner { state { input n: int output m: int = 0 } node step => { m: n } start -> step -> end }
graph Outer { state { input n: int output m: int = 0 reduce add } node run = Inner { in { n } } => { m: output.m } start -> run -> end }`;

  it("folds a subgraph into a card, or draws it in a box", () => {
    expect(outline(sceneFrom(nested, {}, "Outer"))).toBe("start\nsubgraph run\nend\nstart -> run\nrun -> end");
    expect(outline(sceneFrom(nested, { openSubgraphs: true }, "Outer"))).toBe(`start
subgraph run: graph Inner
  start
  update step
  end
  start -> step
  step -> end
end
start -> run: graph Inner
run: graph Inner -> end`);
  });

  it("gives each of several graphs a box, with the state where that is asked for", () => {
    const lines = outline(sceneFrom(nested, { state: true })).split("\n");
    expect(lines.slice(0, 2)).toEqual(["graph Inner", "  state of 2"]);
    expect(lines).toContain("graph Outer");
    const [box] = sceneFrom(nested, { state: true }).content.items.slice(1);
    expect(box && "content" in box && box.content.items[0]).toMatchObject({
      rows: [
        { modifiers: ["input"], name: "n", type: "int" },
        { modifiers: ["output"], name: "m", type: "int", reduce: "add" },
      ],
    });
  });

  it("takes a chain of thousands of groups", () => {
    const names = Array.from({ length: 2000 }, (_, index) => `n${index}`);
    const flow = `start -> ${names.map((name) => `[${name}]`).join(" -> ")} -> end`;
    expect(sceneFrom(graphText(names.join(" "), flow)).content.items).toHaveLength(2002);
  });
});

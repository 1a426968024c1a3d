import { describe, expect, it } from "vitest";
import { drawText } from "../../../src/draw/text.ts";
import type { DrawnEdge, DrawnGraph, DrawnNode } from "../../../src/draw/graph.ts";

/** A graph from lines `from to [kind [label]]`; nodes need naming only where they are asks or subgraphs. */
function graph(lines: string, nodes: readonly DrawnNode[] = [], name = "Test"): DrawnGraph {
  const edges = lines
    .trim()
    .split("\n")
    .map((line): DrawnEdge => {
      const [from = "", to = "", kind = "next", ...label] = line.trim().split(" ");
      return { from, to, kind, ...(label.length > 0 && { label: label.join(" ") }) };
    });
  return { name, nodes, edges };
}

/** The drawing without the graph's name. */
const draw = (lines: string, nodes?: readonly DrawnNode[]): string =>
  drawText(graph(lines, nodes)).split("\n").slice(2).join("\n");

const ask = (name: string): DrawnNode => ({ name, kind: "ask" });

describe("a drawing", () => {
  it("begins with the graph's name and shows a chain on one line", () => {
    expect(drawText(graph("start parse\nparse add\nadd end"))).toBe("Test\n\nstart ─▶ parse ─▶ add ─▶ end");
  });

  it("breaks a chain that is too long for a line", () => {
    const names = Array.from({ length: 12 }, (_, index) => `station${index}`);
    const lines = ["start", ...names].map((from, index) => `${from} ${names[index] ?? "end"}`).join("\n");
    const drawing = draw(lines);
    expect(Math.max(...drawing.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(drawing).toContain("station6\n  ▼\nstation7");
  });

  it("shows the arms of a branch, what asks, and where the arms meet", () => {
    const edges = `
      start classify
      classify urgent branch "urgent"
      classify question branch "question"
      urgent signOff
      signOff send
      question send
      send end`;
    expect(draw(edges, [ask("signOff")])).toBe(`start ─▶ classify
  ├─ "urgent" ─▶ urgent ─▶ signOff (asks)
  ├─ "question" ─▶ question
  ▼
send ─▶ end`);
  });

  it("says what asks, what runs a graph, and where a run pauses", () => {
    const nodes: DrawnNode[] = [
      { name: "ok", kind: "ask", pauses: ["after"] },
      { name: "work", kind: "subgraph", graph: { name: "Inner", nodes: [], edges: [] }, pauses: ["before"] },
    ];
    expect(draw("start ok\nok work\nwork end", nodes)).toContain(
      "start ─▶ ok (asks, pauses after) ─▶ work (graph Inner, pauses before) ─▶ end",
    );
  });

  it("says of each arm that it ends where arms meet only at the end", () => {
    expect(draw("start a\na b branch x > 0\na end branch else\nb end")).toBe(`start ─▶ a
  ├─ x > 0 ─▶ b ─▶ end
  └─ else ─▶ end`);
  });

  it("shows the members of a group with double lines, and its join", () => {
    const edges = `
      start links fork
      start spelling fork
      start translation fork if len(languages) > 0
      spelling corrections
      links merge join
      corrections merge join
      translation merge join
      merge end`;
    expect(draw(edges)).toBe(`start
  ╠═▶ links
  ╠═▶ spelling ─▶ corrections
  ╠═ if len(languages) > 0 ═▶ translation
  ▼
merge ─▶ end`);
  });

  it("shows a group at whose join the run ends", () => {
    expect(draw("start a fork\nstart b fork\na end join\nb end join")).toBe("start\n  ╠═▶ a\n  ╠═▶ b\n  ▼\nend");
  });

  it("draws on in the arm that alone leads on", () => {
    expect(draw("start a\na b branch done\na a branch else\nb end")).toBe(`start ─▶ a
  ├─ done ─▶ b ─▶ end
  └─ else ─▶ ↑ a`);
  });

  it("points back where a cycle closes, and shows bounds", () => {
    const edges = `
      start generate
      generate validate
      validate end branch valid
      validate refine branch len(text) > 9
      validate generate bound else -> max 3
      validate end bound else -> then
      refine generate bound max 2
      refine end bound then`;
    expect(draw(edges)).toBe(`start ─▶ generate ─▶ validate
  ├─ valid ─▶ end
  ├─ len(text) > 9 ─▶ refine
  │   ├─ max 2 ─▶ ↑ generate
  │   └─ then ─▶ end
  ├─ else, max 3 ─▶ ↑ generate
  └─ else, then ─▶ end`);
  });

  it("shows error edges with dashed lines and goes on below them", () => {
    const edges = `
      start download
      download parse
      parse end
      download retry error
      retry parse
      parse gone error error.name == "Gone"
      parse retry error else
      gone end`;
    expect(draw(edges)).toBe(`start ─▶ download
  ├╌ on error ╌▶ retry ─▶ ↓ parse
  ▼
parse ─▶ end
  ├╌ on error, error.name == "Gone" ╌▶ gone ─▶ end
  └╌ on error, else ╌▶ ↑ retry`);
  });

  it("draws a branch behind a group once, at a junction", () => {
    const edges = `
      start stock fork
      start fraud fork
      stock pay join fraud < 0.5
      stock reject join else
      fraud pay join fraud < 0.5
      fraud reject join else
      pay end
      reject end`;
    expect(draw(edges)).toBe(`start
  ╠═▶ stock
  ╠═▶ fraud
  ▼
◆
  ├─ fraud < 0.5 ─▶ pay ─▶ end
  └─ else ─▶ reject ─▶ end`);
  });

  it("draws a group inside an arm at a junction of its own", () => {
    const edges = `
      start agent
      agent end branch len(calls) == 0
      agent tool fork else -> for c in calls if !c.dangerous
      agent confirm fork else -> for c in calls if c.dangerous
      tool agent join
      confirm tool2 branch allowed
      confirm refuse branch else
      tool2 agent join
      refuse agent join`;
    expect(draw(edges, [ask("confirm")])).toBe(`start ─▶ agent
  ├─ len(calls) == 0 ─▶ end
  └─ else ─▶ ◆
      ╠═ for c in calls if !c.dangerous ═▶ tool
      ╠═ for c in calls if c.dangerous ═▶ confirm (asks)
      ║   ├─ allowed ─▶ tool2
      ║   └─ else ─▶ refuse
      ▼
    ↑ agent`);
  });

  it("draws a map, and a group behind a group", () => {
    expect(draw("start a fork for x in xs\na b join\nb end")).toBe("start ═ for x in xs ═▶ a ─▶ b ─▶ end");
    expect(draw("start a fork\nstart b fork\na c join for x in xs\nb c join for x in xs\nc end join")).toBe(`start
  ╠═▶ a
  ╠═▶ b
  ▼
◆ ═ for x in xs ═▶ c ─▶ end`);
  });

  it("draws every node of a swarm once", () => {
    const drawing = draw(`
      start triage
      triage sales goto
      triage refunds goto
      sales triage goto
      sales refunds goto
      refunds triage goto
      refunds end goto
      triage end goto
      sales end goto`);
    for (const name of ["triage", "sales", "refunds"]) {
      expect(drawing.match(new RegExp(`(?<![↑↓]) ${name}`, "g"))).toHaveLength(1);
    }
  });

  it("draws a graph inside the graph below it, once", () => {
    const team = graph("start work\nwork end", [], "Team");
    const nodes = ["design", "testing"].map((name) => ({ name, kind: "subgraph", graph: team }));
    expect(drawText(graph("start design\ndesign testing\ntesting end", nodes, "Firm"))).toBe(`Firm

start ─▶ design (graph Team) ─▶ testing (graph Team) ─▶ end

Team

start ─▶ work ─▶ end`);
  });

  it("survives what cannot reach the end", () => {
    expect(draw("start a\na b\nb a")).toBe("start ─▶ a ─▶ b ─▶ ↑ a");
    expect(draw("start a")).toBe("start ─▶ a");
  });
});

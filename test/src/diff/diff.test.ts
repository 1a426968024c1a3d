import { MemoryCheckpointer } from "@graphc/runtime";
import { describe, expect, it } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { appOf, rejection } from "../../acceptance/run.ts";

/** A graph that waits at `q`, between `a` and `c`, with some fields and settings. */
const waiting = (
  fields: string,
  rest = "",
  flow = "start -> a -> q -> c -> end",
): string => `type Answer { text: string, score?: int }
graph G { ${rest}
  state { ${fields} output log: string[] = [] reduce append }
  node a => { log: ["a"] }
  ask q: Answer { show "?" } => { log: [answer.text] }
  node c => { log: ["c"] }
  ${flow}
}
`;
/** A graph with a question `q` in or behind a group; the nodes that the group names are declared. */
function grouped(group: string): string {
  const nodes = ["a", "b", "d", "e"].filter((name) => name === "a" || new RegExp(`\\b${name}\\b`).test(group));
  return `graph G { state { output log: string[] = [] reduce append }
  ${nodes.map((name) => `node ${name} => { log: ["${name}"] }`).join("\n  ")}
  ask q: string { show "?" } => { log: [answer] }
  start -> a -> ${group} -> end
}
`;
}

const imports = 'import { up } from "./m.ts"\n';
const migrated = "version 2 migrate 1 -> 2 = up";
const base = waiting("");

/** A question inside a group, to which conditions with operators lead. */
const guarded = `graph G { state { input n: int where value % 2 == 0 && value - 1 > -9  output log: string[] = [] reduce append }
  let o = n + 1 < 9 || n == 4
  node a => { log: ["a"] }
  node b => { log: ["b"] }
  ask q: string { show "?" } => { log: [answer] }
  start -> [a -> when { n > 2 && o -> q  else -> b -> match "x" + string(n) { "x1" -> end  else -> q } } if n != 7] -> end
}
`;

const codes = (old: string, now: string): readonly string[] =>
  diff(old, now).diagnostics.map(({ code, message }) => `${code} ${message}`);

describe("graphc diff calls safe", () => {
  it.each<readonly [string, string, string]>([
    ["nothing at all", base, base],
    ["another layout and documentation", base, `/// said\n${base.replaceAll("  ", "      ")}`],
    [
      "conditions that stand elsewhere",
      guarded,
      `// said\n${guarded.replaceAll("  ", "      ").replaceAll('"', "'").replace("n > 2 && o", "(n > 2) && o")}`,
    ],
    ["a field with a default", base, waiting('input note: string = ""')],
    ["a field that may be absent", base, waiting("input note?: string")],
    ["a wider type", waiting("input n: int = 1"), waiting("input n: number = 1")],
    ["another literal", waiting('input n: "a" = "a"'), waiting('input n: "a" | "b" = "a"')],
    ["a looser condition", waiting("input n: int = 5 where value > 3"), waiting("input n: int = 5 where value >= 0")],
    ["an optional member", base, base.replace("score?: int", "score?: int, by?: string")],
    ["a declared type under another name", base, base.replaceAll("Answer", "Reply")],
    ["a wider answer", base, base.replace("score?: int", "score?: number")],
    ["another payload and a deadline", base, base.replace('show "?"', "show { log } timeout 3d")],
    ["a node behind the question", base, waiting("", 'node d => { log: ["d"] }', "start -> a -> q -> c -> d -> end")],
    ["a member behind the last of a group", grouped("[b, q, d]"), grouped("[b -> e, q, d]")],
    [
      "a changed type with a migration",
      waiting('input n: string = ""'),
      imports + waiting("input n: int = 1", migrated),
    ],
    ["a required field with a migration", base, imports + waiting("input n: int", migrated)],
    ["a removed field with a migration", waiting("input n: int = 1"), imports + waiting("", migrated)],
  ])("%s", (_what, old, now) => {
    expect(codes(old, now)).toStrictEqual([]);
    expect(diff(old, now)).toMatchObject({ isCompared: true, isBreaking: false });
  });
});

describe("graphc diff reports", () => {
  it("a removed field as a loss that breaks nothing, with the field that it may be now", () => {
    expect(codes(waiting("input note: int = 1"), base)).toStrictEqual([
      "G801 `note` is removed: what threads have stored in it is dropped",
    ]);
    expect(codes(waiting("input note: int = 1"), waiting("input notes: int = 1"))).toStrictEqual([
      "G801 `note` is removed: what threads have stored in it is dropped and does not become `notes`",
    ]);
    expect(diff(waiting("input note: int = 1"), base).isBreaking).toBe(false);
  });

  it("one cause once, with all the fields that it concerns and both places", () => {
    const old = `type Money { amount: number }\n${waiting("input paid: Money = { amount: 1 } input due: Money[] = []")}`;
    const { diagnostics } = diff(old, old.replace("amount: number", "amount: int"));
    expect(diagnostics).toMatchObject([
      {
        code: "G802",
        message:
          "what threads have stored in `paid` and `due` need not fit any more: `Money.amount` was `number` and is `int`",
        source: { path: "input.graph" },
        related: [{ source: { path: "input.graph (old)" } }],
      },
    ]);
  });

  it("a field that a run behind its writer never gets", () => {
    const now = waiting("output by: string", "", "start -> a -> q -> c -> end").replace(
      '{ log: ["a"] }',
      '{ log: ["a"], by: "x" }',
    );
    expect(codes(base, now)).toStrictEqual(["G803 a run that stands at `q` has no `by`, and ends without that output"]);
  });

  it("nodes that have changed places", () => {
    expect(codes(base, base.replace("a -> q -> c", "q -> a -> c"))).toContain(
      "G804 `a` came before `q` and comes behind it: a run that stands between them would do it twice, or not at all",
    );
  });

  it("bounds that are counted where others were", () => {
    const loops = (first: string): string => `graph G { state { output n: int = 0 }
  node a => { n: n + 1 } node x => { n: n + 1 } node v => { n: n + 1 }
  start -> v -> a
  ${first}
  a -> when { n > 9 -> end, else -> x }
  x -> a max 3 then end
}`;
    const old = loops("").replace("else -> x }", "else -> x }");
    const now = old
      .replace("start -> v -> a", "start -> v\n  v -> when { n > 5 -> a, else -> w }\n  w -> v max 2 then a")
      .replace("node v", "node w => { n: n + 1 } node v");
    expect(codes(old, now)).toStrictEqual([
      "G804 the `max` behind `w` is counted where another one was: threads number bounds in the order of the text",
    ]);
    expect(codes(old, old.replace("n > 9 -> end", "n > 8 -> end"))).toStrictEqual([]);
  });

  it("errors of the files and nothing else, since graphs with errors say nothing of threads", () => {
    const result = diff(base, base.replace("start -> a", "start -> z"));
    expect(result).toMatchObject({ isCompared: false, graphs: [], diagnostics: [{ code: "G201" }] });
  });

  it("a graph that is gone, a probable new name, and a lowered version", () => {
    expect(codes(base, base.replace("graph G", "graph H"))).toStrictEqual([
      "G806 graph `G` is removed: nobody can load its threads",
    ]);
    expect(codes(waiting("", "version 3"), waiting("", "version 2"))).toStrictEqual([
      "G806 `G` was version 3 and is version 2: threads of the later version are refused",
    ]);
  });
});

describe("What graphc diff calls breaking breaks a thread that is stored:", () => {
  it.each<readonly [string, string, string, string]>([
    ["G802", "a narrowed type", waiting('input n: string = "x"'), waiting("input n: int = 1")],
    ["G802", "a narrowed condition", waiting("input n: int = 2"), waiting("input n: int = 12 where value > 9")],
    ["G802", "a literal that is gone", waiting('input n: "a" | "b" = "a"'), waiting('input n: "b" = "b"')],
    ["G803", "a required input", base, waiting("input n: int")],
    ["G804", "a removed node", base, waiting("", "", "start -> a -> c -> end").replace(/ask q.*\n/, "")],
    ["G804", "a renamed ask", base, base.replaceAll("q", "question")],
    [
      "G804",
      "an ask that is a node now",
      base,
      base.replace(/ask q: .*=> /, "node q => ").replace("answer.text", '"q"'),
    ],
    ["G804", "a node before a question in a group", grouped("[b, q]"), grouped("[b, d -> q]")],
    ["G804", "a condition before a question in a group", grouped("[b, q]"), grouped("[b, q if len(log) > 5]")],
    ["G804", "a member beside a group that a question follows", grouped("[b, d] -> q"), grouped("[b, d, e] -> q")],
    [
      "G804",
      "a node before a first question",
      waiting("", "", "start -> q -> a -> c -> end"),
      waiting("", 'node d => { log: ["d"] }', "start -> d -> q -> a -> c -> end"),
    ],
    ["G805", "an answer that needs more", base, base.replace("score?: int", "score: int")],
    ["G806", "a lowered version", waiting("", "version 2"), base],
    ["G806", "a renamed graph", base, base.replace("graph G", "graph H")],
  ])("%s, %s", async (code, _what, old, now) => {
    expect(codes(old, now).map((text) => text.slice(0, 4))).toContain(code);
    const checkpointer = new MemoryCheckpointer();
    const thread = { threadId: "t" };
    await (await appOf(old, { checkpointer })).invoke({}, thread);
    const app = await appOf(now, { checkpointer });
    const answer = old.includes("Answer") ? { text: "yes" } : "yes";
    const { name } = await rejection(app.resume({ q: answer }, thread));
    expect(["SchemaMismatchError", "ConfigError", "AnswerError"]).toContain(name);
  });
});

import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { posix } from "node:path";
import { globSync } from "tinyglobby";
import { ts } from "ts-morph";
import { describe, expect, it } from "vitest";
import { analyse, compile } from "../../../src/compile.ts";
import type { Analysed, CheckedModule } from "../../../src/compile.ts";
import { emitUnformatted } from "../../../src/emit/emit.ts";
import { emitJavaScript, emitScript } from "../../../src/emit/javascript.ts";
import { Origins } from "../../../src/emit/origins.ts";
import type { SourceMap as SourceMapV3 } from "../../../src/emit/source-map.ts";
import type { Source } from "../../../src/source/source.ts";
import { positionAt } from "../../../src/source/source.ts";
import { fixtures, root } from "./compiled.ts";

const samples = globSync("*/**/*.graph", { cwd: `${root}samples` }).toSorted();
const sources: readonly Source[] = [
  ...fixtures(),
  ...samples.map((path) => ({ path, text: readFileSync(`${root}samples/${path}`, "utf8") })),
];
const { checked } = analyse(sources);

function called(path: string): CheckedModule {
  const found = checked.find(({ module }) => module.source.path === path);
  if (found === undefined) throw new Error(`There is no ${path}.`);
  return found;
}

/** What a map says of the place where a text stands in the code. */
function placeOf(text: string, code: string, map: SourceMapV3): string | undefined {
  const pattern = text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s+");
  const lines = code.slice(0, code.search(new RegExp(pattern))).split("\n");
  const entry = new SourceMap(map as SourceMapPayload).findEntry(lines.length - 1, lines.at(-1)?.length ?? 0);
  return "originalSource" in entry
    ? `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
    : undefined;
}

const tricky = `type Mail { address: string where contains(value, "@") }
/// Answers.
graph Tricky {
  state {
    input mail: Mail
    input words: string[]
    input big: bigint
    output found?: string
    longest: int = 0 reduce (a, b) => max(a, b)
    output text: string = lower("NONE")
  }
  let loud = upper(join(words, " "))
  node look(word: string) => { found: \`\${word}: \${string(big * 2n)}\`, longest: len(word) }
  node shout => { text: loud, longest: len(first(words) ?? "") }
  ask sure: { yes: boolean } {
    show { loud, address: mail.address }
  } => { text: answer.yes ? loud : "no" }
  start -> when {
    len(words) == 0 -> end
    first(words) == "?" && big > 0n -> look(first(words) ?? "")
    else -> shout
  }
  look -> sure
  sure -> end
  shout -> end
}
`;

function only({ checked: [first], diagnostics }: Analysed): CheckedModule {
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  if (first === undefined) throw new Error("There is no module.");
  return first;
}

describe("a module as JavaScript", () => {
  it.each(sources.map(({ path }) => path))("%s is printed the same whether it is traced or not", (path) => {
    const { module, typing } = called(path);
    const origins = new Origins();
    const marked = emitUnformatted(module, typing, { origins });
    expect(origins.takeOut(marked).text).toBe(emitUnformatted(module, typing));
  });

  // A file of types alone is an empty module.
  it.each(sources.map(({ path }) => path))("%s has no types left, read by people or not", async (path) => {
    const { module, typing } = called(path);
    for (const { text: code, map } of [await emitJavaScript(module, typing), emitScript(module, typing)]) {
      expect(code).not.toMatch(/^(export )?(interface|type) |import type|\bas const\b|\ufdd0|graphcRows/m);
      const errors = ts.transpileModule(code, { fileName: "module.js", reportDiagnostics: true }).diagnostics ?? [];
      expect(errors.map(({ messageText }) => messageText)).toEqual([]);
      if (path !== "bare.graph") expect(map.sources).toContain(posix.basename(path));
    }
  });

  describe.each([true, false])("leads into its source, readable: %s", async (readable) => {
    const { module, typing } = only(analyse(tricky));
    const { text: code, map } = readable ? await emitJavaScript(module, typing) : emitScript(module, typing);

    it.each([
      ["a condition of a type", 'value.includes("@")', "value, "],
      ["the call in it", 'includes("@")', "contains("],
      ["a default", '"NONE".toLowerCase', '"NONE"'],
      ["a reducer", "Math.max(a", "max(a, b)"],
      ["a let", "state.words.join", "words, "],
      ["the call in a let", "toUpperCase()", "upper("],
      ["a part of a template", "args.word}:", "word}: "],
      ["the operands in a call", "state.big * 2n", "big * 2n"],
      ["what is read of a value that may be absent", 'state.words[0] ?? "").length', 'words) ?? "") }'],
      ["a member", "mail.address }", "mail.address }"],
      ["a branch", "answer.yes ? loud", "answer.yes"],
      ["the first condition", "state.words.length === 0", "words) == 0"],
      ["a later condition", 'state.words[0] === "?"', 'words) == "?"'],
      ["what follows `&&`", "state.big > 0n", "big > 0n"],
      ["a node", 'shout: { kind: "update"', "shout =>"],
      ["a graph", "createTricky(", "Tricky {"],
    ])("from %s", (_what, text, expected) => {
      const { line, column } = positionAt({ path: "", text: tricky }, tricky.indexOf(expected));
      expect(code.replaceAll(/\s+/g, " ")).toContain(text);
      expect(placeOf(text, code, map)).toBe(`input.graph:${line}:${column}`);
    });
  });

  it("has no map where its source has the characters that would make it, and no text of it is lost", async () => {
    const text = 'graph A { state { output a: string = "\ufdd00\ufdd1" } node b => { a: a } start -> b -> end }';
    const { modules } = await compile(text, { emit: "script" });
    expect(modules[0]?.map).toMatchObject({ mappings: "", sources: [] });
    expect(modules[0]?.text).toContain('"\ufdd00\ufdd1"');
  });

  it("is named as JavaScript is and imports it", async () => {
    const files = [
      {
        path: "a/one.graph",
        text: 'import { Two } from "../two.graph"\ngraph One { node two = Two\n start -> two -> end }',
      },
      { path: "two.graph", text: "graph Two { node a => {}\n start -> a -> end }" },
    ];
    const { modules } = await compile(files, { emit: "script" });
    expect(modules.map(({ path, map }) => [path, map?.file, map?.sources])).toEqual([
      ["a/one.graph.js", "one.graph.js", ["one.graph"]],
      ["two.graph.js", "two.graph.js", ["two.graph"]],
    ]);
    expect(modules[0]?.text).toContain('from "../two.graph.js"');
  });

  it("leads to another file for a condition that stands there", async () => {
    const files = [
      {
        path: "a/one.graph",
        text: 'import type { Name } from "../types/name.graph"\ngraph One { state { input output name: Name } node a => {}\n start -> a -> end }',
      },
      { path: "types/name.graph", text: "type Name = string where len(value) > 3" },
    ];
    const { modules } = await compile(files, { emit: "script" });
    const [one] = modules;
    expect(one && placeOf("value.length > 3", one.text, one.map as SourceMapV3)).toBe("../types/name.graph:1:30");
  });
});

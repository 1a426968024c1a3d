import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { check, compile, positionAt, render, type Source } from "../../src/index.ts";

const hello = `graph Hello {
  state { input name: string output text: string }
  node greet => { text: \`Hello, \${name}!\` }
  start -> greet -> end
}
`;

/** A graph that runs the graph `Hello` of another file. */
function calling(path: string, name = "Caller"): string {
  return `import { Hello } from "${path}"
graph ${name} {
  state { input name: string output text: string }
  node hello = Hello { in { name: name } }
  start -> hello -> end
}
`;
}

async function byPath(files: readonly Source[]): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries((await compile(files)).modules.map(({ path, text }) => [path, text]));
}

const wrong = hello.replace("${name}", "${name} and ${nam}");

describe("compile", () => {
  it("turns a text into a module", async () => {
    const { modules, diagnostics } = await compile(hello);
    expect(diagnostics).toStrictEqual([]);
    expect(modules).toHaveLength(1);
    expect(modules[0]).toMatchObject({ path: "input.graph.ts", source: "input.graph" });
    expect(modules[0]?.text).toContain("export function createHello");
  });

  it("finds imported graphs among the files by their relative paths", async () => {
    const files: readonly Source[] = [
      { path: "flows/deep/caller.graph", text: calling("../../lib/hello.graph") },
      { path: "lib/hello.graph", text: hello },
    ];
    const { modules, diagnostics } = await compile(files);
    expect(render(diagnostics)).toBe("");
    expect(modules.map(({ path }) => path)).toStrictEqual(["flows/deep/caller.graph.ts", "lib/hello.graph.ts"]);
    expect(modules[0]?.text).toContain('from "../../lib/hello.graph.ts"');
  });

  it("makes no module of a file with errors, nor of one that imports it on whatever way", async () => {
    const files = [
      { path: "a.graph", text: calling("./b.graph", "A") },
      { path: "b.graph", text: wrong },
      { path: "c.graph", text: hello },
      { path: "d.graph", text: calling("./a.graph", "D").replace("{ Hello }", "{ A as Hello }") },
    ];
    const { modules, diagnostics } = await compile(files);
    expect(diagnostics.map(({ code, source }) => `${source.path} ${code}`)).toStrictEqual(["b.graph G201"]);
    expect(modules.map(({ path }) => path)).toStrictEqual(["c.graph.ts"]);
  });

  it("makes no module of a file that imports what another file would have, were it mended", async () => {
    const files = [
      { path: "a.graph", text: calling("./b.graph", "A") },
      { path: "b.graph", text: hello.replace("graph Hello", "graph = Hello") },
    ];
    const { modules, diagnostics } = await compile(files);
    expect(new Set(diagnostics.map(({ source }) => source.path))).toStrictEqual(new Set(["b.graph"]));
    expect(modules).toStrictEqual([]);
  });

  it("makes modules in spite of warnings", async () => {
    const { modules, diagnostics } = await compile(`import { unused } from "./a.ts"\n${hello}`);
    expect(diagnostics.map(({ severity }) => severity)).toStrictEqual(["warning"]);
    expect(modules).toHaveLength(1);
  });

  it("reports a cycle of imports and makes no module of its files", async () => {
    const files = [
      { path: "a.graph", text: calling("./b.graph", "A").replace("{ Hello }", "{ B as Hello }") },
      { path: "b.graph", text: calling("./a.graph", "B").replace("{ Hello }", "{ A as Hello }") },
    ];
    const { modules, diagnostics } = await compile(files);
    expect(diagnostics.map(({ code }) => code)).toStrictEqual(["G205"]);
    expect(modules).toStrictEqual([]);
  });

  it("asks what an import becomes, and tells of each module as it is finished", async () => {
    const asked: string[] = [];
    const finished: string[] = [];
    const text = hello
      .replace("graph Hello", 'import { greet } from "./greet.ts"\ngraph Hello')
      .replace("greet =>", "greet = greet { reads name } =>")
      .replace(/text: `.*`/, "text: output.text");
    const { modules } = await compile([{ path: "x/hello.graph", text }], {
      rewriteImport: (specifier, path) => {
        asked.push(`${specifier} in ${path}`);
        return "../elsewhere.js";
      },
      onModule: ({ path }) => void finished.push(path),
    });
    expect(asked).toContain("./greet.ts in x/hello.graph");
    expect(modules[0]?.text).toContain('from "../elsewhere.js"');
    expect(finished).toStrictEqual(["x/hello.graph.ts"]);
  });

  it("gives the same for the same, whatever the order of the files", async () => {
    const files = [
      { path: "a.graph", text: calling("./hello.graph") },
      { path: "hello.graph", text: hello },
    ];
    expect(await byPath(files.toReversed())).toStrictEqual(await byPath(files));
  });

  it("takes no files for no graphs", async () => {
    expect(await compile([])).toStrictEqual({ modules: [], diagnostics: [] });
  });
});

describe("check", () => {
  it("finds what compile finds", async () => {
    const files = [{ path: "b.graph", text: wrong }];
    expect(check(files)).toStrictEqual((await compile(files)).diagnostics);
  });

  it("says where: offsets, which become lines and columns", () => {
    const [found] = check(wrong);
    expect(found && positionAt(found.source, found.span.start)).toStrictEqual({ line: 3, column: 47 });
  });

  it("loads nothing of what only writing a module needs", async () => {
    const { metafile } = await build({
      entryPoints: ["src/compile.ts"],
      outdir: "nowhere",
      write: false,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      packages: "external",
      metafile: true,
      logLevel: "silent",
    });
    const loaded = new Set<string>();
    const load = (path: string): void => {
      if (loaded.has(path)) return;
      loaded.add(path);
      for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
        if (kind === "import-statement") load(next);
    };
    load("nowhere/compile.js");
    expect([...loaded]).toContain("chevrotain");
    expect([...loaded]).not.toContain("ts-morph");
    expect([...loaded].filter((path) => path.startsWith("prettier"))).toStrictEqual([]);
  });
});

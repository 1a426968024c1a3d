import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";

const graph = `import { trim, count } from "./nodes.ts"

graph Linear {
  state {
    input text: string
    output words: int = 0
    output log: string[] = [] reduce append
  }
  node trim { reads text writes text, log }
  node count { reads text writes words, log }
  node note => { log: [\`\${words} words\`] }
  start -> trim -> count -> note -> end
}
`;

const nodes = `export const trim = async ({ text }: { readonly text: string }) => ({ text: text.trim(), log: ["trim"] });
export const count = ({ text }: { readonly text: string }) => ({ words: text.split(" ").length, log: ["count"] });
`;

/** What a page does with the graph's runner, and with an app that stores threads. */
const entries = {
  runner: `import { linear } from "./linear.graph.ts";
    globalThis.outcome = linear.invoke({ text: " one two three " });`,
  app: `import { createLinear } from "./linear.graph.ts";
    import { MemoryCheckpointer } from "@graphc/runtime";
    const app = createLinear({ checkpointer: new MemoryCheckpointer() });
    const config = { threadId: "t" };
    globalThis.outcome = app.invoke({ text: " one two three " }, config).then(() => app.getState(config)).then(({ values }) => values);`,
};

interface Bundle {
  readonly text: string;
  /** The files that are in it, relative to the project; what is outside of it would be a package or a module of Node. */
  readonly inputs: readonly string[];
  /** Bytes, minified and compressed. */
  readonly size: number;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "graphc-bundle-"));

beforeAll(async () => {
  const { modules } = await compile([{ path: "linear.graph", text: graph }]);
  for (const { path, text } of modules) writeFileSync(join(folder, path), text);
  writeFileSync(join(folder, "nodes.ts"), nodes);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bundle(entry: keyof typeof entries): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    stdin: { contents: entries[entry], resolveDir: folder, loader: "ts" },
    nodePaths: [join(root, "node_modules")],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    conditions: ["graphc-source"],
    logLevel: "silent",
  });
  const text = outputFiles[0]?.text ?? "";
  return { text, inputs: Object.keys(metafile.inputs), size: gzipSync(text, { level: 9 }).length };
}

/** Runs a bundle where nothing is but the language and what the web has. */
async function outcomeOf({ text }: Bundle): Promise<unknown> {
  const web = createContext({ AbortController, setTimeout, clearTimeout });
  runInContext(text, web);
  return (web as { readonly outcome?: Promise<unknown> }).outcome;
}

const output = { words: 3, log: ["trim", "count", "3 words"] };

describe("A linear graph, bundled for the browser", () => {
  it.each(["runner", "app"] as const)("has no module of Node and no package in it: %s", async (entry) => {
    const { inputs, text } = await bundle(entry);
    const foreign = inputs.filter((file) => /^node:|node_modules/.test(file));
    expect(foreign).toEqual([]);
    expect(text).not.toMatch(/\brequire\(|\bprocess\.|\bBuffer\b/);
  });

  it("runs where there is nothing but the language and the web's timers and signals", async () => {
    expect(await outcomeOf(await bundle("runner"))).toEqual(output);
  });

  it("stores threads there", async () => {
    expect(await outcomeOf(await bundle("app"))).toMatchObject(output);
  });

  // The goal is the whole program of a linear graph under 12 KB.
  it.each([
    ["runner", 13_250],
    ["app", 30_400],
  ] as const)("is small: %s", async (entry, most) => {
    const { size } = await bundle(entry);
    expect(size).toBeLessThan(most);
    expect(size, "the checked figure is far above what is reached: lower it").toBeGreaterThan(most - 600);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { compile } from "../../src/compile.ts";
import type { CreateApp } from "./kit.ts";

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

export const root = here("../..");

/** The compiled graph with the runtime, ready to be run. */
export interface Built {
  /** The script of the process that is killed; its argument is the kind of storage. */
  readonly child: string;
  readonly kit: typeof import("./kit.ts") & { readonly createCrash: CreateApp };
  /** A folder for whatever is stored. */
  readonly folder: string;
  remove(): void;
}

/** Compiles `crash.graph` and bundles it with the runtime: once for all processes, which then start in the time that Node needs. */
export async function buildCrash(): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), "graphc-crash-"));
  const text = readFileSync(here("crash.graph"), "utf8");
  const { modules, diagnostics } = await compile([{ path: "crash.graph", text }], {
    rewriteImport: (specifier) => here(specifier),
  });
  const [module] = modules;
  if (module === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const entries = {
    "crash.graph.ts": module.text,
    "child.ts": `import { createCrash } from "./crash.graph.ts";
      import { live } from ${JSON.stringify(here("child.ts"))};
      await live(createCrash);`,
    "kit.ts": `export { createCrash } from "./crash.graph.ts";
      export * from ${JSON.stringify(here("kit.ts"))};`,
  };
  for (const [name, content] of Object.entries(entries)) writeFileSync(join(folder, name), content);
  await build({
    absWorkingDir: folder,
    entryPoints: ["child.ts", "kit.ts"],
    outdir: join(folder, "out"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["graphc-source"],
    nodePaths: [join(root, "node_modules")],
    external: ["better-sqlite3", "pg-native"],
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
  });
  const kit = (await import(pathToFileURL(join(folder, "out/kit.mjs")).href)) as Built["kit"];
  return {
    child: join(folder, "out/child.mjs"),
    kit,
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

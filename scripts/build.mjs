// Builds both packages into their `dist` folders, and the commands and plugins once more as bundles: they must start at once, and reading hundreds of small
// files takes longer than most commands. What only writing a module needs stays outside, to be loaded then.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

for (const [project, out] of [
  ["runtime/tsconfig.json", "runtime/dist"],
  ["tsconfig.build.json", "dist"],
]) {
  rmSync(new URL(`../${out}`, import.meta.url), { recursive: true, force: true });
  execFileSync(process.execPath, [tsc, "-p", project], { cwd: root, stdio: "inherit" });
}

/** @type {import("esbuild").BuildOptions} */
const bundle = {
  absWorkingDir: root,
  outbase: "src",
  outdir: "dist",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  external: ["elkjs", "graphc/register", "jiti", "ts-morph", "prettier", "unplugin"],
  define: { graphcBuild: JSON.stringify(hashOfSources("grammar", "src")) },
  legalComments: "eof",
  logLevel: "warning",
  // Packages in CommonJS call `require`, which an ES module does not have.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
};

// What every command begins with, and a build that has nothing to do ends with, is one file; what is loaded later is left to the other bundles.
const later = new Set();
await build({
  ...bundle,
  entryPoints: ["src/cli/main.ts", "src/cli/run.ts"],
  plugins: [
    {
      name: "later",
      setup({ onResolve }) {
        onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
          if (kind !== "dynamic-import") return undefined;
          const source = relative(root, resolve(resolveDir, path));
          if (source === join("src", "cli", "run.ts")) return { path: "./run.js", external: true };
          later.add(source);
          return { path: `../chunks/${nameOf(source)}.js`, external: true };
        });
      },
    },
  ],
});

const plugins = ["vite", "rollup", "rolldown", "webpack", "rspack", "esbuild", "register", "node/hooks", "node/worker"];
await build({
  ...bundle,
  entryPoints: [
    ...plugins.map((name) => ({ in: `src/plugins/${name}.ts`, out: `plugins/${name}` })),
    ...[...later].map((source) => ({ in: source, out: `chunks/${nameOf(source)}` })),
  ],
  chunkNames: "chunks/[name]-[hash]",
  splitting: true,
});

function nameOf(source) {
  return relative("src", source).replace(/\.ts$/, "").replaceAll(/[\\/]/g, "-");
}

function hashOfSources(...folders) {
  const hash = createHash("sha256");
  for (const folder of folders)
    for (const path of readdirSync(join(root, folder), { recursive: true }).toSorted())
      if (basename(path).includes(".")) hash.update(`${path}\0`).update(readFileSync(join(root, folder, path)));
  return hash.digest("hex").slice(0, 32);
}

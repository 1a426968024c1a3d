// Builds both packages into their `dist` folders, and the commands and plugins once more as bundles: they must start at once, and reading hundreds of small
// files takes longer than most commands. What only writing a module needs stays outside, to be loaded then.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
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

const plugins = ["vite", "rollup", "rolldown", "webpack", "rspack", "esbuild", "register", "node/hooks", "node/worker"];

await build({
  absWorkingDir: root,
  entryPoints: ["src/cli/main.ts", ...plugins.map((name) => `src/plugins/${name}.ts`)],
  outbase: "src",
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  external: ["elkjs", "graphc/register", "jiti", "ts-morph", "prettier", "unplugin"],
  legalComments: "eof",
  logLevel: "warning",
  // Packages in CommonJS call `require`, which an ES module does not have.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
});

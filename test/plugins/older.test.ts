import { existsSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import older from "./older/package.json" with { type: "json" };
import { workspace, type Workspace } from "./workspace.ts";

// Programs are processes of their own, and load the compiler and a bundler.
vi.setConfig({ testTimeout: 120_000 });

const installed = fileURLToPath(new URL("older/node_modules", import.meta.url));
const isMissing = !existsSync(installed);

/** By the folders of the packages: the program that builds `dist/main.js` and says what went wrong. */
const builds: { readonly [folder: string]: { readonly name: string; readonly program: string } } = {
  vite: { name: "vite", program: vite() },
  "vite-7": { name: "vite", program: vite() },
  rollup: {
    name: "rollup",
    program: `import { rollup } from "rollup";
import { graphc } from "graphc/rollup";
await rollup({ input: "main.js", external: [/^@graphc/], plugins: [graphc()] })
  .then((bundle) => bundle.write({ file: "dist/main.js" }))
  .catch(failed);`,
  },
  rolldown: {
    name: "rolldown",
    program: `import { build } from "rolldown";
import { graphc } from "graphc/rolldown";
await build({ input: "main.js", external: [/^@graphc/], plugins: [graphc()], output: { file: "dist/main.js" } }).catch(failed);`,
  },
  esbuild: {
    name: "esbuild",
    program: `import { build } from "esbuild";
import { graphc } from "graphc/esbuild";
await build({ entryPoints: ["main.js"], outfile: "dist/main.js", bundle: true, format: "esm", external: ["@graphc/*"], plugins: [graphc()] }).catch(failed);`,
  },
  webpack: { name: "webpack", program: packed("webpack", 'import bundler from "webpack";') },
  "@rspack/core": {
    name: "@rspack/core",
    program: packed("rspack", 'import { rspack as bundler } from "@rspack/core";'),
  },
};

function vite(): string {
  return `import { build } from "vite";
import { graphc } from "graphc/vite";
const rollupOptions = { external: [/^@graphc/] };
await build({ configFile: false, logLevel: "error", plugins: [graphc()], build: { ssr: "main.js", target: "esnext", rollupOptions } }).catch(failed);`;
}

function packed(name: string, start: string): string {
  return `${start}
import { graphc } from "graphc/${name}";
await new Promise((resolve) => bundler({
  mode: "production", target: "node20", entry: "./main.js", experiments: { outputModule: true },
  output: { filename: "main.js", module: true, chunkFormat: "module", library: { type: "module" } },
  externals: [/^@graphc/], externalsType: "module", plugins: [graphc()],
}, (error, stats) => {
  for (const { message } of stats?.toJson({ errors: true }).errors ?? []) failed({ message });
  if (error) failed(error);
  resolve();
}));`;
}

const failed = `
function failed({ message, loc, frame }) {
  process.exitCode = 1;
  console.error(message, loc, frame);
}
`;

/** The project in JavaScript, which all of them read, with one of the older bundlers in place of the current one. */
function olderWorkspace(folder: string): Workspace {
  const space = workspace();
  const { name, program } = builds[folder] ?? { name: "", program: "" };
  rmSync(space.path(`node_modules/${name}`), { force: true });
  if (!name.includes("/")) symlinkSync(`${installed}/${folder}`, space.path(`node_modules/${name}`));
  writeFileSync(
    space.path("build.js"),
    program.replaceAll('"@rspack/core"', JSON.stringify(`${installed}/@rspack/core/dist/index.js`)) + failed,
  );
  writeFileSync(space.path("main.js"), main);
  writeFileSync(space.path("handlers.js"), handlers);
  for (const graph of ["support.graph", "triage.graph"]) space.edit(graph, "./handlers.ts", "./handlers.js");
  return space;
}

const main = `import { createSupport } from "./support.graph";
const { reply } = await createSupport().invoke({ text: "The printer burns!" });
console.log(reply);
`;

const handlers = `export const classify = ({ text }) => ({ urgency: text.includes("!") ? "high" : "low" });
export const answer = ({ text, urgency }) => ({ reply: urgency + ": " + text });
`;

describe("The oldest bundlers that graphc names", () => {
  it("are those that are tested", () => {
    for (const [name, range] of Object.entries(manifest.peerDependencies)) {
      const { dependencies }: { readonly dependencies: { readonly [name: string]: string } } = older;
      const lowest = range.replace(">=", "").split(".");
      expect(dependencies[name]?.split(".").slice(0, lowest.length)).toEqual(lowest);
      expect(
        dependencies[name]
          ?.split(".")
          .slice(lowest.length)
          .every((part) => part === "0"),
      ).toBe(true);
    }
  });

  const note = isMissing ? " (skipped: npm ci --prefix test/plugins/older installs them)" : "";
  it.skipIf(isMissing).each(Object.keys(builds))(`%s builds a program that runs${note}`, async (folder) => {
    const space = olderWorkspace(folder);
    expect(await space.run("build.js")).toMatchObject({ code: 0 });
    expect(await space.run("dist/main.js")).toMatchObject({ code: 0, stdout: "high: The printer burns!\n" });
  });

  it.skipIf(isMissing).each(Object.keys(builds))(`%s names the place of an error${note}`, async (folder) => {
    const space = olderWorkspace(folder);
    space.edit("support.graph", "writes reply", "writes replly");
    const { code, stderr } = await space.run("build.js");
    expect(code).toBe(1);
    expect(stderr).toMatch(/G201\]?: there is no field called `replly`/);
    // esbuild counts columns from 0.
    expect(stderr).toMatch(/support\.graph:12:4[34]/);
    expect(stderr).toContain("node answer { reads text, urgency writes replly }");
  });
});

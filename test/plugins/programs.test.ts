import { build as esbuild } from "esbuild";
import { mkdirSync, realpathSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { rollup } from "rollup";
import { build as vite, createBuilder, createLogger, type InlineConfig } from "vite";
import { describe, expect, it, vi } from "vitest";
import * as plugins from "./plugins.ts";
import { workspace, type Workspace } from "./workspace.ts";

// The first build loads the compiler and a bundler, and programs are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

function viteConfig({ folder }: Workspace): InlineConfig {
  return {
    root: folder,
    configFile: false,
    logLevel: "silent",
    plugins: [plugins.vite()],
    build: { ssr: "main.ts", target: "esnext", rolldownOptions: { external: [/^@graphc/] } },
  };
}

describe("Programs of several parts", () => {
  it("hear of a warning once, though it is in the part for browsers and in that for servers", async () => {
    const space = workspace();
    space.edit("triage.graph", "output urgency: Urgency", "output urgency: Urgency\n    unused: int = 0");
    const heard: string[] = [];
    const part = { build: { rolldownOptions: { input: "support.graph", external: [/^@graphc/] } } };
    const builder = await createBuilder({
      root: space.folder,
      configFile: false,
      plugins: [plugins.vite()],
      customLogger: { ...createLogger("silent"), warn: (text) => void heard.push(text) },
      environments: { client: part, ssr: part },
      builder: { sharedConfigBuild: true },
    });
    for (const environment of Object.values(builder.environments)) await builder.build(environment);
    expect(heard.join("\n").match(/G406/g)).toHaveLength(1);
  });

  it("may be built at once in one process", async () => {
    const space = workspace();
    const builds = await Promise.all(
      ["support.graph", "triage.graph", "support.graph"].map(async (input) => {
        const bundle = await rollup({ input, external: [/^@graphc/, /handlers/], plugins: [plugins.rollup()] });
        const { output } = await bundle.generate({ format: "es" });
        return output[0].code;
      }),
    );
    expect(builds[0]).toContain("createSupport");
    expect(builds[1]).not.toContain("createSupport");
    expect(builds[2]).toBe(builds[0]);
    expect(space.folder).toBe(process.cwd());
  });

  it("may be CommonJS", async () => {
    const { folder, run } = workspace();
    writeFileSync("main.cjs", requiring);
    await esbuild({
      absWorkingDir: folder,
      entryPoints: ["main.cjs"],
      outfile: "dist/main.cjs",
      bundle: true,
      format: "cjs",
      platform: "node",
      packages: "external",
      logLevel: "silent",
      plugins: [plugins.esbuild()],
    });
    expect(await run("dist/main.cjs")).toMatchObject({ code: 0, stdout: "high: The printer burns!\n" });
  });

  it("take a graph from another package of the repository", async () => {
    const space = workspace();
    mkdirSync("packages/flows", { recursive: true });
    for (const name of ["support.graph", "triage.graph", "handlers.ts"]) renameSync(name, `packages/flows/${name}`);
    writeFileSync(
      "packages/flows/package.json",
      '{ "name": "flows", "type": "module", "exports": { "./*": "./*" } }\n',
    );
    symlinkSync(realpathSync("packages/flows"), "node_modules/flows");
    space.edit("main.ts", "./support.graph", "flows/support.graph");
    const config = viteConfig(space);
    await vite({ ...config, ssr: { noExternal: ["flows"] } });
    expect(await space.run("dist/main.js")).toMatchObject({ code: 0, stdout: "high: The printer burns!\n" });
    space.edit("packages/flows/support.graph", "writes reply", "writes replly");
    await expect(vite({ ...config, ssr: { noExternal: ["flows"] } })).rejects.toThrow(
      "packages/flows/support.graph:12:44",
    );
  });
});

describe("Source maps of programs", () => {
  it.each([false, true])("lead a stack trace to the line of the graph (Vite, minified: %s)", async (minify) => {
    const space = workspace();
    writeFileSync("failing.graph", failing);
    writeFileSync("main.ts", provoking);
    const config = viteConfig(space);
    await vite({ ...config, build: { ...config.build, sourcemap: true, minify } });
    const { stdout } = await space.run("--enable-source-maps", "dist/main.js");
    expect(stdout).toContain(`${space.path("failing.graph")}:7:`);
  });

  it("lead a stack trace to the line of the graph (Rollup)", async () => {
    const space = workspace();
    writeFileSync("failing.graph", failing);
    writeFileSync("main.js", provoking);
    const bundle = await rollup({ input: "main.js", external: [/^@graphc/], plugins: [plugins.rollup()] });
    await bundle.write({ file: "dist/main.js", sourcemap: true });
    const { stdout } = await space.run("--enable-source-maps", "dist/main.js");
    expect(stdout).toContain(`${space.path("failing.graph")}:7:`);
  });
});

const requiring = `const { createSupport } = require("./support.graph");
createSupport().invoke({ text: "The printer burns!" }).then(({ reply }) => console.log(reply));
`;

const failing = `graph Failing {
  state {
    input big: bigint
    output text: string
  }
  node divide => {
    text: string(big / (big - big)),
  }
  start -> divide -> end
}
`;

const provoking = `import { createFailing } from "./failing.graph";
const error = await createFailing().invoke({ big: 1n }).catch((reason) => reason);
console.log(error.stack, error.cause?.stack);
`;

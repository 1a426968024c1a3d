import { rspack } from "@rspack/core";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { context } from "esbuild";
import { watch as rolldown } from "rolldown";
import { watch as rollup } from "rollup";
import { build as vite } from "vite";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import webpack from "webpack";
import * as plugins from "./plugins.ts";
import { workspace, type Workspace } from "./workspace.ts";

// The first build loads the compiler and a bundler, and programs are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

/** What is known of one build: nothing, or why it failed. */
type Ended = (error?: string) => void;

/** Builds `support.graph` to `dist/out.js` now and whenever a file has changed. */
type Watch = (space: Workspace, ended: Ended) => Promise<() => Promise<unknown> | void>;

const external = [/^@graphc/, /handlers/];

interface Event {
  readonly code: string;
  readonly error?: { readonly message: string };
  readonly result?: { close(): Promise<void> } | null;
}

/** Events as Rollup has them, and those that follow it. */
function onEvent(ended: Ended): (event: Event) => void {
  return (event) => {
    void event.result?.close();
    if (event.code === "END") ended();
    if (event.code === "ERROR") ended(event.error?.message ?? "");
  };
}

const watchers: Readonly<Record<string, Watch>> = {
  async vite({ folder }, ended) {
    const watcher = await vite({
      root: folder,
      configFile: false,
      logLevel: "silent",
      plugins: [plugins.vite()],
      build: {
        ssr: "support.graph",
        outDir: "dist",
        watch: {},
        rolldownOptions: { external, output: { entryFileNames: "out.js" } },
      },
    });
    if (!("on" in watcher)) throw new Error("Vite does not watch");
    watcher.on("event", onEvent(ended));
    return () => watcher.close();
  },
  async rollup(_space, ended) {
    const watcher = rollup({
      input: "support.graph",
      external,
      plugins: [plugins.rollup()],
      output: { file: "dist/out.js" },
    });
    watcher.on("event", onEvent(ended));
    return () => watcher.close();
  },
  async rolldown(_space, ended) {
    const watcher = rolldown({
      input: "support.graph",
      external,
      plugins: [plugins.rolldown()],
      output: { file: "dist/out.js" },
    });
    watcher.on("event", onEvent(ended));
    return () => watcher.close();
  },
  async webpack({ folder }, ended) {
    const compiler = webpack({
      mode: "development",
      devtool: false,
      context: folder,
      entry: "./support.graph",
      externals: external,
      output: { filename: "out.js" },
      plugins: [plugins.webpack()],
    });
    compiler?.watch({ aggregateTimeout: 5 }, (_error, stats) => {
      const [error] = stats?.toJson({ errors: true }).errors ?? [];
      ended(error?.message);
    });
    return () => new Promise<void>((resolve) => compiler?.close(() => resolve()));
  },
  async rspack({ folder }, ended) {
    const compiler = rspack({
      mode: "development",
      devtool: false,
      context: folder,
      entry: "./support.graph",
      externals: external,
      output: { filename: "out.js" },
      plugins: [plugins.rspack()],
    });
    compiler.watch({ aggregateTimeout: 5 }, (_error, stats) => {
      const [error] = stats?.toJson({ errors: true }).errors ?? [];
      ended(error?.message);
    });
    return () => new Promise<void>((resolve) => compiler.close(() => resolve()));
  },
  async esbuild({ folder }, ended) {
    const running = await context({
      absWorkingDir: folder,
      entryPoints: ["support.graph"],
      outfile: "dist/out.js",
      bundle: true,
      format: "esm",
      external: ["@graphc/*", "./handlers.ts"],
      logLevel: "silent",
      plugins: [
        plugins.esbuild(),
        { name: "end", setup: (build) => build.onEnd(({ errors }) => ended(errors[0]?.text)) },
      ],
    });
    await running.watch();
    return () => running.dispose();
  },
};

interface Watched extends Workspace {
  /** Waits for the end of a build that is as it is asked for. An edit may come as several events, so that others may end before it. */
  until(isIt: (error: string | undefined) => boolean): Promise<void>;
  output(): string;
}

/** A workspace after its first build, from when on its files are looked at: what happens to them in the first instants behind it is not seen by all. */
async function watching(watch: Watch): Promise<Watched> {
  const space = workspace();
  let [ended, waiting]: [readonly (string | undefined)[], () => void] = [[], () => {}];
  const until = async (isIt: (error: string | undefined) => boolean): Promise<void> => {
    while (!ended.some(isIt)) await new Promise<void>((resolve) => (waiting = resolve));
    ended = [];
  };
  const close = await watch(space, (error) => {
    ended = [...ended, error];
    waiting();
  });
  onTestFinished(async () => void (await close()));
  await until(isRight);
  await saving(space.path("triage.graph"), 1000, () => until(isRight));
  return { ...space, until, output: () => readFileSync(space.path("dist/out.js"), "utf8") };
}

/** Saves a file again and again meanwhile. */
async function saving(file: string, milliseconds: number, meanwhile: () => Promise<void>): Promise<void> {
  const timer = setInterval(() => appendFileSync(file, "\n"), milliseconds);
  onTestFinished(() => clearInterval(timer));
  await meanwhile();
  clearInterval(timer);
  // Some take two changes of a file within a few milliseconds for one.
  await setTimeout(100);
}

const isRight = (error: string | undefined): boolean => error === undefined;

describe.each(Object.entries(watchers))("%s, watching", (name, watch) => {
  it("builds again what depends on a changed graph, and survives one with errors", async () => {
    const { edit, until, output } = await watching(watch);
    expect(output()).toContain('"low"');
    edit("triage.graph", '"low" | "high"', '"minor" | "high"');
    await until((error) => /\bG\d{3}\b/.test(error ?? ""));
    edit("support.graph", 'Urgency = "low"', 'Urgency = "minor"');
    await until((error) => isRight(error) && output().includes('"minor"'));
    expect(output()).not.toContain('"low"');
  });

  it("builds the module of an imported graph again", async () => {
    const { edit, until, output } = await watching(watch);
    edit("triage.graph", "output urgency: Urgency", 'output urgency: Urgency\n    note: string = "imported"');
    await until((error) => isRight(error) && output().includes('"imported"'));
    expect(output()).toContain("createSupport");
  });

  it("refuses an import whose graph is deleted, and goes on when it is there again", async () => {
    const { path, until, output } = await watching(watch);
    const text = readFileSync(path("triage.graph"), "utf8");
    rmSync(path("triage.graph"));
    await until((error) => error?.includes("triage.graph") === true);
    writeFileSync(
      path("triage.graph"),
      text.replace("urgency: Urgency", 'urgency: Urgency\n    note: string = "again"'),
    );
    // What comes back at once may come before they are ready to look at a place where nothing is.
    await saving(path("triage.graph"), 1000, () => until((error) => isRight(error) && output().includes('"again"')));
  });

  it("goes on when a graph comes that was imported before it was there", async () => {
    const { edit, path, until, output } = await watching(watch);
    edit("support.graph", "./triage.graph", "./later.graph");
    await until((error) => error?.includes("later.graph") === true);
    const text = readFileSync(path("triage.graph"), "utf8");
    writeFileSync(
      path("later.graph"),
      text.replace("urgency: Urgency", 'urgency: Urgency\n    note: string = "later"'),
    );
    // These look at files only that are there, or are not yet ready to look. Whoever saves the importing file helps them.
    const needsHelp = ["vite", "rollup", "rolldown"].includes(name);
    await saving(path(needsHelp ? "support.graph" : "later.graph"), 1000, () =>
      until((error) => isRight(error) && output().includes('"later"')),
    );
  });
});

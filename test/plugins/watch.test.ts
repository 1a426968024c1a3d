import { rspack } from "@rspack/core";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { context } from "esbuild";
import { watch as rolldown } from "rolldown";
import { watch as rollup } from "rollup";
import { build as vite } from "vite";
import { describe, it, onTestFinished, vi } from "vitest";
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
  /**
   * Changes something, and waits for the end of a build that is as it is asked for. A change may come as several events, so that others may end before it; and it may
   * come before the bundler is ready to look at the file, or in one instant with another change, and not be seen: it is made again from time to time.
   */
  after(change: () => void, isIt: (error: string | undefined) => boolean, milliseconds?: number): Promise<void>;
  /** What was built, nothing while it is being written. */
  output(): string;
}

/** A workspace after its first build. */
async function watching(watch: Watch): Promise<Watched> {
  const space = workspace();
  let [ended, waiting]: [readonly (string | undefined)[], () => void] = [[], () => {}];
  const after: Watched["after"] = async (change, isIt, milliseconds = 5000) => {
    ended = [];
    change();
    const again = setInterval(change, milliseconds);
    onTestFinished(() => clearInterval(again));
    while (!ended.some(isIt)) await new Promise<void>((resolve) => (waiting = resolve));
    clearInterval(again);
  };
  const close = await watch(space, (error) => {
    ended = [...ended, error];
    waiting();
  });
  onTestFinished(async () => void (await close()));
  await after(() => {}, isRight);
  const output = (): string => {
    const file = space.path("dist/out.js");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  return { ...space, after, output };
}

const isRight = (error: string | undefined): boolean => error === undefined;

describe.each(Object.entries(watchers))("%s, watching", (name, watch) => {
  it("builds again what depends on a changed graph, and survives one with errors", async () => {
    const { path, after, output } = await watching(watch);
    const [triage, support] = ["triage.graph", "support.graph"].map((file) => readFileSync(path(file), "utf8"));
    await after(written(path("triage.graph"), triage?.replace('"low" | "high"', '"minor" | "high"')), (error) =>
      /\bG\d{3}\b/.test(error ?? ""),
    );
    await after(
      written(path("support.graph"), support?.replace('Urgency = "low"', 'Urgency = "minor"')),
      (error) => isRight(error) && output().includes('"minor"') && !output().includes('"low"'),
    );
  });

  it("builds the module of an imported graph again", async () => {
    const { path, after, output } = await watching(watch);
    await after(
      written(path("triage.graph"), withNote(path("triage.graph"), "imported")),
      (error) => isRight(error) && output().includes('"imported"') && output().includes("createSupport"),
    );
  });

  it("refuses an import whose graph is deleted, and goes on when it is there again", async () => {
    const { path, after, output } = await watching(watch);
    const file = path("triage.graph");
    const again = withNote(file, "again");
    // A file that goes before they are ready to look at it was never there for some, until the importing file is saved.
    await after(
      () => (existsSync(file) ? rmSync(file) : appendFileSync(path("support.graph"), "\n")),
      (error) => error?.includes("triage.graph") === true,
    );
    await after(written(file, again), (error) => isRight(error) && output().includes('"again"'));
  });

  it("goes on when a graph comes that was imported before it was there", async () => {
    const { path, after, output } = await watching(watch);
    const [support, later] = [path("support.graph"), path("later.graph")];
    const importing = readFileSync(support, "utf8").replace("./triage.graph", "./later.graph");
    await after(written(support, importing), (error) => error?.includes("later.graph") === true);
    writeFileSync(later, withNote(path("triage.graph"), "later"));
    // These look at files only that are there. Whoever saves the importing file helps them.
    const helped = ["vite", "rollup", "rolldown"].includes(name) ? support : later;
    const isLater = (error: string | undefined): boolean => isRight(error) && output().includes('"later"');
    await after(() => appendFileSync(helped, "\n"), isLater, 1000);
  });
});

/** Writes a text, longer by a line each time. */
function written(file: string, text = ""): () => void {
  let lines = "";
  return () => writeFileSync(file, text + (lines += "\n"));
}

/** The text of `triage.graph` with one more field, which has this default. */
function withNote(file: string, note: string): string {
  return readFileSync(file, "utf8").replace("urgency: Urgency", `urgency: Urgency\n    note: string = "${note}"`);
}

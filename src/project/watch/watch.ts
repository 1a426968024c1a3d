/** Says when something may have changed that a build depends on. */
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { watch as watchFiles, type FSWatcher } from "chokidar";
import { ProjectError } from "../error.ts";
import { isInput, isPassedOver } from "./relevant.ts";

export interface WatchOptions {
  /** The folder that relative paths start from, absolute. */
  readonly folder: string;
  /** Files, folders and globs; none: the folder itself. */
  readonly patterns: readonly string[];
  /** Whether TypeScript counts. */
  readonly types: boolean;
  /** Called when something changed, once for changes that follow each other at once. */
  readonly onChange: () => void;
  /** Called when the system refuses to watch on. */
  readonly onError: (error: ProjectError) => void;
}

export interface Watching {
  /**
   * Files that count wherever they are, absolute; those of the last call.
   * @returns Whether some of them were not looked at before: they may have changed since they were read.
   */
  follow(files: readonly string[]): Promise<boolean>;
  close(): Promise<void>;
}

/** Milliseconds in which no further change may come before one is told: editors and version control write several files. */
const settled = 50;

/** Starts to watch; returns when nothing is missed any more. */
export async function watch({ folder, patterns, types, onChange, onError }: WatchOptions): Promise<Watching> {
  const roots = await rootsOf(patterns, folder);
  let followed: ReadonlySet<string> = new Set();
  let timer: NodeJS.Timeout | undefined;
  const tell = (path: string): void => {
    const counts = followed.has(path) || (isInput(path, types) && roots.some((root) => !isPassedOver(path, root)));
    if (!counts) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, settled);
  };
  const start = (watcher: FSWatcher): FSWatcher =>
    watcher
      .on("all", (_event, path) => tell(resolve(path)))
      .on("error", (error) => {
        const reason = error instanceof Error ? error.message : String(error);
        onError(new ProjectError(`cannot watch: ${reason}`, { cause: error }));
      });
  // Folders are searched; of other places only single files count, whose folders are looked at without those below.
  const searched = start(
    watchFiles([...roots], {
      ignoreInitial: true,
      ignored: (path, stats) =>
        !roots.includes(path) &&
        (roots.every((root) => isPassedOver(path, root)) || (stats?.isFile() === true && !isInput(path, types))),
    }),
  );
  const single = new Map<string, FSWatcher>();
  if (roots.length > 0) await ready(searched);
  return {
    async follow(files) {
      followed = new Set(files.filter((file) => !/[\\/]node_modules[\\/]/.test(file)));
      const elsewhere = [...followed].filter((file) => roots.every((root) => isPassedOver(file, root)));
      const added = [...new Set(elsewhere.map((file) => dirname(file)))].filter((one) => !single.has(one));
      const watchers = added.map((one) => {
        const watcher = start(watchFiles(one, { ignoreInitial: true, depth: 0 }));
        single.set(one, watcher);
        return ready(watcher);
      });
      await Promise.all(watchers);
      return added.length > 0;
    },
    async close() {
      clearTimeout(timer);
      await Promise.all([searched, ...single.values()].map((watcher) => watcher.close()));
    },
  };
}

function ready(watcher: FSWatcher): Promise<void> {
  return new Promise((resolved) => watcher.once("ready", resolved));
}

/** The folders that the patterns search. A file that is named is followed by itself. */
async function rootsOf(patterns: readonly string[], folder: string): Promise<readonly string[]> {
  const found = await Promise.all(
    (patterns.length === 0 ? ["."] : patterns).map(async (pattern) => {
      const path = resolve(folder, pattern);
      const there = await stat(path).catch(() => undefined);
      if (there === undefined) return folder;
      return there.isDirectory() ? path : undefined;
    }),
  );
  return [...new Set(found.filter((root) => root !== undefined))];
}

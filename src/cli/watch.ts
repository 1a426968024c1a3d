import { resolve } from "node:path";
import { diskStore } from "../project/build/disk-store.ts";
import { memoryStore } from "../project/build/store.ts";
import { cacheFolderOf } from "../project/cache/folder.ts";
import { importedByConfig } from "../project/watch/config-imports.ts";
import { configNames } from "../project/config/find.ts";
import { watch as watchProject } from "../project/watch/watch.ts";
import { buildOnce } from "./build-once.ts";
import type { BuildOptions } from "./build.ts";
import { exit, explainFailure, type ExitCode } from "./exit.ts";
import type { Io } from "./io.ts";

/** Builds, and builds again whenever something changes, until the process is told to end. */
export async function watch(patterns: readonly string[], options: BuildOptions, io: Io): Promise<ExitCode> {
  const { folder } = io;
  const cacheFolder = options.cache ? cacheFolderOf(folder) : undefined;
  const store = cacheFolder === undefined ? memoryStore() : diskStore(cacheFolder, folder);
  let end: (code: ExitCode) => void = () => {};
  const ended = new Promise<ExitCode>((resolved) => (end = resolved));
  const builds = new Builds(async () => {
    if (io.stdout.isTTY === true) io.stdout.write(cleared);
    try {
      const { dependencies } = await buildOnce(patterns, { ...options, store }, io);
      const configs = dependencies.filter((path) => configNames.some((name) => path.endsWith(name)));
      const imported = configs.flatMap((path) => importedByConfig(path));
      if (await watching.follow([...named, ...dependencies, ...imported])) builds.want();
    } catch (error) {
      explainFailure(error, io);
    }
    io.stderr.write(`${clock()} waiting for changes; Ctrl-C ends\n`);
  });
  const named = patterns.map((pattern) => resolve(folder, pattern));
  const watching = await watchProject({
    folder,
    patterns,
    types: options.types === true,
    onChange: () => builds.want(),
    onError: (error) => end(explainFailure(error, io)),
  });
  const stop = (): void => end(exit.ok);
  process.once("SIGINT", stop).once("SIGTERM", stop);
  await watching.follow(named);
  builds.want();
  const code = await ended;
  process.off("SIGINT", stop).off("SIGTERM", stop);
  await watching.close();
  await builds.settled;
  return code;
}

/** One build at a time; what is wanted during one follows it once. */
class Builds {
  settled: Promise<void> = Promise.resolve();
  readonly #build: () => Promise<void>;
  #isWanted = false;

  constructor(build: () => Promise<void>) {
    this.#build = build;
  }

  want(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.settled = this.settled.then(() => {
      this.#isWanted = false;
      return this.#build();
    });
  }
}

/** Clears the screen and what is above it. */
const cleared = "\u001b[2J\u001b[3J\u001b[H";

function clock(): string {
  return new Date().toTimeString().slice(0, 8);
}

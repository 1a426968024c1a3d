/** What lies where a run has looked: modules may have stayed there of which the graphs are gone. All paths are absolute. */
import { statSync, type Stats } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Configurations } from "./config/configurations.ts";
import { isWithin, slashes } from "./paths.ts";
import { isPassed, moduleName, type Search } from "./search.ts";

export interface Around {
  /** The files in the searched folders, and in the folders that modules go to, that are called like what graphs become. */
  modules(): readonly string[];
  /** The graph that such a file was made from, by its name and by where it lies. */
  sourceOf(module: string): string;
  /** Of some graphs, those that the run would have found if they were there. */
  covered(sources: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface AroundOptions {
  /** The folder that patterns and `outDir` start from. */
  readonly folder: string;
  /** Files, folders and globs; none: the folder itself. */
  readonly patterns: readonly string[];
  readonly outDir: string | undefined;
  readonly search: Search;
  readonly configurations: Configurations;
}

export function around({ folder, patterns, outDir, search, configurations }: AroundOptions): Around {
  const wanted = patterns.length > 0 ? patterns : ["."];
  const roots = wanted.map((pattern) => resolve(folder, pattern)).filter(isFolder);
  const globs = wanted.map(slashes).filter((pattern) => kindOf(resolve(folder, pattern)) === undefined);
  /** Where modules go, and the folder that what lies there starts from. */
  const targets = (): ReadonlyMap<string, string> =>
    outDir === undefined
      ? new Map(configurations.settings.flatMap((one) => (one.outDir === undefined ? [] : [[one.outDir, one.folder]])))
      : new Map([[resolve(folder, outDir), folder]]);
  return {
    modules() {
      const folders = roots.length > 0 ? [...roots, ...[...targets().keys()].filter(isFolder)] : [];
      return [...new Set(folders.flatMap((one) => search.below(one).modules))].toSorted();
    },
    sourceOf(module) {
      const source = `${module.replace(moduleName, "")}.graph`;
      for (const [target, start] of targets())
        if (isWithin(source, target)) return join(start, relative(target, source));
      return source;
    },
    async covered(sources) {
      await configurations.load(sources);
      const { isMatched } = await import("./globs.ts");
      const isOwn = (source: string): boolean => {
        const { folder: start, include, exclude } = configurations.of(source);
        return include === undefined && exclude.length === 0
          ? true
          : isMatched(source, include ?? ["**/*.graph"], start, exclude);
      };
      return new Set(
        sources.filter(
          (source) =>
            isMatched(source, globs, folder) || (roots.some((root) => isSearched(source, root)) && isOwn(source)),
        ),
      );
    },
  };
}

function isSearched(file: string, root: string): boolean {
  return isWithin(file, root) && !relative(root, file).split(sep).some(isPassed);
}

function isFolder(path: string): boolean {
  return kindOf(path)?.isDirectory() === true;
}

function kindOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Configurations } from "./config/configurations.ts";
import { ProjectError, reasonOf } from "./error.ts";
import { isWithin, slashes } from "./paths.ts";
import { searching, type Search } from "./search.ts";

export interface DiscoverOptions {
  /** Whether a folder may hold no `.graph` file. Default: no. */
  readonly mayBeEmpty?: boolean;
  /** Whose `include` and `exclude` decide what a folder that is searched holds. Default: all of it. */
  readonly configurations?: Configurations;
  /** What has searched folders already. */
  readonly search?: Search;
}

/**
 * Finds the `.graph` files that files, folders and globs name, in the order of their paths. Without patterns the current folder is searched.
 * Folders with a leading dot, `node_modules` and `dist` are left out. A file reached over several symbolic links to its folder is found once.
 * @returns Absolute paths, each once.
 * @throws ProjectError for a pattern that names no `.graph` file.
 */
export async function discover(
  patterns: readonly string[],
  folder: string,
  options: DiscoverOptions = {},
): Promise<readonly string[]> {
  const wanted = patterns.length > 0 ? patterns : ["."];
  const search = options.search ?? searching();
  const found = await Promise.all(wanted.map((pattern) => named(pattern, folder, { ...options, search })));
  return withoutDuplicates(found.flat());
}

async function named(
  pattern: string,
  folder: string,
  { mayBeEmpty = false, configurations, search }: DiscoverOptions & { readonly search: Search },
): Promise<readonly string[]> {
  const path = resolve(folder, pattern);
  const kind = kindOf(path, pattern);
  if (kind === "file") {
    if (!isGraphFile(path)) throw new ProjectError(`${quoted(pattern)} is not a .graph file`);
    return [path];
  }
  if (kind === "folder") {
    const all = search.below(path).graphs;
    const refusal = search.unreadable.get(path);
    if (refusal !== undefined) throw new ProjectError(`cannot read ${quoted(pattern)}: ${refusal}`);
    const files = configurations === undefined ? all : await configured(all, path, configurations);
    if (files.length > 0 || mayBeEmpty || (configurations?.problems.length ?? 0) > 0) return files;
    const where = pattern === "." ? "the current folder" : quoted(pattern);
    const reason = all.length > 0 ? ` that its graphc.config includes` : "";
    throw new ProjectError(`there is no .graph file in ${where}${reason}`);
  }
  const { isGlob } = await import("./globs.ts");
  const wanted = slashes(pattern);
  if (!isGlob(wanted)) throw new ProjectError(`there is no file or folder ${quoted(pattern)}`);
  const files = (await matching([wanted], folder)).filter(isGraphFile);
  if (files.length === 0) throw new ProjectError(`no .graph file matches ${quoted(pattern)}`);
  return files;
}

/** What understands globs is loaded only where there are some. */
async function matching(
  patterns: readonly string[],
  folder: string,
  exclude: readonly string[] = [],
): Promise<readonly string[]> {
  const { filesMatching } = await import("./globs.ts");
  return filesMatching(patterns, folder, exclude);
}

/** Of the files in a folder those that their configurations include, and what else those include there. */
async function configured(
  files: readonly string[],
  folder: string,
  configurations: Configurations,
): Promise<readonly string[]> {
  await configurations.load([join(folder, "a.graph"), ...files]);
  const above = configurations.of(join(folder, "a.graph"));
  const chosen = new Map(
    [...files.map((file) => configurations.of(file)), above].map((settings) => [settings.folder, settings]),
  );
  const included: string[] = [];
  for (const settings of chosen.values()) {
    const isOwn = (file: string): boolean => configurations.of(file).folder === settings.folder;
    if (settings.include === undefined && settings.exclude.length === 0) {
      included.push(...files.filter(isOwn));
      continue;
    }
    const found = await matching(settings.include ?? ["**/*.graph"], settings.folder, settings.exclude);
    included.push(...found.filter((file) => isGraphFile(file) && isWithin(file, folder) && isOwn(file)));
  }
  return included;
}

function kindOf(path: string, pattern: string): "file" | "folder" | undefined {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENAMETOOLONG" || code === "EINVAL") return undefined;
    throw new ProjectError(`cannot read ${quoted(pattern)}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Keeps one path for each file. Where a folder is also reached over a link, the path without the link stays. */
function withoutDuplicates(files: readonly string[]): readonly string[] {
  const sorted = [...new Set(files)].toSorted();
  const folders = new Map<string, string>();
  const byPlace = new Map<string, string>();
  for (const file of sorted) {
    const folder = dirname(file);
    const real = folders.get(folder) ?? realpathSync.native(folder);
    folders.set(folder, real);
    const place = real === folder ? file : join(real, basename(file));
    if (!byPlace.has(place) || place === file) byPlace.set(place, file);
  }
  return [...byPlace.values()].toSorted();
}

function isGraphFile(path: string): boolean {
  return path.endsWith(".graph");
}

function quoted(pattern: string): string {
  return `\`${pattern}\``;
}

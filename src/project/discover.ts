import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ProjectError, reasonOf } from "./error.ts";
import { slashes } from "./paths.ts";

/** Folders that hold other people's sources or output. A folder that the caller names is searched whatever it is called. */
const ignored = ["**/node_modules/**", "**/dist/**"];

export interface DiscoverOptions {
  /** Whether a folder may hold no `.graph` file. Default: no. */
  readonly mayBeEmpty?: boolean;
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
  { mayBeEmpty = false }: DiscoverOptions = {},
): Promise<readonly string[]> {
  const wanted = patterns.length > 0 ? patterns : ["."];
  const found = await Promise.all(wanted.map((pattern) => named(pattern, folder, mayBeEmpty)));
  return withoutDuplicates(found.flat());
}

async function named(pattern: string, folder: string, mayBeEmpty: boolean): Promise<readonly string[]> {
  const path = resolve(folder, pattern);
  const kind = await kindOf(path, pattern);
  if (kind === "file") {
    if (!isGraphFile(path)) throw new ProjectError(`${quoted(pattern)} is not a .graph file`);
    return [path];
  }
  if (kind === "folder") {
    const files = await search("**/*.graph", path);
    if (files.length > 0 || mayBeEmpty) return files;
    const where = pattern === "." ? "the current folder" : quoted(pattern);
    throw new ProjectError(`there is no .graph file in ${where}`);
  }
  const { isDynamicPattern } = await import("tinyglobby");
  const wanted = slashes(pattern);
  if (!isDynamicPattern(wanted)) throw new ProjectError(`there is no file or folder ${quoted(pattern)}`);
  const files = (await search(wanted, folder)).filter(isGraphFile);
  if (files.length === 0) throw new ProjectError(`no .graph file matches ${quoted(pattern)}`);
  return files;
}

/** What searches is loaded only where files are not named one by one. */
async function search(pattern: string, folder: string): Promise<string[]> {
  const { glob } = await import("tinyglobby");
  return glob(pattern, { cwd: folder, ignore: ignored, absolute: true, expandDirectories: false });
}

async function kindOf(path: string, pattern: string): Promise<"file" | "folder" | undefined> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENAMETOOLONG" || code === "EINVAL") return undefined;
    throw new ProjectError(`cannot read ${quoted(pattern)}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Keeps one path for each file. Where a folder is also reached over a link, the path without the link stays. */
async function withoutDuplicates(files: readonly string[]): Promise<readonly string[]> {
  const byPlace = new Map<string, string>();
  for (const file of [...new Set(files.map((path) => resolve(path)))].toSorted()) {
    const place = join(await realpath(dirname(file)), basename(file));
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

import { resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";

/** Folders that hold other people's sources or output. A folder that the caller names is searched whatever it is called. */
const ignored = ["**/node_modules/**", "**/dist/**"];

/** Whether a pattern with forward slashes is more than a path. */
export function isGlob(pattern: string): boolean {
  return isDynamicPattern(pattern);
}

/** The files that globs name, from a folder, but those that others exclude. Absolute paths in no order. */
export async function filesMatching(
  patterns: readonly string[],
  folder: string,
  exclude: readonly string[] = [],
): Promise<readonly string[]> {
  const ignore = [...ignored, ...exclude];
  const found = await glob([...patterns], { cwd: folder, ignore, absolute: true, expandDirectories: false });
  return found.map((path) => resolve(path));
}

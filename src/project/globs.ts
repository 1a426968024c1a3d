import { isAbsolute, posix, relative, resolve } from "node:path";
import picomatch from "picomatch";
import { glob, isDynamicPattern } from "tinyglobby";
import { slashes } from "./paths.ts";

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

/** Whether globs name a file, from a folder, that need not be there. */
export function isMatched(
  file: string,
  patterns: readonly string[],
  folder: string,
  exclude: readonly string[] = [],
): boolean {
  const path = slashes(relative(folder, file));
  const matches = (globs: readonly string[]): boolean => {
    const wanted = globs.map((one) => (isAbsolute(one) ? slashes(relative(folder, one)) : posix.normalize(one)));
    return wanted.length > 0 && picomatch(wanted, { posix: true })(path);
  };
  return matches(patterns) && !matches([...ignored, ...exclude]);
}

import { isAbsolute, relative, sep } from "node:path";

/** A path as messages and sources name it: relative to `from`, with forward slashes. */
export function displayPath(path: string, from: string): string {
  // Mostly it lies below, and nothing has to be looked for. What may be a step, such as `..`, is left to those who know.
  const below = from.endsWith(sep) ? from : `${from}${sep}`;
  if (path.startsWith(below) && !path.includes(`${sep}.`)) return slashes(path.slice(below.length)) || ".";
  return slashes(relative(from, path)) || ".";
}

/** The path with forward slashes; on systems where a backslash is a character of names, it stays one. */
export function slashes(path: string): string {
  return sep === "\\" ? path.replaceAll("\\", "/") : path;
}

/** Whether a path lies in a folder or is that folder. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Whether an import names a file beside the importing one rather than a package. */
export function isRelative(specifier: string): boolean {
  return specifier.startsWith("./") || specifier.startsWith("../");
}

/** The import that leads from a folder to a file: `./a.ts`, `../b/a.ts`. */
export function specifierBetween(folder: string, file: string): string {
  const way = slashes(relative(folder, file));
  return isRelative(way) || isAbsolute(way) ? way : `./${way}`;
}

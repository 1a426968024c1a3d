/** What bundlers call files. */
import * as native from "node:path";

/**
 * The ids that are compiled. A bundler asks for other forms of a file by a query (`?raw`, `?url`); those it makes itself. But for a version (`?v=2`, `?t=17`),
 * by which the same module is asked for once more.
 */
export const graphIds = /\.graph(\?[vt]=[^&]*)?$/;

/** Where files are: the paths of this machine, or for tests those of another. */
type Paths = Pick<typeof native, "isAbsolute" | "resolve" | "sep">;

/** The absolute path of the file that an id stands for; absent for what is no file, such as modules that other plugins make up. */
export function fileOf(id: string, paths: Paths = native): string | undefined {
  const path = id.replace(/\?.*$/, "");
  // Bundlers write slashes on Windows, too.
  return graphIds.test(id) && paths.isAbsolute(path) ? paths.resolve(path) : undefined;
}

/** The id of a file. */
export function idOf(file: string, { sep }: Paths = native): string {
  return file.replaceAll(sep, "/");
}

import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ProjectError, reasonOf } from "./error.ts";
import { displayPath } from "./paths.ts";

/**
 * Writes a text, whole or not at all: to a temporary file beside it, which then takes its name. A file with the same text is not touched,
 * a symbolic link stays one.
 * @returns Whether the file changed.
 * @throws ProjectError if it cannot be written.
 */
export async function writeWhole(path: string, text: string, folder: string): Promise<boolean> {
  try {
    const target = await realpath(path).catch(() => path);
    const mode = await modeOf(target);
    if (mode !== undefined && (await readFile(target, "utf8")) === text) return false;
    if (mode !== undefined && (mode & 0o222) === 0) throw new ProjectError("it is read-only");
    await mkdir(dirname(target), { recursive: true });
    await replace(target, text, mode);
    return true;
  } catch (error) {
    throw new ProjectError(`cannot write \`${displayPath(path, folder)}\`: ${reasonOf(error)}`, { cause: error });
  }
}

async function replace(path: string, text: string, mode: number | undefined): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await writeFile(temporary, text, mode === undefined ? {} : { mode });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode;
  } catch {
    return undefined;
  }
}

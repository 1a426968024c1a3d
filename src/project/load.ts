import { readFile, stat } from "node:fs/promises";
import type { Source } from "../source/source.ts";
import { ProjectError, reasonOf } from "./error.ts";
import { importedGraphs } from "./graph-imports.ts";
import { displayPath } from "./paths.ts";

/** Where files are read. */
export interface Tree {
  /** @param file Absolute, as the others are. */
  read(file: string): Promise<Uint8Array>;
  isFile(file: string): Promise<boolean>;
}

const disk: Tree = { read: (file) => readFile(file), isFile };

/**
 * Reads `.graph` files and those that they import, in the order of their paths. An imported file that does not exist is left out: the compiler reports
 * the import.
 * @param files Absolute paths.
 * @throws ProjectError if a file cannot be read or is no text in UTF-8.
 */
export async function loadSources(
  files: readonly string[],
  folder: string,
  tree: Tree = disk,
): Promise<readonly Source[]> {
  const loaded = new Map<string, Source>();
  let wanted = files;
  while (wanted.length > 0) {
    const sources = await Promise.all(wanted.map((file) => readSource(file, folder, tree)));
    for (const [index, source] of sources.entries()) loaded.set(wanted[index] as string, source);
    const imported = new Set(sources.flatMap((source) => importedGraphs(source, folder)));
    const there = await Promise.all([...imported].map(async (file) => !loaded.has(file) && (await tree.isFile(file))));
    wanted = [...imported].filter((_file, index) => there[index]);
  }
  return [...loaded.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Reads one file; a byte order mark is no part of the text. */
export async function readSource(file: string, folder: string, tree: Tree = disk): Promise<Source> {
  const path = displayPath(file, folder);
  const refuse = (reason: string, cause: unknown): never => {
    throw new ProjectError(`cannot read \`${path}\`: ${reason}`, { cause });
  };
  const bytes = await tree.read(file).catch((error: unknown) => refuse(reasonOf(error), error));
  try {
    return { path, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    return refuse("it is not a text in UTF-8", error);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

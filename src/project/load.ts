import { readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
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

/** Many small files are read faster one after the other than all at once. */
const disk: Tree = { read: async (file) => readFileSync(file), isFile };

/** Some files and those that they import. */
export interface Loaded {
  /** In the order of their paths. */
  readonly sources: readonly Source[];
  /** The absolute path of each. */
  readonly files: ReadonlyMap<string, string>;
  /** The paths of the `.graph` files that each source imports, by its own, also of those that are not there. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

export interface LoadOptions {
  /** Default: the disk. */
  readonly tree?: Tree;
  /** The paths of the `.graph` files that a source imports, where that is known without reading its text. */
  readonly knownImports?: (source: Source) => readonly string[] | undefined;
}

/**
 * Reads `.graph` files and those that they import. An imported file that does not exist is left out: the compiler reports the import.
 * @param files Absolute paths.
 * @throws ProjectError if a file cannot be read or is no text in UTF-8.
 */
export async function load(
  files: readonly string[],
  folder: string,
  { tree = disk, knownImports }: LoadOptions = {},
): Promise<Loaded> {
  const loaded = new Map<string, Source>();
  const placed = new Map<string, string>();
  const imports = new Map<string, readonly string[]>();
  let wanted = files;
  while (wanted.length > 0) {
    const sources = await Promise.all(wanted.map((file) => readSource(file, folder, tree)));
    for (const [index, source] of sources.entries()) {
      const file = wanted[index] as string;
      loaded.set(file, source);
      placed.set(source.path, file);
      imports.set(source.path, knownImports?.(source) ?? (await importedGraphs(source)));
    }
    const paths = new Set(sources.flatMap(({ path }) => imports.get(path) ?? []));
    const imported = new Set([...paths].map((path) => resolve(folder, path)));
    const there = await Promise.all([...imported].map(async (file) => !loaded.has(file) && (await tree.isFile(file))));
    wanted = [...imported].filter((_file, index) => there[index]);
  }
  return { sources: [...loaded.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)), files: placed, imports };
}

/** The sources alone. */
export async function loadSources(
  files: readonly string[],
  folder: string,
  options: LoadOptions = {},
): Promise<readonly Source[]> {
  return (await load(files, folder, options)).sources;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Reads one file; a byte order mark is no part of the text. */
export async function readSource(file: string, folder: string, tree: Tree = disk): Promise<Source> {
  const path = displayPath(file, folder);
  const refuse = (reason: string, cause: unknown): never => {
    throw new ProjectError(`cannot read \`${path}\`: ${reason}`, { cause });
  };
  const bytes = await tree.read(file).catch((error: unknown) => refuse(reasonOf(error), error));
  try {
    return { path, text: decoder.decode(bytes) };
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

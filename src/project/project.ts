import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import type { Form, LevelOf, ModuleFile } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../source/source.ts";
import type { Store } from "./build/store.ts";
import { hashOf } from "./cache/hash.ts";
import { cacheFolderOf } from "./cache/folder.ts";
import type { Emission } from "./config/config.ts";
import { configurations } from "./config/configurations.ts";
import { levelOf, type Settings } from "./config/settings.ts";
import { discover } from "./discover.ts";
import { load } from "./load.ts";
import { isImportable, type Configuration } from "./extensions.ts";
import { outputs } from "./outputs.ts";
import { displayPath, slashes } from "./paths.ts";
import { rewriteSource } from "./rewrite.ts";

export interface ProjectOptions {
  /** The folder that relative paths start from, absolute. */
  readonly folder: string;
  /** Files, folders and globs; none: the folder itself. */
  readonly patterns: readonly string[];
  /** Where modules go. Default: as the configurations say. */
  readonly outDir?: string;
  /** What modules are written in. Default: as the configurations say. */
  readonly emit?: Emission | undefined;
  /** What is known from earlier builds, so that unchanged files need not be parsed to know what they import. */
  readonly store?: Store | undefined;
}

/** The `.graph` files that a caller named and those they import, with the places of their modules. */
export interface Project {
  /** What is wrong with the configurations; then nothing else is known. */
  readonly problems: readonly Diagnostic[];
  /** The absolute paths of the configurations. */
  readonly configurationFiles: readonly string[];
  readonly sources: readonly Source[];
  /** The paths of the `.graph` files that each source imports, by its own, also of those that are not there. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** The paths of the sources that the caller named; the others are imported by them. */
  readonly named: ReadonlySet<string>;
  /** For `CompileOptions`: an import as it must stand in the module of the source with this path. */
  rewriteImport(specifier: string, path: string): string;
  /** For `CompileOptions`: the text that the module of the source with this path has now. */
  existing(path: string): Promise<string | undefined>;
  /** For `CompileOptions`: what the module of the source with this path is written in. */
  formOf(path: string): Form;
  /** For `CompileOptions`: whether TypeScript is configured to look for types of `import "./x.graph"`. */
  isImportable(path: string): boolean;
  /** For `CompileOptions`: the way from the folder of the module of `from` to the source with a path. */
  nameInMap(path: string, from: string): string;
  /** The absolute path of the module of the source with this path, in TypeScript. */
  outputOf(path: string): string;
  /** The absolute path of one of the files that the source with this path becomes. */
  fileOf(path: string, file: ModuleFile): string;
  /** What the configuration of the source with this path says. */
  settingsOf(path: string): Settings;
  /** For `CompileOptions`: what a warning counts as. */
  readonly levelOf: LevelOf;
  /** The `tsconfig.json` that counts for that module. @throws ProjectError if it cannot be read. */
  configurationOf(path: string): Configuration | undefined;
  /** Replaces the text of a source. @throws ProjectError if the file cannot be written. */
  rewrite(source: Source): Promise<boolean>;
}

/** @throws ProjectError for a pattern that names no `.graph` file, and for a file that cannot be read or has no place in the output folder. */
export async function openProject({ folder, patterns, outDir, emit, store }: ProjectOptions): Promise<Project> {
  const cacheFolder = cacheFolderOf(folder);
  const configured = configurations(folder, cacheFolder === undefined ? {} : { cacheFolder });
  const files = await discover(patterns, folder, { configurations: configured });
  const knownImports = (source: Source): readonly string[] | undefined => {
    const entry = store?.read(source.path);
    return entry?.text === hashOf(source.text) ? entry.imports : undefined;
  };
  const { sources, imports } = await load(files, folder, { knownImports });
  await configured.load(sources.map(({ path }) => resolve(folder, path)));
  const { problems } = configured;
  const settingsOf = (file: string): Settings =>
    emit === undefined ? configured.of(file) : { ...configured.of(file), emit };
  const { pathOf, stemOf, importOf, configurationOf } = outputs(folder, outDir, settingsOf);
  for (const source of sources) pathOf(resolve(folder, source.path));
  return {
    problems,
    configurationFiles: configured.files,
    imports,
    settingsOf: (path) => settingsOf(resolve(folder, path)),
    formOf: (path) => settingsOf(resolve(folder, path)).emit,
    isImportable: (path) => isImportable(configurationOf(resolve(folder, path))),
    nameInMap: (path, from) => slashes(relative(dirname(stemOf(resolve(folder, from))), resolve(folder, path))),
    levelOf: (code, path) => levelOf(configured.of(resolve(folder, path)), code),
    sources: problems.length > 0 ? [] : sources,
    named: new Set(files.map((file) => displayPath(file, folder))),
    rewriteImport: (specifier, path) => importOf(specifier, resolve(folder, path)),
    existing: (path) => readFile(pathOf(resolve(folder, path)), "utf8").catch(() => undefined),
    fileOf: (path, { ending }) => `${stemOf(resolve(folder, path)).replace(/\.graph$/, "")}${ending}`,
    outputOf: (path) => pathOf(resolve(folder, path)),
    configurationOf: (path) => configurationOf(resolve(folder, path)),
    rewrite: ({ path, text }) => rewriteSource(resolve(folder, path), text, folder),
  };
}

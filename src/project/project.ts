import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { CompiledModule, LevelOf } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../source/source.ts";
import { cacheFolderOf } from "./cache/folder.ts";
import { configurations, type Configurations } from "./config/configurations.ts";
import { levelOf } from "./config/settings.ts";
import { discover } from "./discover.ts";
import { loadSources } from "./load.ts";
import type { Configuration } from "./extensions.ts";
import { outputs } from "./outputs.ts";
import { displayPath } from "./paths.ts";
import { rewriteSource } from "./rewrite.ts";
import { writeWhole } from "./write.ts";

export interface ProjectOptions {
  /** The folder that relative paths start from, absolute. */
  readonly folder: string;
  /** Files, folders and globs; none: the folder itself. */
  readonly patterns: readonly string[];
  /** Where modules go. Default: beside their sources. */
  readonly outDir?: string;
}

/** What a module's text went to. */
export interface WrittenFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  /** Whether the file was not there, or held another text. */
  readonly changed: boolean;
}

/** The `.graph` files that a caller named and those they import, with the places of their modules. */
export interface Project {
  /** What is wrong with the configurations; then nothing else is known. */
  readonly problems: readonly Diagnostic[];
  readonly configurations: Configurations;
  readonly sources: readonly Source[];
  /** The paths of the sources that the caller named; the others are imported by them. */
  readonly named: ReadonlySet<string>;
  /** For `CompileOptions`: an import as it must stand in the module of the source with this path. */
  rewriteImport(specifier: string, path: string): string;
  /** For `CompileOptions`: the text that the module of the source with this path has now. */
  existing(path: string): Promise<string | undefined>;
  /** The absolute path of the module of the source with this path. */
  outputOf(path: string): string;
  /** For `CompileOptions`: what a warning counts as. */
  readonly levelOf: LevelOf;
  /** The `tsconfig.json` that counts for that module. @throws ProjectError if it cannot be read. */
  configurationOf(path: string): Configuration | undefined;
  /** @throws ProjectError if the file cannot be written. */
  write(module: CompiledModule): Promise<WrittenFile>;
  /** Replaces the text of a source. @throws ProjectError if the file cannot be written. */
  rewrite(source: Source): Promise<boolean>;
}

/** @throws ProjectError for a pattern that names no `.graph` file, and for a file that cannot be read or has no place in the output folder. */
export async function openProject({ folder, patterns, outDir }: ProjectOptions): Promise<Project> {
  const cacheFolder = cacheFolderOf(folder);
  const configured = configurations(folder, cacheFolder === undefined ? {} : { cacheFolder });
  const files = await discover(patterns, folder, { configurations: configured });
  const sources = await loadSources(files, folder);
  await configured.load(sources.map(({ path }) => resolve(folder, path)));
  const { problems } = configured;
  const { pathOf, importOf, configurationOf } = outputs(folder, outDir, configured.of);
  for (const source of sources) pathOf(resolve(folder, source.path));
  return {
    problems,
    configurations: configured,
    levelOf: (code, path) => levelOf(configured.of(resolve(folder, path)), code),
    sources: problems.length > 0 ? [] : sources,
    named: new Set(files.map((file) => displayPath(file, folder))),
    rewriteImport: (specifier, path) => importOf(specifier, resolve(folder, path)),
    existing: (path) => readFile(pathOf(resolve(folder, path)), "utf8").catch(() => undefined),
    outputOf: (path) => pathOf(resolve(folder, path)),
    configurationOf: (path) => configurationOf(resolve(folder, path)),
    async write(module) {
      const path = pathOf(resolve(folder, module.source));
      return { path: displayPath(path, folder), changed: await writeWhole(path, module.text, folder) };
    },
    rewrite: ({ path, text }) => rewriteSource(resolve(folder, path), text, folder),
  };
}

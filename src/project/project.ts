import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import type { Form, LevelOf } from "../compile.ts";
import { around, type Around } from "./around.ts";
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
import { outputs, type Place } from "./outputs.ts";
import { displayPath, slashes } from "./paths.ts";
import { rewriteSource } from "./rewrite.ts";
import { searching } from "./search.ts";

export interface ProjectOptions {
  /** The folder that relative paths start from, absolute. */
  readonly folder: string;
  /** Files, folders and globs; none: the folder itself. */
  readonly patterns: readonly string[];
  /** Where modules go. Default: as the configurations say. */
  readonly outDir?: string;
  /** What modules are written in. Default: as the configurations say. */
  readonly emit?: Emission | undefined;
  /** Whether folders may hold no `.graph` file. Default: no. */
  readonly mayBeEmpty?: boolean;
  /** What is known from earlier builds, so that unchanged files need not be parsed to know what they import. */
  readonly store?: Store | undefined;
}

/** The `.graph` files that a caller named and those they import, with the places of their modules. */
export interface Project {
  /** What is wrong with the configurations; then nothing else is known. */
  readonly problems: readonly Diagnostic[];
  /** The folders that could not be searched, as messages name them, and why. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** The absolute paths of the configurations. */
  readonly configurationFiles: readonly string[];
  readonly sources: readonly Source[];
  /** The absolute paths of those. */
  readonly files: readonly string[];
  /** The paths of the `.graph` files that each source imports, by its own, also of those that are not there. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** A hash of the text of the source with this path; nothing where there is none. */
  hashOf(path: string): string | undefined;
  /** The paths of the sources that the caller named; the others are imported by them. */
  readonly named: ReadonlySet<string>;
  /** For `CompileOptions`: an import as it must stand in the module of the source with this path. */
  rewriteImport(specifier: string, path: string): string;
  /** The same while TypeScript looks at the module: it reads TypeScript rather than what is made of that. */
  rewriteForTypes(specifier: string, path: string): string;
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
  /** The absolute path of one of the files that the source with this path becomes, by its ending: `.graph.ts`, `.d.graph.ts`. */
  fileOf(path: string, ending: string): string;
  /** What the configuration of the source with this path says. */
  settingsOf(path: string): Settings;
  /** Whether a configuration says what a warning counts as. */
  readonly hasLevels: boolean;
  /** Whether the caller has said where modules go or what they are written in, whatever the configurations say. */
  readonly isOverridden: boolean;
  readonly around: Around;
  /** For `CompileOptions`: what a warning counts as. */
  readonly levelOf: LevelOf;
  /** What decides about that module, beside its name and its text. @throws ProjectError if its `tsconfig.json` cannot be read. */
  placeOf(path: string): Place;
  /** Replaces the text of a source. @throws ProjectError if the file cannot be written. */
  rewrite(source: Source): Promise<boolean>;
}

/** @throws ProjectError for a pattern that names no `.graph` file, and for a file that cannot be read or has no place in the output folder. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { folder, patterns, outDir, emit, mayBeEmpty = false, store } = options;
  const cacheFolder = cacheFolderOf(folder);
  const configured = configurations(folder, cacheFolder === undefined ? {} : { cacheFolder });
  const search = searching();
  const files = await discover(patterns, folder, { configurations: configured, search, mayBeEmpty });
  const hashes = new Map<string, string>();
  const knownImports = (source: Source): readonly string[] | undefined => {
    const entry = store?.read(source.path);
    const hash = hashOf(source.text);
    hashes.set(source.path, hash);
    return entry?.text === hash ? entry.imports : undefined;
  };
  const { sources, files: absolute, imports } = await load(files, folder, { knownImports });
  await configured.load([...absolute.values()]);
  const { problems } = configured;
  const settingsOf = (file: string): Settings =>
    emit === undefined ? configured.of(file) : { ...configured.of(file), emit };
  const { pathOf, stemOf, importOf, writtenImportOf, placeOf } = outputs(folder, outDir, settingsOf);
  const at = (path: string): string => absolute.get(path) ?? resolve(folder, path);
  for (const file of absolute.values()) pathOf(file);
  return {
    problems,
    unreadable: new Map([...search.unreadable].map(([path, reason]) => [displayPath(path, folder), reason])),
    configurationFiles: configured.files,
    imports,
    files: [...absolute.values()],
    settingsOf: (path) => settingsOf(at(path)),
    formOf: (path) => settingsOf(at(path)).emit,
    isImportable: (path) => placeOf(at(path)).isImportable,
    nameInMap: (path, from) => slashes(relative(dirname(stemOf(at(from))), at(path))),
    hasLevels: configured.settings.some(({ warnings }) => Object.keys(warnings).length > 0),
    isOverridden: outDir !== undefined || emit !== undefined,
    around: around({ folder, patterns, outDir, search, configurations: configured }),
    levelOf: (code, path) => levelOf(configured.of(at(path)), code),
    sources: problems.length > 0 ? [] : sources,
    named: new Set(files.map((file) => displayPath(file, folder))),
    rewriteImport: (specifier, path) => writtenImportOf(specifier, at(path)),
    rewriteForTypes: (specifier, path) => importOf(specifier, at(path)),
    existing: (path) => readFile(pathOf(at(path)), "utf8").catch(() => undefined),
    hashOf: (path) => hashes.get(path),
    fileOf: (path, ending) => `${stemOf(at(path)).slice(0, -".graph".length)}${ending}`,
    outputOf: (path) => pathOf(at(path)),
    placeOf: (path) => placeOf(at(path)),
    rewrite: ({ path, text }) => rewriteSource(at(path), text, folder),
  };
}

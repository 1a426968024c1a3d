import { dirname, join, relative, resolve } from "node:path";
import { compiledFile } from "./compiled.ts";
import { ProjectError } from "./error.ts";
import { configurationFor, endingFor, isImportable } from "./extensions.ts";
import { defaultSettings, type Settings } from "./config/settings.ts";
import type { Configuration, ImportEnding } from "./extensions.ts";
import { displayPath, isRelative, isWithin, slashes, specifierBetween } from "./paths.ts";
import { withEnding } from "./specifiers.ts";

/** Where the modules of a project go, and what their imports become. All paths are absolute. */
export interface Outputs {
  /** The module of a `.graph` file, written in TypeScript. @throws ProjectError as `stemOf`. */
  pathOf(source: string): string;
  /**
   * The same without its ending: beside the source, or in the output folder at the place that the source has below `folder`.
   * @throws ProjectError if the source lies outside `folder` and there is an output folder.
   */
  stemOf(source: string): string;
  /** What a relative import of a source becomes in its module. An import of a `.graph` file becomes one of its module. */
  importOf(specifier: string, source: string): string;
  /**
   * The same in the module as it is written. JavaScript in an output folder is not compiled any more, and so its imports of TypeScript lead to where `tsc` puts
   * what it makes of that.
   */
  writtenImportOf(specifier: string, source: string): string;
  /** What decides about the module of a source, beside its name and its text. */
  placeOf(source: string): Place;
}

/** What the sources of one folder have in common that have the same `tsconfig.json`. Few places have many sources, and so each is looked at once. */
export interface Place {
  /** The `tsconfig.json` that counts for the modules. */
  readonly configuration: Configuration | undefined;
  /** Whether TypeScript looks for the types of `import "./x.graph"`. */
  readonly isImportable: boolean;
  /** The way from the folder of the modules to that of the sources, with forward slashes; empty where it is the same. */
  readonly wayBack: string;
  /** What relative imports have become. */
  readonly imports: Map<string, string>;
}

/**
 * @param folder Where `outDir` starts from.
 * @param outDir The output folder that the caller names for all sources.
 * @param settingsOf The configuration of a source, the same for all sources of a folder, for what the caller does not name. Default: there is none.
 */
export function outputs(
  folder: string,
  outDir: string | undefined,
  settingsOf: (source: string) => Settings = () => defaultSettings(folder),
): Outputs {
  const configurations = new Map();
  const ofFolders = new Map<string, Configuration | null>();
  const stems = new Map<string, string>();
  const places = new Map<string, Place>();
  const placesOfSources = new Map<string, Place>();
  const target = outDir === undefined ? undefined : resolve(folder, outDir);

  const placedStem = (source: string): string => {
    if (target === undefined) {
      const settings = settingsOf(source);
      return settings.outDir === undefined ? source : join(settings.outDir, relative(settings.folder, source));
    }
    if (isWithin(source, folder)) return join(target, relative(folder, source));
    const shown = displayPath(source, folder);
    throw new ProjectError(`\`${shown}\` has no place under --out-dir: it lies outside the current folder`);
  };

  const stemOf = (source: string): string => {
    const known = stems.get(source);
    if (known !== undefined) return known;
    const stem = placedStem(source);
    stems.set(source, stem);
    return stem;
  };

  const pathOf = (source: string): string => `${stemOf(source)}.ts`;

  const moduleOf = (source: string): string => `${stemOf(source)}.${settingsOf(source).emit}`;

  const placeOf = (source: string): Place => {
    const known = placesOfSources.get(source);
    if (known !== undefined) return known;
    const output = pathOf(source);
    const configuration = configurationFor(output, folder, configurations, ofFolders);
    const key = `${dirname(source)}\n${configuration?.path ?? ""}`;
    const place = places.get(key) ?? {
      configuration,
      isImportable: isImportable(configuration),
      wayBack: slashes(relative(dirname(output), dirname(source))),
      imports: new Map(),
    };
    places.set(key, place);
    placesOfSources.set(source, place);
    return place;
  };

  const endingOf = (source: string): ImportEnding =>
    settingsOf(source).importExtensions ?? endingFor(placeOf(source).configuration);

  const importOf = (specifier: string, source: string): string => {
    if (!isRelative(specifier)) return specifier;
    const { imports } = placeOf(source);
    const known = imports.get(specifier);
    if (known !== undefined) return known;
    const imported = resolve(dirname(source), specifier);
    const file = /\.graph(\.ts)?$/.test(specifier) ? moduleOf(imported.replace(/\.ts$/, "")) : imported;
    const rewritten = withEnding(specifierBetween(dirname(pathOf(source)), file), endingOf(source));
    imports.set(specifier, rewritten);
    return rewritten;
  };

  const writtenImportOf = (specifier: string, source: string): string => {
    const stem = stemOf(source);
    if (stem === source || settingsOf(source).emit !== "js" || !isRelative(specifier))
      return importOf(specifier, source);
    const compiled = compiledFile(resolve(dirname(source), specifier), placeOf(source).configuration);
    if (compiled === undefined) return importOf(specifier, source);
    return withEnding(specifierBetween(dirname(stem), compiled), "js");
  };

  return { pathOf, stemOf, importOf, writtenImportOf, placeOf };
}

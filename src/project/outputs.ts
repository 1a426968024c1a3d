import { dirname, join, relative, resolve } from "node:path";
import { ProjectError } from "./error.ts";
import { configurationFor, endingFor } from "./extensions.ts";
import { defaultSettings, type Settings } from "./config/settings.ts";
import type { Configuration, ImportEnding } from "./extensions.ts";
import { displayPath, isRelative, isWithin, specifierBetween } from "./paths.ts";
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
  /** The `tsconfig.json` that counts for the module of a source. */
  configurationOf(source: string): Configuration | undefined;
}

/**
 * @param folder Where `outDir` starts from.
 * @param outDir The output folder that the caller names for all sources.
 * @param settingsOf The configuration of a source, for what the caller does not name. Default: there is none.
 */
export function outputs(
  folder: string,
  outDir: string | undefined,
  settingsOf: (source: string) => Settings = () => defaultSettings(folder),
): Outputs {
  const configurations = new Map();
  const ofFolders = new Map<string, Configuration | null>();
  const ofOutputs = new Map<string, Configuration | null>();
  const target = outDir === undefined ? undefined : resolve(folder, outDir);

  const stemOf = (source: string): string => {
    if (target === undefined) {
      const settings = settingsOf(source);
      return settings.outDir === undefined ? source : join(settings.outDir, relative(settings.folder, source));
    }
    if (isWithin(source, folder)) return join(target, relative(folder, source));
    const shown = displayPath(source, folder);
    throw new ProjectError(`\`${shown}\` has no place under --out-dir: it lies outside the current folder`);
  };

  const pathOf = (source: string): string => `${stemOf(source)}.ts`;

  const moduleOf = (source: string): string => `${stemOf(source)}.${settingsOf(source).emit}`;

  const configurationOf = (source: string): Configuration | undefined => {
    const output = pathOf(source);
    const known = ofOutputs.get(output);
    if (known !== undefined) return known ?? undefined;
    const found = configurationFor(output, folder, configurations, ofFolders);
    ofOutputs.set(output, found ?? null);
    return found;
  };

  const endingOf = (source: string): ImportEnding =>
    settingsOf(source).importExtensions ?? endingFor(configurationOf(source));

  const importOf = (specifier: string, source: string): string => {
    if (!isRelative(specifier)) return specifier;
    const output = pathOf(source);
    const imported = resolve(dirname(source), specifier);
    const file = /\.graph(\.ts)?$/.test(specifier) ? moduleOf(imported.replace(/\.ts$/, "")) : imported;
    return withEnding(specifierBetween(dirname(output), file), endingOf(source));
  };

  return { pathOf, stemOf, importOf, configurationOf };
}

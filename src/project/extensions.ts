import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createFilesMatcher, getTsconfig, parseTsconfig, type Cache, type TsConfigJsonResolved } from "get-tsconfig";
import { ProjectError } from "./error.ts";
import { displayPath } from "./paths.ts";

/**
 * How relative imports of TypeScript files end in the output: `ts` as the files are called, `js` as they are called once compiled,
 * `none` without an ending.
 */
export type ImportEnding = "ts" | "js" | "none";

type CompilerOptions = NonNullable<TsConfigJsonResolved["compilerOptions"]>;

/**
 * The ending that the `tsconfig.json` of an output file asks for. TypeScript accepts `.ts` only with `allowImportingTsExtensions` or
 * `rewriteRelativeImportExtensions`; without them, Node's own resolution needs `.js` and a bundler's needs nothing. Without a `tsconfig.json` it is
 * `.ts`, which every runtime that reads TypeScript understands.
 */
export function endingFor(configuration: Configuration | undefined): ImportEnding {
  return configuration ? endingOf(configuration.config.compilerOptions ?? {}) : "ts";
}

export function endingOf(options: CompilerOptions): ImportEnding {
  if (options.allowImportingTsExtensions || options.rewriteRelativeImportExtensions) return "ts";
  const resolution = (options.moduleResolution ?? options.module ?? "").toLowerCase();
  return /^node(?:next|\d{2})$/.test(resolution) && resolution !== "node10" ? "js" : "none";
}

/** Whether TypeScript looks for the types of `import "./x.graph"` in `x.d.graph.ts`. */
export function isImportable(configuration: Configuration | undefined): boolean {
  return configuration?.config.compilerOptions?.allowArbitraryExtensions === true;
}

/** A `tsconfig.json` with what it extends. */
export interface Configuration {
  readonly path: string;
  readonly config: TsConfigJsonResolved;
}

/**
 * The nearest `tsconfig.json` of a file; where that only lists others, the first of them that includes the file.
 * @param found What was found for folders before.
 * @throws ProjectError if it cannot be read.
 */
export function configurationFor(
  output: string,
  folder: string,
  cache: Cache,
  found: Map<string, Configuration | null> = new Map(),
): Configuration | undefined {
  try {
    const nearest = nearestTo(dirname(output), cache, found);
    return nearest ? (referenced(nearest.path, nearest.config, output, cache) ?? nearest) : undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProjectError(`cannot read the tsconfig.json of \`${displayPath(output, folder)}\`: ${reason}`, {
      cause: error,
    });
  }
}

/** Many files have few folders. */
function nearestTo(folder: string, cache: Cache, found: Map<string, Configuration | null>): Configuration | null {
  const known = found.get(folder);
  if (known !== undefined) return known;
  const parent = dirname(folder);
  const isAbove = parent !== folder && !existsSync(join(folder, "tsconfig.json"));
  const nearest = isAbove ? nearestTo(parent, cache, found) : (getTsconfig(folder, "tsconfig.json", cache) ?? null);
  found.set(folder, nearest);
  return nearest;
}

/** A configuration that only lists others (`"files": []` and `references`) leaves a file to the first of them that includes it. */
function referenced(
  path: string,
  config: TsConfigJsonResolved,
  output: string,
  cache: Cache,
): Configuration | undefined {
  if (!config.references || config.files?.length !== 0 || config.include?.length) return undefined;
  for (const reference of config.references) {
    const target = resolve(dirname(path), reference.path);
    const file = target.endsWith(".json") ? target : resolve(target, "tsconfig.json");
    const found = parseTsconfig(file, cache);
    if (createFilesMatcher({ path: file, config: found })(output)) return { path: file, config: found };
  }
  return undefined;
}

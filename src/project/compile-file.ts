/** One `.graph` file as a module, for tools that ask for it file by file: bundlers, loaders, servers. */
import { dirname, resolve } from "node:path";
import { compile, type CompiledModule } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Form } from "../emit/form.ts";
import { cacheFolderOf } from "./cache/folder.ts";
import { configurations } from "./config/configurations.ts";
import { defaultSettings, levelOf, type Settings } from "./config/settings.ts";
import { load } from "./load.ts";
import { outputs } from "./outputs.ts";
import { displayPath } from "./paths.ts";

export interface CompileFileOptions {
  /** The folder that messages name paths from, absolute. */
  readonly folder: string;
  /**
   * What relative imports of the module lead to: `outputs`, the modules that `graphc build` writes; or `sources`, the files as the graph names them, for a
   * tool that compiles those as well. Default: `outputs`.
   */
  readonly imports?: "outputs" | "sources";
  /** Default: `ts`. */
  readonly emit?: Form;
}

export interface CompiledFile {
  /** Absent where the file, or one that it imports, has errors. */
  readonly module: CompiledModule | undefined;
  /** What was found in the file, in those that it imports, and in its configuration. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The absolute paths of all files that the result depends on, also of imported ones that are not there yet: the file itself, the graphs that it imports, its
   * configuration, and the `tsconfig.json` that decides how imports end.
   */
  readonly dependencies: readonly string[];
  /** What its configuration says; the defaults where that is wrong. */
  readonly settings: Settings;
}

/**
 * Compiles a file as `graphc build` would, and writes nothing.
 *
 * ```ts
 * const { module, diagnostics, dependencies } = await compileFile("/app/flows/support.graph", { folder: "/app" });
 * ```
 *
 * @param file Absolute.
 * @throws ProjectError if it, or a file that it imports, cannot be read.
 */
export async function compileFile(
  file: string,
  { folder, imports, emit = "ts" }: CompileFileOptions,
): Promise<CompiledFile> {
  const cacheFolder = cacheFolderOf(dirname(file));
  const configured = configurations(folder, cacheFolder === undefined ? {} : { cacheFolder });
  const { sources, imports: imported } = await load([file], folder);
  const paths = sources.map(({ path }) => resolve(folder, path));
  await configured.load(paths);
  const { problems } = configured;
  const graphs = [...paths, ...[...imported.values()].flat().map((path) => resolve(folder, path))];
  const dependencies = new Set([...graphs, ...configured.files]);
  if (problems.length > 0)
    return {
      module: undefined,
      diagnostics: problems,
      dependencies: [...dependencies].toSorted(),
      settings: defaultSettings(folder),
    };
  const { importOf, placeOf } = outputs(folder, undefined, configured.of);
  const tsconfig = imports === "sources" ? undefined : placeOf(file).configuration;
  if (tsconfig !== undefined) dependencies.add(tsconfig.path);
  const { modules, diagnostics } = await compile(sources, {
    emit,
    rewriteImport: (specifier, path) =>
      imports === "sources" ? specifier : importOf(specifier, resolve(folder, path)),
    levelOf: (code, path) => levelOf(configured.of(resolve(folder, path)), code),
  });
  const path = displayPath(file, folder);
  return {
    module: modules.find(({ source }) => source === path),
    diagnostics,
    dependencies: [...dependencies].toSorted(),
    settings: configured.of(file),
  };
}

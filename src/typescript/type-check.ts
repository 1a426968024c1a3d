/** Looks at the user's own TypeScript, for `check --types` and `build --types`. What does the work is loaded when something must be looked at. */
import type { CheckedModule, TypeCheck } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { TypesCache } from "./cache.ts";

/** What the files of a project are, and where. Paths are absolute but for those of sources. */
export interface TypesOptions {
  /** The module of the source with this path, which need not be there. */
  readonly outputOf: (path: string) => string;
  /** What an import becomes in the module of the source with this path. */
  readonly rewriteImport: (specifier: string, path: string) => string;
  /** The `tsconfig.json` that counts for the module of the source with this path, and what it says. */
  readonly configurationOf: (path: string) => TypesConfiguration | undefined;
  /** How messages name a file. */
  readonly shownPath: (file: string) => string;
  /** TypeScript files that stand for what is on disk, by their paths. */
  readonly files?: ReadonlyMap<string, string>;
  /** The folder in which findings are remembered; without it, everything is looked at. */
  readonly cacheFolder?: string;
  /** Called with the absolute paths of the files that findings depend on, beside `.graph` files. */
  readonly onDependencies?: (files: readonly string[]) => void;
}

export interface TypesConfiguration {
  readonly path: string;
  /** All that it says, with what it extends. */
  readonly content: unknown;
}

/** For `CompileOptions`: what is found in the TypeScript that the modules import. Unchanged files are not looked at again where there is a cache. */
export function typeCheck(options: TypesOptions): TypeCheck {
  return async (modules) => {
    const cache = await TypesCache.open(modules, options);
    const found = new Map<CheckedModule, readonly Diagnostic[]>();
    const byConfiguration = new Map<string | undefined, CheckedModule[]>();
    for (const one of modules) {
      const known = await cache.findingsOf(one);
      if (known !== undefined) {
        found.set(one, known);
        continue;
      }
      const configuration = options.configurationOf(one.module.source.path)?.path;
      byConfiguration.set(configuration, [...(byConfiguration.get(configuration) ?? []), one]);
    }
    for (const [configuration, wanted] of byConfiguration) {
      const { look } = await import("./look.ts");
      for (const looked of look(wanted, modules, configuration, options)) {
        found.set(looked.module, looked.diagnostics);
        options.onDependencies?.(looked.dependencies ?? []);
        await cache.remember(looked);
      }
    }
    return modules.flatMap((one) => found.get(one) ?? []);
  };
}

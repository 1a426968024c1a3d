import type { GraphModules } from "./modules.ts";

/** Gives what makes modules. */
export type Compiler = () => Promise<GraphModules>;

/** Loads the compiler when it is asked for the first time: a bundler's configuration is read much more often than a graph. */
export function lazyCompiler(): Compiler {
  let loaded: Promise<GraphModules> | undefined;
  return () => (loaded ??= import("./modules.ts").then(({ GraphModules: Modules }) => new Modules(process.cwd())));
}

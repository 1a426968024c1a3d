import { dirname, join, relative, resolve } from "node:path";
import type { Configuration } from "./extensions.ts";
import { isWithin } from "./paths.ts";

/**
 * Where `tsc` puts the JavaScript of a TypeScript file, under the name of that. Nothing where it puts none, or puts it beside the file, or where only the list of
 * all files would tell, for want of `rootDir`.
 */
export function compiledFile(file: string, configuration: Configuration | undefined): string | undefined {
  const { outDir, rootDir, noEmit, emitDeclarationOnly } = configuration?.config.compilerOptions ?? {};
  if (configuration === undefined || outDir === undefined || rootDir === undefined) return undefined;
  if (noEmit || emitDeclarationOnly || !/(?<!\.d)\.[mc]?tsx?$/.test(file)) return undefined;
  const folder = dirname(configuration.path);
  const root = resolve(folder, rootDir);
  return isWithin(file, root) ? join(resolve(folder, outDir), relative(root, file)) : undefined;
}

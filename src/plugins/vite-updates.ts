/** Vite's updates of a running page. */
import type { Plugin } from "vite";
import { graphFiles, type Compiler } from "./compiler.ts";

/**
 * Makes every graph anew that depends on a changed one. Vite would only replace the version in their imports: it does not know that types, and what is
 * checked across files, come from there as well.
 */
export function hotUpdate(compiler: Compiler): NonNullable<Plugin["hotUpdate"]> {
  return async function ({ file, modules }) {
    if (!graphFiles.test(file) && !/graphc\.config\.(ts|js|mjs)$/.test(file)) return undefined;
    const { moduleGraph } = this.environment;
    const dependents = (await compiler()).dependentsOf(file);
    return [...new Set([...modules, ...dependents.flatMap((one) => [...(moduleGraph.getModulesByFile(one) ?? [])])])];
  };
}

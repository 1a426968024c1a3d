/** Vite's updates of a running page. */
import { resolve } from "node:path";
import type { Plugin } from "vite";
import type { Compiler } from "./compiler.ts";
import { fileOf, idOf } from "./ids.ts";

/**
 * Makes every graph anew that depends on a changed one. Vite would only replace the version in their imports: it does not know that types, and what is
 * checked across files, come from there as well.
 */
export function hotUpdate(compiler: Compiler): NonNullable<Plugin["hotUpdate"]> {
  return async function ({ file, modules }) {
    if (fileOf(file) === undefined && !/graphc\.config\.(ts|js|mjs)$/.test(file)) return undefined;
    const { moduleGraph } = this.environment;
    const dependents = (await compiler()).dependentsOf(resolve(file));
    return [
      ...new Set([...modules, ...dependents.flatMap((one) => [...(moduleGraph.getModulesByFile(idOf(one)) ?? [])])]),
    ];
  };
}

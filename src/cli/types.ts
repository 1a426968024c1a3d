import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TypeCheck } from "../compile.ts";
import { displayPath } from "../project/paths.ts";
import type { Project } from "../project/project.ts";

/** Looks at the TypeScript of a project; what was found is remembered in the nearest `node_modules`, where there is one. */
export async function typesOf(project: Project, folder: string): Promise<TypeCheck> {
  const { typeCheck } = await import("../typescript/type-check.ts");
  const modules = nearestModules(folder);
  return typeCheck({
    outputOf: project.outputOf,
    rewriteImport: project.rewriteImport,
    configurationOf(path) {
      const found = project.configurationOf(path);
      return found === undefined ? undefined : { path: found.path, content: found.config };
    },
    shownPath: (file) => displayPath(file, folder),
    ...(modules === undefined ? {} : { cacheFolder: join(modules, ".cache", "graphc") }),
  });
}

function nearestModules(folder: string): string | undefined {
  const modules = join(folder, "node_modules");
  if (existsSync(modules)) return modules;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestModules(parent);
}

import type { TypeCheck } from "../compile.ts";
import { cacheFolderOf } from "../project/cache/folder.ts";
import { displayPath } from "../project/paths.ts";
import type { Project } from "../project/project.ts";

/**
 * Looks at the TypeScript of a project; what was found is remembered in the nearest `node_modules`, where there is one.
 * @param onDependencies Called with the absolute paths of files that were looked at.
 */
export async function typesOf(
  project: Project,
  folder: string,
  onDependencies?: (files: readonly string[]) => void,
): Promise<TypeCheck> {
  const { typeCheck } = await import("../typescript/type-check.ts");
  const cacheFolder = cacheFolderOf(folder);
  return typeCheck({
    outputOf: project.outputOf,
    rewriteImport: project.rewriteForTypes,
    configurationOf(path) {
      const found = project.placeOf(path).configuration;
      return found === undefined ? undefined : { path: found.path, content: found.config };
    },
    ...(onDependencies === undefined ? {} : { onDependencies }),
    shownPath: (file) => displayPath(file, folder),
    ...(cacheFolder === undefined ? {} : { cacheFolder }),
  });
}

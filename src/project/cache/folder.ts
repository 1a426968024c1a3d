import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where results are kept between two runs: in the nearest `node_modules`, where tools keep such things; nowhere without one. It may be deleted at any time. */
export function cacheFolderOf(folder: string): string | undefined {
  const modules = join(folder, "node_modules");
  if (existsSync(modules)) return join(modules, ".cache", "graphc");
  const parent = dirname(folder);
  return parent === folder ? undefined : cacheFolderOf(parent);
}

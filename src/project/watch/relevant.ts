import { basename, relative, sep } from "node:path";
import { configNames } from "../config/find.ts";
import { isWithin } from "../paths.ts";

/** Whether a file, by its name, may change what becomes of graphs. Modules that graphc writes never do. */
export function isInput(path: string, types: boolean): boolean {
  const name = basename(path);
  if (name.endsWith(".graph") || configNames.includes(name)) return true;
  if (name.startsWith("tsconfig") && name.endsWith(".json")) return true;
  return types && /\.[cm]?[jt]sx?$/.test(name) && !/\.graph\.|\.d\.graph\./.test(name);
}

/** Whether a path lies in one of the folders below a root that are not searched. */
export function isPassedOver(path: string, root: string): boolean {
  if (!isWithin(path, root)) return true;
  const parts = relative(root, path).split(sep);
  return parts.some((part) => part === "node_modules" || part === "dist" || (part.startsWith(".") && part.length > 1));
}

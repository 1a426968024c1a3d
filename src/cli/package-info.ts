import { createRequire } from "node:module";
import { dirname } from "node:path";

/** What graphc's own package.json says, as far as the commands need it. */
export interface PackageInfo {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  /** The folder of the package. */
  readonly folder: string;
}

/** Reads it by the package's own name, which leads there from the sources and from every form of the build. */
export function packageInfo(): PackageInfo {
  const require = createRequire(import.meta.url);
  const path = require.resolve("graphc/package.json");
  const content = require(path) as Omit<PackageInfo, "folder">;
  return { ...content, folder: dirname(path) };
}

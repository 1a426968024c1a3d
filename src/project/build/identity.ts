import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { hashOf } from "../cache/hash.ts";

/** A hash of all sources, which bundles are built with. */
declare const graphcBuild: string | undefined;

/**
 * What tells one compiler from another, so that results of another one are not taken for its own. Who works on graphc changes its sources without a new
 * version, and so they count rather than that.
 */
export function compilerIdentity(): string {
  return typeof graphcBuild === "string" ? graphcBuild : sourcesIdentity();
}

function sourcesIdentity(): string {
  const root = dirname(createRequire(import.meta.url).resolve("graphc/package.json"));
  const files = ["src", "grammar"].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => `${path} ${statSync(path).mtimeMs}`),
  );
  return hashOf(files.join("\n"));
}

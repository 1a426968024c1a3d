import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { hashOf } from "../cache/hash.ts";

/**
 * What tells one compiler from another, so that results of another one are not taken for its own: the version, and the files that it is read from, because
 * who works on graphc changes those without a new version.
 */
export function compilerIdentity(): string {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve("graphc/package.json");
  const { version } = require(manifest) as { readonly version: string };
  const root = dirname(manifest);
  return hashOf(JSON.stringify([version, import.meta.url.endsWith(".ts") ? sources(root) : bundle(root)]));
}

/** The chunks of the bundle are called by hashes of what they hold. */
function bundle(root: string): readonly string[] {
  return readdirSync(join(root, "dist", "chunks")).toSorted();
}

function sources(root: string): readonly string[] {
  return ["src", "grammar"].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => `${path} ${statSync(path).mtimeMs}`),
  );
}

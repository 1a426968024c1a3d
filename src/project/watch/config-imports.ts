import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** The files beside it that a configuration imports, and those that they import. What is found is watched, and nothing more: a miss costs a restart. */
export function importedByConfig(file: string): readonly string[] {
  const found = new Set([file]);
  for (const one of found) {
    if (!existsSync(one)) continue;
    for (const [, specifier = ""] of readFileSync(one, "utf8").matchAll(
      /(?:from|import)\s*\(?\s*["'](\.[^"']*)["']/g,
    )) {
      const path = resolve(dirname(one), specifier);
      const candidates = [path, path.replace(/\.js$/, ".ts"), `${path}.ts`, `${path}.js`];
      const there = candidates.find((candidate) => existsSync(candidate));
      if (there !== undefined) found.add(there);
    }
  }
  return [...found].slice(1);
}

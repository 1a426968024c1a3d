import { posix } from "node:path";
import type { Module } from "../bind/symbols.ts";
import type { Source } from "../source/source.ts";

/** The `.graph` files that a module is made of: its own, those that it imports, and those that they import, in the order of their paths. */
export function importedSources(module: Module, sources: ReadonlyMap<string, Source>): readonly Source[] {
  const found = new Set([module.source]);
  for (const one of found) {
    for (const [, specifier = ""] of one.text.matchAll(/["'](\.{1,2}\/[^"']*\.graph)["']/g)) {
      const imported = sources.get(posix.join(posix.dirname(one.path), specifier));
      if (imported !== undefined) found.add(imported);
    }
  }
  return [...found].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

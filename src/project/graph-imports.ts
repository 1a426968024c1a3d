import { dirname, resolve } from "node:path";
import { parse } from "../parse/parse.ts";
import type { Source } from "../source/source.ts";
import { isRelative } from "./paths.ts";

/** The absolute paths of the `.graph` files that a source imports, also of those that are not there. */
export function importedGraphs(source: Source, folder: string): readonly string[] {
  // Most files import no graph; those are not parsed here.
  if (!/\.graph["']/.test(source.text)) return [];
  const at = dirname(resolve(folder, source.path));
  return parse(source).file.declarations.flatMap((declaration) => {
    if (declaration.kind !== "Import") return [];
    const specifier = declaration.from.value;
    return isRelative(specifier) && specifier.endsWith(".graph") ? [resolve(at, specifier)] : [];
  });
}

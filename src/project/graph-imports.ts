import { posix } from "node:path";
import type { Source } from "../source/source.ts";
import { isRelative } from "./paths.ts";

/** The paths of the `.graph` files that a source imports, also of those that are not there. The parser is loaded where a source may import any. */
export async function importedGraphs(source: Source): Promise<readonly string[]> {
  if (!/\.graph["']/.test(source.text)) return [];
  const { parse } = await import("../parse/parse.ts");
  const at = posix.dirname(source.path);
  return parse(source).file.declarations.flatMap((declaration) => {
    if (declaration.kind !== "Import") return [];
    const specifier = declaration.from.value;
    return isRelative(specifier) && specifier.endsWith(".graph") ? [posix.join(at, specifier)] : [];
  });
}

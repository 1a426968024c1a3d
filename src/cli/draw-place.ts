import { stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import type { GraphSymbol } from "../bind/symbols.ts";
import { drawExtensions, drawFormats, type DrawFormat } from "../draw/formats.ts";
import { displayPath } from "../project/paths.ts";

/** Where a drawing goes. */
export type Place = { readonly format: DrawFormat } & (
  | { readonly kind: "stdout" }
  | { readonly kind: "file"; readonly path: string; shown(path: string): string }
  | {
      readonly kind: "folder";
      filesFor(graphs: readonly GraphSymbol[]): readonly DrawnFile[];
      shown(path: string): string;
    }
);

export interface DrawnFile {
  /** Absolute. */
  readonly path: string;
  readonly graphs: readonly GraphSymbol[];
}

/** What `--out` and `--format` mean together, or what is wrong with them. A path that ends with a slash, has no ending or is a folder is a folder. */
export async function placeOf(
  out: string | undefined,
  format: DrawFormat | undefined,
  folder: string,
): Promise<Place | { readonly problem: string }> {
  if (out === undefined) return { kind: "stdout", format: format ?? "text" };
  const path = resolve(folder, out);
  const shown = (file: string): string => displayPath(file, folder);
  if (/[\\/]$/.test(out) || extname(out) === "" || (await isFolder(path))) {
    const chosen = format ?? "svg";
    return { kind: "folder", format: chosen, shown, filesFor: (graphs) => filesIn(path, graphs, chosen) };
  }
  const chosen = format ?? formatOf(out);
  if (chosen !== undefined) return { kind: "file", format: chosen, path, shown };
  const endings = drawFormats.map((each) => drawExtensions[each][0]).join(", ");
  return { problem: `the ending of \`${out}\` says no format; use one of ${endings}, or --format` };
}

function formatOf(path: string): DrawFormat | undefined {
  return drawFormats.find((format) => drawExtensions[format].includes(extname(path).toLowerCase()));
}

/** A file with one graph gives its name to the drawing; of several graphs, each adds its own. Folders below the current one stay. */
function filesIn(folder: string, graphs: readonly GraphSymbol[], format: DrawFormat): readonly DrawnFile[] {
  return graphs.map((graph) => {
    const { path } = graph.source;
    const alone = graphs.filter(({ source }) => source === graph.source).length === 1;
    const name = `${basename(path, ".graph")}${alone ? "" : `.${graph.name}`}${drawExtensions[format][0] ?? ""}`;
    const below = path
      .split("/")
      .slice(0, -1)
      .filter((part) => part !== "..");
    return { path: join(folder, ...below, name), graphs: [graph] };
  });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

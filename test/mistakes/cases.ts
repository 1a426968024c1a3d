/** The corpus on disk. A case is a `.graph` file, or a folder of files that belong together. */
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Source } from "../../src/source/source.ts";
import { unmarked } from "./marks.ts";

export const here = fileURLToPath(new URL("./", import.meta.url));

export interface Case {
  /** `flow/endless-loop.graph`, or the path of a folder. */
  readonly path: string;
  /** Its `.graph` files, as they are checked: without marks. */
  readonly sources: readonly Source[];
  /** The codes that its first line names. */
  readonly codes: readonly string[];
}

/** Every case below a folder of the corpus. */
export function casesIn(folder: string): readonly Case[] {
  if (!existsSync(join(here, folder))) return [];
  return readdirSync(join(here, folder))
    .toSorted()
    .map((name) => `${folder}/${name}`)
    .map((path) => caseAt(path));
}

function caseAt(path: string): Case {
  const files = statSync(join(here, path)).isDirectory()
    ? readdirSync(join(here, path))
        .filter((name) => name.endsWith(".graph"))
        .toSorted()
        .map((name) => `${path}/${name}`)
    : [path];
  const sources = files.map((file) => ({ path: file, text: unmarked(readFileSync(join(here, file), "utf8")) }));
  const codes = sources.flatMap(({ text }) => /^\/\/ ((?:G\d{3} ?)+): /.exec(text)?.[1]?.split(" ") ?? []);
  return { path, sources, codes };
}

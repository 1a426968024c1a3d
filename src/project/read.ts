import { readFile } from "node:fs/promises";
import type { Source } from "../source/source.ts";
import { ProjectError, reasonOf } from "./error.ts";
import { displayPath } from "./paths.ts";

/** A source and where it lies on the disk. */
export interface SourceFile {
  readonly path: string;
  readonly source: Source;
}

/**
 * Reads a `.graph` file, which is UTF-8; a byte order mark is no part of the text.
 * @throws ProjectError if it cannot be read or is no text in UTF-8.
 */
export async function readSource(path: string, folder: string): Promise<SourceFile> {
  const shown = displayPath(path, folder);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new ProjectError(`cannot read \`${shown}\`: ${reasonOf(error)}`, { cause: error });
  }
  try {
    return { path, source: { path: shown, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) } };
  } catch (error) {
    throw new ProjectError(`cannot read \`${shown}\`: it is not a text in UTF-8`, { cause: error });
  }
}

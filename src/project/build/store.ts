/** Where entries are kept between builds. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { hashOf } from "../cache/hash.ts";
import { slashes } from "../paths.ts";
import type { Entry } from "./entry.ts";
import { compilerIdentity } from "./identity.ts";

export interface Store {
  /** The entry of the source with this path. */
  read(path: string): Entry | undefined;
  write(path: string, entry: Entry): void;
}

/** Keeps entries for one process. */
export function memoryStore(): Store {
  const entries = new Map<string, Entry>();
  return { read: (path) => entries.get(path), write: (path, entry) => void entries.set(path, entry) };
}

/**
 * Keeps entries in files, one for each source. The first line of a file proves that this compiler wrote the rest: what is damaged, or was written by another
 * version, is not there. What cannot be written is not kept. Files are read and written one after the other, which is faster than at once for many small ones.
 * @param folder The folder that the paths of sources start from.
 */
export function diskStore(cacheFolder: string, folder: string): Store {
  const home = join(cacheFolder, "build");
  const from = slashes(relative(cacheFolder, folder));
  const identity = compilerIdentity();
  const fileOf = (path: string): string => join(home, `${basename(path)}.${hashOf(`${from}\n${path}`)}.json`);
  const known = new Map<string, Entry | undefined>();
  const proofOf = (body: string): string => hashOf(`${identity}\n${body}`);
  return {
    read(path) {
      if (!known.has(path)) known.set(path, readEntry(fileOf(path), proofOf));
      return known.get(path);
    },
    write(path, entry) {
      known.set(path, entry);
      const body = JSON.stringify(entry);
      replace(fileOf(path), home, `${proofOf(body)}\n${body}`);
    },
  };
}

function readEntry(file: string, proofOf: (body: string) => string): Entry | undefined {
  try {
    const content = readFileSync(file, "utf8");
    const end = content.indexOf("\n");
    const body = content.slice(end + 1);
    return content.slice(0, end) === proofOf(body) ? (JSON.parse(body) as Entry) : undefined;
  } catch {
    return undefined;
  }
}

/** Nobody reads half a file. */
function replace(path: string, home: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(home, { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch {
    discard(temporary);
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where its folder is none, nothing is left.
  }
}

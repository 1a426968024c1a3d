import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { hashOf } from "../cache/hash.ts";
import { slashes } from "../paths.ts";
import type { Entry } from "./entry.ts";
import { compilerIdentity } from "./identity.ts";
import type { Store, Written } from "./store.ts";

/** What the file holds below its first line. */
interface Kept {
  /** By the paths of sources. */
  readonly entries: Readonly<Record<string, Entry>>;
  /** By the paths of files that builds have left. */
  readonly written: Readonly<Record<string, Written>>;
}

/**
 * Keeps entries in one file for each folder that builds are started in. Its first line proves that this compiler wrote the rest: what is damaged, of another
 * form, or from another version, is not there, and is replaced. What cannot be written is not kept. Two builds at once may lose what one of them found out,
 * and nothing else.
 * @param folder The folder that the paths of sources start from.
 */
export function diskStore(cacheFolder: string, folder: string): Store {
  const home = join(cacheFolder, "build");
  const file = join(home, `${hashOf(slashes(relative(cacheFolder, folder)))}.json`);
  const identity = compilerIdentity();
  const proofOf = (body: string): string => hashOf(`${identity}\n${body}`);
  const kept = keptIn(file, proofOf);
  const entries = new Map(Object.entries(kept.entries));
  const written = new Map(Object.entries(kept.written));
  const changedEntries = new Map<string, Entry>();
  const changedFiles = new Map<string, Written | undefined>();
  const isThere = ([path]: readonly [string, unknown]): boolean => existsSync(resolve(folder, path));
  return {
    written,
    read: (path) => entries.get(path),
    write(path, entry) {
      entries.set(path, entry);
      changedEntries.set(path, entry);
    },
    note(path, as) {
      if (as === undefined) written.delete(path);
      else written.set(path, as);
      changedFiles.set(path, as);
    },
    save() {
      if (changedEntries.size === 0 && changedFiles.size === 0) return;
      // Others may have been kept meanwhile. What is gone is forgotten.
      const now = keptIn(file, proofOf);
      const body = JSON.stringify({
        entries: merged(now.entries, changedEntries, isThere),
        written: merged(now.written, changedFiles, isThere),
      } satisfies Kept);
      replace(file, home, `${proofOf(body)}\n${body}`);
      changedEntries.clear();
      changedFiles.clear();
    },
  };
}

function merged<T>(
  kept: Readonly<Record<string, T>>,
  changed: ReadonlyMap<string, T | undefined>,
  isThere: (one: readonly [string, T]) => boolean,
): Readonly<Record<string, T>> {
  const all = Object.entries(kept).filter(([path]) => !changed.has(path));
  const anew = [...changed].flatMap(([path, one]): readonly (readonly [string, T])[] =>
    one === undefined ? [] : [[path, one]],
  );
  return Object.fromEntries([...all, ...anew].filter(isThere).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const nothing: Kept = { entries: {}, written: {} };

function keptIn(file: string, proofOf: (body: string) => string): Kept {
  try {
    const content = readFileSync(file, "utf8");
    const end = content.indexOf("\n");
    const body = content.slice(end + 1);
    return content.slice(0, end) === proofOf(body) ? (JSON.parse(body) as Kept) : nothing;
  } catch {
    return nothing;
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

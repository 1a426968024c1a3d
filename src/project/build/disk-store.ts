import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { hashOf } from "../cache/hash.ts";
import { slashes } from "../paths.ts";
import type { Entry } from "./entry.ts";
import { compilerIdentity } from "./identity.ts";
import type { Store } from "./store.ts";

/** What the file holds below its first line: entries by the paths of sources. */
type Kept = Readonly<Record<string, Entry>>;

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
  const known = new Map(Object.entries(keptIn(file, proofOf)));
  const changed = new Map<string, Entry>();
  return {
    read: (path) => known.get(path),
    write(path, entry) {
      known.set(path, entry);
      changed.set(path, entry);
    },
    save() {
      if (changed.size === 0) return;
      // Others may have been kept meanwhile. Sources that are gone are forgotten.
      const all = { ...keptIn(file, proofOf), ...Object.fromEntries(changed) };
      const there = Object.entries(all).filter(([path]) => existsSync(resolve(folder, path)));
      const body = JSON.stringify(Object.fromEntries(there));
      replace(file, home, `${proofOf(body)}\n${body}`);
      changed.clear();
    },
  };
}

function keptIn(file: string, proofOf: (body: string) => string): Kept {
  try {
    const content = readFileSync(file, "utf8");
    const end = content.indexOf("\n");
    const body = content.slice(end + 1);
    return content.slice(0, end) === proofOf(body) ? (JSON.parse(body) as Kept) : {};
  } catch {
    return {};
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

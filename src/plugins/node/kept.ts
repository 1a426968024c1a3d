/** Modules of earlier starts: where nothing has changed, a program starts without the compiler. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compilerIdentity } from "../../project/build/identity.ts";
import { cacheFolderOf } from "../../project/cache/folder.ts";
import { hashOf } from "../../project/cache/hash.ts";
import { configFinder } from "../../project/config/find.ts";
import { writeWhole } from "../../project/write.ts";
import type { Texts } from "../modules.ts";

export interface Kept {
  /** The module of a file, as `write` was given it; absent where it must be made. */
  read(file: string): string | undefined;
  /** @param texts What it was made from. What cannot be written is not kept. */
  write(file: string, source: string, texts: Texts): Promise<void>;
}

/** What a file holds below its first line. */
interface Entry {
  readonly source: string;
  /** Hashes of what files held, by their absolute paths; `null` for those that were not there. */
  readonly files: Readonly<Record<string, string | null>>;
  /** The configurations that the file has, which may come to be nearer. */
  readonly configurations: readonly string[];
}

/**
 * Keeps one file for each module, in the folder in which builds keep theirs. Its first line proves that this compiler wrote the rest: what is damaged, or from
 * another version, is not there.
 */
export function keptModules(): Kept {
  const identity = compilerIdentity();
  const proofOf = (body: string): string => hashOf(`${identity}\n${body}`);
  return {
    read(file) {
      const place = placeOf(file);
      const text = place && textOf(place);
      if (text === undefined) return undefined;
      const end = text.indexOf("\n");
      const body = text.slice(end + 1);
      if (text.slice(0, end) !== proofOf(body)) return undefined;
      const entry = JSON.parse(body) as Entry;
      return isCurrent(entry, file) ? entry.source : undefined;
    },
    async write(file, source, texts) {
      const place = placeOf(file);
      if (place === undefined) return;
      const entry: Entry = {
        source,
        files: Object.fromEntries([...texts].map(([path, text]) => [path, fingerprint(text)])),
        configurations: configurationsOf(file),
      };
      const body = JSON.stringify(entry);
      await writeWhole(place, `${proofOf(body)}\n${body}`, dirname(place)).catch(() => false);
    },
  };
}

function placeOf(file: string): string | undefined {
  const folder = cacheFolderOf(dirname(file));
  return folder && join(folder, "register", `${hashOf(file)}.json`);
}

function isCurrent({ files, configurations }: Entry, file: string): boolean {
  return (
    Object.entries(files).every(([path, hash]) => fingerprint(textOf(path)) === hash) &&
    configurationsOf(file).join("\n") === configurations.join("\n")
  );
}

function configurationsOf(file: string): readonly string[] {
  return configFinder()(dirname(file));
}

function fingerprint(text: string | undefined): string | null {
  return text === undefined ? null : hashOf(text);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

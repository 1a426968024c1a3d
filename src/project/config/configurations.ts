/** The configurations of a run: each file has the one that is nearest to it. */
import { basename, dirname } from "node:path";
import { G901 } from "../../diagnostics/catalogue/g9.ts";
import type { Diagnostic, Message } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { readSource } from "../load.ts";
import { configFinder, isReadable } from "./find.ts";
import type { Read, ReadOptions } from "./read.ts";
import { defaultSettings, type Settings } from "./settings.ts";

export interface Configurations {
  /** Reads the configurations of some files, those that are not read yet. */
  load(files: readonly string[]): Promise<void>;
  /** What counts for a file, of which `load` knows: its own folder's configuration, or that of the nearest folder above. Defaults where it is wrong. */
  of(file: string): Settings;
  /** What those say that are right. */
  readonly settings: readonly Settings[];
  /** The absolute paths of the configurations that were read. */
  readonly files: readonly string[];
  /** What is wrong with those. */
  readonly problems: readonly Diagnostic[];
}

/** @param folder The folder that messages name paths from; it stands for the folder of a configuration where there is none. */
export function configurations(folder: string, options: ReadOptions = {}): Configurations {
  const find = configFinder();
  const known = new Map<string, Read>();
  const defaults = defaultSettings(folder);
  return {
    async load(files) {
      const folders = new Set(files.map((file) => dirname(file)));
      const wanted = new Map([...folders].flatMap((one) => pairOf(find(one))));
      for (const [file, others] of wanted)
        if (!known.has(file)) known.set(file, await read(file, others, folder, options));
    },
    of(file) {
      const [nearest] = find(dirname(file));
      const found = nearest === undefined ? undefined : known.get(nearest);
      return found !== undefined && "settings" in found ? found.settings : defaults;
    },
    get settings() {
      return [...known.values()].flatMap((one) => ("settings" in one ? [one.settings] : []));
    },
    get files() {
      return [...known.keys()].toSorted();
    },
    get problems() {
      return [...known.values()].flatMap((one) => ("diagnostics" in one ? one.diagnostics : []));
    },
  };
}

function pairOf([first, ...others]: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  return first === undefined ? [] : [[first, others]];
}

async function read(file: string, others: readonly string[], folder: string, options: ReadOptions): Promise<Read> {
  const source = await readSource(file, folder);
  const [other] = others;
  if (other !== undefined) return refused(source, G901.several(basename(file), basename(other)));
  if (!isReadable(basename(file))) return refused(source, G901.name(basename(file)));
  const { readConfig } = await import("./read.ts");
  return readConfig(source, file, options);
}

/** A configuration that is not run; its first line stands for it. */
function refused(source: Source, message: Message): Read {
  const span = { start: 0, end: /^[^\r\n]*/.exec(source.text)?.[0].length ?? 0 };
  return { diagnostics: [{ ...message, source, span, related: [], fixes: [] }] };
}

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a configuration may be called. */
const readable: readonly string[] = ["graphc.config.ts", "graphc.config.js", "graphc.config.mts", "graphc.config.mjs"];

/** What one is called with other tools. It is found so that it can be refused, since to pass over it would do something else than it says. */
const unreadable: readonly string[] = ["graphc.config.cts", "graphc.config.cjs", "graphc.config.json"];

export const configNames: readonly string[] = [...readable, ...unreadable];

/** Whether a configuration with this name is read. */
export function isReadable(name: string): boolean {
  return readable.includes(name);
}

/** The configurations of the nearest folder, upwards, that has any: one, or several that contradict each other. Absolute paths. */
export type FindConfig = (folder: string) => readonly string[];

/** A search that remembers the folders it has seen. */
export function configFinder(): FindConfig {
  const known = new Map<string, readonly string[]>();
  const find: FindConfig = (folder) => {
    const before = known.get(folder);
    if (before) return before;
    const here = configNames.map((name) => join(folder, name)).filter((path) => existsSync(path));
    const parent = dirname(folder);
    const found = here.length > 0 || parent === folder ? here : find(parent);
    known.set(folder, found);
    return found;
  };
  return find;
}

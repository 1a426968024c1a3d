/** What lies below a folder, as far as graphs are concerned. */
import { readdirSync, realpathSync, statSync, type Dirent, type Stats } from "node:fs";
import { join, sep } from "node:path";
import { reasonOf } from "./error.ts";

/** The files below a folder, absolute paths in no order. */
export interface Below {
  readonly graphs: readonly string[];
  /** Those that are called like what graphs become. */
  readonly modules: readonly string[];
}

/** Searches folders, each once. */
export interface Search {
  below(folder: string): Below;
  /** The folders that could not be read and why, and with them all below. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/** What a graph becomes is called `x.graph.ts`, `x.graph.js.map`, `x.d.graph.ts`. */
export const moduleName = /\.graph\.(?:ts|js|d\.ts)(?:\.map)?$|\.d\.graph\.ts$/;

/** Whether a folder or a file that lies in a searched folder belongs to other people, to output or to tools. */
export function isPassed(name: string): boolean {
  return name === "node_modules" || name === "dist" || name.startsWith(".");
}

/** Folders are read one after the other, which is faster than at once for many small ones. Links to folders are followed, but not in circles. */
export function searching(): Search {
  const known = new Map<string, Below>();
  const unreadable = new Map<string, string>();
  const read = (folder: string): readonly Dirent[] => {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      if (!isGone(error)) unreadable.set(folder, reasonOf(error));
      return [];
    }
  };
  return {
    unreadable,
    below(folder) {
      const before = known.get(folder);
      if (before) return before;
      const graphs: string[] = [];
      const modules: string[] = [];
      const visit = (at: string, around: readonly string[]): void => {
        for (const entry of read(at)) {
          const { name } = entry;
          if (isPassed(name)) continue;
          const path = at.endsWith(sep) ? `${at}${name}` : `${at}${sep}${name}`;
          const kind = entry.isSymbolicLink() ? behind(path) : entry;
          if (kind?.isDirectory()) {
            const inside = entry.isSymbolicLink() ? realOf(path) : join(around.at(-1) ?? at, name);
            if (!around.includes(inside)) visit(path, [...around, inside]);
          } else if (kind?.isFile()) {
            if (name.endsWith(".graph")) graphs.push(path);
            else if (moduleName.test(name)) modules.push(path);
          }
        }
      };
      visit(folder, [realOf(folder)]);
      const found = { graphs, modules };
      known.set(folder, found);
      return found;
    },
  };
}

/** What a link leads to; nothing where it leads nowhere. */
function behind(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function realOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

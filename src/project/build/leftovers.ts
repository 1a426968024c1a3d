/** Files that builds have left and that nothing becomes any more. */
import { readFileSync, rmSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { hashOfLines } from "../cache/hash.ts";
import { ProjectError, reasonOf } from "../error.ts";
import { displayPath } from "../paths.ts";
import type { Project } from "../project.ts";
import { moduleName } from "../search.ts";
import type { Built } from "./build.ts";
import { markedSource } from "./mark.ts";
import type { Store } from "./store.ts";

export interface Leftover {
  /** As messages name it. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  /** The graph that it was made from, as messages name it. */
  readonly source: string;
  /** Whether that is gone, or becomes other files now, since the configuration has changed. */
  readonly reason: "gone" | "elsewhere";
  /** Whether it holds what a build has written, was changed since, or nobody knows: what was written is noted in the cache alone. */
  readonly state: "unchanged" | "edited" | "unknown";
}

/**
 * Files that earlier builds have noted, and those that say in their first line which graph they were made from. Only of graphs that this run covers, and in
 * the order of their paths.
 */
export async function leftovers(
  project: Project,
  built: Built,
  store: Store | undefined,
  folder: string,
): Promise<readonly Leftover[]> {
  const candidates = [...noted(project, built, store, folder), ...marked(project, built, store, folder)];
  const gone = candidates.filter(({ reason }) => reason === "gone").map(({ source }) => resolve(folder, source));
  const covered = gone.length === 0 ? new Set() : await project.around.covered(gone);
  return candidates
    .filter(({ reason, source }) => reason === "elsewhere" || covered.has(resolve(folder, source)))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Files that the store knows. Those that are gone as well are forgotten. */
function noted(project: Project, built: Built, store: Store | undefined, folder: string): readonly Leftover[] {
  if (store === undefined) return [];
  const current = new Set(built.outputs.map(({ file }) => displayPath(file, folder)));
  const modules = new Set(built.modules);
  const found: Leftover[] = [];
  for (const [path, { source, hash, isConfigured }] of store.written) {
    if (current.has(path)) continue;
    const file = resolve(folder, path);
    const isElsewhere = modules.has(source) && isConfigured && !project.isOverridden;
    if (!isElsewhere && !isGone(resolve(folder, source))) continue;
    const there = bytesOf(file);
    if (there === undefined) store.note(path);
    else {
      const state = hashOfLines(there) === hash ? "unchanged" : "edited";
      found.push({ path, file, source, reason: isElsewhere ? "elsewhere" : "gone", state });
    }
  }
  return found;
}

/**
 * Files that no build has noted, since there is no cache, and whose first line names a graph that is not there; or one beside them, where a configuration now
 * sends modules elsewhere. A file that may have been put where it is by `--out-dir` is none.
 */
function marked(project: Project, built: Built, store: Store | undefined, folder: string): readonly Leftover[] {
  const current = new Set(built.outputs.map(({ file }) => file));
  const modules = new Set(built.modules);
  const found: Leftover[] = [];
  for (const file of project.around.modules()) {
    if (current.has(file)) continue;
    const path = displayPath(file, folder);
    if (store?.written.has(path)) continue;
    const from = project.around.sourceOf(file);
    const source = displayPath(from, folder);
    const isElsewhere = modules.has(source) && !project.isOverridden && isMoved(project, source);
    if (!isElsewhere && (!isGone(from) || mayBeSentThere(path, project))) continue;
    if (markedSource(file) !== basename(from)) continue;
    found.push({ path, file, source, reason: isElsewhere ? "elsewhere" : "gone", state: "unknown" });
  }
  return found;
}

/** Whether a configuration says of a source that its module is not what it would be without one. */
function isMoved(project: Project, source: string): boolean {
  const { outDir, emit } = project.settingsOf(source);
  return outDir !== undefined || emit !== "ts";
}

/** Whether a file lies in some folder as it would lie there if `--out-dir` had named that. */
function mayBeSentThere(path: string, { sources }: Project): boolean {
  const made = `${path.replace(moduleName, "")}.graph`;
  return sources.some((source) => made.endsWith(`/${source.path}`));
}

/** What may only not be seen, for want of permission, is not gone. */
function isGone(file: string): boolean {
  try {
    statSync(file);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
  }
}

/** Removes the files that hold what a build has written. @throws ProjectError if one cannot be removed. */
export function removeLeftovers(found: readonly Leftover[], store: Store | undefined): void {
  for (const { file, path, state } of found) {
    if (state !== "unchanged") continue;
    try {
      rmSync(file, { force: true });
    } catch (error) {
      throw new ProjectError(`cannot remove \`${path}\`: ${reasonOf(error)}`, { cause: error });
    }
    store?.note(path);
  }
}

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

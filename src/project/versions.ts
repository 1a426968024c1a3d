/** The two versions of some graphs that a comparison is of: files, folders, revisions of git, or the work tree. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Source } from "../source/source.ts";
import { discover } from "./discover.ts";
import { ProjectError } from "./error.ts";
import { loadSources } from "./load.ts";
import { findRevision, sourcesOf, type Revision } from "./revision.ts";

export interface VersionsOptions {
  /** The folder that relative paths start from, absolute. */
  readonly folder: string;
  /** A file, a folder or a revision. */
  readonly old: string;
  /** Default: the work tree, where `old` is a revision. */
  readonly new: string | undefined;
  /** The files and folders that are compared between revisions. Default: the folder. */
  readonly paths: readonly string[];
}

export interface Versions {
  readonly old: readonly Source[];
  readonly new: readonly Source[];
  /** How an old file is called. */
  readonly oldPath: (path: string) => string;
}

/** @throws ProjectError for what is neither a path nor a revision, or both, and where neither version has a `.graph` file. */
export async function openVersions({ folder, paths, ...named }: VersionsOptions): Promise<Versions> {
  const old = await operand(named.old, folder);
  const now = named.new === undefined ? undefined : await operand(named.new, folder);
  if (old.kind === "path" && !now)
    throw new ProjectError(`\`${named.old}\` is a path: name the path or revision that it is compared with`);
  const given = [old, now].flatMap((one) => (one?.kind === "path" ? [one.path] : []));
  if (given.length > 0 && paths.length > 0)
    throw new ProjectError(`paths behind \`--\` are for revisions, and \`${given[0]}\` is a path`);
  const below = paths.length > 0 ? paths : given.length === 1 ? given : ["."];
  const read = async (one: Operand | undefined): Promise<readonly Source[]> => {
    if (one?.kind === "revision") return sourcesOf(one.revision, below, folder);
    return onDisk(one ? [one.path] : below, folder);
  };
  const versions = { old: await read(old), new: await read(now) };
  if (versions.old.length === 0 && versions.new.length === 0)
    throw new ProjectError(
      `there is no .graph file in either version${paths.length > 0 ? ` of \`${paths.join("`, `")}\`` : ""}`,
    );
  const taken = new Set(versions.new.map(({ path }) => path));
  const oldPath = (path: string): string =>
    old.kind === "revision" ? `${old.revision.name}:${path}` : taken.has(path) ? `${path} (old)` : path;
  return { ...versions, oldPath };
}

type Operand =
  { readonly kind: "path"; readonly path: string } | { readonly kind: "revision"; readonly revision: Revision };

/**
 * What exists on disk is a path unless it may be a revision too: then neither is guessed. What is written as a path only, with `./`, `../`, `/` or `.graph`,
 * is not looked up as a revision.
 */
async function operand(name: string, folder: string): Promise<Operand> {
  const exists = await isThere(resolve(folder, name));
  if (/^\.{0,2}[\\/]|^\.{1,2}$|\.graph$/.test(name) || resolve(name) === name) {
    if (!exists) throw new ProjectError(`there is no file or folder \`${name}\``);
    return { kind: "path", path: name };
  }
  const revision = exists ? await findRevision(name, folder).catch(() => undefined) : await findRevision(name, folder);
  if (!revision && !exists) throw new ProjectError(`\`${name}\` is no file or folder, and no revision of git`);
  if (!revision) return { kind: "path", path: name };
  if (exists)
    throw new ProjectError(
      `\`${name}\` is a path and a revision: write \`./${name}\` for the path, or \`${name}^0\` for the revision`,
    );
  return { kind: "revision", revision };
}

/** The files below those paths that exist: of the others, one version may have them. */
async function onDisk(paths: readonly string[], folder: string): Promise<readonly Source[]> {
  const there = await Promise.all(paths.map((path) => isThere(resolve(folder, path))));
  const found = await Promise.all(
    paths.filter((_, index) => there[index]).map((path) => discover([path], folder, { mayBeEmpty: true })),
  );
  return loadSources([...new Set(found.flat())], folder);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

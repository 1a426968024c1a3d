/** The `.graph` files of a git revision, as they were. */
import { posix, relative, resolve, sep } from "node:path";
import type { Source } from "../source/source.ts";
import { ProjectError } from "./error.ts";
import { git } from "./git.ts";
import { loadSources, type Tree } from "./load.ts";
import { isWithin, slashes } from "./paths.ts";

/** A commit in the repository that a folder lies in. */
export interface Revision {
  /** As the caller wrote it. */
  readonly name: string;
  readonly commit: string;
}

/**
 * The commit that a name stands for; nothing where no revision has it.
 * @throws ProjectError if git is not installed or the folder is in no repository.
 */
export async function findRevision(name: string, folder: string): Promise<Revision | undefined> {
  const { ok, complaint } = await git(folder, ["rev-parse", "--is-inside-work-tree"]);
  if (!ok) {
    const reason = complaint.includes("not a git repository") ? "the folder is not in a git repository" : complaint;
    throw new ProjectError(`\`${name}\` is no file or folder, and revisions cannot be read: ${reason}`);
  }
  // What begins with a dash would be an option of git.
  if (name.startsWith("-")) return undefined;
  const found = await git(folder, ["rev-parse", "--verify", "--quiet", `${name}^{commit}`]);
  return found.ok ? { name, commit: found.stdout.toString().trim() } : undefined;
}

/**
 * The `.graph` files of a revision below some files and folders, and those that they import in the same revision. Folders are searched as on disk. None where
 * the revision has none there.
 * @param paths Relative to the folder.
 * @throws ProjectError for a path outside of the repository.
 */
export async function sourcesOf(
  { commit }: Revision,
  paths: readonly string[],
  folder: string,
): Promise<readonly Source[]> {
  const top = await topOf(folder);
  for (const path of paths)
    if (!isWithin(resolve(folder, path), top)) throw new ProjectError(`\`${path}\` is outside of the repository`);
  const blobs = await graphBlobs(commit, folder, top);
  const wanted = paths.map((path) => resolve(folder, path));
  const files = [...blobs.keys()].filter((file) => wanted.some((path) => file === path || isSearched(file, path)));
  const contents = await read([...blobs.values()], folder);
  const tree: Tree = {
    read: (file) => Promise.resolve(contents.get(blobs.get(file) ?? "") ?? new Uint8Array()),
    isFile: (file) => Promise.resolve(blobs.has(file)),
  };
  return loadSources(files, folder, { tree });
}

/** The folder of the work tree, through the links by which the caller came. */
async function topOf(folder: string): Promise<string> {
  const { stdout } = await git(folder, ["rev-parse", "--show-prefix"]);
  const depth = stdout
    .toString()
    .trim()
    .split("/")
    .filter((part) => part !== "").length;
  return resolve(folder, ...Array.from({ length: depth }, () => ".."));
}

/** Whether a file lies below a folder that is searched: not in other people's sources or output. */
function isSearched(file: string, folder: string): boolean {
  if (!isWithin(file, folder)) return false;
  const parts = slashes(relative(folder, file)).split("/").slice(0, -1);
  return !parts.some((part) => part.startsWith(".") || part === "node_modules" || part === "dist");
}

/** The objects of all `.graph` files, by absolute path. Links are left out: what they lead to is no part of the revision. */
async function graphBlobs(commit: string, folder: string, top: string): Promise<ReadonlyMap<string, string>> {
  const { ok, stdout, complaint } = await git(folder, ["ls-tree", "-r", "-z", "--full-tree", commit]);
  if (!ok) throw new ProjectError(`cannot read the revision \`${commit}\`: ${complaint}`);
  const found = new Map<string, string>();
  for (const line of stdout.toString().split("\0")) {
    const [, object, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+\.graph)$/s.exec(line) ?? [];
    if (object !== undefined && path !== undefined) found.set(resolve(top, path.split(posix.sep).join(sep)), object);
  }
  return found;
}

/** What objects hold, by their names; all of them in one call. */
async function read(objects: readonly string[], folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const { stdout } = await git(folder, ["cat-file", "--batch"], objects.map((object) => `${object}\n`).join(""));
  for (let at = 0; at < stdout.length;) {
    const end = stdout.indexOf("\n", at);
    const [object = "", , size = "0"] = stdout.toString("latin1", at, end).split(" ");
    found.set(object, stdout.subarray(end + 1, end + 1 + Number(size)));
    at = end + 2 + Number(size);
  }
  return found;
}

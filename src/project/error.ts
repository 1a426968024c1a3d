/** Something outside the graphs that only the caller can mend: a path, a permission, a configuration. Its message is for people. */
export class ProjectError extends Error {
  override readonly name = "ProjectError";
}

/** Whether an error is one of those. The commands are several bundles with a class each, and so it is told by its name. */
export function isProjectError(error: unknown): error is ProjectError {
  return error instanceof Error && error.name === "ProjectError";
}

/** The reason of a failed file operation in words, without the system call and the path that Node's own messages carry. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return (
    (typeof code === "string" ? reasons[code] : undefined) ?? (error instanceof Error ? error.message : String(error))
  );
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  EEXIST: "a part of its path is not a folder",
  ENOENT: "it does not exist",
  ELOOP: "its symbolic links lead in a circle",
  ENOSPC: "the disk is full",
  EMFILE: "too many files are open",
};

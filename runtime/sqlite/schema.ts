/** Marks a file as one of this package: "grph". */
export const applicationId = 0x67727068;

/**
 * What brings a file from one version to the next: the n-th entry leads from version n to n + 1. An entry that was published is never changed; what
 * follows is added behind it. Checkpoints, store and cache may share a file, so all their tables are here.
 */
export const migrations: readonly string[] = [threads()];

function threads(): string {
  return ``;
}

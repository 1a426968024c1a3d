import type { Io } from "./io.ts";

/** Names the folders that could not be searched: what is in them is neither checked nor built, and nobody else says so. */
export function tellUnreadable(folders: ReadonlyMap<string, string>, { stderr }: Io): void {
  for (const [path, reason] of folders) stderr.write(`graphc: \`${path}\` is left out: ${reason}\n`);
}

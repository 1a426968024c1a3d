/** Where entries are kept between builds. */
import type { Entry } from "./entry.ts";

/** What earlier builds found out, by the paths of sources. */
export interface Store {
  read(path: string): Entry | undefined;
  write(path: string, entry: Entry): void;
  /** Keeps what was written for other processes, where that is what it is for. */
  save(): void;
}

/** Keeps entries for one process. */
export function memoryStore(): Store {
  const entries = new Map<string, Entry>();
  return { read: (path) => entries.get(path), write: (path, entry) => void entries.set(path, entry), save: () => {} };
}

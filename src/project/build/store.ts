/** Where entries are kept between builds. */
import type { Entry } from "./entry.ts";

/** A file as a build left it. */
export interface Written {
  /** The path of its source. */
  readonly source: string;
  /** Of what it held, whatever the line endings are. */
  readonly hash: string;
  /** Whether a configuration, or none, had it made, rather than an option of the command line, which may be another one the next time. */
  readonly isConfigured: boolean;
}

/** What earlier builds found out and left. */
export interface Store {
  /** The entry of the source with a path. */
  read(path: string): Entry | undefined;
  write(path: string, entry: Entry): void;
  /** The files that builds have left, by their paths as messages name them. */
  readonly written: ReadonlyMap<string, Written>;
  /** Notes that a file is as a build has left it, or, without more, that it is no concern of builds any more. */
  note(file: string, written?: Written): void;
  /** Keeps what was written for other processes, where that is what it is for. */
  save(): void;
}

/** Keeps entries for one process. */
export function memoryStore(): Store {
  const entries = new Map<string, Entry>();
  const written = new Map<string, Written>();
  return {
    written,
    read: (path) => entries.get(path),
    write: (path, entry) => void entries.set(path, entry),
    note: (file, as) => void (as === undefined ? written.delete(file) : written.set(file, as)),
    save: () => {},
  };
}

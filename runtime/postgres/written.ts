/** What a unit must follow. */
export interface UnitRow {
  readonly thread: string;
  readonly line: string | null;
  readonly parent: string | null;
  readonly known: number | null;
}

/** A commit. */
export interface CommitRow {
  readonly id: string;
  readonly parent: string | null;
  readonly createdAt: number;
  readonly dueAt: number | null;
  readonly version: number;
  readonly step: number;
  readonly source: string;
  readonly graph: string;
  readonly schemaHash: string;
  readonly status: string;
  readonly next: string;
  readonly metadata: string;
  readonly frontier: string;
}

/** A change of a field. */
export interface ChangeRow {
  /** Whether the value begins with it. */
  readonly anew: boolean;
  readonly part: number;
  readonly field: string;
  readonly data: string | null;
}

/** Something that was finished behind a commit. */
export interface RecordRow {
  readonly path: string;
  readonly index: number;
  readonly kind: string;
  readonly node: string;
  readonly key: string;
  readonly data: string;
}

/** Several units as lists. */
export interface Flat {
  readonly units: object[];
  readonly commits: object[];
  readonly changes: object[];
  readonly records: object[];
}

/** What a unit must follow. */
export interface UnitRow {
  readonly thread: string;
  readonly line: string | null;
  readonly parent: string | null;
  readonly known: number | null;
}

/** A commit as the functions take it; `i` counts those of its unit, from 1. */
export interface CommitRow {
  readonly i: number;
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

/** A change of commit `i`. */
export interface ChangeRow {
  readonly i: number;
  /** Whether the value begins with it. */
  readonly anew: boolean;
  readonly part: number;
  readonly field: string;
  readonly data: string | null;
}

/** A record of commit `i`, or, for 0, of the one that the unit follows. */
export interface RecordRow {
  readonly i: number;
  readonly path: string;
  readonly index: number;
  readonly kind: string;
  readonly node: string;
  readonly key: string;
  readonly data: string;
}

/** A unit of one commit. */
export interface StepRow {
  readonly row: UnitRow;
  readonly commit: CommitRow;
  readonly changes: readonly ChangeRow[];
}

/** Several units as lists. */
export interface Flat {
  readonly units: object[];
  readonly commits: object[];
  readonly changes: object[];
  readonly records: object[];
}

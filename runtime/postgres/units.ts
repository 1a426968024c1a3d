import type { Commit, FieldChange, StepRecord } from "../types/storage.ts";
import { toName } from "./names.ts";

/** Something to store, and whom to tell. */
export type Write = (
  | { readonly kind: "commit"; readonly commit: Commit }
  | { readonly kind: "record"; readonly checkpointId: string; readonly record: StepRecord }
) & {
  readonly threadId: string;
  /** About how long its text is. */
  readonly size: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Writes of one thread that follow each other: commits on one line, each behind the one before, with the records of each; or records alone. If the first
 * can be stored, so can all.
 */
export class Unit {
  readonly writes: Write[] = [];
  readonly #first: Write;
  /** Of commits, and of the line. */
  readonly #ids = new Set<string>();
  readonly #commits: object[] = [];
  readonly #changes: object[] = [];
  readonly #records: object[] = [];
  /** What the next write must follow. */
  #head: string;
  /** How many records come behind the last commit. */
  #added = 0;
  /** How the chunks of a field go on: behind those of a commit of this unit, or behind those that are stored (then `first` is the first of this unit). */
  readonly #fields = new Map<string, { readonly base: number | null; readonly first: number; empty: boolean }>();

  constructor(first: Write) {
    this.#first = first;
    this.#head = headOf(first);
    this.add(first);
  }

  get threadId(): string {
    return this.#first.threadId;
  }

  /** Whether a write can be added. */
  isFollowedBy(write: Write): boolean {
    if (write.threadId !== this.#first.threadId) return false;
    if (write.kind === "record") return write.checkpointId === this.#head;
    if (this.#first.kind === "record") return false;
    const { checkpointId, line, parentId, parentRecords = Infinity } = write.commit;
    if (parentRecords < this.#added) return false;
    return line === this.#first.commit.line && parentId === this.#head && !this.#ids.has(checkpointId);
  }

  add(write: Write): void {
    this.writes.push(write);
    if (write.kind === "record") this.#addRecord(write.record);
    else this.#addCommit(write.commit);
  }

  /** As the function `write` takes it. */
  toJSON(): object {
    const first = this.#first;
    const isRecord = first.kind === "record";
    const parent = isRecord ? first.checkpointId : first.commit.parentId;
    return {
      thread: toName(first.threadId),
      line: isRecord ? null : toName(first.commit.line),
      parent: parent === undefined ? null : toName(parent),
      known: isRecord ? null : (first.commit.parentRecords ?? null),
      commits: this.#commits,
      changes: this.#changes,
      records: this.#records,
    };
  }

  #addCommit(commit: Commit): void {
    const { changes, checkpointId, createdAt, dueAt, graph, line, metadata, next, parentId, schemaHash } = commit;
    const { frontier, source, status, step, version } = commit;
    const i = this.#commits.length + 1;
    this.#head = checkpointId;
    this.#added = 0;
    this.#ids.add(checkpointId).add(line);
    this.#commits.push({
      i,
      id: toName(checkpointId),
      ...(parentId !== undefined && { parent: toName(parentId) }),
      createdAt: createdAt.getTime(),
      ...(dueAt !== undefined && { dueAt: dueAt.getTime() }),
      version,
      step,
      source,
      graph: toName(graph),
      schemaHash: toName(schemaHash),
      status,
      next: JSON.stringify(next),
      metadata: JSON.stringify(metadata),
      frontier,
    });
    for (const change of onePerField(changes)) this.#addChange(i, change);
  }

  #addChange(i: number, { field, data, part, op }: Change): void {
    const before = this.#fields.get(field);
    const goesOn = op === "append" && before?.empty !== true;
    const place = goesOn
      ? (before ?? { base: null, first: i, empty: false })
      : { base: i, first: i, empty: op === "clear" };
    this.#fields.set(field, place);
    this.#changes.push({ i, base: place.base, first: place.first, part, field: toName(field), data });
  }

  #addRecord({ data, index, key, kind, node, path }: StepRecord): void {
    this.#added++;
    this.#records.push({
      i: this.#commits.length,
      path: toName(path),
      index,
      kind,
      node: toName(node),
      key: toName(key),
      data,
    });
  }
}

function headOf(write: Write): string {
  return write.kind === "record" ? write.checkpointId : write.commit.checkpointId;
}

/** Puts writes, in the order of their threads, into units: each in one by itself, or as many together as can be. */
export function unitsOf(writes: readonly Write[], alone: boolean): readonly Unit[] {
  const units: Unit[] = [];
  for (const write of writes) {
    const last = units.at(-1);
    if (!alone && last?.isFollowedBy(write) === true) last.add(write);
    else units.push(new Unit(write));
  }
  return units;
}

/** A change as it is stored: one of several chunks, if a commit changes a field several times. */
interface Change {
  readonly op: FieldChange["op"];
  readonly field: string;
  readonly data: string | null;
  readonly part: number;
}

/** The changes of a commit, without those that others undo. */
function onePerField(changes: readonly FieldChange[]): readonly Change[] {
  const byField = new Map<string, Change[]>();
  for (const change of changes) {
    const { field, op } = change;
    const before = byField.get(field);
    const first = before?.[0];
    if (before === undefined || first === undefined || op !== "append") {
      byField.set(field, [{ op, field, data: op === "clear" ? null : change.data, part: 0 }]);
    } else if (first.op === "clear") {
      byField.set(field, [{ op: "set", field, data: change.data, part: 0 }]);
    } else {
      before.push({ op: first.op, field, data: change.data, part: before.length });
    }
  }
  return [...byField.values()].flat();
}

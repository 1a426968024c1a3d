import type { ChangeRow, CommitRow, RecordRow } from "./written.ts";
import type { Commit, FieldChange, StepRecord } from "../types/storage.ts";
import type { DirectCommit, DirectRecord } from "../checkpoint/direct.ts";
import { checkNames, checkText } from "./check.ts";
import { encode } from "../state/codec.ts";
import { onePerField } from "./changes.ts";
import { toName } from "./names.ts";

/** A commit as it is stored. Everything that comes from outside is checked, and ids and names are as `names.ts` writes them. */
export interface PreparedCommit {
  readonly kind: "commit";
  readonly thread: string;
  /** About how long its text is. */
  readonly size: number;
  readonly line: string;
  /** How many records of its parent it knows; `null` for any number. */
  readonly known: number | null;
  readonly row: CommitRow;
  readonly changes: readonly ChangeRow[];
}

/** A record as it is stored, too. */
export interface PreparedRecord {
  readonly kind: "record";
  readonly thread: string;
  readonly size: number;
  /** The checkpoint that it is added to. */
  readonly parent: string;
  readonly row: RecordRow;
}

/** @throws ConfigError if an id is none that can be stored */
export function prepareDirect(commit: DirectCommit): PreparedCommit {
  const changes = commit.changes.map((change): FieldChange => {
    return change.op === "clear" ? change : { op: change.op, field: change.field, data: encode(change.value) };
  });
  return prepared(commit, encode(commit.frontier), changes);
}

/** @throws ConfigError, NotStorableError */
export function prepareCommit(commit: Commit): PreparedCommit {
  const { changes, frontier } = commit;
  checkText("frontier", frontier);
  for (const change of changes) if (change.op !== "clear") checkText(change.field, change.data);
  return prepared(commit, frontier, changes);
}

/** @throws ConfigError */
export function prepareDirectRecord(threadId: string, checkpointId: string, record: DirectRecord): PreparedRecord {
  return preparedRecord(threadId, checkpointId, record, encode(record.value));
}

/** @throws ConfigError, NotStorableError */
export function prepareRecord(threadId: string, checkpointId: string, record: StepRecord): PreparedRecord {
  checkText(record.path, record.data);
  return preparedRecord(threadId, checkpointId, record, record.data);
}

function prepared(
  commit: Omit<DirectCommit, "changes" | "frontier">,
  frontier: string,
  changes: readonly FieldChange[],
): PreparedCommit {
  const { checkpointId, dueAt, graph, line, parentId, threadId } = commit;
  checkNames({ threadId, checkpointId, line, parentId, graph });
  let size = frontier.length + 500;
  for (const change of changes) size += change.field.length + (change.op === "clear" ? 0 : change.data.length);
  return {
    kind: "commit",
    thread: toName(threadId),
    size,
    line: toName(line),
    known: commit.parentRecords ?? null,
    row: {
      id: toName(checkpointId),
      parent: parentId === undefined ? null : toName(parentId),
      createdAt: commit.createdAt.getTime(),
      dueAt: dueAt === undefined ? null : dueAt.getTime(),
      version: commit.version,
      step: commit.step,
      source: commit.source,
      graph: toName(graph),
      schemaHash: toName(commit.schemaHash),
      status: commit.status,
      next: JSON.stringify(commit.next),
      metadata: JSON.stringify(commit.metadata),
      frontier,
    },
    changes: onePerField(changes),
  };
}

function preparedRecord(
  threadId: string,
  checkpointId: string,
  record: Omit<StepRecord, "data">,
  data: string,
): PreparedRecord {
  const { index, key, kind, node, path } = record;
  checkNames({ threadId, checkpointId });
  return {
    kind: "record",
    thread: toName(threadId),
    size: data.length + 200,
    parent: toName(checkpointId),
    row: { path: toName(path), index, kind, node: toName(node), key: toName(key), data },
  };
}

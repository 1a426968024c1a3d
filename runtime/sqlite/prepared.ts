import type { CheckpointHeader, Commit, FieldChange, StepRecord } from "../types/storage.ts";
import type { DirectCommit, DirectRecord } from "../checkpoint/direct.ts";
import { NotStorableError } from "../errors.ts";
import { type Lengths, lengthOf } from "./refs.ts";
import { encode } from "../state/codec.ts";
import { plainJson } from "./text.ts";
import { recordHead } from "./row.ts";

/** A commit as text, to be placed in its thread. */
export interface Prepared {
  readonly header: Omit<CheckpointHeader, "frontier">;
  readonly lengths: Lengths;
  /** The column `head` without its table. */
  readonly head: string;
  readonly appended: string | null;
  readonly data: string;
}

/** A record as text. */
export interface PreparedRecord {
  readonly threadId: string;
  readonly checkpointId: string;
  readonly head: string;
  readonly data: string;
  /** What makes it the same as another. */
  readonly identity: string;
}

export function prepareDirect(commit: DirectCommit): Prepared {
  const { changes, frontier } = commit;
  return prepared(commit, encode(frontier), changes.length === 0 ? [] : changes.map(encoded));
}

/** @throws NotStorableError if what is to be stored is no text of the codec */
export function prepareCommit(commit: Commit): Prepared {
  const { changes, frontier, graph } = commit;
  const checked = changes.map((change) =>
    change.op === "clear" ? change : { ...change, data: jsonOf(graph, change.field, change.data) },
  );
  return prepared(commit, jsonOf(graph, "frontier", frontier), checked);
}

export function prepareDirectRecord(threadId: string, checkpointId: string, record: DirectRecord): PreparedRecord {
  return preparedRecord(threadId, checkpointId, record, encode(record.value));
}

/** @throws NotStorableError */
export function prepareRecord(threadId: string, checkpointId: string, record: StepRecord): PreparedRecord {
  return preparedRecord(threadId, checkpointId, record, jsonOf("", record.path, record.data));
}

/** Of records that have the same, a checkpoint keeps the first. */
export function identityOf({ path, index, kind, key }: Pick<StepRecord, "path" | "index" | "kind" | "key">): string {
  return `${index} ${kind} ${path.length} ${path}${key}`;
}

function prepared(header: Prepared["header"], frontier: string, changes: readonly FieldChange[]): Prepared {
  const lengths: (string | number)[] = [];
  let appended = "";
  let sets = "";
  for (const [i, change] of changes.entries()) {
    if (changes.length > 1 && isOverwritten(changes, i)) continue;
    lengths.push(change.field, lengthOf(change));
    if (change.op === "append") appended += `,${JSON.stringify(change.field)},${change.data}`;
    else if (change.op === "set") sets += change.data;
  }
  const metadata = encode(header.metadata);
  return {
    header,
    lengths,
    head: `[${JSON.stringify(header.next)},${JSON.stringify(lengths)},${metadata === "{}" ? "0" : metadata}`,
    appended: appended === "" ? null : appended,
    data: sets + frontier,
  };
}

/** Whether a later change of the same commit leaves nothing of this one. */
function isOverwritten(changes: readonly FieldChange[], i: number): boolean {
  return changes.some(({ field, op }, later) => later > i && op !== "append" && field === changes[i]?.field);
}

function preparedRecord(
  threadId: string,
  checkpointId: string,
  record: Omit<StepRecord, "data">,
  data: string,
): PreparedRecord {
  return { threadId, checkpointId, head: recordHead(record), data, identity: identityOf(record) };
}

function encoded(change: DirectCommit["changes"][number]): FieldChange {
  return change.op === "clear" ? change : { op: change.op, field: change.field, data: encode(change.value) };
}

function jsonOf(graph: string, field: string, text: string): string {
  try {
    JSON.parse(text);
  } catch {
    throw new NotStorableError({ graph, of: "stored state", field, at: [], found: "text that is not JSON" });
  }
  return plainJson(text);
}

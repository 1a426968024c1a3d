import type { Commit, FieldChange, StepRecord } from "../types/storage.ts";
import type { DirectChange, DirectCommit, DirectRecord } from "../checkpoint/direct.ts";
import { NotStorableError } from "../errors.ts";
import type { Lengths } from "./refs.ts";
import { encode } from "../state/codec.ts";
import { plainJson } from "./text.ts";
import { recordHead } from "./row.ts";

/** A commit as text, to be placed in its thread. */
export interface Prepared {
  readonly header: Omit<DirectCommit, "frontier" | "changes">;
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
  return prepared(commit, encode(commit.frontier), commit.changes, valueText);
}

/** @throws NotStorableError if what is to be stored is no text of the codec */
export function prepareCommit(commit: Commit): Prepared {
  const { changes, frontier, graph } = commit;
  const checked = changes.map((change) =>
    change.op === "clear" ? change : { ...change, data: jsonOf(graph, change.field, change.data) },
  );
  return prepared(commit, jsonOf(graph, "frontier", frontier), checked, dataText);
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

function valueText(change: Exclude<DirectChange, { readonly op: "clear" }>): string {
  return encode(change.value);
}

function dataText(change: Exclude<FieldChange, { readonly op: "clear" }>): string {
  return change.data;
}

function prepared<C extends DirectChange | FieldChange>(
  header: Prepared["header"],
  frontier: string,
  changes: readonly C[],
  textOf: (change: Exclude<C, { readonly op: "clear" }>) => string,
): Prepared {
  const lengths: (string | number)[] = [];
  let texts = "";
  let appended = "";
  let data = "";
  for (let i = 0; i < changes.length; i++) {
    const change = changes[i];
    if (change === undefined || (changes.length > 1 && isOverwritten(changes, i))) continue;
    const name = quoted(change.field);
    let length = 0;
    if (isValued(change)) {
      const text = textOf(change);
      length = change.op === "set" ? text.length : -text.length;
      if (change.op === "set") data += text;
      else appended += `,${name},${text}`;
    }
    lengths.push(change.field, length);
    texts += texts === "" ? `${name},${length}` : `,${name},${length}`;
  }
  const metadata = isEmpty(header.metadata) ? "0" : encode(header.metadata);
  return {
    header,
    lengths,
    head: `[[${header.next.map(quoted).join(",")}],[${texts}],${metadata}`,
    appended: appended === "" ? null : appended,
    data: data + frontier,
  };
}

function isValued<C extends DirectChange | FieldChange>(change: C): change is Exclude<C, { readonly op: "clear" }> {
  return change.op !== "clear";
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}

/** The names of fields and nodes come again and again. */
const known = new Map<string, string>();
const manyNames = 10_000;

function quoted(name: string): string {
  let text = known.get(name);
  if (text === undefined) {
    text = JSON.stringify(name);
    if (known.size >= manyNames) known.clear();
    known.set(name, text);
  }
  return text;
}

/** Whether a later change of the same commit leaves nothing of this one. */
function isOverwritten(changes: readonly (DirectChange | FieldChange)[], i: number): boolean {
  const field = changes[i]?.field;
  for (let later = i + 1; later < changes.length; later++) {
    const change = changes[later];
    if (change?.field === field && change?.op !== "append") return true;
  }
  return false;
}

function preparedRecord(
  threadId: string,
  checkpointId: string,
  record: Omit<StepRecord, "data">,
  data: string,
): PreparedRecord {
  return { threadId, checkpointId, head: recordHead(record), data, identity: identityOf(record) };
}

function jsonOf(graph: string, field: string, text: string): string {
  try {
    JSON.parse(text);
  } catch {
    throw new NotStorableError({ graph, of: "stored state", field, at: [], found: "text that is not JSON" });
  }
  return plainJson(text);
}

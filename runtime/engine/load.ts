import { adopt, explain, issuesOf, join, refused, storable } from "../state/index.ts";
import { ConfigError, CorruptCheckpointError, SchemaMismatchError } from "../errors.ts";
import { type Direct, type DirectCheckpoint, type DirectRecord, readable } from "../checkpoint/direct.ts";
import type { Frontier, packDone } from "./frontier.ts";
import { logField } from "./log.ts";
import { isPlain } from "../state/plain.ts";
import type { Issue } from "../types/schema.ts";
import type { Prefixes } from "./prefixes.ts";
import type { Field, Table } from "./table.ts";
import type { Values } from "./values.ts";

/** A checkpoint as the engine goes on from it. */
export interface Loaded {
  readonly stored: DirectCheckpoint;
  readonly state: Values;
  readonly frontier: Frontier;
  readonly records: readonly DirectRecord[];
  /** How many of the records, from the first on, are among the stored fields. */
  readonly logged: number;
  /** Whether the state was brought up to this version of the graph, so that all of it must be stored anew. */
  readonly migrated: boolean;
}

/**
 * Reads a checkpoint. Answers that were added to it, and what followed them, count only where the run goes on from it (`isHead`): from a past one, the
 * questions are open again. `newer` is what was read of newer checkpoints of the same thread.
 * @throws SchemaMismatchError, ConfigError, CorruptCheckpointError
 */
export function read(table: Table, stored: DirectCheckpoint, isHead: boolean, newer?: Prefixes): Loaded {
  const { graph } = table;
  checkOwner(table, stored);
  if (stored.version > graph.version) throw mismatch(table, stored, undefined, undefined);
  const frontier = frozen(stored.frontier);
  if (!isFrontier(frontier)) throw corrupt(stored, "frontier");
  const logged = loggedIn(stored);
  const answered = isHead ? -1 : stored.records.findIndex(isAnswer);
  const added = answered < 0 ? stored.records : stored.records.slice(0, answered);
  const migrated = stored.version !== graph.version || stored.schemaHash !== graph.schemaHash;
  return {
    stored,
    frontier,
    migrated,
    state: migrated ? readOld(table, stored) : readState(table, stored, newer),
    logged: logged.length,
    records: [...(frontier.records ?? []), ...logged, ...added].map((record) => readRecord(table, stored, record)),
  };
}

/** Whether a record was added by who has answered: where there is one, it matters whether the checkpoint is read as the head. */
export function isAnswer({ kind }: DirectRecord): boolean {
  return kind === "answer";
}

/** The records among the fields. @throws CorruptCheckpointError */
function loggedIn(stored: DirectCheckpoint): readonly DirectRecord[] {
  const chunks = fieldsOf(stored).get(logField);
  if (chunks === undefined) return [];
  const records = joined(stored, chunks);
  if (!Array.isArray(records) || !records.every(isRecord)) throw corrupt(stored, "records");
  return records;
}

/** What came out of text is made safe to keep. */
function frozen(value: unknown): unknown {
  const kept = adopt(storable, value);
  return kept === refused ? value : kept;
}

/** A record with its values adopted; those of a step must fit the fields that they were written to. @throws SchemaMismatchError */
function readRecord(table: Table, stored: DirectCheckpoint, record: DirectRecord): DirectRecord {
  const { kind, key, node, path } = record;
  const value = frozen(record.value);
  const inner = kind === "step" && key === "" && node !== "" ? tableAt(table, path) : undefined;
  if (inner === undefined) return { ...record, value };
  if (!isPlain(value)) throw corrupt(stored, "records");
  const { update } = value as Partial<ReturnType<typeof packDone>>;
  if (update === undefined) return { ...record, value };
  if (!isPlain(update) || !isPlain(update.values)) throw corrupt(stored, "records");
  const values: Values = {};
  for (const [name, member] of Object.entries(update.values)) {
    const field = inner.fields.get(name);
    if (field === undefined) continue;
    const schema = update.replaced?.includes(name) === true ? field.state : field.update;
    const kept = adopt(schema, member);
    if (kept === refused) throw mismatch(inner, stored, name, issuesOf(explain(schema, member)));
    values[name] = kept;
  }
  return { ...record, value: { ...value, update: { ...update, values } } };
}

/** The graph that a path is in; `undefined` if a node on the way is gone. */
function tableAt(table: Table, path: string): Table | undefined {
  return path
    .split("/")
    .slice(0, -1)
    .reduce<Table | undefined>((outer, part) => outer?.byName.get(part.replace(/#.*/, ""))?.inner, table);
}

/** @throws ConfigError if it is a checkpoint of another graph. */
export function checkOwner({ graph }: Table, stored: DirectCheckpoint): void {
  if (stored.graph === graph.name) return;
  const problem = `names a thread of graph "${stored.graph}".`;
  throw new ConfigError({ graph: graph.name, threadId: stored.threadId, option: "threadId", problem });
}

/** A checkpoint that was asked for. */
export interface Found extends Loaded {
  /** Whether it is the head of the current line, so that a run goes on from it and is no fork. */
  readonly isHead: boolean;
}

/** The checkpoint, or the head of the thread. @throws SchemaMismatchError, ConfigError */
export async function find(
  direct: Direct,
  table: Table,
  threadId: string,
  checkpointId: string | undefined,
): Promise<Found | undefined> {
  const head = await direct.load(threadId);
  const isHead = checkpointId === undefined || head?.checkpointId === checkpointId;
  const stored = isHead ? head : await direct.load(threadId, checkpointId);
  return stored && { ...read(table, stored, isHead), isHead };
}

function readState(table: Table, stored: DirectCheckpoint, newer: Prefixes | undefined): Values {
  const fields = fieldsOf(stored);
  const state: Values = {};
  for (const field of table.fieldList) {
    const { name } = field;
    const chunks = fields.get(name);
    const known = chunks && newer?.find(field, chunks);
    state[name] = known ?? adopted(table, stored, field, chunks && joined(stored, chunks));
    if (chunks !== undefined && known === undefined) newer?.keep(field, chunks, state[name]);
  }
  return state;
}

/** The state that another version of the graph has stored. */
function readOld(table: Table, stored: DirectCheckpoint): Values {
  const fields = [...fieldsOf(stored)].filter(([name]) => name !== logField);
  const values = fields.map(([name, chunks]) => [name, joined(stored, chunks)] as const);
  const old = migrate(table, stored.version, Object.fromEntries(values));
  const state: Values = {};
  for (const field of table.fieldList) {
    const { name } = field;
    state[name] = adopted(table, stored, field, Object.hasOwn(old, name) ? old[name] : undefined);
  }
  return state;
}

/** A field's value, checked and safe to keep; its default where there is none. @throws SchemaMismatchError */
function adopted(table: Table, stored: DirectCheckpoint, { mayBeAbsent, name, state }: Field, value: unknown): unknown {
  if (value === undefined) {
    const blank = table.blank[name];
    if (blank === undefined && !mayBeAbsent) throw mismatch(table, stored, name, undefined);
    return blank;
  }
  const kept = adopt(state, value);
  if (kept === refused) throw mismatch(table, stored, name, issuesOf(explain(state, value)));
  return kept;
}

/** @throws CorruptCheckpointError */
function fieldsOf(stored: DirectCheckpoint): DirectCheckpoint["fields"] {
  return legible(stored, () => stored.fields);
}

/** The value of a field. @throws CorruptCheckpointError */
function joined(stored: DirectCheckpoint, chunks: readonly unknown[]): unknown {
  return legible(stored, () => join(chunks));
}

function legible<R>({ checkpointId, threadId }: DirectCheckpoint, action: () => R): R {
  try {
    return action();
  } catch (error) {
    throw readable(threadId, checkpointId, error);
  }
}

/** Whether a value is what the engine stores of where a run is; what stands deeper in it is looked at when it is used. */
function isFrontier(value: unknown): value is Frontier {
  if (!isPlain(value) || !isPlain(value["at"]) || !Number.isInteger(value["step"])) return false;
  const { at, counters = [], failed = [], records = [], stopped = [], uncounted = [], visits = {} } = value;
  const { kind, node = kind === "node" ? undefined : "" } = at as { readonly kind?: unknown; readonly node?: unknown };
  return (
    (kind === "end" || ((kind === "way" || kind === "node") && typeof node === "string")) &&
    isPlain(visits) &&
    [counters, failed, records, stopped, uncounted].every(Array.isArray) &&
    (records as readonly unknown[]).every(isRecord)
  );
}

function isRecord(value: unknown): value is DirectRecord {
  return (
    isPlain(value) &&
    Number.isInteger(value["index"]) &&
    ["path", "kind", "node", "key"].every((name) => typeof value[name] === "string")
  );
}

function corrupt({ checkpointId, threadId }: DirectCheckpoint, field: string): CorruptCheckpointError {
  return new CorruptCheckpointError(threadId, checkpointId, field);
}

function migrate(
  table: Table,
  from: number,
  old: { readonly [field: string]: unknown },
): { readonly [field: string]: unknown } {
  let values = old;
  for (let version = from; version < table.graph.version; version++) {
    const step = table.program.migrations?.[version];
    if (step !== undefined) values = { ...step(values) };
  }
  return values;
}

function mismatch(
  { graph }: Table,
  stored: DirectCheckpoint,
  field: string | undefined,
  issues: readonly Issue[] | undefined,
): SchemaMismatchError {
  return new SchemaMismatchError({
    graph: graph.name,
    threadId: stored.threadId,
    storedVersion: stored.version,
    version: graph.version,
    field,
    issues,
  });
}

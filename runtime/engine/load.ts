import { adopt, explain, issuesOf, join, refused } from "../state/index.ts";
import { ConfigError, SchemaMismatchError } from "../errors.ts";
import type { Direct, DirectCheckpoint, DirectRecord } from "../checkpoint/direct.ts";
import type { Frontier } from "./frontier.ts";
import type { Issue } from "../types/schema.ts";
import type { Table } from "./table.ts";
import type { Values } from "./values.ts";

/** A checkpoint as the engine goes on from it. */
export interface Loaded {
  readonly stored: DirectCheckpoint;
  readonly state: Values;
  readonly frontier: Frontier;
  readonly records: readonly DirectRecord[];
  /** Whether the state was brought up to this version of the graph, so that all of it must be stored anew. */
  readonly migrated: boolean;
}

/**
 * Reads a checkpoint. Answers that were added to it, and what followed them, count only where the run goes on from it (`isHead`): from a past one, the
 * questions are open again.
 * @throws SchemaMismatchError, ConfigError
 */
export function read(table: Table, stored: DirectCheckpoint, isHead: boolean): Loaded {
  const { graph } = table;
  checkOwner(table, stored);
  const frontier = stored.frontier as Frontier;
  const answered = isHead ? -1 : stored.records.findIndex(({ kind }) => kind === "answer");
  const added = answered < 0 ? stored.records : stored.records.slice(0, answered);
  const migrated = stored.version !== graph.version || stored.schemaHash !== graph.schemaHash;
  return {
    stored,
    frontier,
    migrated,
    state: readState(table, stored, migrated),
    records: [...(frontier.records ?? []), ...added],
  };
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

function readState(table: Table, stored: DirectCheckpoint, migrated: boolean): Values {
  let old: { readonly [field: string]: unknown } = Object.fromEntries(
    [...stored.fields].map(([field, chunks]) => [field, join(chunks)]),
  );
  if (migrated) old = migrate(table, stored.version, old);
  const state: Values = {};
  for (const field of table.fieldList) {
    const { name } = field;
    const value = Object.hasOwn(old, name) ? old[name] : undefined;
    if (value === undefined) {
      state[name] = table.blank[name];
      if (state[name] === undefined && !field.mayBeAbsent) throw mismatch(table, stored, name, undefined);
      continue;
    }
    const kept = adopt(field.state, value);
    if (kept === refused) throw mismatch(table, stored, name, issuesOf(explain(field.state, value)));
    state[name] = kept;
  }
  return state;
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
  field: string,
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

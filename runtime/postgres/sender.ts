import type { Column, Connection, Statement } from "./connection.ts";
import { manyChanges, stepStatement } from "./sql/step.ts";
import { stateOf } from "./problem.ts";
import { StorageError } from "../errors.ts";
import type { Unit } from "./units.ts";
import type { Flat } from "./written.ts";

/** Units that could not be stored, with the id that was found in place of what they follow. */
type Conflicts = ReadonlyMap<Unit, string | null>;

/** A number of records that no checkpoint has. */
const anyRecords = 2 ** 31 - 1;

/** An id that is there already, and a thread that is not: what is fast cannot tell, and stores nothing. */
const puzzling: ReadonlySet<string> = new Set(["23505", "23502"]);

/**
 * Sends units to the database, in the fastest way that fits: a commit by itself as a prepared statement, several units through the function `advance`; and
 * carefully, through `write`, what these have not stored, since it is no plain step forward or does not follow.
 */
export class Sender {
  readonly #connection: Connection;
  readonly #statements = new Map<number, Statement>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Stores what is a plain step forward. What is left is not stored, if it was not when it was sent before, `again`. */
  async ahead(units: readonly Unit[]): Promise<{ readonly left: readonly Unit[]; readonly again: boolean }> {
    let again = false;
    const note: Note = (sent) => (isAgain) => {
      again ||= isAgain;
      return sent;
    };
    const stored = (await this.#step(units, note)) ?? (await this.#advance(units, note));
    return { left: units.filter((unit) => !stored.has(unit)), again };
  }

  /** Stores whatever follows what is there; `again` if it may be there itself. */
  async carefully(units: readonly Unit[], again: boolean): Promise<Conflicts> {
    const text = `select ${this.#connection.schema}.write_2($1, $2)`;
    const json = JSON.stringify(units);
    const [row] = await this.#connection.query(text, (isAgain) => [json, `${again || isAgain}`]);
    const conflicts = JSON.parse(row?.[0] ?? "[]") as readonly (readonly [index: number, found: string | null])[];
    return new Map(conflicts.flatMap(([i, found]) => units.slice(i, i + 1).map((unit) => [unit, found] as const)));
  }

  /** A commit by itself; `undefined` if it is none. */
  async #step(units: readonly Unit[], note: Note): Promise<ReadonlySet<Unit> | undefined> {
    const [unit] = units;
    const step = units.length === 1 && unit?.isAhead === true ? unit.step : undefined;
    if (unit === undefined || step === undefined || step.changes.length > manyChanges) return undefined;
    const { changes, known, line, row, thread } = step;
    const { createdAt, dueAt, id, parent, status } = row;
    const created = `${createdAt}`;
    // In the order of the statement's parameters.
    const values: Column[] = [
      thread,
      line,
      parent,
      id,
      created,
      dueAt === null ? null : `${dueAt}`,
      `${row.version}`,
      `${row.step}`,
      row.source,
      row.graph,
      row.schemaHash,
      status,
      row.next,
      row.metadata,
      row.frontier,
      `${known ?? anyRecords}`,
      status === "running" ? "0" : created,
    ];
    for (const { anew, part, field, data } of changes) values.push(anew ? "1" : "0", `${part}`, field, data);
    try {
      const count = await this.#connection.prepared(this.#statement(changes.length), note(values));
      return count === undefined ? undefined : new Set(count === 1 ? units : []);
    } catch (error) {
      return nothing(error);
    }
  }

  /** Those that go on with a thread, or begin one, and are the only ones of it. */
  async #advance(units: readonly Unit[], note: Note): Promise<ReadonlySet<Unit>> {
    const ahead = units.filter(
      (unit, i) => unit.isAhead && units[i - 1]?.thread !== unit.thread && units[i + 1]?.thread !== unit.thread,
    );
    if (ahead.length === 0) return new Set();
    const flat: Flat = { units: [], commits: [], changes: [], records: [] };
    for (const unit of ahead) unit.addTo(flat);
    const values = [flat.units, flat.commits, flat.changes, flat.records].map((rows) => JSON.stringify(rows));
    try {
      const text = `select array_to_json(${this.#connection.schema}.advance_2($1, $2, $3, $4))`;
      const [row] = await this.#connection.query(text, note(values));
      const threads = JSON.parse(row?.[0] ?? "[]") as readonly number[];
      return new Set(ahead.filter((_, i) => threads[i] !== 0));
    } catch (error) {
      return nothing(error);
    }
  }

  #statement(changes: number): Statement {
    let statement = this.#statements.get(changes);
    if (statement === undefined) {
      const text = stepStatement(this.#connection.schema, changes);
      this.#statements.set(changes, (statement = { name: nameOf(text), text }));
    }
    return statement;
  }
}

/** Gives values to be sent, and is told whether they were before. */
type Note = (sent: Column[]) => (again: boolean) => Column[];

function nothing(error: unknown): ReadonlySet<Unit> {
  if (error instanceof StorageError && puzzling.has(stateOf(error) ?? "")) return new Set();
  throw error;
}

/** A name that no other text has: two hashes of FNV-1a's kind, of the text forwards and backwards. */
function nameOf(text: string): string {
  let forwards = 0x811c9dc5;
  let backwards = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    forwards = Math.imul(forwards ^ text.charCodeAt(i), 0x01000193);
    backwards = Math.imul(backwards ^ text.charCodeAt(text.length - 1 - i), 0x01000193);
  }
  return `graphc_${(forwards >>> 0).toString(36)}_${(backwards >>> 0).toString(36)}`;
}

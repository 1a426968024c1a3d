import type { DirectChange } from "../checkpoint/direct.ts";
import type { Field, Table } from "./table.ts";
import type { Values } from "./values.ts";

/** What changed in a field since the last commit: what was appended, or that it has a new value. */
type Change = { readonly appended: (readonly unknown[])[] } | { readonly value: unknown };

/** How a field is stored so far. */
interface Chunks {
  count: number;
  /** The number of elements in the last full copy, and of those appended since. */
  full: number;
  appended: number;
}

/** From so many chunks on, a full copy is due once it is no longer than what was appended since the last: so all copies together stay linear. */
const manyChunks = 32;

const none: readonly DirectChange[] = [];

/** Collects what a commit stores of the state: what was appended to a field that grows, else the new value. */
export class Changes {
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #chunks = new Map<string, Chunks>();
  /** Few fields change at a time: a list is looked through faster than a map is emptied. */
  #changed: { readonly field: string; change: Change }[] = [];
  /** What members of a group have changed, which counts once the main path has gone on. */
  #expected: { readonly updates: readonly Values[]; readonly state: Values }[] = [];

  constructor({ fields }: Table, stored?: ReadonlyMap<string, readonly unknown[]>) {
    this.#fields = fields;
    for (const [field, [first, ...more]] of stored ?? []) {
      const appended = more.reduce<number>((sum, chunk) => sum + lengthOf(chunk), 0);
      this.#chunks.set(field, { count: more.length + 1, full: lengthOf(first), appended });
    }
  }

  /** Notes an update that was folded into `state`. */
  note(update: Values, state: Values): void {
    for (const name in update) {
      const value = update[name];
      const before = this.#changed.find(({ field }) => field === name)?.change;
      if (this.#fields.get(name)?.grows !== true || !Array.isArray(value)) this.set(name, state[name]);
      else if (before !== undefined && "appended" in before) before.appended.push(value);
      else if (before === undefined && !this.#isScattered(name))
        this.#changed.push({ field: name, change: { appended: [value] } });
      else this.set(name, state[name]);
    }
  }

  /** Notes that a field has a new value. */
  set(name: string, value: unknown): void {
    const before = this.#changed.find(({ field }) => field === name);
    if (before === undefined) this.#changed.push({ field: name, change: { value } });
    else before.change = { value };
  }

  expect(updates: readonly Values[], state: Values): void {
    this.#expected.push({ updates, state });
  }

  /** The main path has gone on: what its groups have changed counts. */
  promote(): void {
    if (this.#expected.length === 0) return;
    for (const { updates, state } of this.#expected) for (const update of updates) this.note(update, state);
    this.#expected = [];
  }

  take(): readonly DirectChange[] {
    const changed = this.#changed;
    if (changed.length === 0) return none;
    this.#changed = [];
    return changed.map(({ field, change }) => this.#changeOf(field, change));
  }

  #changeOf(field: string, change: Change): DirectChange {
    if ("value" in change) return this.#replaced(field, change.value);
    const [only] = change.appended;
    const value = change.appended.length === 1 && only !== undefined ? only : Object.freeze(change.appended.flat(1));
    const chunks = this.#chunks.get(field) ?? { count: 0, full: 0, appended: 0 };
    this.#chunks.set(field, chunks);
    chunks.count++;
    chunks.appended += value.length;
    return { op: "append", field, value };
  }

  #replaced(field: string, value: unknown): DirectChange {
    if (value === undefined) {
      this.#chunks.delete(field);
      return { op: "clear", field };
    }
    if (this.#fields.get(field)?.grows === true) {
      this.#chunks.set(field, { count: 1, full: lengthOf(value), appended: 0 });
    }
    return { op: "set", field, value };
  }

  /** Whether a field is in so many chunks that a full copy is due. */
  #isScattered(field: string): boolean {
    const chunks = this.#chunks.get(field);
    return chunks !== undefined && chunks.count >= manyChunks && chunks.appended >= chunks.full;
  }
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

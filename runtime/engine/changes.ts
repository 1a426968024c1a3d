import type { DirectChange } from "../checkpoint/direct.ts";
import type { Field, Table } from "./table.ts";
import { logField } from "./log.ts";
import type { Values } from "./values.ts";

/** What changed in a field since the last commit: what was appended, or that it has a new value. */
type Change = { readonly appended: (readonly unknown[])[] } | { readonly value: unknown };

/** How a field is stored so far. */
interface Chunks {
  /** How many chunks were appended since the last full copy. */
  count: number;
  /** About as many characters as the whole field has when it is stored. */
  size: number;
}

/**
 * A full copy is due when this many chunks would have to be read behind the last one, and when it costs no more than so many characters for each of
 * them. So all copies together cost no more than a constant for each chunk, and long chunks, which are read as quickly as a copy of them would be, stay as
 * they are.
 */
const manyChunks = 64;
const copyOf = 256;

const none: readonly DirectChange[] = [];

/** Collects what a commit stores of the state: what was appended to a field that grows, else the new value. */
export class Changes {
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #stored: ReadonlyMap<string, readonly unknown[]> | undefined;
  readonly #chunks = new Map<string, Chunks>();
  /** Few fields change at a time: a list is looked through faster than a map is emptied. */
  #changed: { readonly field: string; change: Change }[] = [];
  /** What members of a group have changed, which counts once the main path has gone on. */
  #expected: { readonly updates: readonly Values[]; readonly state: Values }[] = [];

  constructor({ fields }: Table, stored?: ReadonlyMap<string, readonly unknown[]>) {
    this.#fields = fields;
    this.#stored = stored;
  }

  /** Notes an update that was folded into `state`. */
  note(update: Values, state: Values): void {
    for (const name in update) {
      const value = update[name];
      const before = this.#changed.find(({ field }) => field === name)?.change;
      if (!this.#grows(name) || !Array.isArray(value)) this.set(name, state[name]);
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
    const chunks = this.#chunksOf(field);
    chunks.count++;
    chunks.size += sizeOf(value);
    return { op: "append", field, value };
  }

  #replaced(field: string, value: unknown): DirectChange {
    if (value === undefined) {
      this.#chunks.set(field, { count: 0, size: 0 });
      return { op: "clear", field };
    }
    if (this.#grows(field)) {
      this.#chunks.set(field, { count: 0, size: sizeOf(value) });
    }
    return { op: "set", field, value };
  }

  #grows(field: string): boolean {
    return field === logField || this.#fields.get(field)?.grows === true;
  }

  /** Whether a field is in so many chunks that a full copy is due. */
  #isScattered(field: string): boolean {
    const { count, size } = this.#chunksOf(field);
    return count >= manyChunks && size <= count * copyOf;
  }

  #chunksOf(field: string): Chunks {
    let chunks = this.#chunks.get(field);
    if (chunks === undefined) {
      const stored = this.#stored?.get(field) ?? [];
      chunks = { count: stored.length, size: stored.reduce<number>((sum, chunk) => sum + sizeOf(chunk), 0) };
      this.#chunks.set(field, chunks);
    }
    return chunks;
  }
}

/** About how many characters a value takes when it is stored. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length + 3;
  if (typeof value !== "object" || value === null) return 8;
  if (value instanceof Uint8Array) return value.length + 8;
  let size = 8;
  if (Array.isArray(value)) for (const element of value) size += sizeOf(element);
  else for (const name in value) size += name.length + 4 + sizeOf((value as Values)[name]);
  return size;
}

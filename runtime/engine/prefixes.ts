import type { Field } from "./table.ts";

interface Known {
  readonly chunks: readonly unknown[];
  /** How many elements the value has up to the end of each chunk. */
  readonly ends: readonly number[];
  readonly value: readonly unknown[];
  /** A copy that is not frozen, since parts of it are copied in a tenth of the time. */
  readonly elements: readonly unknown[];
}

/**
 * The fields that grow, as a walk back through the history of a thread finds them: what an older checkpoint has is the beginning of what a newer one has,
 * so that each element is read and checked once, and not once for each checkpoint.
 */
export class Prefixes {
  readonly #known = new Map<string, Known>();

  /** The value that these chunks make, if it is the beginning of one that was kept. */
  find({ name }: Field, chunks: readonly unknown[]): readonly unknown[] | undefined {
    const known = this.#known.get(name);
    if (known === undefined) return undefined;
    for (let i = 0; i < chunks.length; i++) if (chunks[i] !== known.chunks[i]) return undefined;
    const end = known.ends[chunks.length - 1] ?? -1;
    if (end < 0) return undefined;
    return end === known.value.length ? known.value : Object.freeze(known.elements.slice(0, end));
  }

  /** Keeps the value of a newer checkpoint. A condition on a field's value says nothing of its beginnings, so that each of them is checked. */
  keep({ conditional, grows, name }: Field, chunks: readonly unknown[], value: unknown): void {
    if (!grows || conditional || !Array.isArray(value) || !chunks.every(Array.isArray)) return;
    let end = 0;
    const ends = chunks.map((chunk) => (end += (chunk as readonly unknown[]).length));
    this.#known.set(name, { chunks, ends, value, elements: [...value] });
  }
}

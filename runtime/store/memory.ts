import { type ItemRow, type ItemTable, type PlacedRow, type RowQuery, TableStore } from "./table-store.ts";
import type { Range } from "./names.ts";

type Kept = ItemRow & PlacedRow;

/** Keeps long-term memory in memory. `clock` tells the time. */
export class MemoryStore extends TableStore {
  constructor({ clock }: { readonly clock?: () => Date } = {}) {
    super(new MemoryTable(), clock);
  }
}

class MemoryTable implements ItemTable {
  readonly page = Infinity;
  /** By namespace and key, in the order in which they were put. */
  readonly #rows = new Map<string, Kept>();
  #place = 0;
  #sweepAt = 64;

  find(namespace: string, key: string, now: number): PlacedRow | undefined {
    const row = this.#rows.get(namespace + key);
    return row !== undefined && isThere(row, now) ? row : undefined;
  }

  refresh(namespace: string, key: string, now: number): void {
    const row = this.#rows.get(namespace + key);
    if (row?.ttl !== undefined && isThere(row, now))
      this.#rows.set(namespace + key, { ...row, expires: now + row.ttl });
  }

  put(row: ItemRow): void {
    const name = row.namespace + row.key;
    this.#rows.delete(name);
    this.#rows.set(name, { ...row, place: ++this.#place });
    if (this.#rows.size < this.#sweepAt) return;
    for (const [other, kept] of this.#rows) if (!isThere(kept, row.updated)) this.#rows.delete(other);
    this.#sweepAt = Math.max(64, this.#rows.size * 2);
  }

  delete(namespace: string, key: string): void {
    this.#rows.delete(namespace + key);
  }

  rows({ now, range, texts, order, after, limit }: RowQuery): readonly PlacedRow[] {
    const compare = order === "name" ? byName : byPlace;
    return [...this.#rows.values()]
      .filter((row) => isThere(row, now) && isIn(range, row) && texts.every((text) => row.value.includes(text)))
      .filter((row) => after === undefined || compare(row, after) > 0)
      .toSorted(compare)
      .slice(0, limit);
  }

  namespaces(range: Range, now: number, limit: number): readonly string[] {
    const rows = [...this.#rows.values()].filter((row) => isThere(row, now) && isIn(range, row));
    return [...new Set(rows.map(({ namespace }) => namespace))].toSorted(compareText).slice(0, limit);
  }
}

function isThere({ expires }: ItemRow, now: number): boolean {
  return expires === undefined || expires > now;
}

function isIn([from, before]: Range, { namespace }: ItemRow): boolean {
  return namespace >= from && namespace < before;
}

type Place = NonNullable<RowQuery["after"]>;

function byPlace(one: Place, other: Place): number {
  return other.place - one.place;
}

function byName(one: Place, other: Place): number {
  return compareText(one.namespace, other.namespace) || compareText(one.key, other.key);
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

import type { Awaitable, Json } from "../types/graph-types.ts";
import type { NamespaceQuery, Store, StoreItem, StoreQuery } from "../types/store.ts";
import { NotStorableError, StorageError } from "../errors.ts";
import { adopt, decode, encode, explain, refused } from "../state/index.ts";
import { behind, below, checkCount, checkItem, checkNamespace, justBehind, nameOf, namespaceOf } from "./names.ts";
import { pathOf, problem, type Range, textOf } from "./names.ts";
import { conditionOf } from "./filter.ts";
import { json } from "../state/scalars.ts";

/** An item as tables keep it. `namespace` and `key` are texts of `names.ts`, `value` is one of the codec; times are milliseconds since 1970. */
export interface ItemRow {
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
  readonly updated: number;
  readonly ttl?: number | undefined;
  readonly expires?: number | undefined;
}

/** An item as it is read, with its place among all in the order in which they were put. */
export type PlacedRow = Omit<ItemRow, "ttl"> & { readonly place: number };

/** Which rows are read: those that are not over at the time `now`. */
export interface RowQuery {
  readonly now: number;
  /** Where their namespaces lie. */
  readonly range: Range;
  /** Each must be contained in the value's text. */
  readonly texts: readonly string[];
  readonly order: "newest" | "name";
  /** Only rows behind this one, in the order that is asked for. */
  readonly after: { readonly place: number; readonly namespace: string; readonly key: string } | undefined;
  readonly limit: number;
}

/** What a database must do for a store. Texts are compared by their code points, or by their bytes in UTF-8, which is the same. */
export interface ItemTable {
  /** So many rows, or namespaces, are read at a time. */
  readonly page: number;
  find(namespace: string, key: string, now: number): Awaitable<PlacedRow | undefined>;
  /** Starts the time to live of an item anew, if it has one, and is not over. */
  refresh(namespace: string, key: string, now: number): Awaitable<void>;
  /** Puts an item behind all others; may remove what is over. */
  put(row: ItemRow): Awaitable<void>;
  delete(namespace: string, key: string): Awaitable<void>;
  rows(query: RowQuery): Awaitable<readonly PlacedRow[]>;
  /** The first namespaces in this range that have items, sorted. */
  namespaces(range: Range, now: number, limit: number): Awaitable<readonly string[]>;
}

/** A store on top of a table: what does not depend on the database. */
export abstract class TableStore implements Store {
  readonly #table: ItemTable;
  readonly #clock: () => Date;

  constructor(table: ItemTable, clock: () => Date = now) {
    this.#table = table;
    this.#clock = clock;
  }

  async get(
    namespace: readonly string[],
    key: string,
    { refresh = false }: { readonly refresh?: boolean } = {},
  ): Promise<StoreItem | undefined> {
    checkItem(namespace, key);
    const [path, name, time] = [pathOf(namespace), textOf(key), this.#now()];
    if (refresh) await this.#table.refresh(path, name, time);
    const row = await this.#table.find(path, name, time);
    return row && itemOf(row);
  }

  async put(
    namespace: readonly string[],
    key: string,
    value: Json,
    { ttl }: { readonly ttl?: number } = {},
  ): Promise<void> {
    checkItem(namespace, key);
    checkCount("ttl", ttl, 1);
    const text = encode(checked(value, key));
    const updated = this.#now();
    const lasts = ttl === undefined || updated + ttl > Number.MAX_SAFE_INTEGER;
    const life = lasts ? {} : { ttl, expires: updated + ttl };
    await this.#table.put({ namespace: pathOf(namespace), key: textOf(key), value: text, updated, ...life });
  }

  async delete(namespace: readonly string[], key: string): Promise<void> {
    checkItem(namespace, key);
    await this.#table.delete(pathOf(namespace), textOf(key));
  }

  async list(prefix: readonly string[], query: StoreQuery = {}): Promise<readonly StoreItem[]> {
    checkNamespace("prefix", prefix);
    const { after, filter, limit = Infinity, offset = 0, order = "newest" } = query;
    checkCount("limit", limit, 0);
    checkCount("offset", offset, 0);
    if (order !== "newest" && order !== "name") {
      throw problem("order", `is ${JSON.stringify(order)}; it can be "newest" or "name".`);
    }
    const { holds, texts } = conditionOf(filter);
    const items: StoreItem[] = [];
    let skipped = 0;
    const fixed = { now: this.#now(), range: below(pathOf(prefix)), texts, order };
    let last: RowQuery["after"] = after && nameBehind(order, after);
    while (items.length < limit) {
      // Where every row counts, no more are read than are needed.
      const needed = filter === undefined ? limit - items.length + offset - skipped : Infinity;
      const many = Math.min(this.#table.page, needed);
      const rows: readonly PlacedRow[] = await this.#table.rows({ ...fixed, after: last, limit: many });
      for (const row of rows) {
        if (items.length === limit) break;
        const item = itemOf(row);
        if (!holds(item.value)) continue;
        if (skipped < offset) skipped++;
        else items.push(item);
      }
      if (rows.length < many) break;
      last = rows.at(-1);
    }
    return Object.freeze(items);
  }

  async namespaces(
    prefix: readonly string[],
    { after, depth = Infinity, limit = Infinity }: NamespaceQuery = {},
  ): Promise<readonly (readonly string[])[]> {
    checkNamespace("prefix", prefix);
    checkCount("depth", depth, 1);
    checkCount("limit", limit, 0);
    const time = this.#now();
    const [start, before] = below(pathOf(prefix));
    let from = start;
    const skip = (namespace: readonly string[]): void => {
      const next = namespace.length < depth ? justBehind(pathOf(namespace)) : behind(pathOf(namespace.slice(0, depth)));
      if (next > from) from = next;
    };
    if (after !== undefined) {
      checkNamespace("after", after);
      if (after.length > 0) skip(after);
    }
    const found: (readonly string[])[] = [];
    while (found.length < limit) {
      // Below what is cut there may be very many, so the next one is looked for behind all of them.
      const many = depth === Infinity ? Math.min(this.#table.page, limit - found.length) : 1;
      const paths = from < before ? await this.#table.namespaces([from, before], time, many) : [];
      for (const path of paths) {
        const namespace = namespaceOf(path);
        found.push(namespace.length > depth ? Object.freeze(namespace.slice(0, depth)) : namespace);
        skip(namespace);
      }
      if (paths.length < many) break;
    }
    return Object.freeze(found);
  }

  #now(): number {
    return this.#clock().getTime();
  }
}

const now = (): Date => new Date();

function nameBehind(order: string, { namespace, key }: NonNullable<StoreQuery["after"]>): RowQuery["after"] {
  if (order !== "name") throw problem("after", 'goes with { order: "name" }; the newest items have no fixed places.');
  checkItem(namespace, key);
  return { place: 0, namespace: pathOf(namespace), key: textOf(key) };
}

/** @throws NotStorableError */
function checked(value: Json, key: string): Json {
  const [first] = explain(json, value);
  if (first === undefined) return value;
  throw new NotStorableError({ graph: "", of: "item", field: key, at: first.path, found: first.found });
}

/** @throws StorageError if what is stored is no text of an item */
function itemOf({ namespace, key, value: text, updated, expires }: PlacedRow): StoreItem {
  const value = valueOf(text);
  if (value === refused) {
    throw new StorageError({ storage: `The item ${JSON.stringify(nameOf(key))} of the store`, problem: "corrupt" });
  }
  return Object.freeze({
    namespace: namespaceOf(namespace),
    key: nameOf(key),
    value: value as Json,
    updatedAt: new Date(updated),
    ...(expires !== undefined && { expiresAt: new Date(expires) }),
  });
}

function valueOf(text: string): unknown {
  try {
    return adopt(json, decode(text));
  } catch {
    return refused;
  }
}

import type { Json } from "./graph-types.ts";

/**
 * Long-term memory across threads: items that have a name, which is a namespace and a key. A namespace is a list of 1 to 32 names, `["users", userId]`, each
 * of 1 to 255 characters, as is a key; any characters will do, and names are the same only if they are equal character for character. A namespace is below
 * another (its prefix) if it begins with all of its names: `["users", "1"]` is below `["users"]` and below itself, `["users2"]` is not.
 *
 * Every method may be called concurrently, from several processes; each call takes effect at once and as a whole, and the last `put` of an item stands.
 * Methods reject with a `ConfigError` where a name or an option is senseless.
 */
export interface Store {
  /** The item, unless there is none or its time is over. With `refresh`, its time to live starts anew; nothing else about it changes. */
  get(
    namespace: readonly string[],
    key: string,
    options?: { readonly refresh?: boolean },
  ): Promise<StoreItem | undefined>;
  /**
   * Stores an item, in place of the one of this name if there is one, and makes it the newest. With `ttl` (milliseconds) nobody finds it any more once that
   * time is over; without, it stays, whatever was put before.
   * @throws NotStorableError if the value is no JSON
   */
  put(namespace: readonly string[], key: string, value: Json, options?: { readonly ttl?: number }): Promise<void>;
  /** Nothing happens if there is no such item. */
  delete(namespace: readonly string[], key: string): Promise<void>;
  /** The items whose namespace is below `prefix` (`[]`: all items) and which pass the filter, newest first unless the query says otherwise. */
  list(prefix: readonly string[], query?: StoreQuery): Promise<readonly StoreItem[]>;
  /** The namespaces below `prefix` that have items, sorted. */
  namespaces(prefix: readonly string[], query?: NamespaceQuery): Promise<readonly (readonly string[])[]>;
}

/** An item as it was put: frozen, with its value exactly as it was. */
export interface StoreItem {
  readonly namespace: readonly string[];
  readonly key: string;
  readonly value: Json;
  /** When it was put last. */
  readonly updatedAt: Date;
  /** When nobody will find it any more; absent if it stays. */
  readonly expiresAt?: Date;
}

/** Which items `list` gives, and in which order. All of it can be written as JSON. */
export interface StoreQuery {
  readonly filter?: StoreFilter;
  /** Default: all of them. */
  readonly limit?: number;
  /** So many of those that pass the filter are left out first. */
  readonly offset?: number;
  /**
   * `"newest"` (default): what was put last comes first; of two, it is the order in which the store took them that counts and not the clock.
   * `"name"`: by namespace, name by name, and then by key, each compared as JavaScript compares strings; what is shorter comes first.
   */
  readonly order?: "newest" | "name";
  /**
   * With `order: "name"`: only items behind this name, which need not exist. Who goes on behind the last item of each page sees every item that is there all
   * the while exactly once, whatever is put and deleted in between; pages by `offset` shift.
   */
  readonly after?: { readonly namespace: readonly string[]; readonly key: string };
}

/** Which namespaces are listed. */
export interface NamespaceQuery {
  /** Namespaces are cut to so many names, and each is listed once: `namespaces(["users"], { depth: 2 })` lists users, however much is below each. */
  readonly depth?: number;
  /** Default: all of them. */
  readonly limit?: number;
  /** Only namespaces behind this one, which need not exist: the last one of the page before. With `depth`, what is below it is left out as well. */
  readonly after?: readonly string[];
}

/**
 * What must hold of members of an item's value, all of it: `{ kind: "note", "author.name": "Ada", score: { gte: 3, lt: 10 } }`.
 *
 * A name is a path: names of members of objects, joined by dots. A dot that is part of a name is written `\.` and a backslash `\\`. A path leads nowhere if
 * a member on it is absent, or is no object (so it does not lead into arrays). Members that an object inherits do not count.
 */
export interface StoreFilter {
  readonly [path: string]: StoreScalar | StoreComparison;
}

export type StoreScalar = string | number | boolean | null;

/**
 * What must hold of one member, all of it. Strings, numbers, booleans and `null` are equal if they are of one type and have the same value (`0` and `-0`
 * are equal); objects and arrays equal nothing.
 */
export interface StoreComparison {
  readonly eq?: StoreScalar;
  /** Holds wherever `eq` does not, so also where the path leads nowhere. */
  readonly ne?: StoreScalar;
  /** These four hold of a number compared with a number, and of a string compared with a string, as JavaScript compares them; of nothing else. */
  readonly gt?: string | number;
  readonly gte?: string | number;
  readonly lt?: string | number;
  readonly lte?: string | number;
  /** Equals one of these. */
  readonly in?: readonly StoreScalar[];
  /** Is an array with an element that equals this. */
  readonly has?: StoreScalar;
  /** Whether the path leads to anything, also to `null`. */
  readonly exists?: boolean;
}

import { ConfigError, NotStorableError } from "../errors.ts";
import { adopt, explain } from "../state/adopt.ts";
import { json } from "../state/scalars.ts";

import type { Json } from "../types/graph-types.ts";
import type { Store, StoreItem } from "../types/storage.ts";

interface Kept {
  readonly namespace: readonly string[];
  readonly key: string;
  readonly value: Json;
  readonly time: number;
}

/** Keeps long-term memory in memory. */
export class MemoryStore implements Store {
  /** By namespace and key, in the order in which they were put. */
  readonly #items = new Map<string, Kept>();

  async get(namespace: readonly string[], key: string): Promise<StoreItem | undefined> {
    const kept = this.#items.get(nameOf(namespace, key));
    return kept && itemOf(kept);
  }

  async put(namespace: readonly string[], key: string, value: Json): Promise<void> {
    const name = nameOf(namespace, key);
    const kept: Kept = { namespace: Object.freeze([...namespace]), key, value: copyOf(value, key), time: Date.now() };
    this.#items.delete(name);
    this.#items.set(name, kept);
  }

  async delete(namespace: readonly string[], key: string): Promise<void> {
    this.#items.delete(nameOf(namespace, key));
  }

  async list(
    prefix: readonly string[],
    { limit = Infinity, offset = 0 }: { readonly limit?: number; readonly offset?: number } = {},
  ): Promise<readonly StoreItem[]> {
    checkNames(prefix);
    const found = [...this.#items.values()].filter((kept) => prefix.every((part, i) => kept.namespace[i] === part));
    return Object.freeze(
      found
        .toReversed()
        .slice(offset, offset + limit)
        .map(itemOf),
    );
  }
}

function itemOf({ namespace, key, value, time }: Kept): StoreItem {
  return Object.freeze({ namespace, key, value, updatedAt: new Date(time) });
}

function nameOf(namespace: readonly string[], key: string): string {
  if (namespace.length === 0) throw problem("namespace", 'is empty; name at least one level, as in ["users", userId].');
  checkNames([...namespace, key]);
  return JSON.stringify([...namespace, key]);
}

function checkNames(names: readonly string[]): void {
  for (const name of names) {
    if (typeof name !== "string" || name === "") throw problem("namespace", "and key consist of non-empty strings.");
  }
}

function problem(option: string, text: string): ConfigError {
  return new ConfigError({ graph: "", option, problem: text });
}

/** A frozen copy. @throws NotStorableError */
function copyOf(value: Json, key: string): Json {
  const [first] = explain(json, value);
  if (first !== undefined)
    throw new NotStorableError({ graph: "", of: "item", field: key, at: first.path, found: first.found });
  return adopt(json, structuredClone(value)) as Json;
}

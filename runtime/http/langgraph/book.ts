import type { Caller } from "../service/index.ts";
import type { Json } from "../../types/graph-types.ts";
import type { Store } from "../../types/store.ts";
import { Body } from "./body.ts";

export interface Metadata {
  readonly [key: string]: Json;
}

/** What the client has said of a thread: graphs know nothing of it, and it may be there before anything has run. */
export interface ThreadNote {
  readonly id: string;
  readonly metadata: Metadata;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The first name of the namespaces that hold the notes; no other item is stored below it. */
export const bookName = "langgraph:threads";

/** The notes on threads, apart for each caller, in long-term memory. */
export class ThreadBook {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async find(caller: Caller, id: string): Promise<ThreadNote | undefined> {
    const item = await this.#store.get(namespaceOf(caller), id);
    return item && noteOf(item.key, item.value, item.updatedAt);
  }

  async list(caller: Caller): Promise<readonly ThreadNote[]> {
    const items = await this.#store.list(namespaceOf(caller));
    return items.map(({ key, value, updatedAt }) => noteOf(key, value, updatedAt));
  }

  /** Writes a note, in place of the one that is there; `metadata` is merged into that note's. */
  async write(caller: Caller, id: string, metadata: Metadata): Promise<void> {
    const before = await this.find(caller, id);
    const createdAt = before?.createdAt ?? new Date();
    const value = { metadata: { ...before?.metadata, ...metadata }, createdAt: createdAt.toISOString() };
    await this.#store.put(namespaceOf(caller), id, value);
  }

  async remove(caller: Caller, id: string): Promise<void> {
    await this.#store.delete(namespaceOf(caller), id);
  }
}

function namespaceOf({ owner }: Caller): readonly string[] {
  return [bookName, owner === undefined ? "everybody" : `=${owner}`];
}

function noteOf(id: string, value: Json, updatedAt: Date): ThreadNote {
  const note = new Body(typeof value === "object" && value !== null ? value : {});
  const createdAt = new Date(note.text("createdAt") ?? updatedAt);
  return { id, metadata: { ...note.object("metadata") }, createdAt, updatedAt };
}

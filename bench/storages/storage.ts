import type { Checkpointer } from "@graphc/runtime";

/** A checkpointer under measurement, and the loop that somebody would write by hand in its place. */
export interface Storage {
  /** What is measured beside the default, if the storage has a stricter way to store. */
  readonly variants: readonly Variant[];
  /** Opens the checkpointer that all but the variants are measured on. */
  open(): Promise<Checkpointer>;
  /** How many bytes are stored. */
  bytes(): Promise<number>;
  close(): Promise<void>;
}

export interface Variant {
  readonly name: string;
  /** Makes a storage of its own and returns what stores so many rows of 300 bytes by hand, each in a transaction of its own. */
  hand(): Promise<(rows: number) => Awaitable>;
  open(): Promise<Checkpointer>;
}

type Awaitable = Promise<void> | void;

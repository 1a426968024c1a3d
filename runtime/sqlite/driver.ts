import { betterDriver } from "./better.ts";
import { ConfigError } from "../errors.ts";
import { nodeDriver } from "./node.ts";

/** What SQLite keeps: bytes come back as `Uint8Array`, integers as numbers. */
export type SqlValue = string | number | null | Uint8Array;

/** A row of a result: its columns in order. */
export type Row = readonly SqlValue[];

/** A prepared statement that gives no rows. */
export interface Statement {
  /** Says how many rows were changed. */
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint };
}

/** A prepared statement that gives rows. Its columns have different names: some versions of Node only give rows as objects. */
export interface Query {
  get(...values: readonly SqlValue[]): Row | undefined;
  all(...values: readonly SqlValue[]): readonly Row[];
}

/** A connection. Every method throws as the driver does; `problemOf` says what the errors mean. */
export interface Connection {
  /** Runs statements without parameters and without results. */
  exec(sql: string): void;
  /** Prepares a statement that gives no rows. */
  statement(sql: string): Statement;
  query(sql: string): Query;
  readonly inTransaction: boolean;
  close(): void;
}

/** A statement without rows, prepared when it is needed. */
export function lazily(connection: Connection, sql: string): () => Statement {
  let statement: Statement | undefined;
  return () => (statement ??= connection.statement(sql));
}

/** What SQLite is reached through: a module of Node itself, or a package. */
export type DriverName = "node:sqlite" | "better-sqlite3";

export interface Driver {
  readonly name: DriverName;
  /** Makes the file if there is none. */
  open(path: string): Connection;
}

const drivers = { "node:sqlite": nodeDriver, "better-sqlite3": betterDriver } as const;

/**
 * The driver of this name, else the first that is there.
 * @throws ConfigError if there is none
 */
export function driverOf(name: DriverName | undefined): Driver {
  if (name !== undefined && !Object.hasOwn(drivers, name)) {
    throw problem(`is ${JSON.stringify(name)}; it can be "node:sqlite" or "better-sqlite3".`);
  }
  const names = name === undefined ? (["node:sqlite", "better-sqlite3"] as const) : [name];
  for (const candidate of names) {
    const driver = drivers[candidate]();
    if (driver !== undefined) return driver;
  }
  throw problem(`cannot be loaded: ${remedies[name ?? "any"]}`);
}

const remedies: { readonly [name in DriverName | "any"]: string } = {
  "node:sqlite": "this version of Node has no node:sqlite. Use Node 22.13 or later, or the package better-sqlite3.",
  "better-sqlite3":
    "the package better-sqlite3 is not installed, or was not built for this Node. Run: npm install better-sqlite3",
  any: "this version of Node has no node:sqlite, and the package better-sqlite3 is not installed or was not built for it. Run: npm install better-sqlite3 (or use Node 22.13 or later).",
};

function problem(text: string): ConfigError {
  return new ConfigError({ graph: "", option: "driver", problem: text });
}

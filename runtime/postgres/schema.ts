import { forgetFunction, pruneFunction } from "./sql/prune.ts";
import { markFunction, writeFunction } from "./sql/write.ts";
import { pageFunction, readFunction, stateFunction } from "./sql/read.ts";
import type { Part } from "./migrate.ts";
import { tables } from "./sql/tables.ts";

const functions = [
  markFunction,
  stateFunction,
  writeFunction,
  readFunction,
  pageFunction,
  pruneFunction,
  forgetFunction,
];

/** What `PostgresCheckpointer.setup` makes. A change is a new entry at the end; those before stay as they were released. */
export const checkpoints: Part = {
  name: "checkpoints",
  migrations: [(schema) => [tables, ...functions].map((make) => make(schema)).join("\n")],
};

import { forgetFunction, pruneFunction } from "./sql/prune.ts";
import { pageFunction, readFunction, stateFunction } from "./sql/read.ts";
import { advanceFunction } from "./sql/advance.ts";
import { markFunction } from "./sql/mark.ts";
import type { Part } from "./migrate.ts";
import { tables } from "./sql/tables.ts";
import { version2 } from "./sql/version-2.ts";
import { writeFunction } from "./sql/write.ts";

const functions = [
  markFunction,
  stateFunction,
  advanceFunction,
  writeFunction,
  readFunction,
  pageFunction,
  pruneFunction,
  forgetFunction,
];

/** What `PostgresCheckpointer.setup` makes. A change is a new entry at the end of `migrations`; those before stay as they were released. */
export const checkpoints: Part = {
  name: "checkpoints",
  migrations: [tables, version2],
  functions: (schema) => functions.map((make) => make(schema)).join("\n"),
};

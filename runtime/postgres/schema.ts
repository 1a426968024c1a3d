import * as functions from "./functions.ts";
import type { Part } from "./migrate.ts";
import { tables } from "./tables.ts";

/** What `PostgresCheckpointer.setup` makes. A change is a new entry at the end; those before stay as they were released. */
export const checkpoints: Part = {
  name: "checkpoints",
  migrations: [
    (schema) =>
      [
        tables(schema),
        functions.markFunction(schema),
        functions.stateFunction(schema),
        functions.writeFunction(schema),
        functions.readFunction(schema),
        functions.pageFunction(schema),
        functions.pruneFunction(schema),
        functions.forgetFunction(schema),
      ].join("\n"),
  ],
};

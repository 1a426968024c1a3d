import { deepStrictEqual } from "node:assert";
import { beforeAll, describe, test } from "vitest";
import { checkpointerConformance } from "../../../runtime/testing/conformance.ts";
import { PostgresCheckpointer } from "../../../runtime/postgres/index.ts";
import { database } from "./database.ts";

let url: string;
beforeAll(async () => {
  url = await database();
});
let schemas = 0;

describe("the PostgreSQL checkpointer", () => {
  checkpointerConformance({ test, equal: deepStrictEqual }, async () => {
    const checkpointer = new PostgresCheckpointer({ connection: url, schema: `s${schemas++}` });
    await checkpointer.setup();
    return checkpointer;
  });
});

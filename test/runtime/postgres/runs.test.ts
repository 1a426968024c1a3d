import { beforeAll, describe, expect, it } from "vitest";
import { type AnyTypes, define, type GraphSpec, log, logs, type Loose, rt } from "../programs/define.ts";
import { database } from "./database.ts";
import { listOf } from "../../../runtime/testing/tools.ts";
import { PostgresCheckpointer } from "../../../runtime/postgres/index.ts";

let url: string;
beforeAll(async () => {
  url = await database();
  const checkpointer = new PostgresCheckpointer(url);
  await checkpointer.setup();
  await checkpointer.close();
});

function graph(b: GraphSpec["nodes"][string] = logs("b", 2, 1)): GraphSpec {
  return {
    fields: { text: { schema: rt.string, input: true }, log },
    start: 0,
    nodes: { a: logs("a", 1), b, c: logs("c", rt.end) },
  };
}

function appOf(spec: GraphSpec, checkpointer: PostgresCheckpointer): rt.App<AnyTypes, Loose> {
  return rt.createApp<AnyTypes, Loose>(define(spec), { checkpointer });
}

function fails(): never {
  throw new Error("not yet");
}

describe("a run whose thread is in PostgreSQL", () => {
  for (const durability of ["sync", "async", "exit"] as const) {
    it(`fails, and is continued through another connection, with durability ${durability}`, async () => {
      const config = { threadId: durability, durability };
      const first = new PostgresCheckpointer(url);
      const failing = appOf(graph({ ...logs("b", 2), run: fails }), first);
      await expect(failing.invoke({ text: "x\0\ud800" }, config)).rejects.toThrow("not yet");
      await first.close();

      const second = new PostgresCheckpointer(url);
      const again = appOf(graph(), second);
      expect(await again.getState(config)).toMatchObject({ next: ["b"], values: { text: "x\0\ud800", log: ["a"] } });
      expect(await again.continue(config)).toEqual({ log: ["a", "b", "c"] });
      expect((await listOf(again.getStateHistory(config)))[0]).toMatchObject({ values: { log: ["a", "b", "c"] } });
      await second.close();
    });
  }
});

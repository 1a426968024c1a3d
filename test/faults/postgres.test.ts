import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StorageError } from "@graphc/runtime";
import { type PgPool, PostgresCheckpointer } from "@graphc/runtime/postgres";
import { database } from "../runtime/postgres/database.ts";
import { drive, readAll } from "./drive.ts";
import { marksFor, marksIn, unmarked, wholeApp } from "./graph.ts";
import { all, allFail, carryOn, noteUnhandled, storedText } from "./sweep.ts";

let pool: pg.Pool;
let sound: PostgresCheckpointer;
let forget: () => void;
beforeAll(async () => {
  forget = noteUnhandled();
  pool = new pg.Pool({ connectionString: await database(), max: 4 });
  sound = new PostgresCheckpointer(pool);
  await sound.setup();
});
afterAll(async () => {
  forget();
  await sound.close();
  await pool.end();
});

describe("A run on PostgreSQL", () => {
  it.each([
    ["text", "sync"],
    ["plain", "sync"],
    ["plain", "async"],
    ["plain", "exit"],
  ] as const)(
    "spoken to through %s that fails at some call, with durability %s, rejects with its error and goes on from what is stored",
    { timeout: 600_000 },
    async (shape, durability) => allFail(sound, shape, durability, 36),
  );
});

/** What becomes of a statement: whether the server has run it, and what is said of it. */
interface Fate {
  readonly runs: boolean;
  readonly error: Error;
}

const server = (code: string): Error => Object.assign(new Error("a fault"), { code, severity: "ERROR" });

const fates = {
  "is undone by the server": { runs: false, error: server("40001") },
  "is lost with its connection before it arrives": {
    runs: false,
    error: new Error("Connection terminated unexpectedly"),
  },
  "is lost with its connection after it was stored": {
    runs: true,
    error: new Error("Connection terminated unexpectedly"),
  },
  "finds a connection that has forgotten what was prepared": { runs: false, error: server("26000") },
  "fails on a disk that is full": { runs: false, error: server("53100") },
} as const satisfies { readonly [what: string]: Fate };

/** A pool whose n-th statement, from 1, meets its fate. */
class FatefulPool implements PgPool {
  readonly totalCount = 1;
  sent = 0;
  readonly #nth: number;
  readonly #fate: Fate | undefined;

  constructor(nth = 0, fate?: Fate) {
    this.#nth = nth;
    this.#fate = fate;
  }

  async query(config: Parameters<PgPool["query"]>[0]): ReturnType<PgPool["query"]> {
    const fate = ++this.sent === this.#nth ? this.#fate : undefined;
    // Only what is prepared can be forgotten.
    const isMet =
      fate !== undefined &&
      (fate !== fates["finds a connection that has forgotten what was prepared"] || config.name !== undefined);
    if (isMet && !fate.runs) throw fate.error;
    const result = await pool.query<unknown[]>({ ...config });
    if (isMet) throw fate.error;
    return result;
  }

  on(): void {}
  off(): void {}
  async end(): Promise<void> {}
}

describe.each(["sync", "async"] as const)("A run on PostgreSQL with durability %s", (durability) => {
  async function runOn(fateful: FatefulPool, threadId: string): Promise<unknown> {
    marksFor(threadId);
    const app = await wholeApp(new PostgresCheckpointer(fateful));
    const output = await drive(app, threadId, durability);
    await readAll(app, threadId);
    return output;
  }

  it.each(Object.entries(fates))(
    "one of whose statements %s, comes to its end, or goes on to it",
    { timeout: 600_000 },
    async (what, fate: Fate) => {
      const whole = new FatefulPool();
      const expected = unmarked(await runOn(whole, `${durability} ${what}`));
      const cases = all ? whole.sent - 1 : 16;
      for (let i = 0; i < cases; i++) {
        // The first asks for the version of the tables; until something was answered, nobody waits for a server that may not be there.
        const nth = 2 + Math.floor((i * (whole.sent - 1)) / cases);
        const threadId = `${durability} ${what} ${nth}`;
        let output: unknown;
        try {
          output = await runOn(new FatefulPool(nth, fate), threadId);
        } catch (error) {
          expect(error).toBeInstanceOf(StorageError);
          expect(fate).toBe(fates["fails on a disk that is full"]);
          const kept = marksIn(await storedText(sound, threadId));
          output = await carryOn(await wholeApp(sound), threadId, durability);
          expect(marksIn(JSON.stringify(output))).toEqual(expect.arrayContaining([...kept]));
        }
        expect(unmarked(output), `statement ${nth}`).toEqual(expected);
      }
    },
  );
});

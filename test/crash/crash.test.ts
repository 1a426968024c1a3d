/**
 * Processes are killed at random instants. What happens follows from a seed, but for the instants themselves: `CRASH_SEED=1 npx vitest run test/crash`
 * decides everything else as the run did whose problems named it.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "../runtime/postgres/database.ts";
import { buildCrash, type Built } from "./build.ts";
import { campaign } from "./campaign.ts";

const seed = Number(process.env["CRASH_SEED"] ?? Date.now() % 2 ** 31);
const durabilities = ["sync", "async", "exit"] as const;
const timeout = 180_000;

let built: Built;
beforeAll(async () => {
  built = await buildCrash();
}, timeout);
afterAll(() => built.remove());

async function survives(options: Omit<Parameters<typeof campaign>[0], "built" | "seed">): Promise<void> {
  const report = await campaign({ built, seed, ...options });
  expect(report.problems, `of CRASH_SEED=${seed}`).toEqual([]);
  expect(report.repeated).toBe(0);
}

describe("A thread whose worker is killed with SIGKILL and started again until all is done", () => {
  for (const durability of durabilities) {
    it(
      `comes to the end that it comes to undisturbed, and no step or effect that was stored is run again: SQLite, ${durability}`,
      { timeout },
      () => survives({ storage: "sqlite", durabilities: [durability], processes: 1, kills: 80, milliseconds: 12_000 }),
    );
  }

  it("does so in PostgreSQL", { timeout }, async () => {
    const place = await database();
    await survives({ storage: "postgres", place, durabilities, processes: 1, kills: 60, milliseconds: 12_000 });
  });
});

describe("A thread that two processes work on at once, each killed and started again", () => {
  it("loses nothing, and repeats nothing that was stored when a call began: SQLite", { timeout }, () =>
    survives({ storage: "sqlite", durabilities, processes: 2, kills: 60, milliseconds: 12_000 }),
  );

  it("does so in PostgreSQL", { timeout }, async () => {
    const place = await database();
    await survives({ storage: "postgres", place, durabilities, processes: 2, kills: 30, milliseconds: 9_000 });
  });
});

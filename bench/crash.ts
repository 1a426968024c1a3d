/**
 * Kills workers at random instants, thousands of times, and prints what was found: `npx tsx crash.ts --kills 2000 --storage sqlite|postgres
 * [--durability sync|async|exit] [--processes 2] [--seed 1]`. Ends with code 1 if a stored step was repeated, or anything else was not as it must be.
 */
import { parseArgs } from "node:util";
import { buildCrash } from "../test/crash/build.ts";
import { campaign } from "../test/crash/campaign.ts";
import { startServer } from "../test/runtime/postgres/server.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "2000" },
    storage: { type: "string", default: "sqlite" },
    durability: { type: "string" },
    processes: { type: "string", default: "1" },
    seed: { type: "string", default: `${Date.now() % 2 ** 31}` },
  },
});
const { durability, storage } = values;
if (storage !== "sqlite" && storage !== "postgres") refuse("--storage", storage);
if (durability !== undefined && durability !== "sync" && durability !== "async" && durability !== "exit") {
  refuse("--durability", durability);
}
const kills = Number(values.kills);
const seed = Number(values.seed);
const began = Date.now();

const built = await buildCrash();
const server = storage === "postgres" ? await startServer() : undefined;
try {
  const place = await server?.database();
  const { again, instants, problems, repeated, ...total } = await campaign({
    built,
    storage,
    ...(place !== undefined && { place }),
    seed,
    durabilities: durability === undefined ? ["sync", "async", "exit"] : [durability],
    processes: values.processes === "2" ? 2 : 1,
    kills,
    onTrial: (total) => process.stderr.write(`\r${total.kills} of ${kills} kills`),
  });
  process.stderr.write("\n");
  for (const problem of problems) console.log(problem);
  console.log(`kills             ${total.kills} in ${Math.round((Date.now() - began) / 1000)} s (seed ${seed})`);
  console.log(`distinct instants ${instants.size} (by what was stored and what was under way)`);
  console.log(`repeated steps    ${repeated} that were stored; ${again} that were not`);
  console.log(`failures          ${problems.length}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await server?.remove();
  built.remove();
}

function refuse(option: string, value: string): never {
  console.error(`${option} cannot be ${value}.`);
  process.exit(2);
}

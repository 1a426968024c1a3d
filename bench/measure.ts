/** Runs one workload of one peer in this process and prints `{ microseconds }` a unit: `tsx measure.ts graphc cycle 1000 [milliseconds]`. */
import type { Peer } from "./workloads.ts";

const [name = "", workload = "", size = "1", budget = "500"] = process.argv.slice(2);
const { peer } = (await import(`./peers/${name}.ts`)) as { peer: Peer };
const prepare = peer[workload];
if (!prepare) {
  console.log(JSON.stringify({ missing: true }));
} else {
  try {
    const run = await prepare(Number(size));
    console.log(JSON.stringify({ microseconds: (await time(run)) / Number(size) }));
  } catch (error) {
    console.log(JSON.stringify({ failed: error instanceof Error ? error.message.split("\n")[0] : String(error) }));
  }
}

/** The median time of one run in microseconds: runs in batches of at least 5 ms, after a third of the budget to warm up. */
async function time(run: () => Promise<void>): Promise<number> {
  const milliseconds = Number(budget);
  await run();
  const warm = performance.now() + milliseconds / 3;
  let once = Infinity;
  do {
    const before = performance.now();
    await run();
    once = Math.min(once, performance.now() - before);
  } while (performance.now() < warm);
  const batch = Math.max(1, Math.ceil(5 / Math.max(once, 0.0005)));
  const times: number[] = [];
  const end = performance.now() + milliseconds;
  do {
    const before = performance.now();
    for (let i = 0; i < batch; i++) await run();
    times.push((performance.now() - before) / batch);
  } while (performance.now() < end);
  times.sort((a, b) => a - b);
  return (times[times.length >> 1] as number) * 1_000;
}

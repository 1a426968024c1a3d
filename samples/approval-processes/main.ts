import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { heading } from "../print.ts";
import { inOwnProcess } from "../process.ts";

const folder = await mkdtemp(join(tmpdir(), "graphc-sample-"));
const file = join(folder, "expenses.db");

/** Runs one process on one day; nothing of it is left but what is in the file. */
async function on(day: string, ...command: readonly string[]): Promise<void> {
  heading(`March ${Number(day)}: ${command.join(" ")}`);
  await inOwnProcess(new URL("worker.ts", import.meta.url), file, day, ...command);
}

await on("01", "submit");
await on("02", "answer", "Bo", "yes", "take the night train");
await on("03", "tick");
await on("03", "answer", "Ada", "yes");
await on("05", "tick");

await rm(folder, { recursive: true });

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { heading, show } from "../print.ts";
import { inOwnProcess } from "../process.ts";
import { createCatalogue } from "./catalogue.graph.ts";

const folder = await mkdtemp(join(tmpdir(), "graphc-sample-"));
const file = join(folder, "catalogue.db");
const worker = new URL("worker.ts", import.meta.url);

heading("a process imports five pages and is killed at the third");
await inOwnProcess(worker, file, "3");

heading("this process reads what is in the file");
const checkpointer = new SqliteCheckpointer(file);
const catalogue = createCatalogue({ checkpointer });
const thread = { threadId: "acme" };
for await (const { threadId, status } of catalogue.threads()) console.log(`thread ${threadId} is ${status}`);
const { values, next } = await catalogue.getState(thread);
console.log(`${values.page} pages are done: ${show(values.articles)}`);
console.log(`next: ${next.join(", ")}`);

heading("another process goes on behind the last page that is stored");
await inOwnProcess(worker, file);

heading("every step can be read");
for await (const { step, source, values: past } of catalogue.getStateHistory(thread)) {
  console.log(`step ${step} (${source}): ${past.articles.length} articles`);
}

await checkpointer.close();
await rm(folder, { recursive: true });

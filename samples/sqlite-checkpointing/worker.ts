/** Starts the import, or goes on with it: `worker.ts FILE [PAGE]`. It is killed while it fetches PAGE, as by a power cut. */
import { NotFoundError } from "@graphc/runtime";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { createCatalogue } from "./catalogue.graph.ts";
import type { Supplier } from "./supplier.ts";

const [file = "catalogue.db", fatalPage] = process.argv.slice(2);

const supplier: Supplier = {
  async articles(page) {
    console.log(`fetches page ${page}`);
    if (String(page) === fatalPage) process.kill(process.pid, "SIGKILL");
    return [`bolt ${page}`, `nut ${page}`];
  },
};

const catalogue = createCatalogue({ checkpointer: new SqliteCheckpointer(file), context: { supplier } });
// "sync": the step is in the file before the next one begins.
const config = { threadId: "acme", durability: "sync" } as const;

const { summary } = await catalogue.continue(config).catch((error: unknown) => {
  if (!(error instanceof NotFoundError)) throw error;
  return catalogue.invoke({ pages: 5 }, config);
});
console.log(summary);

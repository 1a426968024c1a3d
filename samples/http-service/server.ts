/** The service of this sample: `npx tsx samples/http-service/server.ts [PORT] [FILE]`, until Ctrl+C. */
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { start } from "./service.ts";

const [port = "3000", file = "quotes.db"] = process.argv.slice(2);
const checkpointer = new SqliteCheckpointer(file);
const server = await start(Number(port), checkpointer);
console.log(`listening on ${server.url}`);

for (const signal of ["SIGINT", "SIGTERM"]) {
  // Runs have ten seconds to end; what has not ended then is continued when somebody asks for it.
  process.once(signal, () => void server.close().then(() => checkpointer.close()));
}

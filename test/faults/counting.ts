/** Counts in a process of its own, until it is done: counting.ts FILE TIMES DURABILITY IF_BUSY */
import type { Durability } from "@graphc/runtime";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { count, counterApp } from "./counter.ts";

const [file = "", times = "0", durability = "sync", ifBusy = "reject"] = process.argv.slice(2);
const checkpointer = new SqliteCheckpointer(file);
const app = await counterApp(checkpointer);
process.stdout.write("ready\n");
process.stdin.once("data", () => {
  void count(app, Number(times), durability as Durability, ifBusy as "reject" | "wait").then(async (refused) => {
    await checkpointer.close();
    process.stdout.write(`refused ${refused}\n`);
    process.exit(0);
  });
});

/** The process that is killed. It gets ready, says so, waits for its orders, and works until it is done. */
import { once } from "node:events";
import { writeSync } from "node:fs";
import type { CreateApp, StorageKind } from "./kit.ts";
import { die, type Fatal, fatal } from "./fatal.ts";
import { handlersOf } from "./handlers.ts";
import { JournalWriter } from "./journal.ts";
import { openStorage, warmUp } from "./kit.ts";
import { Random } from "./random.ts";
import { startOfTime, work, type Tell, type Work } from "./worker.ts";

export interface Orders {
  readonly storage: StorageKind;
  /** The SQLite file, or the connection string. */
  readonly place: string;
  readonly journal: string;
  /** Unlike that of any other process on the journal. */
  readonly name: string;
  readonly seed: number;
  /** Several of them may be for the same thread. */
  readonly works: readonly Work[];
  /** One in so many handlers fails. */
  readonly unlucky: number;
  readonly fatal?: Fatal;
}

/** Ends with code 0 when all works are done. Each line of the journal is a byte on the standard output too, so that whoever watches can strike then. */
export async function live(createApp: CreateApp): Promise<void> {
  await warmUp(process.argv[2] as StorageKind);
  writeSync(1, "r");
  const [text] = (await once(process.stdin, "data")) as [Buffer];
  const orders = JSON.parse(text.toString("utf8")) as Orders;
  const journal = new JournalWriter(orders.journal);
  let lines = 0;
  const tell: Tell = (kind, ...fields) => {
    journal.write(kind, ...fields);
    if (++lines === orders.fatal?.count && orders.fatal.when === "told") die();
    writeSync(1, ".");
  };
  process.on("uncaughtException", (error) => {
    tell("wrong", `${orders.name}: ${error.stack ?? error.message}`);
    process.exit(1);
  });
  const random = new Random(orders.seed);
  const opened = await openStorage(orders.storage, orders.place);
  const checkpointer = orders.fatal === undefined ? opened : fatal(opened, orders.fatal);
  let receipts = 0;
  const handlers = handlersOf({
    tell,
    pause: () => pause(random),
    unlucky: () => random.next() * orders.unlucky < 1,
    receipt: () => `${orders.name}:${receipts++}`,
  });
  const time = startOfTime();
  const app = createApp({ checkpointer, handlers, clock: () => time.now });
  await Promise.all(
    orders.works.map((one, i) => work(app, one, `${orders.name}.${i}`, new Random(random.fork()), time, tell)),
  );
  await checkpointer.close();
  process.exit(0);
}

/** Nothing, a turn of the event loop, or a little more. */
async function pause(random: Random): Promise<void> {
  const length = random.below(6);
  if (length >= 4) await new Promise((resolve) => setTimeout(resolve, length - 3));
  else if (length >= 2) await new Promise((resolve) => setImmediate(resolve));
}

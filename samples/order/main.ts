import { mock } from "node:test";
import { MemoryCheckpointer } from "@graphc/runtime";
import { heading, show, watch } from "../print.ts";
import { memoryShop } from "./shop.ts";
import { createOrder } from "./order.graph.ts";

// The clock is turned by hand, so that days pass at once.
mock.timers.enable({ apis: ["Date"], now: new Date("2025-03-03T09:00:00Z") });
const day = 86_400_000;

const shop = memoryShop(new Map([["kettle", 8]]));
const orders = createOrder({ checkpointer: new MemoryCheckpointer(), context: { shop } });

const kettles = (quantity: number) => [{ sku: "kettle", quantity, price: 200 }];
const modes = ["updates", "interrupts", "steps"] as const;

heading("paid, shipped, and delivered three days later");
await watch(orders.stream({ id: "ord_ann", customer: "Ann", lines: kettles(1) }, { threadId: "ann", modes }));
mock.timers.tick(3 * day);
const answers = { delivered: { at: new Date() } };
await watch(orders.stream(null, { threadId: "ann", answers, modes }));

heading("doubtful: a person approves, the card is declined, the stock goes back");
await watch(orders.stream({ id: "ord_max", customer: "stranger Max", lines: kettles(3) }, { threadId: "max", modes }));
await watch(orders.stream(null, { threadId: "max", answers: { review: { approved: true } }, modes }));

heading("doubtful: nobody looks at it for two days");
await watch(orders.stream({ id: "ord_zoe", customer: "stranger Zoe", lines: kettles(5) }, { threadId: "zoe", modes }));
console.log(`  waits until    ${show((await orders.getState({ threadId: "zoe" })).interrupts[0]?.deadline)}`);
mock.timers.tick(2 * day + 1);
// A timer or a cron job would do this once an hour.
for await (const { threadId } of orders.due()) {
  const result = await orders.continue({ threadId });
  console.log(`  ${threadId.padEnd(14)} ${orders.isInterrupted(result) ? "waits" : result.log.join("; ")}`);
}

heading("shipping fails after payment: the money and the stock go back");
await watch(orders.stream({ id: "ord_lea", customer: "Lea", lines: kettles(2) }, { threadId: "lea", modes }));

heading("sold out");
await watch(orders.stream({ id: "ord_bob", customer: "Bob", lines: kettles(50) }, { threadId: "bob", modes }));

heading("what the shop did");
for (const entry of shop.ledger) console.log(`  ${entry}`);

mock.timers.reset();

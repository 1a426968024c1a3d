import { createInterface } from "node:readline";
import { MemoryCheckpointer } from "@graphc/runtime";
import { createRefund } from "./refund.graph.ts";

const app = createRefund({ checkpointer: new MemoryCheckpointer() });
const config = { threadId: "refund-1" };

let result = await app.invoke({ customer: "Ada", amount: 340, reason: "the parcel arrived empty" }, config);
while (app.isInterrupted(result)) {
  for (const { payload } of result.interrupts) {
    const approved = await confirm(`Refund ${payload.amount} to ${payload.customer}? "${payload.reason}" [y/n] `);
    result = await app.resume({ decide: { approved, comment: approved ? "fine with me" : "not this time" } }, config);
  }
}

for (const line of result.log) console.log(`- ${line}`);
console.log(result.approved ? "approved" : "declined");

/** Reads one line; no line counts as no. */
async function confirm(question: string): Promise<boolean> {
  process.stdout.write(question);
  for await (const line of createInterface({ input: process.stdin })) return /^y/i.test(line);
  return false;
}

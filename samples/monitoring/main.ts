import { createMetrics, MemoryCheckpointer } from "@graphc/runtime";
import { otel } from "@graphc/runtime/otel";
import { heading } from "../print.ts";
import { createPurchase } from "./monitoring.graph.ts";
import { startTelemetry } from "./telemetry.ts";

// In a service, this is what `@opentelemetry/sdk-node` does, with an exporter to where spans are looked at.
const telemetry = startTelemetry();
const metrics = createMetrics();

const purchase = createPurchase({ checkpointer: new MemoryCheckpointer(), hooks: [otel(), metrics] });

heading("a purchase: each item is a graph of its own; the bank is busy at first");
await purchase.invoke({ items: ["tea", "coffee"], card: "good" }, { threadId: "1" });
telemetry.printSpans();

heading("one that a person must approve: the trace ends with a question");
await purchase.invoke({ items: ["grinder"], card: "good" }, { threadId: "2" });
telemetry.printSpans();

heading("the answer: what follows is a run of its own, on the same thread");
await purchase.resume({ approve: true }, { threadId: "2" });
telemetry.printSpans();

heading("one that fails: the step has the error, the run goes on along the error edge");
await purchase.invoke({ items: ["tea"], card: "expired" }, { threadId: "3" });
telemetry.printSpans();

heading("what OpenTelemetry has counted and measured (durations and sizes are left out)");
await telemetry.printMetrics();

heading("the same without OpenTelemetry: createMetrics()");
const { succeeded, failed, interrupted, graphs } = metrics.snapshot();
console.log(`runs: ${succeeded} succeeded, ${failed} failed, ${interrupted} interrupted`);
for (const [graph, { nodes }] of Object.entries(graphs)) {
  for (const [node, { succeeded: good, failed: bad, retries, durations }] of Object.entries(nodes)) {
    const times = durations === undefined ? "not timed" : `timed ${durations.count} times`;
    console.log(`${graph}.${node}: ${good} succeeded, ${bad} failed, ${retries} retries, ${times}`);
  }
}

await telemetry.stop();
